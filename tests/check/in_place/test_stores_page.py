"""What docs/stores.md says: its commands and its Python are run as they stand."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from lineage_rdf.cli import main
from lineage_rdf.store import endpoint, endpoint_writer, http
from lineage_rdf.store.address import LOGIN, TOKEN
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "stores.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": programs, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120)


def test_the_commands_and_the_python_do_what_they_say(tmp_path: Path) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    commands = [shlex.split(line[2:]) for line in blocks("console")[0].splitlines()]
    codes = [run(command, tmp_path).returncode for command in commands]
    assert codes == [0, 0, 1, 1]
    done = run([sys.executable, "-c", blocks("python")[0]], tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("disclosure") == done.stdout.count("governance") == 9
    assert done.stdout.splitlines()[-1] == "1 [] []"


def test_the_commands_for_loading_do_what_they_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    commands = [shlex.split(line[2:]) for line in blocks("console")[2].splitlines()]
    assert {program for program, *_ in commands} == {"lineage-rdf"}
    assert [main.run(arguments) for _, *arguments in commands] == [0] * 5
    assert f"{endpoint_writer.MAX_UPDATE >> 20} MiB is refused" in PAGE


def test_its_numbers_and_names_are_those_of_the_code() -> None:
    for number in (
        f"pages of {endpoint.PAGE:,}",
        f"{endpoint.LIMIT:g} seconds",
        f"{http.MAX_BYTES >> 20} MiB",
    ):
        assert number in PAGE
    assert f"`{LOGIN}`" in PAGE and f"`{TOKEN}`" in PAGE
    assert len(http.PAUSES) == 3 and "three times" in PAGE
