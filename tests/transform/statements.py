"""Hypothesis strategies for small datasets of any RDF, with blank nodes, and what may be done to them without changing them."""

from __future__ import annotations

from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from lineage_rdf.codec.terms import mapped
from lineage_rdf.vocabulary.namespaces import XSD

EX = "https://example.org/"
IRIS = st.sampled_from([NamedNode(EX + name) for name in "abc"] + [NamedNode("https://schema.org/Dataset")])
BLANKS = st.sampled_from([BlankNode(label) for label in ("x", "y", "z")])
LITERALS = st.one_of(
    st.sampled_from(["a", 'ü\n"\\', "\u0001", ""]).map(Literal),
    st.sampled_from(["5", "5.0", "+05.10", "-0", ".5", "5.", "1e3", "five"]).map(
        lambda text: Literal(text, datatype=NamedNode(f"{XSD}decimal"))
    ),
    st.just(Literal("hallo", language="de")),
)
PREDICATES = st.sampled_from([NamedNode(EX + "p"), NamedNode("https://schema.org/name")])
QUADS = st.builds(
    Quad, IRIS | BLANKS, PREDICATES, IRIS | BLANKS | LITERALS, st.just(DefaultGraph()) | IRIS | BLANKS
)
DATASETS = st.lists(QUADS, max_size=8, unique=True)


def renamed(quads, prefix="other"):
    """The same statements with other labels for their blank nodes."""
    return list(
        mapped(quads, lambda it: BlankNode(prefix + it.value[::-1]) if isinstance(it, BlankNode) else it)
    )


def quads_of(text):
    """The statements of N-Quads in which `ex:` stands for our namespace."""
    from lineage_rdf.codec.read import read_quads
    from lineage_rdf.codec.syntax import Syntax

    return read_quads(f"@prefix ex: <{EX}> .\n{text}".encode(), Syntax.TRIG, "test")
