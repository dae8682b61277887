"""The dataset that a request names beside its query (SPARQL 1.1 Protocol, section 2.1.4)."""

from __future__ import annotations

from attrs import frozen
from pyoxigraph import NamedNode

from lineage_rdf.errors import UsageError


@frozen
class Dataset:
    """The graphs that a query or an update runs over.

    Args:
        default: the graphs that make up its default graph.
        named: the graphs that GRAPH finds.
    """

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether any graph is named; with none, the dataset of the server is meant."""
        return bool(self.default or self.named)


def nodes(names: tuple[str, ...]) -> list[NamedNode]:
    """Return the nodes that graphs are named by.

    Args:
        names: IRIs.

    Raises:
        UsageError: if one is no absolute IRI.
    """
    return [graph_node(name) for name in names]


def graph_node(name: str) -> NamedNode:
    """Return the node that a graph is named by.

    Args:
        name: an IRI.

    Raises:
        UsageError: if it is no absolute IRI.
    """
    try:
        return NamedNode(name)
    except ValueError:
        raise UsageError(
            "a graph is named by something that is no absolute IRI", fix="name it in full"
        ) from None
