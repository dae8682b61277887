"""Graphs on whose values engines of SPARQL differ: there the reference engine answers for the queries of users.

See `compiled.doubts`, which leaves a small lineage to the reference as a whole. Of a large graph the reference is given only the
shapes with those queries, and the statements that they can look at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from lineage_rdf.check.columns.table import Table
from lineage_rdf.check.compiled.compile import Query
from lineage_rdf.check.compiled.doubts import kind_of
from lineage_rdf.check.compiled.graph import Term
from lineage_rdf.check.compiled.run import Hit
from lineage_rdf.check.pyshacl_engine import validate as reference
from lineage_rdf.check.shapes import ShapesGraph
from lineage_rdf.vocabulary.namespaces import SH


def in_doubt(table: Table, predicates: frozenset[str]) -> frozenset[int]:
    """Return the places of the graphs in which some property that queries look at has values of several kinds, and the like."""
    found: set[int] = set()
    for predicate in sorted(predicates & table.columns.keys()):
        _, objects = table.column(predicate)
        different, back = np.unique(table.term_of[objects], return_inverse=True)
        kinds = [kind_of(table.terms[number]) for number in different.tolist()]
        if "" not in kinds and len(set(kinds)) < 2:
            continue
        numbers = {kind: number for number, kind in enumerate(sorted(set(kinds)))}
        of_values = np.array([numbers[kind] for kind in kinds], np.int64)[back]
        pairs = np.unique(np.stack([table.graph_of[objects], of_values]), axis=1)
        graphs, count = np.unique(pairs[0], return_counts=True)
        found.update(graphs[count > 1].tolist())
        found.update(pairs[0][pairs[1] == numbers.get("", -1)].tolist())
    return frozenset(found)


def by_reference(queries: Sequence[Query], shapes: Sequence[Quad], data: Sequence[Quad]) -> list[Hit]:
    """Return the violations of some queries as the reference engine finds them in one graph.

    Args:
        queries: the queries.
        shapes: the whole shapes graph.
        data: the statements that the queries can look at.
    """
    own = ShapesGraph(tuple(_reachable(shapes, [query.shape.node for query in queries])), {}, {})
    by_source = {(query.shape.node, query.component): query for query in queries}
    about: dict[Term, dict[str, list[Term]]] = {}
    for quad in reference(data, own).report:
        about.setdefault(quad.subject, {}).setdefault(quad.predicate.value, []).append(quad.object)  # type: ignore[arg-type]
    return list(_hits(about.values(), by_source))


def _hits(
    results: Iterable[Mapping[str, list[Term]]], by_source: Mapping[tuple[NamedNode | BlankNode, str], Query]
) -> Iterator[Hit]:
    for result in results:
        source, component = (result.get(f"{SH}{n}") for n in ("sourceShape", "sourceConstraintComponent"))
        if not source or not component:
            continue  # a statement of a path or of the report itself
        query = by_source.get((source[0], component[0].value))  # type: ignore[arg-type]
        if query is not None:
            (value,) = result.get(f"{SH}value") or (None,)
            told = tuple(m for m in result.get(f"{SH}resultMessage", ()) if isinstance(m, Literal))
            yield Hit(query, result[f"{SH}focusNode"][0], value, None, told)


def _reachable(quads: Iterable[Quad], nodes: Iterable[NamedNode | BlankNode]) -> Iterator[Quad]:
    """Yield the statements about some nodes and about everything that they lead to."""
    by_subject: dict[object, list[Quad]] = {}
    for quad in quads:
        by_subject.setdefault(quad.subject, []).append(quad)
    queue: list[object] = list(dict.fromkeys(nodes))
    seen = set(queue)
    for node in queue:
        for quad in by_subject.get(node, ()):
            yield quad
            if quad.object not in seen:
                seen.add(quad.object)
                queue.append(quad.object)
