"""Hidden letters are replaced or escaped, all others stay."""

from __future__ import annotations

import json
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse

from lineage_rdf.check.reports.safe_text import json_text, plain, rdf_text, shown, web_link
from lineage_rdf.plain_text import clean
from tests.check.reports import runs


def test_every_hidden_letter_is_known():
    letters = [chr(code) for code in range(sys.maxunicode + 1)]
    hidden = [
        letter
        for letter in letters
        if unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp") or ord(letter) & 0xFFFE == 0xFFFE
    ]
    assert {plain(letter) for letter in hidden} == {"\ufffd", "\n", "\t"}
    seen = [letter for letter in letters if unicodedata.category(letter)[0] not in "CZ"]
    assert plain("".join(seen)) == "".join(seen)


@given(runs.texts)
def test_a_shown_text_is_as_the_rest_of_the_program_shows_it(text):
    assert shown(text) == clean(text)


def test_lines_stay_in_a_plain_text():
    assert plain("a\tb\r\nc\rd\n") == "a\tb\nc\nd\n"


@given(
    st.recursive(runs.texts, lambda items: st.lists(items) | st.dictionaries(runs.texts, items), max_leaves=9)
)
def test_json_loses_nothing(content):
    for depth in range(4):
        assert json.loads(json_text(content, depth)) == content


@given(
    st.text(
        alphabet=st.one_of(
            st.sampled_from("\u202e\u200b\U000e0041\x7f\x85\x00é"), st.characters(codec="utf-8")
        )
    )
)
def test_turtle_loses_nothing(text):
    from pyoxigraph import Literal, NamedNode, Quad

    from lineage_rdf.codec.turtle import write_turtle

    quad = Quad(NamedNode("urn:a"), NamedNode("urn:b"), Literal(text))
    written = rdf_text(write_turtle([quad]))
    assert plain(written) == written
    assert list(parse(written.encode(), RdfFormat.TURTLE)) == [quad]


@pytest.mark.parametrize("iri", ["https://example.org/a?b=1", "http://example.org"])
def test_web_addresses_are_links(iri):
    assert web_link(iri) == iri


@pytest.mark.parametrize(
    "iri",
    [
        "javascript:alert(1)",
        "https://",
        "https://a:b@c.org",
        "https://a.org/\u202eb",
        "https://a b",
        "http://[",
        "urn:x",
        "",
    ],
)
def test_other_addresses_are_none(iri):
    assert web_link(iri) == ""
