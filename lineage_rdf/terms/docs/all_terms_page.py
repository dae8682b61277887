"""The page that lists every term from A to Z; it is the search of those who have no script."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from lineage_rdf.site.markup import escape, link, text
from lineage_rdf.terms.docs.collections import CORE
from lineage_rdf.terms.docs.links import place
from lineage_rdf.terms.docs.model import Collection, Term, terms_of
from lineage_rdf.terms.docs.page import Page


def all_terms_page(collections: Sequence[Collection]) -> Page:
    """Return the page that lists every term by its label; it is what searches without a script."""
    groups: dict[str, list[Term]] = defaultdict(list)
    titles = {item.page: item.title for item in collections}
    for term in sorted(terms_of(collections), key=lambda term: (term.label.casefold(), term.iri)):
        first = term.label[:1].upper()
        groups[first if first.isascii() and first.isalpha() else "0–9"].append(term)
    letters = sorted(groups)
    count = sum(map(len, groups.values()))
    summary = (
        f"All {count:,} terms of the vocabulary by their labels, with the names that tools use for them."
    )
    jumps = "".join(f'<li><a href="#_{escape(letter)}">{text(letter)}</a></li>' for letter in letters)
    body = [
        f'<header class="opening"><h1>All terms</h1><p class="lead-in">{summary}</p></header>',
        f'<nav class="letters" aria-label="Letters"><ul>{jumps}</ul></nav>',
    ]
    for letter in letters:
        rows = "".join(_row(term, titles[term.page]) for term in groups[letter])
        ident = f"_{escape(letter)}"
        body.append(
            f'<section aria-labelledby="{ident}"><h2 id="{ident}">{text(letter)}</h2><ul class="index">{rows}</ul></section>'
        )
    return Page("all-terms", "All terms", summary, body)


def _row(term: Term, title: str) -> str:
    names = [name for name in (*term.aliases, *term.spellings) if name != term.label]
    also = f' <span class="also">{text(", ".join(names))}</span>' if names else ""
    where = text(term.kind if term.page == CORE else title)
    named = f"{link(place(term.page, 'all-terms', term.name), term.label)} <code>{text(term.name)}</code>"
    return f'<li>{named} <span class="where">{where}</span>{also}</li>'
