"""Nodes that a property leads back to: what `SELECT $this { $this :p+ $this }` asks, answered in one pass over the statements.

A query follows the property from every node, so that a chain of 10,000 links takes as many steps for each of them.
"""

from __future__ import annotations

import numpy as np

from lineage_rdf.check.columns.table import Nodes
from lineage_rdf.check.compiled.compile import Query
from lineage_rdf.check.compiled.sparql import Selected
from lineage_rdf.check.compiled.tokens import expanded, prefixes_of, tokens
from lineage_rdf.integers.cycles import cycles


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
    return np.array(sorted(node for group in cycles(subjects, objects) for node in group), np.int64)
