"""Queries that would make whoever runs them fetch something from elsewhere are refused before they are run."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from lineage_rdf.errors import UsageError

# SPARQL reads these before anything else, so that they could spell a word.
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
# What may hold a word without meaning it: IRIs, comments, texts, variables, tags of languages and short names.
OTHER: Final = r"""(?P<iri><[^<>"{}|^`\\\s]*>)|\#[^\r\n]*
    |\"{3}(?:[^"\\]|\\.|"(?!""))*+\"{3}|'{3}(?:[^'\\]|\\.|'(?!''))*+'{3}|"(?:[^"\\\n]|\\.)*+"|'(?:[^'\\\n]|\\.)*+'
    |[?$]\w+|@[\w-]+|(?P<prefix>(?:[^\W\d_][\w.-]*)?):(?:[\w:%.-]|\\.)*"""
_OTHER: Final = re.compile(OTHER, re.VERBOSE | re.DOTALL)
# Parsers need no space before or after a word, so it is looked for anywhere in what is left.
_WORD = re.compile(r"SERVICE|FROM", re.IGNORECASE)
_SERVICE = re.compile(rf"{OTHER}|(?P<service>SERVICE(?:\s*SILENT)?)", re.VERBOSE | re.DOTALL | re.IGNORECASE)
_TAIL: Final = re.compile(r"(?:SERVICE|SILENT|FROM|NAMED|LOAD|INTO)$", re.IGNORECASE)
_BRACKETS: Final = re.compile(r"[()\[\]]")


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
    return {word.upper() for word in _WORD.findall(bare(query))}


def bare(query: str) -> str:
    """Return a query or an update without IRIs, comments, texts, variables and short names: its keywords and brackets.

    Args:
        query: the query.
    """
    return _OTHER.sub(_rest, _ESCAPE.sub(_letter, query))


def without_service(query: str) -> str:
    """Return a query that projects the same variables and, having GRAPH in place of SERVICE, fetches nothing.

    Args:
        query: the query.
    """
    return _SERVICE.sub(lambda found: "GRAPH " if found["service"] else found[0], _ESCAPE.sub(_letter, query))


def _letter(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    return chr(code) if code <= 0x10FFFF else " "


def _rest(other: re.Match[str]) -> str:
    """Return a blank, or a word in it that a parser may take for one of its own.

    A name may begin with such a word. And what looks like an IRI may begin with the sign for "less than": then a bracket closes
    the comparison before the word, as in `FILTER(?a<?b)SERVICE?s#>`.
    """
    iri = other["iri"] or ""
    if ")" in iri:
        return _BRACKETS.sub(" ", iri[iri.index(")") :])
    prefix = other["prefix"] or ""
    return f" {prefix} " if _TAIL.search(prefix) else " "
