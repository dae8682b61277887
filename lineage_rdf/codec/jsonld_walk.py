"""One pass over a parsed JSON-LD document whose context is compiled: statements, or word that the table does not cover it."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from lineage_rdf.codec.jsonld_table import NAME, Entry, Outside, Table

T = TypeVar("T")
S = TypeVar("S")
# The general path bounds the depth of the JSON, and 60 nodes in each other are at most 125 levels of it.
_MAX_NODES = 60
# JSON-LD makes a double of an integer of 22 digits and more, and engines of fewer; these are integers everywhere.
_MAX_INTEGER = 10**15


class Walk(Generic[T, S]):
    """The statements of one document, or of one graph of it.

    Args:
        table: the compiled context, which is the context of the document.
        graph: the name of the graph; None for the default graph.
    """

    def __init__(self, table: Table[T, S], graph: T | None = None) -> None:
        self.statements: list[S] = []
        self._table = table
        self._usual = table.id_keys[-1]
        self._state = table.makers.state if graph is None else table.makers.state_in(graph)

    def document(self, document: dict[str, Any]) -> list[S]:
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
        return self.statements

    def _graph(self, node: dict[str, Any]) -> None:
        """Read a named graph and what is said of it."""
        if not any(key in node for key in self._table.id_keys):
            raise Outside("a graph without a name")
        inside = Walk(self._table, self._subject(node))
        for member in _nodes(node["@graph"]):
            inside._node(member, 0)
        self.statements += inside.statements
        self._node({key: value for key, value in node.items() if key != "@graph"}, 0)

    def _subject(self, node: dict[str, Any]) -> T:
        name = node.get(self._usual)
        if type(name) is str and "@id" not in node:
            return self._table.iri(name)
        names = [node[key] for key in self._table.id_keys if key in node]
        if not names:
            return self._table.makers.fresh()
        if len(names) > 1 or type(names[0]) is not str:
            raise Outside("the name of a node")
        return self._table.iri(names[0])

    def _node(self, node: dict[str, Any], depth: int) -> T:
        """Read a node and all that is nested in it. This loop is where the time goes, so it is written for speed."""
        if depth > _MAX_NODES:
            raise Outside("depth")
        subject, add, state = self._subject(node), self.statements.append, self._state
        entries, unlisted = self._table.entries, self._table.unlisted
        for key, value in node.items():
            entry = entries.get(key) or unlisted(key)
            kind = type(value)
            if kind is str:
                if entry is not NAME:
                    add(state(subject, entry.predicate, entry.of_text(value)))
                continue
            for item in value if kind is list else (value,):
                kind = type(item)
                if kind is str:
                    add(state(subject, entry.predicate, entry.of_text(item)))
                elif kind is dict and entry.takes_nodes and "@value" not in item:
                    add(state(subject, entry.predicate, self._node(item, depth + 1)))
                else:
                    add(state(subject, entry.predicate, self._rarer(entry, item)))
        return subject

    def _rarer(self, entry: Entry[T], item: Any) -> T:
        """Return the object that a value object, an integer or a truth value stands for."""
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
