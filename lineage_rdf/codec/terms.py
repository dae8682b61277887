"""The one walk over the terms of a statement, those inside triple terms included: to list, to change or to relabel them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias, overload

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

Node: TypeAlias = NamedNode | BlankNode
OfNode: TypeAlias = Callable[[Node], Node]
OfLiteral: TypeAlias = Callable[[Literal], Literal]


def is_iri(text: str) -> bool:
    """Say whether a text is an absolute IRI."""
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True


def mapped(
    quads: Iterable[Quad], node: OfNode = lambda it: it, literal: OfLiteral = lambda it: it
) -> Iterator[Quad]:
    """Yield statements with their subjects, objects and graph names changed; predicates stay.

    Args:
        quads: the statements.
        node: gives the new node for an IRI or blank node.
        literal: gives the new literal for a literal.
    """
    for quad in quads:
        graph = quad.graph_name
        yield Quad(
            _mapped(quad.subject, node, literal),
            quad.predicate,
            _mapped(quad.object, node, literal),
            graph if isinstance(graph, DefaultGraph) else node(graph),
        )


@overload
def _mapped(term: Node | Triple, node: OfNode, literal: OfLiteral) -> Node | Triple: ...


@overload
def _mapped(term: Node | Literal | Triple, node: OfNode, literal: OfLiteral) -> Node | Literal | Triple: ...


def _mapped(term: Node | Literal | Triple, node: OfNode, literal: OfLiteral) -> Node | Literal | Triple:
    if isinstance(term, Triple):
        subject, target = (_mapped(part, node, literal) for part in (term.subject, term.object))
        assert not isinstance(subject, Literal)  # RDF 1.2 has none there
        return Triple(subject, term.predicate, target)
    return literal(term) if isinstance(term, Literal) else node(term)


def terms(quads: Iterable[Quad]) -> Iterator[Node | Literal]:
    """Yield every subject, object and graph name of statements, those in triple terms included."""
    for quad in quads:
        yield from _simple(quad.subject)
        yield from _simple(quad.object)
        if not isinstance(quad.graph_name, DefaultGraph):
            yield quad.graph_name


def _simple(term: Node | Literal | Triple) -> Iterator[Node | Literal]:
    if isinstance(term, Triple):
        yield from _simple(term.subject)
        yield from _simple(term.object)
    else:
        yield term


def blanks(quads: Iterable[Quad]) -> Iterator[BlankNode]:
    """Yield the blank nodes of statements, as often as they stand there."""
    return (term for term in terms(quads) if isinstance(term, BlankNode))


def has_blank_nodes(quads: Iterable[Quad]) -> bool:
    """Say whether any statement has a blank node."""
    return any(True for _ in blanks(quads))


def relabelled(quad: Quad, label: Callable[[BlankNode], str]) -> str:
    """Return a statement as a line of N-Quads, with other labels for its blank nodes.

    Args:
        quad: the statement.
        label: gives the new label of a blank node.
    """
    parts = [_relabelled(term, label) for term in (quad.subject, quad.predicate, quad.object)]
    if not isinstance(quad.graph_name, DefaultGraph):
        parts.append(_relabelled(quad.graph_name, label))
    return f"{' '.join(parts)} .\n"


def _relabelled(term: Node | Literal | Triple, label: Callable[[BlankNode], str]) -> str:
    if isinstance(term, BlankNode):
        return f"_:{label(term)}"
    if isinstance(term, Triple):
        parts = (_relabelled(part, label) for part in (term.subject, term.predicate, term.object))
        return f"<<( {' '.join(parts)} )>>"
    return str(term)
