"""Values that clash with those of another property of the same node."""

from __future__ import annotations

import numpy as np

from lineage_rdf.check.columns.literals import selected
from lineage_rdf.check.columns.paths import joined
from lineage_rdf.check.columns.table import Nodes, Table, packed, unpacked
from lineage_rdf.check.compiled.ranges import compared
from lineage_rdf.check.compiled.scope import Scope

Values = tuple[Nodes, Nodes]  # (place of the focus node, value), sorted, each pair once


def shared(focus: Nodes, mine: Values, others: Values) -> tuple[Nodes, Nodes]:
    """Return (focus node, value) for every value that both properties have."""
    places, values = unpacked(np.intersect1d(packed(*mine), packed(*others)))
    return focus[places], values


def not_less(table: Table, sign: str, focus: Nodes, mine: Values, others: Values) -> tuple[Nodes, Nodes]:
    """Return (focus node, value) for every value and every value of the other property that it is not less than.

    Args:
        table: the statements.
        sign: `<` or `<=`.
        focus: the focus nodes.
        mine: their values.
        others: the values of the other property.

    Raises:
        TooManyPairs: if there are too many to compare.
    """
    places, values = mine
    rows, right = joined(others, np.arange(len(places)), places)
    failing = rows[_failing(table, sign, values[rows], right)]
    return focus[places[failing]], values[failing]


def _failing(table: Table, sign: str, left: Nodes, right: Nodes) -> Nodes:
    """Return the places of the pairs that do not compare so, asking once of each different pair of terms."""
    pairs = packed(table.term_of[left], table.term_of[right])
    different, back = np.unique(pairs, return_inverse=True)
    ends = zip(*(end.tolist() for end in unpacked(different)), strict=True)
    terms = [(table.terms[first], table.terms[second]) for first, second in ends]
    holds = np.array(selected(compared("?v", sign, "?w", Scope({})), "?v ?w", terms), bool)
    return np.flatnonzero(~holds[back])
