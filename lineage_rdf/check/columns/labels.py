"""What a person calls some nodes of a table: told by the statements around them, however large the rest is."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from pyoxigraph import Quad

from lineage_rdf.check.columns.table import Mask, Table
from lineage_rdf.check.compiled.graph import Term
from lineage_rdf.check.labels import OWNS, TOLD, labels_of
from lineage_rdf.codec.names import node

_ROUNDS = 4  # a setting, its step, their lineage, its head model
_HEAD = node("headModel").value


def labels_in(table: Table, terms: Iterable[Term]) -> dict[str, str]:
    """Return node -> label for some nodes of a table of one graph; those that have none are left out.

    Args:
        table: the table.
        terms: the nodes.
    """
    near = _near(table, terms)
    statements: list[Quad] = []
    for predicate in (*TOLD, *OWNS):
        statements += (quad for _, quad in table.statements(predicate.value, about=near))
    return labels_of(statements)


def _near(table: Table, terms: Iterable[Term]) -> Mask:
    """Return which nodes are among some nodes, those that own them, and the head models of those."""
    numbers = [table.numbers[term] for term in terms if term in table.numbers]
    near: Mask = np.isin(table.term_of, numbers)
    for _ in range(_ROUNDS):
        for predicate in OWNS:
            owners, owned = table.column(predicate.value)
            near[owners[near[owned]]] = True
        subjects, heads = table.column(_HEAD)
        near[heads[near[subjects]]] = True
    return near
