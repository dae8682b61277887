"""The commands and the Python of docs/terms.md run."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from lineage_rdf.cli.main import run
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "terms.md").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "examples" / "glossary", tmp_path / "examples" / "glossary")
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("folder")
def test_the_commands_of_the_page_run() -> None:
    commands = re.findall(r"^\$ lineage-rdf (.*)$", PAGE, re.MULTILINE)
    assert len(commands) == 6
    for command in commands:
        assert run(shlex.split(command)) == 0, command


@pytest.mark.usefixtures("folder")
def test_the_python_of_the_page_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    exec(code, {})
    assert "<https://example.org/glossary/low-rank-adapter>" in capsys.readouterr().out


def test_the_codes_of_the_page_are_codes() -> None:
    from lineage_rdf.check.codes import codes

    assert set(re.findall(r"FTL-T\d{3}", PAGE)) <= set(codes())
