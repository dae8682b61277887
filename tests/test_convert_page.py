"""The commands, the example and the Python of the page on converting are run as they stand."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from pyoxigraph import Store

from lineage_rdf.cli.main import run
from lineage_rdf.codec.rdflib_plugins import register
from lineage_rdf.codec.read import read_file
from lineage_rdf.codec.sparql import SparqlForm
from lineage_rdf.codec.syntax import Syntax
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "convert.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\$ (.*)$", PAGE, re.MULTILINE)


def block(kind: str) -> str:
    (found,) = re.findall(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL)
    return str(found)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "examples" / "lineages", tmp_path / "examples" / "lineages")
    (tmp_path / "example.ttl").write_text(block("turtle"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_command_runs_and_does_what_is_said(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for command in COMMANDS:
        program, *arguments = shlex.split(command)
        if program == "lineage-rdf":
            assert run(arguments) == 0, (command, capfd.readouterr().err)
        else:
            assert program in ("cp", "sed")
            subprocess.run([program, *arguments], check=True)
    assert block("sparql") in capfd.readouterr().out
    merge = set(read_file(folder / "examples" / "lineages" / "merge.ttl", Syntax.TURTLE))
    added, changed = Store(), Store()
    added.update((folder / "add.ru").read_text(encoding="utf-8"))
    changed.extend(read_file(folder / "old.ttl", Syntax.TURTLE))
    assert set(changed) != merge
    changed.update((folder / "change.ru").read_text(encoding="utf-8"))
    assert set(added) == set(changed) == merge
    assert added.query((folder / "is-it-there.rq").read_text(encoding="utf-8"))


def test_the_table_names_every_syntax() -> None:
    named = re.findall(r"^\| (\w[\w, -]*) \|", PAGE, re.MULTILINE)[1:]
    assert {name for row in named for name in row.split(", ")} == {
        *(syntax.title for syntax in Syntax),
        *(form.value for form in SparqlForm),
    }


@pytest.mark.usefixtures("folder")
def test_the_python_runs(capsys: pytest.CaptureFixture[str]) -> None:
    register()
    exec(block("python"), {})
    merge = (ROOT / "examples" / "lineages" / "merge.ttl").read_text(encoding="utf-8")
    assert capsys.readouterr().out == f"{merge}\n"
