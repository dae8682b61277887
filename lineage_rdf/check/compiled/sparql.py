"""sh:sparql: constraints that are SELECT queries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from attrs import frozen
from pyoxigraph import Literal, NamedNode

from lineage_rdf.check.compiled.focus import Focus
from lineage_rdf.check.compiled.graph import Index, Node, Term, broken, text
from lineage_rdf.check.compiled.model import Find
from lineage_rdf.check.compiled.paths import Path, written
from lineage_rdf.check.compiled.scope import FOCUS, GRAPH, Scope
from lineage_rdf.check.compiled.userquery import UserQuery, body_of, over_all, read_query
from lineage_rdf.vocabulary.namespaces import OWL, SH

_PREFIX = re.compile(r"([A-Za-z]([\w.-]*[\w-])?)?")
_NAMESPACE = re.compile(r"[^\x00-\x20<>\"{}|^`\\]+")

Values = tuple[tuple[str, NamedNode | Literal], ...]


def prologue(index: Index, node: Term) -> str:
    """Return the `PREFIX` lines that a constraint or validator declares by sh:prefixes."""
    queue = index.objects(node, f"{SH}prefixes")
    lines: dict[str, None] = {}
    for ontology in queue:
        queue += [other for other in index.objects(ontology, f"{OWL}imports") if other not in queue]
        for declared in index.objects(ontology, f"{SH}declare"):
            prefix, namespace = index.one(declared, f"{SH}prefix"), index.one(declared, f"{SH}namespace")
            if not isinstance(prefix, Literal) or namespace is None:
                raise broken(declared, "a prefix is declared without its name or its namespace")
            # Both become text of a query, so neither may hold more than a name.
            if not _PREFIX.fullmatch(prefix.value) or not _NAMESPACE.fullmatch(text(namespace)):
                raise broken(declared, f"{prefix.value!r} and its namespace are no prefix of SPARQL")
            lines[f"PREFIX {prefix.value}: <{text(namespace)}>\n"] = None
    return "".join(lines)


def query_text(index: Index, node: Term, name: str) -> str:
    """Return the text of sh:select or sh:ask."""
    value = index.one(node, f"{SH}{name}")
    if not isinstance(value, Literal):
        raise broken(node, f"it has no sh:{name}")
    return value.value


def messages_of(index: Index, node: Term) -> tuple[Literal, ...]:
    """Return the messages of a constraint or validator."""
    return tuple(m for m in index.objects(node, f"{SH}message") if isinstance(m, Literal))


def sparql_constraints(index: Index, shape: Node, path: Path | None) -> Iterator[Selected]:
    """Yield the SPARQL-based constraints of a shape.

    Raises:
        UsageError: if a query cannot be used.
    """
    for node in index.objects(shape, f"{SH}sparql"):
        if isinstance(node, Literal):
            raise broken(shape, "the value of sh:sparql is a text")
        if index.flag(node, f"{SH}deactivated"):
            continue
        select = query_text(index, node, "select")
        bound = frozenset(["this", "currentShape"])
        query = read_query(select, prologue(index, node), node, bound, "SELECT")
        values = own_name(query, shape)
        name = f"{SH}SPARQLConstraintComponent"
        yield Selected(query, values, messages_of(index, node), name, source=node)
        over_all(query, "", written(path) if path else "")


def own_name(query: UserQuery, shape: Node) -> Values:
    """Return the binding of `$currentShape`, if the query asks for it."""
    if not query.mentions("currentShape"):
        return ()
    if not isinstance(shape, NamedNode):
        raise broken(query.owner, "$currentShape is not supported in a shape without a name")
    return (("currentShape", shape),)


def values_block(values: Iterable[tuple[str, NamedNode | Literal]], scope: Scope | None = None) -> str:
    """Return the pattern that binds variables to constants: as they are, or as a scope says that the data hold them."""

    def term(value: NamedNode | Literal) -> str:
        return scope.constant(value) if scope else str(value)

    return "".join(f"VALUES ?{name} {{ {term(value)} }} " for name, value in values)


@frozen
class Selected:
    """A constraint whose violations a SELECT query of the user returns.

    Args:
        query: the query.
        values: constants that are bound before it runs.
        messages: messages of its own.
        name: IRI of the constraint component.
        source: the constraint; None for a validator.
    """

    query: UserQuery
    values: Values
    messages: tuple[Literal, ...]
    name: str
    source: Node | None = None

    def holds(self, focus: str, path: Path | None, scope: Scope) -> str:
        """See `SetComponent`; bindings are carried into EXISTS, so that the query sees its focus node."""
        body = body_of(self.query, {"this": focus}, written(path) if path else "")
        violated = f"EXISTS {{ GRAPH {GRAPH} {body} }}"
        if self.values:
            violated = f"EXISTS {{ {values_block(self.values, scope)}FILTER({violated}) }}"
        return f"(!{violated})"

    def finds(self, focus: Focus, path: Path | None, scope: Scope) -> tuple[Find, ...]:
        """See `SetComponent`."""
        nodes = f"{{ SELECT DISTINCT {GRAPH} {FOCUS} {{ {focus.block(scope)}}} }} {values_block(self.values)}"
        whole = over_all(self.query, nodes, written(path) if path else "")
        find = Find("", needs=focus.needs(scope), query=whole, messages=self.messages, source=self.source)
        return (find,)
