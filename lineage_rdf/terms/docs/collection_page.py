"""The page of the classes and properties, and the page of each scheme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Final

from lineage_rdf.plain_text import counted, web_link
from lineage_rdf.site.markup import facts_list, fragment, link, outside, text
from lineage_rdf.terms.docs import schema_org
from lineage_rdf.terms.docs.article import article
from lineage_rdf.terms.docs.class_pictures import class_pictures
from lineage_rdf.terms.docs.collections import CLASS, CORE, DATATYPE_PROPERTY, OBJECT_PROPERTY
from lineage_rdf.terms.docs.links import Links, up
from lineage_rdf.terms.docs.material import Code
from lineage_rdf.terms.docs.model import Collection, Term
from lineage_rdf.terms.docs.page import Page

_SECTIONS: Final = (
    (CLASS, "Classes"),
    (OBJECT_PROPERTY, "Object properties"),
    (DATATYPE_PROPERTY, "Datatype properties"),
)
MEDIA: Final = (("ttl", "text/turtle", "Turtle"), ("jsonld", "application/ld+json", "JSON-LD"))


def collection_page(collection: Collection, links: Links, codes: Mapping[str, Code]) -> Page:
    """Return the page of a collection.

    Args:
        collection: the terms.
        links: where terms stand.
        codes: the codes of checks.
    """
    sections = list(_sections(collection))
    body = [
        *_opening(collection),
        *(_pictures(collection, links) if collection.page == CORE else ()),
        *(piece for title, terms in sections for piece in _section(title, terms, collection, links, codes)),
    ]
    return Page(
        collection.page,
        collection.title,
        collection.description or collection.title,
        body,
        contents=[_contents(title, terms) for title, terms in sections],
        data=schema_org.term_set(collection),
        alternates=[
            (media, f"{up(collection.page)}{name}.{suffix}")
            for name in collection.files
            for suffix, media, _ in MEDIA
        ],
        menu="terms" if collection.page == CORE else "schemes",
    )


def _sections(collection: Collection) -> Iterator[tuple[str, Sequence[Term]]]:
    if collection.page != CORE:
        yield counted(len(collection.terms), "term"), collection.terms
        return
    for kind, title in _SECTIONS:
        terms = [term for term in collection.terms if term.kind == kind]
        if terms:
            yield title, terms


def _opening(collection: Collection) -> Iterator[str]:
    yield f'<header class="opening"><h1>{text(collection.title)}</h1>'
    yield f'<p class="lead-in">{text(collection.description)}</p>'
    yield f'<p class="iri"><code data-copy>{text(collection.iri)}</code></p>'
    yield downloads(collection.files, collection.page)
    rows = [
        (fact.title, ", ".join(_outside_or_text(value.text) for value in fact.values))
        for fact in collection.facts
    ]
    yield f"<details><summary>Version, licence, how to cite</summary>{facts_list(rows)}</details></header>"


def _outside_or_text(words: str) -> str:
    """Return a text, as a link if it is an address."""
    return outside(words) if web_link(words) else text(words)


def downloads(files: Sequence[str], here: str) -> str:
    """Return links to RDF files.

    Args:
        files: the files without suffix.
        here: the page.
    """
    items = "".join(
        f"<li>{link(f'{up(here)}{name}.{suffix}', f'{PurePosixPath(name).name}.{suffix}')} <span>{title}</span></li>"
        for name in files
        for suffix, _, title in MEDIA
    )
    return f'<ul class="downloads" aria-label="Files">{items}</ul>'


def _pictures(collection: Collection, links: Links) -> Iterator[str]:
    yield '<section aria-labelledby="_hierarchy"><h2 id="_hierarchy">Class hierarchy</h2>'
    yield "<p>Each tree hangs from a class of PROV-O or schema.org, drawn with a dashed line. Every box leads to its class.</p>"
    yield class_pictures(collection, links)
    yield "</section>"


def _section(
    title: str, terms: Sequence[Term], collection: Collection, links: Links, codes: Mapping[str, Code]
) -> Iterator[str]:
    ident = _ident(title)
    yield f'<section aria-labelledby="{ident}"><h2 id="{ident}">{text(title)}</h2>'
    yield from (article(term, collection, links, codes) for term in terms)
    yield "</section>"


def _contents(title: str, terms: Sequence[Term]) -> str:
    items = "".join(
        f"<li>{link(f'#{fragment(term.name)}', term.label, _indent(term.depth))}</li>" for term in terms
    )
    return f'<p><a href="#{_ident(title)}">{text(title)}</a></p><ul>{items}</ul>'


def _indent(depth: int) -> str:
    return f' class="deep-{min(depth, 4)}"' if depth else ""


def _ident(title: str) -> str:
    return "_" + "-".join(title.lower().split())
