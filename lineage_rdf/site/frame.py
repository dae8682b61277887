"""The frame of a page: head, top bar, foot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from attrs import field, frozen

from lineage_rdf.site.markup import escape, link, text
from lineage_rdf.version import VERSION

# A page loads its own files and nothing else, whatever a text in it says.
POLICY: Final = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"


@frozen
class Entry:
    """An entry of the menu.

    Args:
        address: where it leads, as the page writes it.
        words: what it says.
        state: `here` on its own page, `near` on a page that belongs to it, else empty.
    """

    address: str
    words: str
    state: str = ""


@frozen
class HeadLink:
    """A link in the head of a page, for machines (HTML, section on the link element).

    Args:
        relation: for example `alternate`, `describedby`, `cite-as`.
        address: where it leads.
        media: the media type of what is there; empty for none.
    """

    relation: str
    address: str
    media: str = ""


@frozen(kw_only=True)
class Document:
    """A page and what stands around it.

    Args:
        site: the name of the site.
        mark: a few letters before the name.
        home: the address of the first page.
        assets: the address of the folder with the files that pages load.
        root: the way from the page to the folder of the whole site, for scripts.
        title: the title of the page; empty for the first page, which has the site's.
        summary: one sentence for search engines.
        body: the pieces of HTML of its main part, the heading of the first level among them.
        contents: the pieces of HTML of its table of contents; without any it has none.
        data: JSON-LD to embed, safe inside a script element; empty for none.
        links: the links in its head.
        menu: the entries of its menu.
        tools: pieces of HTML in the top bar that work with a script only.
        styles: names of its style sheets in `assets`.
        scripts: names of its scripts in `assets`, beside `theme.js`.
        foot: pieces of HTML of its foot.
        policy: what it may load (Content-Security-Policy).
    """

    site: str
    mark: str
    home: str
    assets: str
    root: str
    title: str
    summary: str
    body: Sequence[str]
    contents: Sequence[str] = field(default=())
    data: str = ""
    links: Sequence[HeadLink] = field(default=())
    menu: Sequence[Entry] = field(default=())
    tools: Sequence[str] = field(default=())
    styles: Sequence[str]
    scripts: Sequence[str]
    foot: Sequence[str] = field(default=())
    policy: str = POLICY


def framed(page: Document) -> str:
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


def _head(page: Document) -> Iterable[str]:
    title = f"{page.title} · {page.site}" if page.title else page.site
    assets = escape(page.assets)
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{escape(page.policy)}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{text(title)}</title>"
    yield f'<meta name="description" content="{text(page.summary)}">'
    yield f'<meta name="generator" content="lineage-rdf {text(VERSION)}">'
    yield f'<script src="{assets}/theme.js"></script>'
    for name in page.styles:
        yield f'<link rel="stylesheet" href="{assets}/{escape(name)}">'
    yield f'<link rel="icon" type="image/svg+xml" href="{assets}/icon.svg">'
    for item in page.links:
        media = f' type="{text(item.media)}"' if item.media else ""
        yield f'<link rel="{text(item.relation)}"{media} href="{escape(item.address)}">'
    for name in page.scripts:
        yield f'<script src="{assets}/{escape(name)}" defer></script>'
    if page.data:
        yield f'<script type="application/ld+json">{page.data}</script>'
    yield "</head>"


def _bar(page: Document) -> Iterable[str]:
    yield '<header class="bar">'
    mark = f'<span aria-hidden="true">{text(page.mark)}</span>'
    yield f'<a class="brand" href="{escape(page.home)}">{mark} {text(page.site)}</a>'
    # Search and the choice of colours need the script, which shows them.
    yield f'<div class="tools" data-root="{escape(page.root)}" hidden>'
    yield from page.tools
    yield '<button type="button" class="theme">Dark</button>'
    yield "</div>"
    yield '<nav class="menu" aria-label="Pages">'
    yield "<ul>"
    for entry in page.menu:
        yield f"<li>{link(entry.address, entry.words, _STATES.get(entry.state, ''))}</li>"
    yield "</ul>"
    yield "</nav>"
    yield "</header>"


_STATES: Final = {"here": ' aria-current="page"', "near": ' class="near"'}


def _contents(page: Document) -> Iterable[str]:
    if page.contents:
        yield '<nav class="contents" aria-label="On this page">'
        yield "<details open><summary>On this page</summary>"
        yield from page.contents
        yield "</details>"
        yield "</nav>"


def _foot(page: Document) -> Iterable[str]:
    yield "<footer>"
    yield from page.foot
    yield "</footer>"
