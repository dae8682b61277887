"""Small random ontologies with circles in them, and random statements that use them."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from lineage_rdf.codec.names import node
from lineage_rdf.transform.inference.axioms import TYPE

EX = "https://example.org/"


def named(kind: str, count: int) -> list[NamedNode]:
    return [NamedNode(f"{EX}{kind}{number}") for number in range(count)]


CLASSES, PROPERTIES, NODES = named("Class", 5), named("property", 5), named("node", 5)
GRAPHS = [DefaultGraph(), *named("graph", 2)]
LITERALS = [Literal("5.0", datatype=node("xsd:decimal")), Literal("word"), Literal("Wort", language="de")]


def _pairs(
    predicate: str, things: Sequence[NamedNode], others: Sequence[NamedNode]
) -> st.SearchStrategy[list[Quad]]:
    name = node(predicate)
    return st.builds(
        lambda first, second: [Quad(first, name, second)], st.sampled_from(things), st.sampled_from(others)
    )


def _kind(kind: str) -> st.SearchStrategy[list[Quad]]:
    return st.sampled_from(PROPERTIES).map(lambda name: [Quad(name, TYPE, node(kind))])


def chain(head: NamedNode, links: Sequence[NamedNode], label: str) -> list[Quad]:
    """Return the axiom that a chain of properties leads to one, as RDF."""
    cells = [BlankNode(f"chain{label}c{number}") for number in range(len(links))]
    ends = [*cells[1:], node("rdf:nil")]
    quads = [Quad(head, node("owl:propertyChainAxiom"), cells[0])]
    for cell, link, end in zip(cells, links, ends, strict=True):
        quads += [Quad(cell, node("rdf:first"), link), Quad(cell, node("rdf:rest"), end)]
    return quads


@st.composite
def _chains(draw: st.DrawFn) -> list[Quad]:
    head, *links = draw(st.lists(st.sampled_from(PROPERTIES), min_size=3, max_size=4))
    # Two chains share no cells, unless they are one.
    return chain(head, links, "".join(name.value[-1] for name in (head, *links)))


AXIOMS = st.one_of(
    _pairs("rdfs:subClassOf", CLASSES, CLASSES),
    _pairs("owl:equivalentClass", CLASSES, CLASSES),
    _pairs("rdfs:subPropertyOf", PROPERTIES, PROPERTIES),
    _pairs("owl:equivalentProperty", PROPERTIES, PROPERTIES),
    _pairs("owl:inverseOf", PROPERTIES, PROPERTIES),
    _pairs("rdfs:domain", PROPERTIES, CLASSES),
    _pairs("rdfs:range", PROPERTIES, CLASSES),
    _kind("owl:TransitiveProperty"),
    _kind("owl:SymmetricProperty"),
    _chains(),
)
ONTOLOGIES = st.lists(AXIOMS, min_size=1, max_size=7).map(
    lambda parts: [quad for part in parts for quad in part]
)

_THINGS = [*NODES, BlankNode("a"), BlankNode("b")]
STATEMENTS = st.one_of(
    st.builds(
        Quad,
        st.sampled_from(_THINGS),
        st.sampled_from(PROPERTIES),
        st.sampled_from([*_THINGS, *LITERALS]),
        st.sampled_from(GRAPHS),
    ),
    st.builds(
        Quad, st.sampled_from(_THINGS), st.just(TYPE), st.sampled_from(CLASSES), st.sampled_from(GRAPHS)
    ),
)
DATA = st.lists(STATEMENTS, min_size=1, max_size=9)
