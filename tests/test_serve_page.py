"""The commands of the page on the server are run as they stand, but for the port; its table of limits is that of the command."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from lineage_rdf.cli.main import run
from tests.cli.test_serve import started
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "serve.md").read_text(encoding="utf-8")
COMMANDS = [shlex.split(command) for command in re.findall(r"^\$ (.*)$", PAGE, re.MULTILINE)]
DEFAULT = "http://127.0.0.1:8000"


def test_every_command_does_what_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    of_ours = [command[1:] for command in COMMANDS if command[0] == "lineage-rdf"]
    asked = [command for command in COMMANDS if command[0] == "curl"]
    assert [command[0] for command in of_ours] == ["read", "load", "serve"]
    assert len(of_ours) + len(asked) == len(COMMANDS)
    for command in of_ours[:-1]:
        assert run(command) == 0
    assert of_ours[-1][1:] == ["hub", "--port", "8000"]
    if shutil.which("curl") is None:
        pytest.skip("there is no curl")
    with started("hub") as (_, client):
        for command in asked:
            told = [part.replace(DEFAULT, client.url) for part in command]
            found = subprocess.run([*told, "--silent", "--fail"], capture_output=True, text=True)
            assert (found.returncode, bool(found.stdout)) == (0, True), command


def test_the_options_are_those_of_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["serve", "--help"]) == 0
    told = re.sub(r"\s+", " ", capsys.readouterr().out)
    for option, value in re.findall(r"`(--[\w-]+) (\d+)`", PAGE):
        assert re.search(rf"{option} .*?\[default: {value}(?:\.0)?[;\]]", told), option
    for option in re.findall(r"`(--[\w-]+)", PAGE):
        assert option in told
