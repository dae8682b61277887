"""Updates and queries are run by two engines, and what is in the store afterwards is compared statement by statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Store,
    parse,
)

from lineage_rdf.codec.changes import changes
from lineage_rdf.codec.encode import encode
from lineage_rdf.codec.read import read_file
from lineage_rdf.codec.sparql import SparqlForm, ask, insert_data, patch, write_sparql
from lineage_rdf.codec.syntax import Syntax
from lineage_rdf.codec.to_rdflib import from_graph
from lineage_rdf.records import LineageRecord
from tests.codec.strategies import lineages
from tests.conftest import ROOT

A, B, P, G = (NamedNode(f"http://e.org/{name}") for name in "abpg")
XSD = "http://www.w3.org/2001/XMLSchema#"
# Letters that quoting or the escapes of SPARQL could change.
TEXTS = st.text(
    st.characters(exclude_categories=("Cs",)) | st.sampled_from('\\uU"\n\r\t\0\x070041'), max_size=12
)


def canonical(quads: Any) -> set[str]:
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in dataset}


def in_oxigraph(update: str, before: Sequence[Quad] = ()) -> set[Quad]:
    store = Store()
    store.extend(before)
    store.update(update)
    return set(store)


def in_rdflib(update: str, before: Sequence[Quad] = ()) -> set[Quad]:
    """Either all in the default graph or all in named ones: rdflib 7.6 fails at updates of the default graph of a dataset."""
    lines = "".join(f"{quad} .\n" for quad in before)
    if "GRAPH" not in update:
        graph = rdflib.Graph().parse(data=lines, format="nt")
        graph.update(update)
        return set(from_graph(graph))
    dataset = rdflib.Dataset()
    dataset.parse(data=lines, format="nquads")
    dataset.update(update)
    return {
        Quad(quad.subject, quad.predicate, quad.object, NamedNode(str(graph.identifier)))
        for graph in dataset.graphs()
        for quad in from_graph(graph)
    }


@pytest.fixture(autouse=True, scope="module")
def _literals_as_written() -> Iterator[None]:
    """Without this rdflib itself turns `007` into `7` when it reads an update."""
    before, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    yield
    rdflib.NORMALIZE_LITERALS = before


@settings(max_examples=50)
@given(lineages())
def test_an_insert_adds_exactly_the_statements(record: LineageRecord) -> None:
    quads = encode(record)
    assert in_oxigraph(insert_data(quads)) == set(quads)


@pytest.mark.parametrize("name", ["merge", "zephyr-like"])
def test_an_insert_adds_exactly_the_statements_in_rdflib(name: str) -> None:
    """Not with random lineages: rdflib's parser takes a second for a page of update."""
    quads = read_file(ROOT / "examples" / "lineages" / f"{name}.ttl", Syntax.TURTLE)
    assert in_rdflib(insert_data(quads)) == set(quads)


@settings(max_examples=40)
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_texts_arrive_letter_by_letter(texts: list[str]) -> None:
    quads = {Quad(A, P, Literal(text)) for text in texts}
    quads |= {Quad(A, P, Literal(text, language="en")) for text in texts}
    quads |= {Quad(A, P, Literal(text, datatype=NamedNode("http://e.org/own"))) for text in texts}
    assert in_oxigraph(insert_data(quads)) == in_rdflib(insert_data(quads)) == quads
    store = Store()
    store.extend(quads)
    assert store.query(ask(quads))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (text, kind)
        for kind, texts in {
            "integer": ("5", "-5", "+5", "007", "x"),
            "decimal": ("0.5", "-0.50", ".5", "5", "5."),
            "boolean": ("true", "1", "TRUE"),
            "double": ("1e5", "1"),
            "dateTime": ("2026-01-01T00:00:00Z", "soon"),
        }.items()
        for text in texts
    ],
)
def test_spellings_arrive(text: str, kind: str) -> None:
    quad = Quad(A, P, Literal(text, datatype=NamedNode(XSD + kind)))
    assert in_rdflib(insert_data([quad])) == {quad}
    store = Store()
    store.add(quad)  # Oxigraph itself has one spelling for each number
    assert in_oxigraph(insert_data([quad])) == set(store)


def in_default(quad: Quad) -> bool:
    return isinstance(quad.graph_name, DefaultGraph)


def test_named_graphs_and_blank_nodes() -> None:
    text = """PREFIX e: <http://e.org/>
        e:a e:p _:x, [ e:p _:x ] .
        e:g { e:a e:p _:x . _:y e:p "in the graph" }
        e:h { e:a e:p ( 1 "two" ) }"""
    quads = list(parse(text, RdfFormat.TRIG))
    written = insert_data(quads)
    assert canonical(in_oxigraph(written)) == canonical(quads)
    for part in ([q for q in quads if in_default(q)], [q for q in quads if not in_default(q)]):
        assert canonical(in_rdflib(insert_data(part))) == canonical(part)
    assert written == insert_data(list(parse(text, RdfFormat.TRIG)))  # labels of the parser do not show


@settings(max_examples=50)
@given(lineages(), st.data())
def test_ask_is_true_where_all_is_there(record: LineageRecord, data: st.DataObject) -> None:
    quads = encode(record)
    store = Store()
    store.extend(quads)
    assert store.query(ask(quads))
    store.remove(data.draw(st.sampled_from(quads)))
    assert not store.query(ask(quads))


def test_ask_takes_blank_nodes_for_whatever_is_there() -> None:
    quads = list(parse("<urn:g> { <urn:a> <urn:p> [ <urn:q> 1 ] } _:g { <urn:a> <urn:p> 2 }", RdfFormat.TRIG))
    store = Store()
    store.update("INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:p> <urn:n> . <urn:n> <urn:q> 1 } }")
    assert not store.query(ask(quads))
    store.update("INSERT DATA { GRAPH <urn:h> { <urn:a> <urn:p> 2 } }")
    assert store.query(ask(quads))
    store.update("DELETE DATA { GRAPH <urn:g> { <urn:n> <urn:q> 1 } }")
    assert not store.query(ask(quads))


def test_nothing_is_an_update_and_a_query_too() -> None:
    assert in_oxigraph(insert_data([])) == set()
    assert Store().query(ask([]))
    assert in_oxigraph(patch(changes([], []))) == set()


@settings(max_examples=50)
@given(lineages(), lineages(), st.data())
def test_a_patch_makes_the_new_version(one: LineageRecord, other: LineageRecord, data: st.DataObject) -> None:
    kept = encode(one)
    parts = st.lists(st.sampled_from([*kept, *encode(other)]), unique=True)
    old, new = [*kept, *data.draw(parts)], [*kept[1:], *data.draw(parts)]
    found = changes(old, new)
    assert set(found.removed) == set(old) - set(new)
    assert set(found.added) == set(new) - set(old)
    assert not found.stuck
    assert in_oxigraph(patch(found), old) == set(new)


@pytest.mark.parametrize("home", [[], [G]], ids=["default", "named"])
def test_a_patch_in_rdflib(home: list[NamedNode]) -> None:
    old = [Quad(A, P, text, *home) for text in (Literal("1"), Literal("\\u0041"), B)]
    new = [Quad(A, P, text, *home) for text in (Literal("1"), Literal("\\U0041"), A)]
    written = patch(changes(old, new))
    assert in_rdflib(written, old) == in_oxigraph(written, old) == set(new)
    assert '"1"' not in written


def test_a_patch_tells_graphs_apart() -> None:
    old = [Quad(A, P, B), Quad(A, P, B, G), Quad(B, P, B, G)]
    new = [Quad(A, P, B), Quad(B, P, B), Quad(B, P, B, G)]
    assert in_oxigraph(patch(changes(old, new)), old) == set(new)


@pytest.mark.parametrize(
    ("quad", "told"),
    [
        ("<urn:a> <urn:p> <<( <urn:a> <urn:p> 1 )>> .", "1 statements with triple terms"),
        ('<urn:a> <urn:p> "x"@ar--rtl .', "1 texts with a direction"),
        ("_:g { <urn:a> <urn:p> 1, 2 . }", "2 statements in graphs without a name"),
    ],
)
def test_what_sparql_cannot_hold_is_told(quad: str, told: str) -> None:
    quads = [*parse(quad, RdfFormat.TRIG), Quad(A, P, B)]
    written = write_sparql(quads, SparqlForm.INSERT)
    assert written.lost == (f"SPARQL 1.1 cannot hold {told}",)
    assert in_oxigraph(written.text) == {Quad(A, P, B)}


def test_a_graph_without_a_name_can_be_asked_for() -> None:
    quads = [Quad(A, P, B, BlankNode("g"))]
    assert write_sparql(quads, SparqlForm.ASK).lost == ()
