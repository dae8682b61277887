"""SHACL property paths: how a shapes graph describes them, and what they need of the data."""

from __future__ import annotations

from typing import TypeAlias

from attrs import frozen
from pyoxigraph import BlankNode, NamedNode

from lineage_rdf.check.compiled.graph import Index, Term, broken
from lineage_rdf.vocabulary.namespaces import RDF, SH


@frozen
class Predicate:
    """One predicate, forwards or backwards."""

    iri: str
    inverse: bool = False


@frozen
class Sequence:
    """One path after another."""

    parts: tuple[Path, ...]


@frozen
class Alternative:
    """One path or another."""

    parts: tuple[Path, ...]


@frozen
class Repeated:
    """A path taken some number of times: `*`, `+` or `?`."""

    path: Path
    sign: str


Path: TypeAlias = Predicate | Sequence | Alternative | Repeated

_SIGNS = {f"{SH}zeroOrMorePath": "*", f"{SH}oneOrMorePath": "+", f"{SH}zeroOrOnePath": "?"}


def read_path(index: Index, node: Term, above: tuple[Term, ...] = ()) -> Path:
    """Return the path that a node of the shapes graph describes.

    Raises:
        UsageError: if it describes none, or one that contains itself.
    """
    if isinstance(node, NamedNode):
        return Predicate(node.value)
    if not isinstance(node, BlankNode) or node in above:
        raise broken(node, "this is no property path")
    inner = (*above, node)
    if index.objects(node, f"{RDF}first"):
        return Sequence(_parts(index, node, inner))
    # What else the node says is no path (the suite's "strange" paths carry a list beside the path).
    found = [name for name in index.predicates(node) if name in _SIGNS or name in (_INVERSE, _ALTERNATIVE)]
    if len(found) != 1:
        raise broken(node, "this is no property path")
    target = index.one(node, found[0])
    assert target is not None
    if found[0] == _ALTERNATIVE:
        return Alternative(_parts(index, target, inner))
    path = read_path(index, target, inner)
    return invert(path) if found[0] == _INVERSE else Repeated(path, _SIGNS[found[0]])


_INVERSE, _ALTERNATIVE = f"{SH}inversePath", f"{SH}alternativePath"


def _parts(index: Index, node: Term, above: tuple[Term, ...]) -> tuple[Path, ...]:
    parts = tuple(read_path(index, member, above) for member in index.members(node))
    if len(parts) < 2:
        raise broken(node, "a path of several parts has fewer than two")
    return parts


def invert(path: Path) -> Path:
    """Return a path backwards; only predicates are inverted in it."""
    match path:
        case Predicate(iri, inverse):
            return Predicate(iri, not inverse)
        case Sequence(parts):
            return Sequence(tuple(invert(part) for part in reversed(parts)))
        case Alternative(parts):
            return Alternative(tuple(invert(part) for part in parts))
        case Repeated(inner, sign):
            return Repeated(invert(inner), sign)


def written(path: Path) -> str:
    """Return a path as SPARQL writes it."""
    match path:
        case Predicate(iri, inverse):
            return f"^<{iri}>" if inverse else f"<{iri}>"
        case Sequence(parts):
            return f"({'/'.join(written(part) for part in parts)})"
        case Alternative(parts):
            return f"({'|'.join(written(part) for part in parts)})"
        case Repeated(inner, sign):
            return f"({written(inner)}){sign}"


def predicates(path: Path) -> frozenset[str]:
    """Return every predicate of a path."""
    match path:
        case Predicate(iri):
            return frozenset([iri])
        case Sequence(parts) | Alternative(parts):
            return frozenset().union(*(predicates(part) for part in parts))
        case Repeated(inner):
            return predicates(inner)


def may_stand_still(path: Path) -> bool:
    """Tell whether a path may lead from a node to itself without any statement."""
    match path:
        case Predicate():
            return False
        case Sequence(parts):
            return all(may_stand_still(part) for part in parts)
        case Alternative(parts):
            return any(may_stand_still(part) for part in parts)
        case Repeated(inner, sign):
            return sign != "+" or may_stand_still(inner)


def repeats(path: Path) -> bool:
    """Tell whether a part of a path may be taken several times or not at all: a search that must begin at known nodes."""
    match path:
        case Predicate():
            return False
        case Sequence(parts) | Alternative(parts):
            return any(repeats(part) for part in parts)
        case Repeated():
            return True


def needed(path: Path) -> tuple[frozenset[str], ...]:
    """Return sets of predicates; a graph in which one of the sets is wholly absent has no such path."""
    if may_stand_still(path):
        return ()
    match path:
        case Predicate(iri):
            return (frozenset([iri]),)
        case Sequence(parts):
            return tuple(clause for part in parts for clause in needed(part))
        case Alternative():
            return (predicates(path),)
        case Repeated(inner):
            return needed(inner)
