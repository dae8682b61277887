"""Random lineages through every syntax and back: equal statement by statement, every literal letter by letter.

`make test-full` takes 10,000 of them. Each goes through the six syntaxes, SPARQL as text and in a store, and the records.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Quad, RdfFormat, Store, parse

from lineage_rdf.bulk.graphs import in_own_graph
from lineage_rdf.codec.decode import decode
from lineage_rdf.codec.encode import encode
from lineage_rdf.codec.rdfxml import has_no_char
from lineage_rdf.codec.read import read_quads
from lineage_rdf.codec.sparql import insert_data
from lineage_rdf.codec.syntax import Syntax
from lineage_rdf.codec.to_rdflib import from_graph, to_graph
from lineage_rdf.codec.write import write_quads
from lineage_rdf.records import LineageRecord
from lineage_rdf.store.graphs import as_stored
from tests.codec.nasty import beside
from tests.codec.strategies import lineages

# rdflib warns of what it keeps all the same.
pytestmark = pytest.mark.filterwarnings("ignore:Parsing weird boolean:UserWarning")


def through_everything(data: st.DataObject) -> None:
    record = data.draw(lineages())
    own = encode(record)
    through_records(record, own)
    quads = list(dict.fromkeys([*own, *data.draw(beside(own))]))
    for syntax in Syntax:
        through_syntax(syntax, in_own_graph(record.iri, quads) if syntax.has_graphs else quads)
    through_sparql(in_own_graph(record.iri, quads), own)
    assert set(from_graph(to_graph(quads))) == set(quads)


def through_records(record: LineageRecord, own: Sequence[Quad]) -> None:
    (again,) = decode(own)
    assert set(encode(again)) == set(own)
    assert again.iri == record.iri


def through_syntax(syntax: Syntax, quads: Sequence[Quad]) -> None:
    kept = [quad for quad in quads if not (syntax is Syntax.RDFXML and has_no_char(quad))]
    written = write_quads(quads, syntax)
    assert bool(written.lost) == (len(kept) < len(quads))  # what XML has no letter for is told
    assert set(read_quads(written.text.encode(), syntax, "document")) == set(kept)


def through_sparql(quads: Sequence[Quad], own: Sequence[Quad]) -> None:
    update = insert_data(quads)
    # What is between the braces is TriG too, and a parser keeps literals as written, which a store does not.
    prologue, _, rest = update.partition("INSERT DATA {")
    inside = f"{prologue}\n{rest.rstrip().removesuffix('}')}"
    assert set(parse(inside.encode(), RdfFormat.TRIG)) == set(quads)
    store = Store()
    store.update(update)
    assert {quad.triple for quad in store} == {quad.triple for quad in as_stored(quads)}
    # The literals that this program makes are spelt as stores keep them.
    assert {quad.triple for quad in own} <= {quad.triple for quad in store}


@settings(max_examples=40)
@given(st.data())
def test_random_lineages_survive_everything(data: st.DataObject) -> None:
    through_everything(data)


@pytest.mark.full
@pytest.mark.uncounted
@settings(max_examples=10_000)
@given(st.data())
def test_ten_thousand_lineages_survive_everything(data: st.DataObject) -> None:
    through_everything(data)
