"""A page of the documentation in the frame of our sites."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from attrs import field, frozen

from lineage_rdf.site import frame
from lineage_rdf.site.markup import text
from lineage_rdf.terms.docs.links import HOME, place, up
from lineage_rdf.version import VERSION

_SITE: Final = "Fine-tune lineage vocabulary"
_MENU: Final = (
    (HOME, "Overview"),
    ("terms", "Classes and properties"),
    ("schemes", "Schemes"),
    ("checks", "Checks"),
    ("alignments", "Alignments"),
    ("all-terms", "A to Z"),
)
_SEARCH: Final = (
    '<form class="search" role="search"><label class="unseen" for="_search">Search the terms</label>',
    '<input id="_search" type="search" placeholder="Search terms" autocomplete="off" spellcheck="false">',
    '<div id="_found" role="listbox" aria-label="Terms found" hidden></div></form>',
)
_FOOT: Final = (
    f"<p>Written by lineage-rdf {text(VERSION)} from the files of the vocabulary. ",
    "Vocabulary and texts: CC BY 4.0.</p>",
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
    here = page.folder
    return frame.framed(
        frame.Document(
            site=_SITE,
            mark="ftl",
            home=place(HOME, here),
            assets=f"{up(here)}assets",
            root=up(here),
            title="" if here == HOME else page.title,
            summary=page.summary,
            body=page.body,
            contents=page.contents,
            data=page.data,
            links=[frame.HeadLink("alternate", address, media) for media, address in page.alternates],
            menu=list(_menu(page)),
            tools=_SEARCH,
            styles=["docs.css"],
            scripts=["docs.js"],
            foot=_FOOT,
        )
    )


def _menu(page: Page) -> Iterable[frame.Entry]:
    for folder, words in _MENU:
        near = "near" if folder and folder == page.menu else ""
        yield frame.Entry(place(folder, page.folder), words, "here" if folder == page.folder else near)
