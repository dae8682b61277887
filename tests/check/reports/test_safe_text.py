"""Hidden letters are escaped, and only web addresses become links."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse

from lineage_rdf.check.reports.safe_text import json_text, rdf_text
from lineage_rdf.plain_text import clean_lines, web_link
from tests.check.reports import runs


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
    assert clean_lines(written) == written
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
