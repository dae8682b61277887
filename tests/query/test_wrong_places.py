"""A text where a node has to be leads nowhere, and does no harm to the rows of others."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from lineage_rdf.query import in_memory, run_query
from tests.query.cases import GRAPHS
from tests.query.places import quads
from tests.query.test_index import Indexed

TEXT = st.sampled_from([Literal("not an iri"), Literal("GSM 8k", language="en"), BlankNode("x")])


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(GRAPHS), TEXT, st.data())
def test_every_query_ends_whatever_stands_in_a_place(graph, wrong, data):  # type: ignore[no-untyped-def]
    trig, cases = graph
    told = quads(trig)
    places = [place for place, quad in enumerate(told) if isinstance(quad.object, NamedNode)]
    for place in data.draw(st.sets(st.sampled_from(places), min_size=1, max_size=4)):
        quad = told[place]
        told[place] = Quad(quad.subject, quad.predicate, wrong, quad.graph_name)
    indexed = Indexed(told)
    for case in cases:
        expected = run_query(in_memory(told), case.query, case.given)
        with pytest.MonkeyPatch.context() as patch:
            for user in ("walks", "labels", "edges"):
                patch.setattr(f"lineage_rdf.query.{user}.index_of", indexed.index_of)
            assert run_query(indexed.place, case.query, case.given) == expected
