"""What docs/plug-in-readers.md says: its example is installed and run, and its tables are those of the code."""

from __future__ import annotations

import json
import re
import tomllib
from importlib import import_module
from pathlib import Path

from attrs import fields_dict

from lineage_rdf.claims import Trust
from lineage_rdf.sources.claim_values import TYPES
from lineage_rdf.sources.lineage_stage import KINDS
from lineage_rdf.sources.plug_ins import GROUP
from lineage_rdf.sources.reader import Reader, Reading
from tests.conftest import ROOT
from tests.plug_in_cases import distribute, program

PAGE = (ROOT / "docs" / "plug-in-readers.md").read_text(encoding="utf-8")
(MODULE,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
PROJECT, RECORD = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)


def _table(heading: str) -> dict[str, str]:
    """Return first cell -> second cell of the table that begins with a row."""
    rows = PAGE.partition(f"{heading}\n")[2].partition("\n\n")[0].splitlines()[1:]
    return dict(row.strip("| ").split(" | ", 1) for row in rows)


def test_the_example_reads_its_file_when_it_is_installed(tmp_path: Path) -> None:
    entries = tomllib.loads(PROJECT)["project"]["entry-points"][GROUP]
    site = distribute(tmp_path / "site", "tide-readers", {"tide_readers.py": MODULE}, entries)
    folder = tmp_path / "anchor-1b-harbour"
    folder.mkdir()
    (folder / "tide.toml").write_text(RECORD)
    ran = program("readers", site=site)
    shown = "tide: record of a Tide run (tide-readers 0.2)\n    the name tide.toml and a table [run]\n"
    assert ran.returncode == 0 and ran.stdout.endswith(shown)
    ran = program("report", folder, "-o", tmp_path / "out", "--evidence", site=site)
    assert ran.returncode == 0, ran.stderr
    lineage = json.loads((tmp_path / "out" / "lineage.jsonld").read_text())
    evidence = (tmp_path / "out" / "lineage.evidence.trig").read_text()
    for name in ("tide-lab/anchor-1b", "tide-lab/harbour-notes", "tide-lab/anchor-1b-harbour"):
        assert name in json.dumps(lineage) and name in evidence
    assert "run.base" in evidence and "a run with a rank trains a low-rank adapter" in json.dumps(lineage)


def test_a_broken_file_is_a_problem_of_the_examples_own(tmp_path: Path) -> None:
    site = distribute(
        tmp_path / "site", "tide-readers", {"tide_readers.py": MODULE}, {"tide": "tide_readers:READER"}
    )
    (tmp_path / "tide.toml").write_text("[run]\nbase = \n")
    ran = program("report", tmp_path / "tide.toml", site=site)
    assert (ran.returncode, ran.stdout) == (2, "") and "the file is no TOML" in ran.stderr


def test_the_names_an_author_can_rely_on_are_there() -> None:
    for module, names in _table("| module | names |").items():
        for name in re.findall(r"`([A-Z]\w*)`", names):
            assert hasattr(import_module(module.strip("`")), name), name
    parts = re.search(r"`Reading` \((.*?)\), `InputFile` \((.*?)\)", PAGE)
    assert parts is not None
    reader = import_module("lineage_rdf.sources.reader")
    for owner, listed in ((Reading, parts[1]), (reader.InputFile, parts[2])):
        known = {*fields_dict(owner), *dir(owner)}
        assert {name.rstrip("()") for name in re.findall(r"`([\w()]+)`", listed)} <= known


def test_the_fields_of_a_reader_are_all_described() -> None:
    assert [name.strip("`") for name in _table("| field | what it is |")] == list(fields_dict(Reader))
    assert {trust.name for trust in Trust} >= {"TRAINING_CONFIG", "NAME", "LINEAGE_FILE"}


def test_the_table_of_values_is_that_of_the_code() -> None:
    rows = _table("| elements | value |")
    named = [element for cell in rows for element in re.findall(r"`([a-z-]+)`", cell) if element != "key"]
    assert sorted(named) == sorted(TYPES)
    for cell, value in rows.items():
        for element in re.findall(r"`([a-z-]+)`", cell):
            for kind in TYPES.get(element, ()):
                words = {"str": "text", "int": "number", "bool": "boolean", "tuple": "tuple"}
                said = words.get(kind.__name__, kind.__name__)
                assert said in value or (kind is str and ("notation" in value or "`" in value)), (
                    element,
                    kind,
                )
    assert re.findall(r"`(\w+)`", rows["`step-kind`"]) == list(KINDS)


def test_every_code_of_plug_ins_is_explained() -> None:
    from lineage_rdf.check.codes import codes

    assert set(_table("| code | what is wrong | what becomes of it |")) == {
        code for code, row in codes().items() if row.mnemonic.startswith("plug-in-")
    }
