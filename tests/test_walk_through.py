"""The walk-through in the docs, rung by rung."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from lineage_rdf.check.profiles import LADDER
from lineage_rdf.editing.lineage_yaml import write_missing
from lineage_rdf.editing.missing import missing_facts
from lineage_rdf.lineage import read
from tests.conftest import ROOT

RUNGS = re.findall(
    r"<!-- rung: (\w+)[^>]* -->\n```yaml\n(.*?)```",
    (ROOT / "docs" / "walk-through.md").read_text(encoding="utf-8"),
    re.DOTALL,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "examples" / "bare-adapter", tmp_path / "my-adapter"))


def _passed(folder: Path) -> list[str]:
    lineage = read(folder)
    return [profile for profile in LADDER if lineage.check(profile).conforms]


def test_the_start_is_an_instance_and_no_disclosure(folder: Path) -> None:
    assert _passed(folder) == ["wellformed", "instance"]


def test_init_changes_nothing_until_it_is_filled_in(folder: Path) -> None:
    before = read(folder).to_turtle()
    (folder / "lineage.yaml").write_text(write_missing(None, missing_facts(read(folder))), encoding="utf-8")
    assert _passed(folder) == ["wellformed", "instance"]
    assert read(folder).to_turtle() == before


@pytest.mark.parametrize(("rung", "text"), RUNGS, ids=range(len(RUNGS)))
def test_each_text_reaches_its_rung_and_no_higher(folder: Path, rung: str, text: str) -> None:
    (folder / "lineage.yaml").write_text(text, encoding="utf-8")
    assert _passed(folder)[-1] == rung


def test_at_the_top_nothing_is_missing(folder: Path) -> None:
    (folder / "lineage.yaml").write_text(dict(RUNGS)["reproducible"], encoding="utf-8")
    assert missing_facts(read(folder)) == []


def test_every_rung_above_the_start_is_told() -> None:
    assert {rung for rung, _ in RUNGS} == set(LADDER) - {"wellformed", "instance"}


def test_what_is_not_disclosed_is_a_warning(folder: Path) -> None:
    (folder / "lineage.yaml").write_text(RUNGS[-1][1], encoding="utf-8")
    found = {(f.mnemonic, f.severity) for f in read(folder).check("disclosure").findings}
    assert ("dataset-undisclosed", "warning") in found
