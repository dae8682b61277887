"""The same files give the same bytes: under another path, in another process, with another hash seed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

SCRIPT = "import sys, lineage_rdf as lr; l = lr.read(sys.argv[1]); print(l.to_turtle(), l.to_jsonld(), l.to_evidence())"


@pytest.mark.parametrize("name", ["zephyr-like", "private-data"])
def test_two_runs_give_the_same_bytes(tmp_path: Path, name: str) -> None:
    outputs = []
    for seed, place in (("1", tmp_path / "a"), ("2", tmp_path / "somewhere" / "else")):
        folder = shutil.copytree(ROOT / "examples" / name, place / name)
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": f"UTC+{seed}"}
        run = subprocess.run(
            [sys.executable, "-c", SCRIPT, str(folder)],
            capture_output=True,
            check=True,
            cwd=place,
            env=environment,
            text=True,
        )
        outputs.append(run.stdout)
    assert outputs[0] == outputs[1]
    assert str(tmp_path) not in outputs[0]
