"""Texts come out of arrays as they went in."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lineage_rdf.integers.texts import Texts

WORDS = st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=5), unique=True, max_size=30)


@given(WORDS, st.data())
def test_texts_by_number_and_by_text(words: list[str], data: st.DataObject) -> None:
    words.sort()
    texts = Texts.of(words)
    assert len(texts) == len(words)
    assert [texts[number] for number in range(len(words))] == words
    assert [texts.find(word) for word in words] == list(range(len(words)))
    some = data.draw(st.lists(st.integers(0, len(words) - 1), max_size=5)) if words else []
    assert texts.take(np.array(some, np.int64)) == [words[number] for number in some]
    other = data.draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=5))
    assert (texts.find(other) is None) == (other not in words)
    asked = data.draw(st.permutations([*words, other, other]))
    assert texts.find_all(asked) == [words.index(word) for word in asked if word in words]
