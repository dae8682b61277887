"""Each problem that a reader can report has one small input that shows it, and its text is fixed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.sources.golden_problems import GOLDEN, expected, folders, found, mnemonics

SOURCE = Path(__file__).parents[2] / "lineage_rdf"
# A text that is too long is refused as a whole: its problem is only ever seen as an error.
TOO_LONG = "FTL-R063"
_ABSOLUTE = re.compile(r"(?:^|[\s\"'(])(?:~?/[\w.-]+/|~/)|\b[A-Za-z]:[\\/]", re.MULTILINE)


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: folder.name)
def test_an_input_gives_its_golden_problems(folder: Path) -> None:
    assert found(folder) == expected(folder)


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: folder.name)
def test_a_golden_shows_its_code(folder: Path) -> None:
    outcome, code = expected(folder), folder.name[:8]
    if code == TOO_LONG:
        assert "characters and shorthand at most" in outcome["error"]
    else:
        assert code in {row["code"] for row in outcome}


def test_every_code_has_one_golden_by_its_mnemonic() -> None:
    wanted = sorted(f"{code}-{mnemonic}" for code, mnemonic in mnemonics().items())
    assert [folder.name for folder in folders()] == wanted


def test_every_code_of_the_readers_is_allocated_and_used() -> None:
    texts = (path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py") if path.name != "claim.py")
    assert {code for text in texts for code in re.findall(r'"(FTL-R\d{3})"', text)} == mnemonics().keys()


def test_no_golden_holds_an_absolute_path() -> None:
    texts = {
        path: path.read_text(encoding="utf-8", errors="replace")
        for path in GOLDEN.rglob("*")
        if path.is_file()
    }
    assert texts and not [path for path, text in texts.items() if _ABSOLUTE.search(text)]
