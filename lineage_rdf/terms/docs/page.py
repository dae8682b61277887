"""The frame of a page: head, top bar, foot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from attrs import field, frozen

from lineage_rdf.terms.docs.links import HOME, place, up
from lineage_rdf.terms.docs.markup import escape, link, text
from lineage_rdf.version import VERSION

# A page loads its own files and nothing else, whatever a text in it says.
_POLICY: Final = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"
_SITE: Final = "Fine-tune lineage vocabulary"
_MENU: Final = (
    (HOME, "Overview"),
    ("terms", "Classes and properties"),
    ("schemes", "Schemes"),
    ("checks", "Checks"),
    ("alignments", "Alignments"),
    ("all-terms", "A to Z"),
)


@frozen
class Page:
    """What is special to a page.

    Args:
        folder: where it stands; `HOME` for the first page.
        title: its title.
        summary: one sentence for search engines.
        body: the pieces of HTML of its main part, the heading of the first level among them.
        contents: the pieces of HTML of its table of contents; without any it has none.
        data: JSON-LD to embed, safe inside a script element; empty for none.
        alternates: media type and address of the same content as RDF.
        menu: the folder whose entry in the menu it belongs to.
    """

    folder: str
    title: str
    summary: str
    body: Sequence[str]
    contents: Sequence[str] = field(default=())
    data: str = ""
    alternates: Sequence[tuple[str, str]] = field(default=())
    menu: str = ""


def framed(page: Page) -> str:
    """Return a page as a document."""
    parts = [
        "<!DOCTYPE html>",
        '<html lang="en">',
        *_head(page),
        "<body>",
        '<a class="skip" href="#_main">Skip to the content</a>',
        *_bar(page),
        f'<div class="frame{" with-contents" if page.contents else ""}">',
        *_contents(page),
        '<main id="_main" tabindex="-1">',
        *page.body,
        "</main>",
        "</div>",
        *_foot(page),
        "</body>",
        "</html>",
    ]
    return "\n".join(parts) + "\n"


def _head(page: Page) -> Iterable[str]:
    title = page.title if page.folder == HOME else f"{page.title} · {_SITE}"
    assets = f"{up(page.folder)}assets"
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{text(title)}</title>"
    yield f'<meta name="description" content="{text(page.summary)}">'
    yield f'<meta name="generator" content="lineage-rdf {text(VERSION)}">'
    yield f'<script src="{assets}/theme.js"></script>'
    yield f'<link rel="stylesheet" href="{assets}/docs.css">'
    yield f'<link rel="icon" type="image/svg+xml" href="{assets}/icon.svg">'
    for media, address in page.alternates:
        yield f'<link rel="alternate" type="{text(media)}" href="{escape(address)}">'
    yield f'<script src="{assets}/docs.js" defer></script>'
    if page.data:
        yield f'<script type="application/ld+json">{page.data}</script>'
    yield "</head>"


def _bar(page: Page) -> Iterable[str]:
    here = page.folder
    yield '<header class="bar">'
    yield f'<a class="brand" href="{place(HOME, here)}"><span aria-hidden="true">ftl</span> {_SITE}</a>'
    # Search and the choice of colours need the script, which shows them.
    yield f'<div class="tools" data-root="{up(here)}" hidden>'
    yield '<form class="search" role="search"><label class="unseen" for="_search">Search the terms</label>'
    yield '<input id="_search" type="search" placeholder="Search terms" autocomplete="off" spellcheck="false">'
    yield '<div id="_found" role="listbox" aria-label="Terms found" hidden></div></form>'
    yield '<button type="button" class="theme">Dark</button>'
    yield "</div>"
    yield '<nav class="menu" aria-label="Pages">'
    yield "<ul>"
    for folder, words in _MENU:
        current = ' aria-current="page"' if folder == page.folder else ""
        near = ' class="near"' if folder and folder == page.menu and not current else ""
        yield f"<li>{link(place(folder, here), words, current + near)}</li>"
    yield "</ul>"
    yield "</nav>"
    yield "</header>"


def _contents(page: Page) -> Iterable[str]:
    if page.contents:
        yield '<nav class="contents" aria-label="On this page">'
        yield "<details open><summary>On this page</summary>"
        yield from page.contents
        yield "</details>"
        yield "</nav>"


def _foot(page: Page) -> Iterable[str]:
    yield "<footer>"
    yield f"<p>Written by lineage-rdf {text(VERSION)} from the files of the vocabulary. "
    yield "Vocabulary and texts: CC BY 4.0.</p>"
    yield "</footer>"
