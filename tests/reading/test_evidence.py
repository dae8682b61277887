"""The claims behind a lineage, as linked data (decisions section 2.2)."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from lineage_rdf import read
from tests.conftest import ROOT


def test_every_digest_of_a_source_is_whole_and_a_folder_has_none(tmp_path: Path) -> None:
    folder = shutil.copytree(ROOT / "examples" / "bare-adapter", tmp_path / "m")
    (folder / "checkpoint-500").mkdir()
    (folder / "checkpoint-500" / "adapter_model.safetensors").write_bytes(b"w")
    evidence = read(folder).to_evidence()
    digests = re.findall(r'ftl:digest "(.*)"', evidence)
    assert 'ftl:fileName "checkpoint-500"' in evidence
    assert digests
    assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", digest) for digest in digests)
