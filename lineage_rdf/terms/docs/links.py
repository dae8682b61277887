"""Where each term stands, and how one page leads to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from lineage_rdf.site.markup import fragment, link, outside, text
from lineage_rdf.terms.docs.model import Collection, Term, Value

HOME: Final = ""


class Links:
    """Leads from pages to terms, codes and files.

    Args:
        collections: everything that has a page.
        codes: the codes that stand on the page of checks.
    """

    def __init__(self, collections: Iterable[Collection], codes: Iterable[str] = ()) -> None:
        self._terms: dict[str, Term] = {}
        self._pages: dict[str, Collection] = {}
        self._codes = frozenset(codes)
        for collection in collections:
            self._terms.update({term.iri: term for term in collection.terms})
            self._pages.update({collection.iri: collection, collection.term_set: collection})

    def term(self, iri: str) -> Term | None:
        """Return the term with an IRI, if there is one."""
        return self._terms.get(iri)

    def to(self, iri: str, here: str) -> str:
        """Return the address of a term or collection from a page; empty if it has no place here.

        Args:
            iri: what is wanted.
            here: the folder of the page that asks.
        """
        term = self._terms.get(iri)
        if term is not None:
            return place(term.page, here, term.name)
        collection = self._pages.get(iri)
        return place(collection.page, here) if collection else ""

    def value(self, value: Value, here: str) -> str:
        """Return a value as HTML: linked, if it is a thing, with the reason behind it."""
        reason = f' <span class="reason">{text(value.reason)}</span>' if value.reason else ""
        return self._named(value, here) + reason

    def _named(self, value: Value, here: str) -> str:
        if not value.iri:
            return text(value.text)
        target, term, collection = (
            self.to(value.iri, here),
            self._terms.get(value.iri),
            self._pages.get(value.iri),
        )
        if term is not None:
            return link(target, term.label, f' title="{text(term.iri)}"')
        if collection is not None:
            return link(target, collection.title)
        return outside(value.iri, value.text)

    def code(self, code: str, here: str) -> str:
        """Return a code of a check, linked to what it means."""
        return link(place("checks", here, code), code) if code in self._codes else text(code)


def place(page: str, here: str, name: str = "") -> str:
    """Return the address of a place from a page.

    Args:
        page: the folder of the page that holds it; `HOME` for the first page.
        here: the folder of the page that leads there.
        name: the anchor.
    """
    anchor = f"#{fragment(name)}" if name else ""
    if page == here and anchor:
        return anchor
    return f"{up(here)}{page}/index.html{anchor}" if page else f"{up(here)}index.html{anchor}"


def up(here: str) -> str:
    """Return the way from a page to the folder that holds all of them."""
    return "../" if here else ""
