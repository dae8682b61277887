"""The commands, the output and the Python of the page on comparing and merging are what the program does."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from lineage_rdf.cli.main import run
from lineage_rdf.transform.comparing import about
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "transform.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\$ lineage-rdf (.*)$", PAGE, re.MULTILINE)
DIFFERENT = {COMMANDS[1], COMMANDS[2]}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_command_runs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert len(COMMANDS) == 15
    for command in COMMANDS:
        assert run(shlex.split(command)) == int(command in DIFFERENT), (command, capsys.readouterr().err)
    assert {"complete.nq", "all.trig", "normal.ttl", "inferred.ttl", "owl-rl.ttl", "hub"} <= {
        path.name for path in folder.iterdir()
    }


def test_the_output_is_what_the_program_prints(capfd: pytest.CaptureFixture[str]) -> None:
    (shown,) = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)
    assert run(shlex.split(COMMANDS[1])) == 1
    assert capfd.readouterr().out == shown


def test_the_python_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    exec(code, {})
    lines = capsys.readouterr().out.splitlines()
    assert "added step step 2 (KTO) " in lines
    assert re.fullmatch("[0-9a-f]{64}", lines[-2])
    assert lines[-1] == "0"


def test_the_kinds_of_things_are_all_named() -> None:
    from lineage_rdf import records
    from lineage_rdf.records.node import Node

    (named,) = re.findall(r"`changes\[\]\.about` \| (.*?) \|", PAGE)
    classes = [getattr(records, name) for name in records.__all__]
    things = [
        kind for kind in classes if isinstance(kind, type) and issubclass(kind, Node) and kind is not Node
    ]
    assert set(re.findall("`(.*?)`", named)) == {"statement", *(about(kind(iri="urn:x")) for kind in things)}
