"""Queries that would make whoever runs them fetch something from elsewhere are refused before they are run."""

from __future__ import annotations

import re

from lineage_rdf.errors import UsageError

# SPARQL reads these before anything else, so that they could spell a word.
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_OTHER = re.compile(
    r"""<[^<>"{}|^`\\\s]*>|\#[^\n]*
    |\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3}|'{3}(?:[^'\\]|\\.|'(?!''))*'{3}|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'
    |[?$]\w+|@[\w-]+|(?P<prefix>(?:[^\W\d_][\w.-]*)?):(?:[\w:%.-]|\\.)*""",
    re.VERBOSE | re.DOTALL,
)
# Parsers need no space before or after a word, so it is looked for anywhere in what is left.
_WORD = re.compile(r"SERVICE|FROM", re.IGNORECASE)


def refuse_outgoing(query: str) -> None:
    """Refuse a query with SERVICE or FROM; the words in texts, names and comments are left alone.

    Args:
        query: the query.

    Raises:
        UsageError: if it has one of them.
    """
    found = _WORD.search(_OTHER.sub(_rest, _ESCAPE.sub(_letter, query)))
    if found:
        what = f"{found[0].upper()} is not allowed in a query, because it fetches data from elsewhere"
        raise UsageError(what, fix="leave it out; load those data into the store")


def _letter(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    return chr(code) if code <= 0x10FFFF else " "


def _rest(other: re.Match[str]) -> str:
    """Return a blank, or the word that a name begins with and that a parser may take for a word of its own."""
    prefix = other["prefix"] or ""
    return f" {prefix} " if re.search(r"(?:SERVICE|SILENT|FROM|NAMED)$", prefix, re.IGNORECASE) else " "
