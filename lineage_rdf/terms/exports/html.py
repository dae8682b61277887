"""A term as a piece of HTML to put into a page, with its DefinedTerm JSON-LD in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from lineage_rdf.plain_text import clean, clean_lines, in_script, web_link
from lineage_rdf.terms.addresses import slug
from lineage_rdf.terms.exports.defined_term import term_jsonld
from lineage_rdf.terms.model import Term

_TEXTS: Final = (
    ("Also called", "aliases"),
    ("Note", "scope"),
    ("What it is not", "is_not"),
    ("Example", "examples"),
    ("Counter-example", "counter_examples"),
    ("Comment", "notes"),
    ("In practice", "practices"),
    ("Risk", "risks"),
    ("Implemented by", "implementations"),
)


def term_html(term: Term) -> str:
    """Return an `article` that stands on its own: no script that runs, no style, no request; every text escaped."""
    lines = [
        f'<article id="{escape(term.code or slug(term.name))}" lang="{escape(term.language)}">',
        f"<h2><dfn>{_text(term.name)}</dfn></h2>",
        *([f"<p>{_text(term.definition)}</p>"] if term.definition else []),
        "<dl>",
        *_entry("Identifier", [_link(term.iri)]),
        *(line for title, field in _TEXTS for line in _entry(title, map(_text, getattr(term, field)))),
        *_readings(term),
        *_relations(term),
        *_entry("Source", (_link(cited.url, cited.source) for cited in term.citations)),
        *_entry("Status", [_text(term.status)] if term.status else []),
        *_entry("Licence", [_link(term.license)] if term.license else []),
        "</dl>",
        f'<script type="application/ld+json">\n{in_script(clean_lines(term_jsonld(term)))}</script>',
        "</article>",
    ]
    return "\n".join(lines) + "\n"


def _readings(term: Term) -> Iterator[str]:
    for reading in term.readings:
        sources = f" ({_text('; '.join(reading.sources))})" if reading.sources else ""
        yield from _entry(f"{reading.kind} {reading.audience}".strip(), [_text(reading.text) + sources])


def _relations(term: Term) -> Iterator[str]:
    for relation in term.relations:
        reason = f": {_text(relation.rationale)}" if relation.rationale else ""
        yield from _entry(relation.kind, [_link(relation.target, relation.label) + reason])


def _entry(title: str, values: Iterable[str]) -> Iterator[str]:
    for value in values:
        yield f"<dt>{_text(title)}</dt><dd>{value}</dd>"


def _link(iri: str, text: str = "") -> str:
    """Return a link if the IRI is a web address, else its text."""
    shown = _text(text or iri)
    return f'<a href="{escape(iri)}">{shown}</a>' if web_link(iri) else shown


def _text(text: str) -> str:
    return escape(clean(text))
