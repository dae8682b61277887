"""Nodes and numbers as terms of rows."""

from __future__ import annotations

from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from lineage_rdf.vocabulary.namespaces import XSD

_INTEGER = NamedNode(f"{XSD}integer")
# Relations that lead to a dataset; all others lead to a model.
TO_DATASETS: Final = frozenset(("generatorModel", "sourceDataset"))


def number(value: int) -> Literal:
    """Return an integer as a literal."""
    return Literal(str(value), datatype=_INTEGER)


def node_of(name: str) -> NamedNode | BlankNode:
    """Return the node of an IRI or `_:label`."""
    return BlankNode(name[2:]) if name[:2] == "_:" else NamedNode(name)
