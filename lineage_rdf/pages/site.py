"""What all pages of one site share: its name, its menu, the forms in which each thing can be had."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from attrs import field, frozen

from lineage_rdf.pages.addresses import HOME, Addresses, up
from lineage_rdf.site.frame import POLICY, Document, Entry, HeadLink, framed
from lineage_rdf.site.markup import link, text
from lineage_rdf.site.media import FILES, Form
from lineage_rdf.version import VERSION

MENU: Final = (
    (HOME, "Overview"),
    ("list/models", "Models"),
    ("list/datasets", "Datasets"),
    ("list/agents", "Makers"),
    ("list/terms", "Terms"),
)


@frozen(kw_only=True)
class Site:
    """A site of lineages.

    Args:
        title: its name.
        summary: what it holds, in a sentence.
        menu: key and words of each entry of the menu.
        forms: the forms in which every thing can be had.
        licence: IRI of the licence of the descriptions; empty if nobody said.
        catalogue: the key of the page of the catalogue of questions, where all of a long list can be asked for; empty without.
        foot: path below the site and words of each link in the foot.
    """

    title: str = "Fine-tune lineages"
    summary: str = (
        "How models came to be: from which models, by which steps, with which data, methods and settings."
    )
    menu: Sequence[tuple[str, str]] = MENU
    forms: Sequence[Form] = FILES
    licence: str = ""
    catalogue: str = ""
    foot: Sequence[tuple[str, str]] = ()


@frozen(kw_only=True)
class Page:
    """What is special to a page.

    Args:
        key: where it stands.
        title: its title; empty for the first page.
        summary: one sentence for search engines.
        body: the pieces of HTML of its main part.
        contents: anchor and words of its parts.
        data: JSON-LD to embed, safe inside a script element.
        links: the links in its head.
        menu: the key of the entry of the menu that it belongs to.
        styles: names of further style sheets in `assets`.
        scripts: names of further scripts in `assets`.
        policy: what it may load (Content-Security-Policy).
        root: the path of the site on its host, for a page that is shown at any address; empty for ways from where it stands.
    """

    key: str
    title: str
    summary: str
    body: Sequence[str]
    contents: Sequence[tuple[str, str]] = field(default=())
    data: str = ""
    links: Sequence[HeadLink] = field(default=())
    menu: str = ""
    styles: Sequence[str] = field(default=())
    scripts: Sequence[str] = field(default=())
    policy: str = POLICY
    root: str = ""


def document(page: Page, addresses: Addresses, site: Site) -> str:
    """Return a page as a document.

    Args:
        page: the page.
        addresses: where pages stand.
        site: what all pages share.
    """
    root = page.root or up(page.key)
    return framed(
        Document(
            site=site.title,
            mark="ftl",
            home=page.root or addresses.home(page.key),
            assets=f"{root}assets",
            root=root,
            title=page.title,
            summary=page.summary,
            body=page.body,
            contents=list(_contents(page)),
            data=page.data,
            links=page.links,
            menu=list(_menu(page, addresses, site)),
            styles=["base.css", "pages.css", *page.styles],
            scripts=["tools.js", *page.scripts],
            foot=list(_foot(site, root)),
            policy=page.policy,
        )
    )


def _contents(page: Page) -> Iterable[str]:
    if len(page.contents) > 1:
        yield "<ul>"
        yield from (f'<li><a href="#{anchor}">{text(words)}</a></li>' for anchor, words in page.contents)
        yield "</ul>"


def _menu(page: Page, addresses: Addresses, site: Site) -> Iterable[Entry]:
    for key, words in site.menu:
        state = "here" if key == page.key else "near" if key == page.menu else ""
        way = page.root + addresses.way(key, HOME if page.root else page.key, addresses.ending)
        yield Entry(way, words, state)


def _foot(site: Site, root: str) -> Iterable[str]:
    links = " · ".join(link(root + path, words) for path, words in site.foot)
    yield f"<p>{f'{links} · ' if links else ''}Written by lineage-rdf {text(VERSION)}.</p>"
