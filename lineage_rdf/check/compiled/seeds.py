"""Where else than at the focus nodes a query of a user can begin: at the few values of which it asks something that is rare.

In `$this ftl:derivedFromModel+ ?value . ?value ftl:weightsLicence ?licence . FILTER (REGEX(?licence, ...))` the engine goes from
every focus node to all that it goes back to, which takes the square of the length of a chain. What the last two ask does not
depend on the focus node, so that it can be asked first: the engine then begins at what it finds, and where it finds nothing
there is nothing to ask.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from itertools import pairwise
from typing import Final

from attrs import frozen
from pyoxigraph import NamedNode

from lineage_rdf.check.compiled.scope import GRAPH
from lineage_rdf.check.compiled.tokens import Token, groups, tokens
from lineage_rdf.check.compiled.userquery import UserQuery

MOST: Final = 1000  # with more of them there is as much to follow from there
# With OPTIONAL it matters where in a query a variable is bound.
_ORDERED: Final = ("OPTIONAL", "LATERAL")


@frozen
class Seeds:
    """What a query asks that does not depend on the focus node.

    Args:
        name: the variable, without its sign.
        query: gives its values in each graph; it binds nothing else.
    """

    name: str
    query: str


def seeds_of(query: UserQuery) -> Seeds | None:
    """Return what to ask before a query: one statement about a variable and a test of it, both of which always have to hold.

    Args:
        query: the query.

    Returns:
        The first that there is, or None.
    """
    found = tokens(query.text)
    if any(token.word in _ORDERED for token in found):
        return None
    made = {after.variable for token, after in pairwise(found) if token.word == "AS"}
    outer = groups(found)[0]
    parts = list(_parts(found[outer.open + 1 : outer.close]))
    for test in filter(_is_test, parts):
        asked = {token.variable for token in test} - {""}
        for statement in parts:
            ends = _ends(statement)
            if asked and asked <= ends and ends.isdisjoint(query.bound | made):
                return _seeds(query, statement, test)
    return None


def _seeds(query: UserQuery, statement: Sequence[Token], test: Sequence[Token]) -> Seeds:
    name = statement[0].variable
    body = " . ".join(query.text[part[0].start : part[-1].end] for part in (statement, test))
    text = f"{query.prologue}SELECT DISTINCT ?{name} WHERE {{ GRAPH {GRAPH} {{ {body} }} }}"
    return Seeds(name, text)


def beginning_at(text: str, name: str, values: Sequence[NamedNode]) -> str:
    """Return a query of `over_all` that has only some values for a variable.

    Args:
        text: the query.
        name: the variable, without its sign.
        values: the values.
    """
    found = tokens(text)
    graph = next(place for place, token in enumerate(found) if token.word == "GRAPH")
    place = found[graph + 2].end  # GRAPH, its name, and the brace
    return f"{text[:place]} VALUES ?{name} {{ {' '.join(map(str, values))} }}{text[place:]}"


def _is_test(part: Sequence[Token]) -> bool:
    """Tell whether a part is a FILTER that may hold for few; that a variable of a statement is bound always holds."""
    return part[0].word == "FILTER" and all(token.word != "BOUND" for token in part)


def _ends(part: Sequence[Token]) -> Set[str]:
    """Return the variables of a statement `?subject path ?object`; none of any other part."""
    if len(part) < 3 or any(token.variable or token.text in (";", ",", "[") for token in part[1:-1]):
        return frozenset()
    ends = frozenset((part[0].variable, part[-1].variable))
    return frozenset() if "" in ends else ends


def _parts(found: Sequence[Token]) -> Iterator[list[Token]]:
    """Yield what stands side by side in a group: statements, and tests without a group in them; groups are left out."""
    part: list[Token] = []
    depth = braces = 0
    for token in found:
        braces += (token.text == "{") - (token.text == "}")
        depth += (token.text == "(") - (token.text == ")")
        if token.text == "}" or braces:
            part = []
        elif not depth and (token.text == "." or token.word in ("FILTER", "BIND", "UNION")):
            yield from [part] if part else []
            part = [token] if token.word else []
        else:
            part.append(token)
            if token.text == ")" and not depth and part[0].word in ("FILTER", "BIND"):
                yield part
                part = []
    yield from [part] if part else []
