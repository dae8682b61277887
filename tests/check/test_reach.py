"""What is said of a lineage's rung is what the asked rungs prove, and no more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage_rdf.check.profiles import LADDER
from lineage_rdf.check.reach import highest, in_words, next_up, not_asked


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("-lineage", "below lineage"),
        ("+lineage", "at least lineage"),
        ("-wellformed", "none"),
        ("+reproducible", "reproducible"),
        ("+wellformed -instance", "wellformed"),
        ("+lineage -reproducible", "lineage"),
        ("+instance -lineage", "at least instance, below lineage"),
        ("-wellformed -lineage", "none"),
        ("+governance", "not asked"),
        ("", "not asked"),
    ],
)
def test_bounds_in_words(asked: str, words: str) -> None:
    assert in_words({text[1:]: text[0] == "+" for text in asked.split()}) == words


@given(st.integers(0, len(LADDER)), st.sets(st.sampled_from(LADDER)))
def test_the_true_rung_lies_within_the_bounds(true: int, asked: set[str]) -> None:
    """A lineage passes each rung up to its own; whichever of them are asked, what is said fits."""
    passed = {token: LADDER.index(token) < true for token in asked}
    own = LADDER[true - 1] if true else ""
    words = in_words(passed)
    if not asked:
        assert (words, highest(passed), next_up(passed)) == ("not asked", "", "")
        return
    low, high = LADDER.index(highest(passed)) + 1 if highest(passed) else 0, next_up(passed)
    assert low <= true <= (LADDER.index(high) if high else len(LADDER))
    if words in (*LADDER, "none"):
        assert words == (own or "none")
    else:
        assert all(part.split()[-1] in asked for part in words.split(", "))


@given(
    st.sets(st.sampled_from([*LADDER, "governance", "licence", "casrai-alignment", "casrai-model-record"]))
)
def test_a_rung_is_asked_or_not(asked: set[str]) -> None:
    assert [token for token in LADDER if token in asked or token in not_asked(asked)] == list(LADDER)
    assert not asked & set(not_asked(asked))
