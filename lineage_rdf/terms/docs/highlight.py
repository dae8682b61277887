"""Turtle and JSON-LD as HTML: the same letters, with links from the terms to their pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from lineage_rdf.codec.jsonld_context import keys_by_name
from lineage_rdf.site.markup import lines, link
from lineage_rdf.terms.docs.links import Links
from lineage_rdf.vocabulary.namespaces import PREFIXES

# A text, an IRI, a prefixed name (Turtle 1.1, section 6.5), or the start of a prefix declaration.
_TURTLE: Final = re.compile(
    r'(?P<text>"(?:[^"\\\n]|\\.)*"(?:@[A-Za-z-]+)?)|(?P<iri><[^<>\s]*>)|(?P<word>@prefix)'
    r"|(?P<name>[a-z][a-z0-9-]*:[A-Za-z_][A-Za-z0-9_.-]*[A-Za-z0-9_-]|[a-z][a-z0-9-]*:[A-Za-z_])"
)
_JSON: Final = re.compile(r'(?P<key>"(?:[^"\\]|\\.)*")(?=: )|(?P<text>"(?:[^"\\]|\\.)*")')


def turtle(source: str, links: Links, here: str) -> str:
    """Return Turtle as HTML.

    Args:
        source: the Turtle.
        links: where terms stand.
        here: the page.
    """

    def mark(match: re.Match[str]) -> str:
        if match["name"]:
            prefix, _, rest = match["name"].partition(":")
            target = links.to(PREFIXES.get(prefix, "") + rest, here)
            return _linked(match["name"], target)
        return _span("s" if match["text"] else "k" if match["word"] else "i", match[0])

    return _marked(_TURTLE, source, mark)


def json(source: str, links: Links, here: str) -> str:
    """Return JSON-LD as HTML; see `turtle`."""

    def mark(match: re.Match[str]) -> str:
        if not match["key"]:
            return _span("s", match[0])
        key = keys_by_name().get(match["key"][1:-1])
        return _linked(match[0], links.to(key.iri, here) if key else "")

    return _marked(_JSON, source, mark)


def _linked(words: str, target: str) -> str:
    # The words of a program are not put on one line, as `link` would do; they have no line ends.
    return link(target, words) if target else lines(words)


def _span(name: str, words: str) -> str:
    return f'<span class="{name}">{lines(words)}</span>'


def _marked(pattern: re.Pattern[str], source: str, mark: Callable[[re.Match[str]], str]) -> str:
    parts, end = [], 0
    for match in pattern.finditer(source):
        parts += [lines(source[end : match.start()]), mark(match)]
        end = match.end()
    return "".join([*parts, lines(source[end:])])
