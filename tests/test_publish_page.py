"""The commands of the page on publishing are run as they stand, and the tests of servers use what it configures."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from lineage_rdf.cli.main import run
from tests.conftest import ROOT
from tests.publish.real_servers import APACHE

PAGE = (ROOT / "docs" / "publish.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\$ (.*)$", PAGE, re.MULTILINE)


def test_every_command_runs_and_the_files_are_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    for command in COMMANDS:
        program, *arguments = shlex.split(command)
        assert program == "lineage-rdf"
        assert run(arguments) == 0, (command, capfd.readouterr().err)
    assert len(COMMANDS) == 4
    for name in re.findall(r"^\| (`.*?) \|", PAGE, re.MULTILINE):
        for path in re.findall(r"`([^`]+)`", name):
            if not path.startswith(("KEY", ".jsonld", ".nt", ".ttl")):
                assert (tmp_path / "site" / path).exists(), path
    assert (tmp_path / "site-w3id/server/w3id.htaccess").is_file()


def test_what_apache_needs_is_what_the_tests_give_it() -> None:
    (shown,) = re.findall(r"```apache\n(.*?)```", PAGE, re.DOTALL)
    told = {line.strip() for line in shown.splitlines() if not line.startswith("<")}
    assert told <= {line.strip() for line in APACHE.splitlines()}
