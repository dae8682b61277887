"""SPARQL updates that change whole graphs, each one request and so one transaction where the store has such.

Doing one twice changes nothing more than doing it once. All terms are written by pyoxigraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Quad

from lineage_rdf.codec.names import node

_DERIVED = node("prov:wasDerivedFrom")
# SPARQL 1.1 (section 19.2) lets a parser read `\uXXXX` before anything else, so that the text `\u0022`, written `\\u0022`,
# could end a literal. An escape for the letter u means the same to such parsers and to all others.
_HIDDEN_ESCAPE: Final = re.compile(r"\\(?:\\([uU])|.)", re.DOTALL)
_LETTERS: Final = {"u": r"\\\u0075", "U": r"\\\u0055"}


def replacing(quads: Iterable[Quad], graphs: Sequence[NamedNode]) -> str:
    """Return the update that deletes graphs and what describes them, and inserts statements.

    Args:
        quads: the statements, without blank nodes.
        graphs: the graphs, each of which need not be there.
    """
    return f"{deleting(graphs)} ;\nINSERT DATA {{\n{_data(quads)}}}"


def deleting(graphs: Sequence[NamedNode]) -> str:
    """Return the update that deletes graphs and what describes them in the default graph.

    Args:
        graphs: the graphs, at least one, each of which need not be there.
    """
    return " ;\n".join(part for graph in dict.fromkeys(graphs) for part in _deleted(graph))


def _deleted(graph: NamedNode) -> tuple[str, ...]:
    return (
        f"DROP SILENT GRAPH {graph}",
        f"DELETE WHERE {{ {graph} ?p ?o }}",
        f"DELETE WHERE {{ ?s {_DERIVED} {graph} }}",
    )


def _data(quads: Iterable[Quad]) -> str:
    parts = []
    for name, group in groupby(sorted(quads, key=_graph), key=_graph):
        lines = "".join(f"{triple(quad)} .\n" for quad in group)
        parts.append(f"GRAPH {name} {{\n{lines}}}\n" if name else lines)
    return "".join(parts)


def _graph(quad: Quad) -> str:
    return "" if isinstance(quad.graph_name, DefaultGraph) else str(quad.graph_name)


def triple(quad: Quad) -> str:
    """Return subject, predicate and object as SPARQL, the same for all parsers."""
    text = f"{quad.subject} {quad.predicate} {quad.object}"
    return _HIDDEN_ESCAPE.sub(_spelt, text) if r"\\" in text else text


def _spelt(escape: re.Match[str]) -> str:
    return _LETTERS[escape[1]] if escape[1] else escape[0]
