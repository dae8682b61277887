"""The commands, the output and the Python of docs/recipes.md are what the program does."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
import yaml

from lineage_rdf.cli.main import run
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "recipes.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\$ lineage-rdf (.*)$", PAGE, re.MULTILINE)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_command_runs(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert len(COMMANDS) == 5
    for command in COMMANDS:
        assert run(shlex.split(command)) == 0, (command, capfd.readouterr().err)
    assert yaml.safe_load((folder / "sft.yaml").read_text())["stage"] == "sft"


def test_the_output_is_what_the_program_prints(capfd: pytest.CaptureFixture[str]) -> None:
    (shown,) = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)
    assert run(shlex.split(COMMANDS[0])) == 0
    assert capfd.readouterr().out == shown


def test_its_python_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    exec(code, {})
    assert capsys.readouterr().out.startswith("16 ['adapter_bias'")
