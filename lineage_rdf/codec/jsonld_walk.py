"""One pass over a parsed JSON-LD document whose context is compiled: statements, or word that the table does not cover it."""

from __future__ import annotations

from functools import partial
from typing import Any

from pyoxigraph import BlankNode, Quad, RdfFormat, parse

from lineage_rdf.codec.jsonld_table import NAME, Entry, Node, Outside, Table

# The general path bounds the depth of the JSON, and 60 nodes in each other are at most 125 levels of it.
_MAX_NODES = 60
# JSON-LD makes a double of an integer of 22 digits and more, and engines of fewer; these are integers everywhere.
_MAX_INTEGER = 10**15


class Walk:
    """The statements of one document, or of one graph of it.

    Args:
        table: the compiled context, which is the context of the document.
        graph: the name of the graph; None for the default graph.
    """

    def __init__(self, table: Table, graph: Node | None = None) -> None:
        self.quads: list[Quad] = []
        # Statements with a literal, as N-Quads.
        self.lines: list[str] = []
        self._table = table
        self._usual = table.id_keys[-1]
        self._state = Quad if graph is None else partial(Quad, graph_name=graph)
        self._end = " .\n" if graph is None else f" {graph} .\n"

    def document(self, document: dict[str, Any]) -> list[Quad]:
        """Return the statements of a whole document.

        Args:
            document: the JSON object, `@context` included.

        Raises:
            Outside: if it uses anything that the table does not cover.
            ValueError: if it names something that is no IRI, or holds half a surrogate pair.
        """
        body = {key: value for key, value in document.items() if key != "@context"}
        for node in _nodes(body["@graph"]) if list(body) == ["@graph"] else [body]:
            if "@graph" in node:
                self._graph(node)
            else:
                self._node(node, 0)
        # The table has checked every IRI and language, so the parser need not.
        return [*self.quads, *parse("".join(self.lines).encode(), RdfFormat.N_QUADS, lenient=True)]

    def _graph(self, node: dict[str, Any]) -> None:
        """Read a named graph and what is said of it."""
        if not any(key in node for key in self._table.id_keys):
            raise Outside("a graph without a name")
        inside = Walk(self._table, self._subject(node))
        for member in _nodes(node["@graph"]):
            inside._node(member, 0)
        self.quads += inside.quads
        self.lines += inside.lines
        self._node({key: value for key, value in node.items() if key != "@graph"}, 0)

    def _subject(self, node: dict[str, Any]) -> Node:
        name = node.get(self._usual)
        if type(name) is str and "@id" not in node:
            return self._table.iri(name)
        names = [node[key] for key in self._table.id_keys if key in node]
        if not names:
            return BlankNode()
        if len(names) > 1 or type(names[0]) is not str:
            raise Outside("the name of a node")
        return self._table.iri(names[0])

    def _node(self, node: dict[str, Any], depth: int) -> Node:
        """Read a node and all that is nested in it. This loop is where the time goes, so it is written for speed."""
        if depth > _MAX_NODES:
            raise Outside("depth")
        subject, add, state, line, end = (
            self._subject(node), self.quads.append, self._state, self.lines.append, self._end
        )  # fmt: skip
        name = str(subject)
        entries, unlisted = self._table.entries, self._table.unlisted
        for key, value in node.items():
            entry = entries.get(key) or unlisted(key)
            of_node = entry.of_node
            if type(value) is str:
                if of_node is None:
                    line(f"{name}{entry.between}{entry.of_text(value)}{end}")
                elif entry is not NAME:
                    add(state(subject, entry.predicate, of_node(value)))
                continue
            for item in value if type(value) is list else (value,):
                kind = type(item)
                if kind is str:
                    if of_node is None:
                        line(f"{name}{entry.between}{entry.of_text(item)}{end}")
                    else:
                        add(state(subject, entry.predicate, of_node(item)))
                elif kind is dict and entry.takes_nodes and "@value" not in item:
                    add(state(subject, entry.predicate, self._node(item, depth + 1)))
                else:
                    line(f"{name}{entry.between}{self._rarer(entry, item)}{end}")
        return subject

    def _rarer(self, entry: Entry, item: Any) -> str:
        """Return the literal that a value object, an integer or a truth value stands for, as N-Quads writes it."""
        kind = type(item)
        if kind is dict and entry.takes_values and "@value" in item:
            return self._table.value(item)
        if kind is bool and entry.of_boolean:
            return entry.of_boolean("true" if item else "false")
        if kind is int and entry.of_integer and abs(item) < _MAX_INTEGER:
            return entry.of_integer(str(item))
        raise Outside(item)


def _nodes(value: Any) -> list[dict[str, Any]]:
    """Return the nodes of a graph."""
    items = value if type(value) is list else [value]
    if not all(type(item) is dict for item in items):
        raise Outside("a graph of something else than nodes")
    return items
