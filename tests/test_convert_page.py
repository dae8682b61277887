"""The commands, the example and the Python of the page on converting are run as they stand."""

from __future__ import annotations

import json
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
    for name, kind in (("example.ttl", "turtle"), ("crate.jsonld", "jsonld"), ("frame.json", "json")):
        (tmp_path / name).write_text(block(kind), encoding="utf-8")
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
    said = capfd.readouterr()
    assert block("sparql") in said.out
    # The page breaks the lines that it quotes.
    note = next(line for line in said.err.splitlines() if "weigth" in line).removeprefix("lineage-rdf: ")
    assert note in PAGE.replace("\n", " ")
    assert_the_forms_are_as_said(folder)
    merge = set(read_file(folder / "examples" / "lineages" / "merge.ttl", Syntax.TURTLE))
    added, changed = Store(), Store()
    added.update((folder / "add.ru").read_text(encoding="utf-8"))
    changed.extend(read_file(folder / "old.ttl", Syntax.TURTLE))
    assert set(changed) != merge
    changed.update((folder / "change.ru").read_text(encoding="utf-8"))
    assert set(added) == set(changed) == merge
    assert added.query((folder / "is-it-there.rq").read_text(encoding="utf-8"))


def assert_the_forms_are_as_said(folder: Path) -> None:
    complete = read_file(folder / "examples" / "lineages" / "complete.ttl", Syntax.TURTLE)
    assert set(read_file(folder / "flat.jsonld", Syntax.JSONLD)) == set(complete)
    store = Store()
    store.extend(complete)
    shown = store.query((folder / "shown.rq").read_text(encoding="utf-8"))
    (folder / "shown.nt").write_text("".join(f"{triple} .\n" for triple in shown), encoding="utf-8")  # type: ignore[union-attr]
    assert run(["convert", "shown.nt", "again.json", "--frame", "frame.json"]) == 0
    assert (folder / "again.json").read_bytes() == (folder / "steps.json").read_bytes()
    assert set(json.loads((folder / "steps.json").read_text(encoding="utf-8"))) == {
        "@context",
        "id",
        "type",
        "hasStep",
    }


def test_the_table_names_every_syntax() -> None:
    table = PAGE[: PAGE.index("## JSON-LD of others")]
    named = re.findall(r"^\| (\w[\w, -]*) \|", table, re.MULTILINE)[1:]
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
