"""Queries that users write into shapes, made to run over all focus nodes at once.

SHACL binds `$this` and other variables before a query runs, one focus node at a time. Here the pattern of all focus nodes is
joined in every scope that mentions one of them; the text of the user is only added to, never replaced.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from attrs import frozen
from pyoxigraph import NamedNode, Store

from lineage_rdf.check.compiled.graph import Node, broken
from lineage_rdf.check.compiled.scope import GRAPH
from lineage_rdf.check.compiled.tokens import (
    Group,
    Token,
    expanded,
    free_predicate,
    groups,
    mentioned_in,
    own,
    prefixes_of,
    tokens,
)

_REFUSED = ("MINUS", "VALUES", "SERVICE")  # SHACL section 5.2.1
_OUTSIDE = ("GRAPH", "BASE")  # leads out of the lineage; gives names that only a parser could tell
_PER_NODE = ("LIMIT", "OFFSET", "FROM", "REDUCED")  # would count over all focus nodes, or leave the data


_ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:")

# SPARQL reads these before anything else, so that they could spell a word that is refused.
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


@frozen(eq=False)
class UserQuery:
    """A query of the user that was parsed and found to keep SHACL's restrictions.

    Args:
        text: the query as written.
        prologue: its prefixes.
        owner: the constraint or validator it belongs to.
        bound: names of the variables that are bound before it runs.
    """

    text: str
    prologue: str
    owner: Node
    bound: frozenset[str]

    def mentions(self, name: str) -> bool:
        """Tell whether a variable occurs."""
        return any(token.variable == name for token in tokens(self.text))


def read_query(text: str, prologue: str, owner: Node, bound: frozenset[str], form: str) -> UserQuery:
    """Return a query of the user after looking at it.

    Args:
        text: the query.
        prologue: `PREFIX` lines.
        owner: the constraint or validator it belongs to.
        bound: names of the variables that are bound before it runs.
        form: `SELECT` or `ASK`.

    Raises:
        UsageError: if it is no such query, or uses what SHACL forbids or what cannot be run over many nodes at once.
    """
    text = _ESCAPE.sub(lambda escape: _letter(int(escape[1] or escape[2], 16), owner), text)
    query = UserQuery(text, prologue, owner, bound)
    found = tokens(text)
    if not found:
        raise broken(owner, f"its SPARQL is no {form} query")
    # Before the parser: it also runs what it reads, and SERVICE would open a connection.
    _check_words(query, found)
    try:
        Store().query(prologue + text.replace("$PATH", "<urn:path>"))
    except SyntaxError as error:
        raise broken(owner, f"its SPARQL cannot be read: {error}") from None
    everything = groups(found)
    if not everything or form not in [token.word for token in found[: everything[0].open]]:
        raise broken(owner, f"its SPARQL is no {form} query")
    if form == "SELECT":
        _check_head(query, found[: everything[0].open])
    _check_selects(query, found)
    return query


def _letter(code: int, owner: Node) -> str:
    if code > sys.maxunicode or 0xD800 <= code <= 0xDFFF:
        raise broken(owner, f"its SPARQL has an escape of no letter, {code:X}")
    return chr(code)


def _check_head(query: UserQuery, head: Sequence[Token]) -> None:
    """Refuse a SELECT that does not say which of its rows are about which focus node."""
    if any(token.text == "*" for token in head) or all(token.variable != "this" for token in head):
        raise broken(query.owner, "its SELECT does not project $this by name")


def _check_words(query: UserQuery, found: tuple[Token, ...]) -> None:
    words = {token.word for token in found}
    for word in (*_REFUSED, *_PER_NODE):
        if word in words:
            raise broken(query.owner, f"{word} cannot be used in the SPARQL of a shape")
    for token, after in zip(found, (*found[1:], None), strict=True):
        if token.kind == "iri" and not _ABSOLUTE.match(token.text):
            raise broken(
                query.owner, f"{token.text} is no absolute IRI, and a shape has no place to resolve it"
            )
        if token.variable in ("shapesGraph", "_g"):
            raise broken(
                query.owner, f"the variable ${token.variable} is not supported in the SPARQL of a shape"
            )
        if token.word in _OUTSIDE:
            raise broken(query.owner, f"{token.word} cannot be used in the SPARQL of a shape")
        if token.word == "AS" and after is not None and after.variable in query.bound:
            raise broken(query.owner, f"{after.text} is bound before the query and cannot be bound in it")


def _check_selects(query: UserQuery, found: tuple[Token, ...]) -> None:
    """Refuse a sub-select that hides a variable which is bound before the query."""
    for group in groups(found):
        if not group.selects:
            continue
        head = list(_head(found, group.open + 1))
        inside = {token.variable for token in found[group.open : group.close]} & query.bound | {"this"}
        hidden = sorted(inside - {found[place].variable for place in head})
        if hidden or any(found[place].text == "*" for place in head):
            name = hidden[0] if hidden else "this"
            raise broken(
                query.owner, f"a sub-select does not project ${name}, which is bound before the query"
            )


def _head(found: Sequence[Token], start: int) -> Iterator[int]:
    """Yield the places from SELECT to its group."""
    place = start
    while found[place].text != "{":
        yield place
        place += 1


def over_all(query: UserQuery, focus: str, path: str) -> str:
    """Return a SELECT query made to run over all focus nodes of all graphs.

    Args:
        query: the query.
        focus: the pattern that binds the graph and the variables that are bound before.
        path: the path of the shape for `$PATH`; empty text if it has none.
    """
    found = tokens(query.text)
    edits = [(found[place].end, found[place].end, added) for place, added in _graph_variable(found)]
    edits += [(place, place, added) for place, added in _bindings(query, found, focus)]
    edits.sort(key=lambda edit: edit[0])
    return query.prologue + _with_path(query, _replaced(query.text, edits), path)


def body_of(query: UserQuery, names: Mapping[str, str], path: str = "") -> str:
    """Return the outermost group of a query, its braces included, to stand within another query.

    Args:
        query: the query; nothing after the group may matter.
        names: variable of the query -> the variable that it is called in the other one.
        path: the path of the shape for `$PATH`; empty text if it has none.

    Raises:
        UsageError: if the query groups its solutions.
    """
    found = tokens(query.text)
    first = groups(found)[0]
    if any(token.word in ("GROUP", "HAVING") for token in found[first.close :]):
        raise broken(
            query.owner, "a query that groups cannot be compiled in a shape that is within another one"
        )
    prefixes = prefixes_of(tokens(query.prologue + query.text))
    edits = [(found[place].end, found[place].end, added) for place, added in _graph_variable(found)]
    edits += [(t.start, t.end, names[t.variable]) for t in found if t.variable in names]
    pairs = [
        (t, expanded(t.text, prefixes)) for t in found if t.kind == "name" and not t.text.startswith("_:")
    ]
    edits += [(token.start, token.end, f"<{iri}>") for token, iri in pairs]
    text = _replaced(query.text, sorted(edits), found[first.open].start, found[first.close].end)
    return _with_path(query, text, path)


def _replaced(
    text: str, edits: Sequence[tuple[int, int, str]], start: int = 0, end: int | None = None
) -> str:
    """Return a part of a text with pieces of it exchanged, in the order in which they stand."""
    parts, last = [], start
    for begin, stop, added in edits:
        if start <= begin and (end is None or begin < end):
            parts += [text[last:begin], added]
            last = stop
    return "".join([*parts, text[last:end]])


def _with_path(query: UserQuery, text: str, path: str) -> str:
    if query.mentions("PATH") and not path:
        raise broken(query.owner, "$PATH is used in a node shape, which has no path")
    return _replaced(text, [(t.start, t.end, path) for t in tokens(text) if t.variable == "PATH"])


def _graph_variable(found: Sequence[Token]) -> Iterator[tuple[int, str]]:
    """Yield where the graph has to be added: to what every SELECT projects and groups by."""
    for place, token in enumerate(found):
        if token.word == "SELECT":
            yield (place + 1 if found[place + 1].word == "DISTINCT" else place), f" {GRAPH}"
        elif token.word == "BY" and found[place - 1].word == "GROUP":
            yield place, f" {GRAPH}"


def _bindings(query: UserQuery, found: tuple[Token, ...], focus: str) -> Iterator[tuple[int, str]]:
    """Yield where the focus nodes have to be added: to the whole, to sub-selects, and where an expression needs them."""
    everything = groups(found)
    yield found[everything[0].open].end, f" GRAPH {GRAPH} {{ {focus}"
    yield found[everything[0].close].start, "} "
    for group in everything[1:]:
        if group.selects or _in_test(group):
            continue
        if (group.parent and group.parent.selects) or _expects(query, found, group, everything):
            yield found[group.open].end, f" {focus}"


def _in_test(group: Group | None) -> bool:
    """Tell whether a group belongs to EXISTS, into which bindings are carried anyway."""
    while group is not None:
        if group.tests:
            return True
        group = group.parent
    return False


def _expects(query: UserQuery, found: tuple[Token, ...], group: Group, everything: list[Group]) -> bool:
    """Tell whether an expression of a group itself mentions a variable that is bound before the query."""
    expression = any(found[place].word in ("FILTER", "BIND") for place in own(group, everything))
    return expression and any(found[place].variable in query.bound for place in own(group, everything))


def in_one_graph(text: str, graph: NamedNode) -> str:
    """Return a query of `over_all` as it is to be asked of one graph alone.

    With a variable for the graph, which stands in every pattern, patterns that have nothing else in common look related to the
    engine: it pairs the two ends of a path first, and then asks for each pair whether the path leads from one to the other.

    Args:
        text: the query.
        graph: the graph.
    """
    found = tokens(text)
    edits = [
        (token.start, token.end, str(graph) if before.word == "GRAPH" else "")
        for before, token in pairwise(found)
        if token.text == GRAPH
    ]
    return _replaced(text, edits)


def facts_used(query: UserQuery, iris: frozenset[str], predicates: frozenset[str]) -> bool:
    """Tell whether a query may look at the predicates of facts that are known beside the data.

    Args:
        query: the query.
        iris: the IRIs that it mentions.
        predicates: the predicates of facts; what may stand for any predicate may stand for them.
    """
    return free_predicate(tokens(query.text)) or bool(iris & predicates)


def mentioned(query: UserQuery) -> frozenset[str]:
    """Return the IRIs that a query mentions, by name, in full, or as `a`."""
    return mentioned_in(tokens(query.prologue + query.text))
