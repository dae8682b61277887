"""Every thing of a kind by its label, on as many pages as it takes: what finds things without a script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from lineage_rdf.pages.addresses import Addresses
from lineage_rdf.pages.site import Page, Site, document
from lineage_rdf.pages.things import Kind, Thing
from lineage_rdf.plain_text import counted
from lineage_rdf.site.markup import link, text

_ON_A_PAGE: Final = 500
# Kind -> the last part of the key of its list, the title, and what one of them is called.
LISTS: Final = {
    Kind.MODEL: ("models", "Models", "model"),
    Kind.DATASET: ("datasets", "Datasets", "dataset"),
    Kind.AGENT: ("agents", "Makers", "maker"),
    Kind.TERM: ("terms", "Terms", "term"),
    Kind.LINEAGE: ("lineages", "Lineages", "lineage"),
}


def list_pages(
    kind: Kind, things: Iterable[Thing], addresses: Addresses, site: Site | None = None
) -> Iterator[tuple[str, str]]:
    """Yield key and HTML of each page of the list of one kind; the first one is there even if nothing is on it.

    Args:
        kind: models, datasets, agents, terms or lineages.
        things: all of that kind, in any order.
        addresses: where pages stand.
        site: what all pages share.
    """
    ordered = sorted(things, key=lambda thing: (thing.label.casefold(), thing.iri))
    pages = [ordered[start : start + _ON_A_PAGE] for start in range(0, len(ordered), _ON_A_PAGE)] or [[]]
    for number in range(1, len(pages) + 1):
        page = list_page(kind, pages[number - 1], number, len(ordered), addresses, site, _starts(pages))
        yield list_key(kind, number), page


def list_key(kind: Kind, number: int = 1) -> str:
    """Return the key of a page of a list, counted from 1."""
    return f"list/{LISTS[kind][0]}" + (f"-{number}" if number > 1 else "")


def list_page(
    kind: Kind,
    things: Sequence[Thing],
    number: int,
    total: int,
    addresses: Addresses,
    site: Site | None = None,
    starts: Sequence[str] = (),
) -> str:
    """Return one page of a list.

    Args:
        kind: what is listed.
        things: what stands on this page, in order.
        number: the number of the page, from 1.
        total: how many there are on all pages.
        addresses: where pages stand.
        site: what all pages share.
        starts: the first letters of each page, where they are known.
    """
    _, title, word = LISTS[kind]
    key = list_key(kind, number)
    first = (number - 1) * _ON_A_PAGE + 1
    count = f"All {counted(total, word)} by label."
    shown = f" {first:,} to {first + len(things) - 1:,} are on this page." if total > len(things) else ""
    turns = _turns(kind, number, -(-total // _ON_A_PAGE), addresses, starts)
    rows = "".join(f"<li>{_row(thing, key, addresses)}</li>" for thing in things)
    body = [
        f'<header class="opening"><h1>{text(title)}</h1><p>{text(count + shown) if total else "There are none."}</p></header>',
        turns,
        f'<ol class="index" start="{first}">{rows}</ol>' if rows else "",
    ]
    words = title if number == 1 else f"{title}, page {number}"
    page = Page(key=key, title=words, summary=count, body=body, menu=list_key(kind))
    return document(page, addresses, site or Site())


def page_size() -> int:
    """Return how many things stand on one page of a list."""
    return _ON_A_PAGE


def _row(thing: Thing, key: str, addresses: Addresses) -> str:
    return link(addresses.page(thing.iri, key), thing.label or thing.iri)


def _starts(pages: Sequence[Sequence[Thing]]) -> list[str]:
    return [page[0].label[:12] if page else "" for page in pages]


def _turns(kind: Kind, number: int, count: int, addresses: Addresses, starts: Sequence[str]) -> str:
    if count < 2:
        return ""
    here, links = list_key(kind, number), []
    for other in range(1, count + 1):
        near = other in (1, count) or abs(other - number) <= _NEAR
        if near or (other % _STRIDE == 0 and count <= _STRIDE * _STRIDE):
            words = f"{other} {starts[other - 1]}…" if other <= len(starts) else str(other)
            current = ' aria-current="page"' if other == number else ""
            links.append(
                f"<li>{link(addresses.way(list_key(kind, other), here, addresses.ending), words, current)}</li>"
            )
    return f'<nav class="turns" aria-label="Pages of this list"><ul>{"".join(links)}</ul></nav>'


_NEAR: Final = 3
_STRIDE: Final = 10
