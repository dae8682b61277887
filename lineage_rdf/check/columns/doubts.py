"""Graphs on whose values engines of SPARQL differ: there the reference engine answers for the queries of users.

See `compiled.doubts`, which leaves a small lineage to the reference as a whole. Of a large graph the reference is given only the
shapes with those queries, and the statements that they can look at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

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


def shapes_of(queries: Iterable[Query], shapes: Sequence[Quad]) -> ShapesGraph:
    """Return the part of a whole shapes graph that some queries are compiled from."""
    return ShapesGraph(tuple(_around(shapes, [query.shape.node for query in queries])), {}, {})


def by_reference(queries: Sequence[Query], shapes: ShapesGraph, data: Sequence[Quad]) -> list[Hit]:
    """Return the violations of some queries as the reference engine finds them in one graph.

    Args:
        queries: the queries.
        shapes: their shapes (see `shapes_of`), made once for all graphs: the reference reads them once.
        data: the statements that the queries can look at, and the subclass axioms of the graph.

    Raises:
        UsageError: if the reference cannot use a shape.
        NoVerdictError: if it does not come to an end.
    """
    about: dict[Term, dict[str, list[Term]]] = {}
    for quad in reference(data, shapes).report:
        about.setdefault(quad.subject, {}).setdefault(quad.predicate.value, []).append(quad.object)  # type: ignore[arg-type]
    return list(_hits(about.values(), queries))


def _hits(results: Iterable[Mapping[str, list[Term]]], queries: Sequence[Query]) -> Iterator[Hit]:
    for result in results:
        query = _query_of(result, queries)
        if query is None:
            continue  # a statement of a path or of the report itself, or a result of another constraint
        (value,) = result.get(f"{SH}value") or (None,)
        (path,) = result.get(f"{SH}resultPath") or (None,)
        own = path if isinstance(path, NamedNode) and path != query.shape.path_node else None
        told = tuple(m for m in result.get(f"{SH}resultMessage", ()) if isinstance(m, Literal))
        yield Hit(query, result[f"{SH}focusNode"][0], value, own, told)


def _query_of(result: Mapping[str, list[Term]], queries: Sequence[Query]) -> Query | None:
    """Return the query whose constraint a result is of; of several constraints of one shape the one that it names."""
    shape, component = (result.get(f"{SH}{n}") for n in ("sourceShape", "sourceConstraintComponent"))
    if not shape or not component:
        return None
    same = [q for q in queries if q.shape.node == shape[0] and NamedNode(q.component) == component[0]]
    named = [q for q in same if q.source is not None and q.source in result.get(f"{SH}sourceConstraint", ())]
    return next(iter(named or same), None)


def _around(quads: Sequence[Quad], nodes: Iterable[NamedNode | BlankNode]) -> Iterator[Quad]:
    """Yield the statements about some nodes, all that lead to them (these may have the targets), and all that those lead to."""
    by_subject: dict[object, list[Quad]] = {}
    above: dict[object, list[object]] = {}
    for quad in quads:
        by_subject.setdefault(quad.subject, []).append(quad)
        above.setdefault(quad.object, []).append(quad.subject)
    roots = _reached(nodes, lambda node: above.get(node, ()))
    for node in _reached(roots, lambda node: [quad.object for quad in by_subject.get(node, ())]):
        yield from by_subject.get(node, ())


def _reached(nodes: Iterable[object], onwards: Callable[[object], Iterable[object]]) -> list[object]:
    """Return some nodes and all that a way onwards leads to from them."""
    queue = list(dict.fromkeys(nodes))
    seen = set(queue)
    for node in queue:
        new = [other for other in onwards(node) if other not in seen]
        seen.update(new)
        queue += dict.fromkeys(new)
    return queue
