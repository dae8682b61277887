"""The queries of a shapes graph, made once and kept, and what they ask of the data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from attrs import frozen
from pyoxigraph import Quad

from lineage_rdf.check.compiled.compile import Query, compile_shapes
from lineage_rdf.check.compiled.facts import (
    Pairs,
    closure,
    fact_names,
    fact_pairs,
    fact_predicates,
    known_pairs,
)
from lineage_rdf.check.compiled.graph import broken
from lineage_rdf.check.compiled.model import Shape
from lineage_rdf.check.compiled.parse import read_shapes
from lineage_rdf.check.compiled.scope import Scope
from lineage_rdf.check.compiled.userquery import facts_used
from lineage_rdf.check.compiled.users import looked_at
from lineage_rdf.check.shapes import ShapesGraph, vocabulary_facts
from lineage_rdf.vocabulary.namespaces import RDF


@frozen(eq=False)
class Plan:
    """What checking against some shapes takes.

    Args:
        queries: the queries.
        predicates: predicates of the facts that they use.
        whole: whether they look at facts that the data do not lead to.
        shapes: the statements of the shapes graph, for the report.
        named: IRIs of nodes that shapes target by name, in the data or not.
        asked: IRIs that queries of users mention.
        below: class -> all its subclasses.
    """

    queries: tuple[Query, ...]
    predicates: frozenset[str]
    whole: bool
    shapes: tuple[Quad, ...]
    named: frozenset[str]
    asked: frozenset[str]
    below: Mapping[str, tuple[str, ...]]

    def queries_on(self, names: frozenset[str]) -> Iterator[Query]:
        """Yield the queries that may have rows in data in which some names occur (see `data.Data.names`)."""
        present = names | self.named
        for query in self.queries:
            if not any(present.isdisjoint(needed) for needed in query.needs):
                yield query


@lru_cache(maxsize=16)
def plan_of(shapes: ShapesGraph, extra: Pairs, in_place: bool = False) -> Plan:
    """Return the plan of some shapes, for data with subclass axioms of their own.

    Args:
        shapes: the shapes.
        extra: the (subclass, superclass) pairs of the data.
        in_place: whether the data lie in a store of somebody else (see `Scope`).

    Raises:
        UsageError: if a shape cannot be compiled.
    """
    below = closure(known_pairs() | extra)
    read = read_shapes(shapes.quads)
    if in_place:
        _refuse_facts(read)
    queries = compile_shapes(read, below, in_place)
    used = frozenset(name for name in fact_predicates() if any(f"<{name}>" in q.text for q in queries))
    predicates = used | {f"{RDF}type"}
    whole = _looks_beyond(read, queries, Scope(below))
    named = frozenset(t.term.value for shape in read for t in shape.targets if t.kind == "targetNode")
    asked = frozenset(iri for _, iris in looked_at(read) for iri in iris)
    return Plan(queries, predicates, whole, shapes.quads, named, asked, below)


def _looks_beyond(shapes: Iterable[Shape], queries: Iterable[Query], scope: Scope) -> bool:
    """Tell whether a query may look at facts about terms that the data do not mention."""
    if any(f"^<{name}>" in query.text for query in queries for name in fact_predicates()):
        return True
    about = {quad.subject for quad in vocabulary_facts()}
    for shape in shapes:
        if any(target.kind == "targetNode" and target.term in about for target in shape.targets):
            return True
        if any(target.needs(scope) & fact_names() for target in shape.targets):
            return True
    return any(facts_used(query, iris, fact_predicates()) for query, iris in looked_at(shapes))


def _refuse_facts(shapes: Iterable[Shape]) -> None:
    """Refuse queries of users that look at the vocabulary's facts, which a store of somebody else does not hold.

    Raises:
        UsageError: with the name of the constraint and of the fact.
    """
    schemes = {kind for _, kind in fact_pairs(f"{RDF}type")}
    hidden = {f"<{name}>" for name in fact_predicates() - {f"{RDF}type"}} | schemes
    for query, iris in looked_at(shapes):
        used = sorted(f"<{iri}>" for iri in iris if f"<{iri}>" in hidden)
        if used:
            what = f"its query asks for {used[0]}, of which a store knows nothing by itself"
            raise broken(query.owner, what)
