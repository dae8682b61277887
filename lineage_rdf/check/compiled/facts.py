"""What the engine knows beside the data: the vocabulary's subclass axioms, and the members of its schemes.

Each lineage is checked as if its graph held them all. It is given those that its own terms lead to; what else there is
matters only to shapes that look for terms which the data do not mention, and for those it is given all (`Plan.whole`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from lineage_rdf.check.shapes import vocabulary_facts
from lineage_rdf.vocabulary.namespaces import RDFS

SUBCLASS = f"{RDFS}subClassOf"
Pairs = frozenset[tuple[str, str]]
_Triple = tuple[NamedNode, NamedNode, NamedNode | BlankNode | Literal]


def subclass_pairs(quads: Iterable[Quad]) -> Pairs:
    """Return the (subclass, superclass) pairs among some statements."""
    return frozenset(
        (quad.subject.value, quad.object.value)
        for quad in quads
        if quad.predicate.value == SUBCLASS
        and isinstance(quad.subject, NamedNode)
        and isinstance(quad.object, NamedNode)
    )


@cache
def known_pairs() -> Pairs:
    """Return the (subclass, superclass) pairs of the vocabulary."""
    return subclass_pairs(vocabulary_facts())


@cache
def fact_predicates() -> frozenset[str]:
    """Return the predicates of all facts."""
    return frozenset(quad.predicate.value for quad in vocabulary_facts())


def closure(pairs: Iterable[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    """Return class -> all its subclasses, sorted; a class in a cycle is below itself and not listed."""
    direct: dict[str, set[str]] = {}
    for below, above in pairs:
        direct.setdefault(above, set()).add(below)
    found = {}
    for top in direct:
        queue, seen = [top], {top}
        while queue:
            new = direct.get(queue.pop(), set()) - seen
            seen |= new
            queue += new
        found[top] = tuple(sorted(seen - {top}))
    return found


@cache
def facts_about(predicates: frozenset[str]) -> Mapping[NamedNode, tuple[_Triple, ...]]:
    """Return term -> the facts about it and about all that they lead to.

    Args:
        predicates: predicates of the facts that matter.
    """
    own: dict[NamedNode, list[_Triple]] = {}
    for quad in vocabulary_facts():
        if quad.predicate.value in predicates and isinstance(quad.subject, NamedNode):
            own.setdefault(quad.subject, []).append((quad.subject, quad.predicate, quad.object))  # type: ignore[arg-type]
    found = {}
    for term in own:
        queue, seen = [term], {term}
        for node in queue:
            new = {triple[2] for triple in own[node] if triple[2] in own} - seen
            seen |= new  # type: ignore[arg-type]
            queue += new  # type: ignore[arg-type]
        found[term] = tuple(triple for node in queue for triple in own[node])
    return found
