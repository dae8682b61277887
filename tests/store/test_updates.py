"""Updates keep every text as it is, whatever it holds, and read the same to parsers that look for escapes first."""

from __future__ import annotations

import re

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from lineage_rdf.codec.names import node
from lineage_rdf.store.updates import deleting, replacing

A, P, G, H = (NamedNode(f"urn:{name}") for name in "apgh")
TEXTS = [
    "plain",
    '" . } ; DROP ALL ; #',
    "\\u0022 . } } ; DROP ALL ; #",
    "\\\\u0022 . } } ; DROP ALL ; #",
    "\\U00000022 \\n \\",
    "\\\\",
    "".join(map(chr, range(1, 32))) + "\x7f\ufffe\u2028",
    "}\n{ 'é' \U0001f426 %22 $x ?y",
]


def inserted(update: str) -> set[Quad]:
    store = Store()
    store.update(update)
    return set(store)


def escapes_first(update: str) -> str:
    """Do what section 19.2 of SPARQL 1.1 lets a parser do before anything else, by its letter."""
    return re.sub(
        r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})", lambda found: chr(int(found[1] or found[2], 16)), update
    )


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("spelt", [Literal, lambda text: Literal(text, language="en")])
def test_texts_come_through(text: str, spelt: object) -> None:
    quad = Quad(A, P, spelt(text), G)  # type: ignore[operator]
    update = replacing([quad], [G])
    assert inserted(update) == {quad}
    assert inserted(escapes_first(update)) == {quad}


def test_the_old_graph_goes_with_what_describes_it_and_nothing_else() -> None:
    store, derived = Store(), node("prov:wasDerivedFrom")
    old = [Quad(A, P, A, G), Quad(G, P, A), Quad(A, derived, G), Quad(A, P, A, H), Quad(H, P, A)]
    others = [Quad(A, P, G), Quad(A, P, A), Quad(A, derived, A), Quad(A, derived, G, NamedNode("urn:other"))]
    store.extend([*old, *others])
    new = [Quad(A, P, Literal("new"), G), Quad(G, P, Literal("described"))]
    store.update(replacing(new, (G, H)))
    assert set(store) == {*others, *new}
    store.update(deleting([G]))
    assert set(store) == {*others}
    store.update(deleting([G]))
    assert set(store) == {*others}


def test_statements_stay_in_their_graphs() -> None:
    quads = {Quad(A, P, A, graph) for graph in (G, H, DefaultGraph())}
    assert inserted(replacing(sorted(quads, key=str), [G])) == quads
