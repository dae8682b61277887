"""The shapes themselves meet SHACL-SHACL, the shapes of shapes (https://www.w3.org/TR/shacl/#shacl-shacl).

SHACL-SHACL looks at every shape and unnamed part of a shape by itself: which properties it has, and whether their values are
IRIs, lists, paths, texts or numbers. So a shape is validated only if a part of it is unlike all parts before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad
from pyshacl import validate
from pyshacl.errors import ReportableRuntimeError

from lineage_rdf.codec.to_rdflib import to_graph
from lineage_rdf.vocabulary.namespaces import RDF, SH
from tools.shapes.lint import files
from tools.shapes.shapesgraph import ShapesGraph
from tools.shapes.source import SHAPES, profiles

# Nearly all of the time is pySHACL's, and counting lines doubles it.
pytestmark = pytest.mark.uncounted
KEPT = (SH, RDF)
FIRST = f"{RDF}first"


def part(node: object, below: dict[str, list[Quad]]) -> frozenset[object]:
    """Return what SHACL-SHACL can see of one part: its properties with the kinds of their values."""
    return frozenset((q.predicate.value, kind(q, below)) for q in below.get(str(node), ()))


def kind(quad: Quad, below: dict[str, list[Quad]]) -> object:
    """Return terms of SHACL by name and others by kind; a path with all it holds, a list by the kinds of its members."""
    term = quad.object
    if isinstance(term, BlankNode):
        if any(q.predicate.value == FIRST for q in below[str(term)]):
            return ("a list", frozenset(kind(member, below) for member in members(term, below)))
        return part(term, below) if quad.predicate.value == f"{SH}path" else "a part"
    if isinstance(term, Literal):
        return (term.datatype.value, term.language, term.value if term.value.isdigit() else "")
    assert isinstance(term, NamedNode)
    return term.value if term.value.startswith(KEPT) else "an IRI"


def members(head: object, below: dict[str, list[Quad]]) -> Iterator[Quad]:
    """Yield the rdf:first statements of a list."""
    for quad in below.get(str(head), ()):
        if quad.predicate.value == FIRST:
            yield quad
        else:
            yield from members(quad.object, below)


def held(term: object, below: dict[str, list[Quad]]) -> Iterator[Quad]:
    """Yield the statements of a node and of the blank nodes it holds."""
    for quad in below.get(str(term), ()):
        yield quad
        if isinstance(quad.object, BlankNode):
            yield from held(quad.object, below)


def representatives(graph: ShapesGraph) -> list[Quad]:
    """Return the statements of the named shapes that have a part unlike all before."""
    below: dict[str, list[Quad]] = {}
    for quad in graph.quads:
        below.setdefault(str(quad.subject), []).append(quad)
    seen: set[frozenset[object]] = set()
    found: list[Quad] = []
    for shape in graph.named_shapes():
        own = list(held(shape, below))
        parts = {
            part(quad.subject, below) for quad in own if quad.predicate.value not in (FIRST, f"{RDF}rest")
        }
        if parts - seen:
            found += own
            seen |= parts
    return found


def meets_shacl_shacl(quads: Iterable[Quad]) -> bool:
    try:
        return bool(validate(to_graph([]), shacl_graph=to_graph(quads), meta_shacl=True, inference="none")[0])
    except ReportableRuntimeError:
        return False


def test_shacl_shacl_passes() -> None:
    graph = ShapesGraph(path for name in profiles() for path in files(SHAPES, name))
    assert len(graph.named_shapes()) > 300
    assert meets_shacl_shacl(representatives(graph))


@pytest.mark.parametrize(
    "wrong",
    [
        (f"{SH}minCount", Literal("one")),
        (f"{SH}severity", Literal("Violation")),
        (f"{SH}targetClass", Literal("ftl:Merging")),
        (f"{SH}or", Literal("a list")),
    ],
    ids=lambda wrong: wrong[0].removeprefix(SH),
)
def test_shacl_shacl_finds_a_wrong_shape(wrong: tuple[str, Literal]) -> None:
    graph = ShapesGraph(files(SHAPES, "instance"))
    shape = graph.named_shapes()[0]
    graph.quads.append(Quad(shape, NamedNode(wrong[0]), wrong[1]))
    assert not meets_shacl_shacl(representatives(graph))
