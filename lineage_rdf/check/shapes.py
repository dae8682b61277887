"""Shapes as a graph, and what a finding needs to know of each shape."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from attrs import frozen
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse

from lineage_rdf.codec.names import text
from lineage_rdf.codec.read import read_file
from lineage_rdf.codec.syntax import syntax_of
from lineage_rdf.vocabulary.namespaces import DCTERMS, SH
from lineage_rdf.vocabulary.resources import ontology_folder


@frozen(eq=False)
class ShapesGraph:
    """A set of shapes, compared by identity.

    Args:
        quads: their statements.
        codes: shape (IRI, or `_:label` of a blank node) -> finding code.
        targets: shape -> classes it targets.
        names: every node that has a statement, shapes among them.
    """

    quads: tuple[Quad, ...]
    codes: dict[str, str]
    targets: dict[str, tuple[str, ...]]
    names: frozenset[str] = frozenset()


@cache
def load_shapes(files: tuple[Path, ...]) -> ShapesGraph:
    """Return the shapes of some files as one graph; blank nodes of different files stay apart.

    Raises:
        InputError: if a file cannot be read.
    """
    quads: list[Quad] = []
    for number, path in enumerate(files):
        quads += _apart(read_file(path, syntax_of(path.name)), number)
    codes = {
        text(quad.subject): quad.object.value
        for quad in quads
        if quad.predicate.value == f"{DCTERMS}identifier" and isinstance(quad.object, Literal)
    }
    targets: dict[str, tuple[str, ...]] = {}
    for quad in quads:
        if quad.predicate.value == f"{SH}targetClass" and isinstance(quad.object, NamedNode):
            name = text(quad.subject)
            targets[name] = (*targets.get(name, ()), quad.object.value)
    return ShapesGraph(tuple(quads), codes, targets, frozenset(text(quad.subject) for quad in quads))


def _apart(quads: Iterable[Quad], number: int) -> Iterator[Quad]:
    """Yield statements with blank nodes named after the file's number and their order in it, not by the parser's chance."""
    labels: dict[str, BlankNode] = {}

    def apart(node: BlankNode) -> BlankNode:
        return labels.setdefault(node.value, BlankNode(f"f{number}x{len(labels)}"))

    for quad in quads:
        subject, predicate, target, _ = quad
        if type(subject) is BlankNode or type(target) is BlankNode:
            yield Quad(
                apart(subject) if isinstance(subject, BlankNode) else subject,
                predicate,
                apart(target) if isinstance(target, BlankNode) else target,
            )
        else:
            yield quad


@cache
def vocabulary_facts() -> tuple[Quad, ...]:
    """Return what the engines must know of the vocabulary: subclass axioms, and the schemes' members with class and value kind.

    Both engines see these on the data side, so that a node typed only with a subclass is found (decisions section 5.8).
    """
    return tuple(parse(path=ontology_folder() / "facts.nt", format=RdfFormat.N_TRIPLES))
