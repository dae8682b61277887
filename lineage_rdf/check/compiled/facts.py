"""What the engine knows beside the data: the vocabulary's subclass axioms, and the members of its schemes.

Each lineage is checked as if its graph held them all. It is given those that its own terms lead to; what else there is
matters only to shapes that look for terms which the data do not mention, and for those it is given all (`Plan.whole`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from lineage_rdf.check.shapes import vocabulary_facts
from lineage_rdf.vocabulary.namespaces import RDF, RDFS

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


@cache
def members(classes: frozenset[str]) -> tuple[str, ...]:
    """Return the members of the vocabulary's schemes that are instances of some classes, sorted."""
    return tuple(
        sorted({term for term, kind in fact_pairs(f"{RDF}type") if kind.removeprefix("<")[:-1] in classes})
    )


@cache
def fact_pairs(predicate: str) -> tuple[tuple[str, str], ...]:
    """Return the facts with a predicate as (subject, object), written as SPARQL writes terms."""
    found = (q for q in vocabulary_facts() if q.predicate.value == predicate)
    return tuple((str(q.subject), str(q.object)) for q in found if isinstance(q.subject, NamedNode))


@cache
def fact_names() -> frozenset[str]:
    """Return the IRIs that occur in the facts, and `a CLASS` for the classes of things (see `data.Data.names`)."""
    found: set[str] = set()
    for quad in vocabulary_facts():
        terms = (quad.subject, quad.predicate, quad.object)
        found |= {term.value for term in terms if isinstance(term, NamedNode)}
        if quad.predicate.value == f"{RDF}type" and isinstance(quad.object, NamedNode):
            found.add(f"a {quad.object.value}")
    return frozenset(found)
