"""Misread text is mended, and sound text is left as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage_rdf.terms.glossaries.mojibake import has_lost_letters, repaired_text


def misread(text: str, encoding: str = "cp1252") -> str:
    """Return what a program makes of UTF-8 that it takes for something else; gaps of Windows-1252 become controls."""
    data = text.encode()
    return "".join(
        bytes([byte]).decode(encoding) if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(byte)
        for byte in data
    )


@pytest.mark.parametrize(
    "text",
    [
        *("the keeper’s “lamp” – lit…", "naïve café", "ÉCOLE", "ACCIÓN", "3 × 4 °C", "€ 20™ → §", "модель"),
        *("日本語", "😀 fine", "a\u00a0b"),
    ],
)
@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_misread_text_is_mended(text: str, encoding: str) -> None:
    assert misread(text, encoding) != text
    assert repaired_text(misread(text, encoding)) == text
    if encoding == "cp1252":
        assert repaired_text(misread(misread(text))) == text


@pytest.mark.parametrize(
    "text",
    [
        "“MANHÃ” e “ROMÃ”",
        "„MENÜ“",
        "MANHÃ—TARDE",
        "« café\u00a0» et « été\u00a0»",
        "Ångström – ÅÄÖ",
        "the keeper’s “lamp” – lit…",
        "Übergröße",
        "日本語 модель 😀",
    ],
)
def test_sound_text_is_left_as_it_is(text: str) -> None:
    assert repaired_text(text) == text
    assert not has_lost_letters(text)


def test_what_cannot_be_told_any_more_is_found() -> None:
    assert has_lost_letters(repaired_text("â€œquotedâ€ text"))
    assert repaired_text("â€œquotedâ€ text") == "“quotedâ€ text"
    assert has_lost_letters("n\ufffdxt")


@given(st.text())
def test_mending_ends_and_changes_nothing_more(text: str) -> None:
    mended = repaired_text(text)
    assert repaired_text(mended) == mended or len(repaired_text(mended)) < len(mended)
    if text.isascii():
        assert mended == text


# Words of English with what typesetters put between them.
_WORDS = st.lists(
    st.sampled_from(["keeper’s", "“lamp”", "–", "café", "lit…", "wick", "€5", "naïve"]), min_size=1
)


@given(_WORDS.map(" ".join))
def test_typeset_english_survives_both_ways(text: str) -> None:
    assert repaired_text(text) == text
    assert repaired_text(misread(text)) == text
