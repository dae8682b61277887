"""Queries that would make whoever runs them fetch something from elsewhere are refused before they are run."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from lineage_rdf.errors import UsageError

# Some engines read these before anything else, so that they could spell a word; others within names and texts only.
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
# Letters of names are all beyond ASCII: whatever an engine does not take for one ends its reading.
_LETTER: Final = r"[A-Za-z\x80-\U0010ffff]"
_NAME: Final = r"0-9A-Za-z_\x80-\U0010ffff"
_ODD: Final = r"%[0-9A-Fa-f]{2}|\\."
# What may hold a word without meaning it: IRIs, comments, texts, variables, tags of languages, blank nodes and short names.
OTHER: Final = rf"""(?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|\\[uU][0-9A-Fa-f]{{4,8}})*>)|\#[^\r\n]*
    |\"{{3}}(?:[^"\\]|\\.|"(?!""))*+\"{{3}}|'{{3}}(?:[^'\\]|\\.|'(?!''))*+'{{3}}|"(?:[^"\\\n]|\\.)*+"|'(?:[^'\\\n]|\\.)*+'
    |[?$][{_NAME}]+|@[A-Za-z]+(?:-[A-Za-z0-9]+)*|_:[{_NAME}][{_NAME}.-]*
    |(?P<prefix>(?:(?<!{_LETTER}){_LETTER}[{_NAME}.-]{{0,100}})?):(?:(?:[{_NAME}:]|{_ODD})(?:[{_NAME}:.-]|{_ODD})*)?"""
_OTHER: Final = re.compile(OTHER, re.VERBOSE | re.DOTALL)
_IN_PARENTHESES: Final = re.compile(rf"{OTHER}|[()]", re.VERBOSE | re.DOTALL)
# Parsers need no space before or after a word, so it is looked for anywhere in what is left.
_WORD = re.compile(r"SERVICE|FROM", re.IGNORECASE)
_FROM: Final = re.compile(r"FROM", re.IGNORECASE)
_SERVICE = re.compile(rf"{OTHER}|(?P<service>SERVICE(?:\s*SILENT)?)", re.VERBOSE | re.DOTALL | re.IGNORECASE)
# A parser may take the beginning of a name for a word, as in SERVICEex:a, also behind a value as in true.SERVICEex:a.
_GLUED: Final = re.compile(r"SERVICE|\ALOAD|(?:SILENT|FROM|NAMED|LOAD|INTO)\Z", re.IGNORECASE)
_SCHEME: Final = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://")
_LEADS_ASTRAY: Final = re.compile(r"['#)]")


def refuse_outgoing(query: str, allowed: Collection[str] = ()) -> None:
    """Refuse a query with SERVICE or FROM; the words in texts, names and comments are left alone.

    Args:
        query: the query.
        allowed: which of the two words are let through.

    Raises:
        UsageError: if it has one of them.
    """
    for word in sorted(outgoing_words(query)):
        if word not in allowed:
            what = f"{word} is not allowed in a query, because it fetches data from elsewhere"
            raise UsageError(what, fix="leave it out; load those data into the store")


def outgoing_words(query: str) -> set[str]:
    """Return which of the words SERVICE and FROM a query has.

    Args:
        query: the query.
    """
    # Most queries have neither word anywhere, nor an escape that could spell one.
    if "\\" not in query and not _WORD.search(query):
        return set()
    words = {"SERVICE"} if may_say(query, "SERVICE") else set()
    return words | ({"FROM"} if _FROM.search(bare(query)) else set())


def may_say(query: str, word: str) -> bool:
    """Tell whether an engine may find a keyword in a query or an update, in whatever way it reads it.

    Args:
        query: the text.
        word: the keyword.
    """
    return any(_may_say(reading, word.upper()) for reading in _readings(query))


def bare(query: str) -> str:
    """Return a query or an update without IRIs, comments, texts, variables and short names: its keywords and brackets.

    Args:
        query: the query; one with escapes is read with and without them.
    """
    return "\n".join(_OTHER.sub(_rest, reading) for reading in _readings(query))


def without_service(query: str) -> str:
    """Return a query that projects the same variables and, having GRAPH in place of SERVICE, fetches nothing.

    Args:
        query: the query.

    Raises:
        UsageError: if it still might fetch something.
    """
    found = _SERVICE.sub(lambda it: "GRAPH " if it["service"] else it[0], _ESCAPE.sub(_letter, query))
    refuse_outgoing(found, ("FROM",))
    return found


def _readings(query: str) -> list[str]:
    """Return a text as it is, and with its escapes replaced, if it has any."""
    return [query, _ESCAPE.sub(_letter, query)] if "\\" in query else [query]


def _may_say(reading: str, word: str) -> bool:
    if word not in reading.upper():
        return False
    return word in _OTHER.sub(_rest, reading).upper() or _is_doubtful(reading)


def _is_doubtful(reading: str) -> bool:
    """Tell whether what looks like an IRI may be the sign for "less than" and more, so that what follows is not what it seems.

    So it is with `FILTER(?a<?b)SERVICE?s#>`, and where a text or a comment begins within: `FILTER(?a<'>')SERVICE ?s {} #'`.
    """
    depth = 0  # nothing is compared outside parentheses
    for token in _IN_PARENTHESES.finditer(reading):
        depth += (token[0] == "(") - (token[0] == ")")
        iri = token["iri"] or ""
        if depth > 0 and _LEADS_ASTRAY.search(iri) and not _SCHEME.match(iri):
            return True
    return False


def _letter(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    return chr(code) if code <= 0x10FFFF else " "


def _rest(other: re.Match[str]) -> str:
    """Return a blank, or a name in it that begins or ends with what a parser may take for a word."""
    prefix = other["prefix"] or ""
    return f" {prefix} " if _GLUED.search(prefix) else " "
