"""The tokens of a SPARQL query and the groups they stand in; what the query means is left to the store's parser."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from attrs import define, frozen

from lineage_rdf.vocabulary.namespaces import RDF

RDF_TYPE = f"{RDF}type"

_TOKEN = re.compile(
    r"""(?P<skip>\s+|\#[^\r\n]*)
    |(?P<iri><[^<>"{}|^`\\\s]*>)
    |(?P<string>\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3}|'{3}(?:[^'\\]|\\.|'(?!''))*'{3}|"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*')
    |(?P<variable>[?$]\w+)
    |(?P<name>(?:[^\W\d_](?:[\w.·-]*[\w·-])?)?:(?:(?:[\w:%]|\\.)(?:(?:[\w:%.·-]|\\.)*(?:[\w:%·-]|\\.))?)?|_:\w+)
    |(?P<word>@?[A-Za-z_][\w-]*)
    |(?P<number>[0-9.]*[0-9](?:[eE][+-]?[0-9]+)?)
    |(?P<sign>.)""",
    re.VERBOSE | re.DOTALL,
)


@frozen
class Token:
    """One token: its kind, its text, and where it begins and ends."""

    kind: str
    text: str
    start: int
    end: int

    @property
    def word(self) -> str:
        """A keyword in capitals; empty text for any other token."""
        return self.text.upper() if self.kind == "word" else ""

    @property
    def variable(self) -> str:
        """The name of a variable; empty text for any other token."""
        return self.text[1:] if self.kind == "variable" else ""


@define
class Group:
    """What stands between two braces.

    Args:
        open: place of the opening brace among the tokens.
        close: place of the closing brace.
        parent: the group around it.
        selects: whether it is the wrapping of a sub-select.
        tests: whether it belongs to EXISTS.
    """

    open: int
    close: int
    parent: Group | None
    selects: bool
    tests: bool


def tokens(text: str) -> tuple[Token, ...]:
    """Return the tokens of a query without white space and comments."""
    return tuple(
        Token(match.lastgroup or "", match.group(), match.start(), match.end())
        for match in _TOKEN.finditer(text)
        if match.lastgroup != "skip"
    )


def groups(found: tuple[Token, ...]) -> list[Group]:
    """Return the groups of a query that a parser has accepted, in the order in which they open."""
    done: list[Group] = []
    stack: list[Group] = []
    for place, token in enumerate(found):
        if token.kind == "sign" and token.text == "{":
            selects = found[place + 1].word == "SELECT"
            tests = place > 0 and found[place - 1].word == "EXISTS"
            group = Group(place, -1, stack[-1] if stack else None, selects, tests)
            done.append(group)
            stack.append(group)
        elif token.kind == "sign" and token.text == "}":
            stack.pop().close = place
    return done


def own(group: Group, all_groups: list[Group]) -> Iterator[int]:
    """Yield the places of the tokens of a group that are in no other group within it, groups of EXISTS excepted."""
    inner = {g.open: g.close for g in all_groups if g.parent is group and not g.tests}
    place = group.open + 1
    while place < group.close:
        if place in inner:
            place = inner[place]
        else:
            yield place
        place += 1


def free_predicate(found: tuple[Token, ...]) -> bool:
    """Tell whether a variable, a negated property set or a path of no steps may stand for any predicate; in doubt it does."""
    terms = ("variable", "iri", "name", "string", "number")
    body = list(_without_lists(found))
    return (
        any(token.kind == "sign" and token.text not in _SIGNS for token in body)
        or _negated_set(body)
        or any(
            second.variable
            and (first.kind in terms or first.text in (";", "[", ")", "]"))
            and (third.kind in terms or third.text in ("[", "(", "-", "+") or third.word in ("TRUE", "FALSE"))
            for first, second, third in zip(body, body[1:], body[2:], strict=False)
        )
        or any(_stands_still(*three) for three in zip(body, body[1:], body[2:], strict=False))
    )


_SIGNS = frozenset("{}()[].;,=!<>|&*/+-^?@")


def _stands_still(first: Token, sign: Token, after: Token) -> bool:
    """Tell whether `*` or `?` may end a path, which then also leads from every node of the graph to itself."""
    if sign.kind != "sign" or sign.text not in ("*", "?"):
        return False
    path = first.kind in ("iri", "name") or first.text in (")", "a")
    return path and not (sign.text == "*" and after.kind == "number")


def _negated_set(body: list[Token]) -> bool:
    """Tell whether `!` may begin a negated property set rather than the negation of an expression."""
    for place, token in enumerate(body):
        if token.text == "!":
            after = next((other for other in body[place + 1 :] if other.text != "("), None)
            if after is not None and (after.kind in ("iri", "name") or after.text in ("^", "a")):
                return True
    return False


def _without_lists(found: tuple[Token, ...]) -> Iterator[Token]:
    """Yield the tokens that are in no list of variables after SELECT or GROUP BY."""
    listing = False
    for token in found:
        if token.word in ("SELECT", "BY"):
            listing = True
        elif token.text in ("{", "}") or token.word in ("WHERE", "HAVING", "ORDER"):
            listing = False
        if not listing:
            yield token


def prefixes_of(found: Sequence[Token]) -> dict[str, str]:
    """Return prefix (with its colon) -> namespace of the prefixes that some tokens declare."""
    return {
        found[place + 1].text: found[place + 2].text[1:-1]
        for place in range(len(found) - 2)
        if found[place].word == "PREFIX"
    }


def expanded(name: str, prefixes: Mapping[str, str]) -> str:
    """Return the IRI of `<iri>` or of `prefix:local`."""
    if name.startswith("<"):
        return name[1:-1]
    prefix, _, local = name.partition(":")
    return prefixes.get(f"{prefix}:", "") + local.replace("\\", "")


def mentioned_in(found: Sequence[Token]) -> frozenset[str]:
    """Return the IRIs that a query mentions, by name, in full, or as `a`."""
    prefixes = prefixes_of(found)
    names = {token.text for token in found if token.kind == "iri"}
    names |= {token.text for token in found if token.kind == "name" and not token.text.startswith("_:")}
    typed = {RDF_TYPE} if any(token.text == "a" for token in found) else set()
    return frozenset({expanded(name, prefixes) for name in names} | typed)
