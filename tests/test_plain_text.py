"""Hidden letters are replaced, all others stay."""

from __future__ import annotations

import sys
import unicodedata

from hypothesis import given

from lineage_rdf.plain_text import clean, clean_lines
from tests.check.reports import runs


def test_every_hidden_letter_is_known():
    letters = [chr(code) for code in range(sys.maxunicode + 1)]
    hidden = [
        letter
        for letter in letters
        if unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp") or ord(letter) & 0xFFFE == 0xFFFE
    ]
    assert {clean_lines(letter) for letter in hidden} == {"\ufffd", "\n", "\t"}
    seen = [letter for letter in letters if unicodedata.category(letter)[0] not in "CZ"]
    assert clean_lines("".join(seen)) == "".join(seen)


@given(runs.texts)
def test_a_clean_text_is_one_line_that_stays_as_it_is(text):
    line = clean(text)
    assert clean(line) == clean_lines(line) == line
    assert len(line.splitlines()) <= 1


def test_letters_that_are_not_assigned_and_never_seen_are_replaced():
    assert clean("a\U000e0080b") == "a\ufffdb"


def test_lines_stay():
    assert clean_lines("a\tb\r\nc\rd\n") == "a\tb\nc\nd\n"
