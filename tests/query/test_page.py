"""docs/queries.md says what the catalogue says, and its commands run."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from lineage_rdf.cli.main import run
from lineage_rdf.query import catalogue
from tests.conftest import ROOT
from tools.query_page import PAGE, page

TEXT = PAGE.read_text(encoding="utf-8")
# The examples have no such thing in them.
WITHOUT_ROWS = {"aliases", "cycles", "licence-drift", "same-recipe"}


def test_the_page_is_up_to_date() -> None:
    assert page(TEXT) == TEXT, "run python -m tools.query_page"
    assert TEXT.count("\n### ") == len(catalogue())


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    (query,) = re.findall(r"```sparql\n(.*?)```", TEXT, re.DOTALL)
    (tmp_path / "own.rq").write_text(query, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_its_commands_and_its_python_run(capsys: pytest.CaptureFixture[str]) -> None:
    blocks = re.findall(r"```console\n(.*?)```", TEXT, re.DOTALL)
    commands = [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]
    assert len(commands) == 10 + len(catalogue())
    for command in commands:
        program, *arguments = shlex.split(command)
        assert program == "lineage-rdf"
        assert run(arguments) == 0, command
        printed = capsys.readouterr()
        name = arguments[2] if len(arguments) > 2 else ""
        if arguments[0] == "query" and name in catalogue():
            assert bool(printed.out) != (name in WITHOUT_ROWS), command
    (code,) = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    exec(code, {})
    out = capsys.readouterr().out.splitlines()
    assert out[0] == "https://huggingface.co/harbour-lab/harbour-7b-sft 1 certain"
    assert len(out) == int(out[-1]) + 1
