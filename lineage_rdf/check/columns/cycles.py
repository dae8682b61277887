"""Nodes that a property leads back to: what `SELECT $this { $this :p+ $this }` asks, answered in one pass over the statements.

A query follows the property from every node, so that a chain of 10,000 links takes as many steps for each of them.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from lineage_rdf.check.columns.table import Nodes
from lineage_rdf.check.compiled.compile import Query
from lineage_rdf.check.compiled.sparql import Selected
from lineage_rdf.check.compiled.tokens import expanded, prefixes_of, tokens

_PRUNINGS = 20  # rounds that take off the ends; chains are short, and what is left is searched


def property_of(query: Query) -> str:
    """Return the property of which a query asks whether it leads back; empty text for any other query."""
    constraint = query.constraint
    if not isinstance(constraint, Selected) or constraint.values or query.shape.path is not None:
        return ""
    found = [token for token in tokens(constraint.query.text) if token.word != "WHERE" and token.text != "."]
    if len(found) != 8 or found[4].kind not in ("iri", "name"):
        return ""
    words = [token.variable or token.word or token.text for token in (*found[:4], *found[5:])]
    if words != ["SELECT", "this", "{", "this", "+", "this", "}"]:
        return ""
    return expanded(found[4].text, prefixes_of(tokens(constraint.query.prologue)))


def in_cycles(subjects: Nodes, objects: Nodes) -> Nodes:
    """Return the nodes that some statements lead back to, sorted: those of strongly connected components and of loops.

    Args:
        subjects: the subjects of the statements.
        objects: their objects.
    """
    for _ in range(_PRUNINGS):
        inner = np.isin(subjects, objects) & np.isin(objects, subjects)
        if inner.all():
            break
        subjects, objects = subjects[inner], objects[inner]
    leads: dict[int, list[int]] = {}
    for subject, value in zip(subjects.tolist(), objects.tolist(), strict=True):
        leads.setdefault(subject, []).append(value)
    return np.array(sorted(_of_components(leads)), np.int64)


def _of_components(leads: dict[int, list[int]]) -> Iterator[int]:
    """Yield the nodes of each component with a cycle (Tarjan, SIAM Journal on Computing 1 (1972) 146-160, without recursion)."""
    number: dict[int, int] = {}
    low: dict[int, int] = {}
    stack: list[int] = []
    on_stack: set[int] = set()
    for root in leads:
        if root in number:
            continue
        number[root] = low[root] = len(number)
        stack.append(root)
        on_stack.add(root)
        work = [(root, iter(leads[root]))]
        while work:
            node, rest = work[-1]
            after = next(rest, None)
            if after is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == number[node]:
                    yield from _popped(node, stack, on_stack, leads)
            elif after not in number:
                number[after] = low[after] = len(number)
                stack.append(after)
                on_stack.add(after)
                work.append((after, iter(leads.get(after, ()))))
            elif after in on_stack:
                low[node] = min(low[node], number[after])


def _popped(node: int, stack: list[int], on_stack: set[int], leads: dict[int, list[int]]) -> list[int]:
    """Take a component off the stack, and return its nodes if there is a cycle in it."""
    found: list[int] = []
    while not found or found[-1] != node:
        found.append(stack.pop())
    on_stack.difference_update(found)
    return found if len(found) > 1 or node in leads.get(node, ()) else []
