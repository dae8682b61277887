"""The first page: what there is, the search, and where to go on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from lineage_rdf.pages.addresses import HOME, Addresses
from lineage_rdf.pages.lists import LISTS, list_key
from lineage_rdf.pages.search import shard_count
from lineage_rdf.pages.site import Page, Site, document
from lineage_rdf.pages.things import Kind
from lineage_rdf.pages.verdicts import ladder
from lineage_rdf.site.frame import HeadLink
from lineage_rdf.site.markup import escape, link, text

_COUNTED: Final = (Kind.LINEAGE, Kind.MODEL, Kind.DATASET, Kind.AGENT, Kind.TERM)
_FILTERS: Final = (
    ("methods", "Method", 3),
    ("done", "Last step", 4),
    ("licence", "Licence", 6),
    ("reached", "Passes", 7),
)


def home(
    counts: Mapping[Kind, int],
    addresses: Addresses,
    site: Site | None = None,
    *,
    data: str = "",
    links: tuple[HeadLink, ...] = (),
    more: tuple[tuple[str, str], ...] = (),
) -> str:
    """Return the first page.

    Args:
        counts: kind -> how many things of it there are.
        addresses: where pages stand.
        site: what all pages share.
        data: JSON-LD to embed, safe inside a script element (see `whole`).
        links: the links in its head.
        more: address and words of what else can be had, for example the dumps.
    """
    site = site or Site()
    body = [
        f'<header class="opening home"><h1>{text(site.title)}</h1><p class="lead-in">{text(site.summary)}</p></header>',
        *counts_list(counts, _COUNTED, addresses),
        *_search(counts, addresses),
        *_more(more),
    ]
    scripts = ["search.js"] if counts.get(Kind.MODEL) else []
    page = Page(key=HOME, title="", summary=site.summary, body=body, data=data, links=links, scripts=scripts)
    return document(page, addresses, site)


def counts_list(counts: Mapping[Kind, int], kinds: Iterable[Kind], addresses: Addresses) -> Iterator[str]:
    """Yield how many things there are, each number with a link to the list of them, as it stands on the first page.

    Args:
        counts: kind -> how many things of it there are.
        kinds: the kinds that have a list.
        addresses: where pages stand.
    """
    yield '<ul class="counts" aria-label="What there is">'
    for kind in kinds:
        count = counts.get(kind, 0)
        words = LISTS[kind][1] if count != 1 else LISTS[kind][2].capitalize()
        target = addresses.way(list_key(kind), HOME, addresses.ending)
        yield f'<li><a href="{escape(target)}"><b>{count:,}</b> {text(words.lower())}</a></li>'
    yield "</ul>"


def _search(counts: Mapping[Kind, int], addresses: Addresses) -> Iterator[str]:
    models = counts.get(Kind.MODEL, 0)
    by_label = link(addresses.way(list_key(Kind.MODEL), HOME, addresses.ending), "all models by label")
    yield '<section aria-labelledby="_find"><h2 id="_find">Find a model</h2>'
    if not models:
        yield "<p>There are none yet.</p></section>"
        return
    # The script shows the form, and fills the filters with what there is.
    data = f'data-shards="{shard_count(models)}" data-ending="{escape(addresses.ending)}"'
    yield f'<form class="finder" role="search" {data} hidden><p><label for="_words">Name, base or method</label>'
    yield '<input id="_words" type="search" autocomplete="off" spellcheck="false"></p>'
    for name, words, column in _FILTERS:
        # Who passes one of the profiles passes all below it.
        order = f' data-ladder="{" ".join(ladder())}"' if name == "reached" else ""
        yield f'<p><label for="_{name}">{words}</label><select id="_{name}" data-column="{column}"{order}>'
        yield '<option value="">any</option></select></p>'
    yield '</form><p class="told" role="status" aria-live="polite"></p>'
    yield f'<div class="wide" tabindex="0" role="group" aria-label="Models found" hidden>{_TABLE}</div>'
    yield '<p><button type="button" class="further" hidden>Show more</button></p>'
    yield f"<p>Or look through {by_label}.</p></section>"


_TABLE: Final = (
    '<table class="found"><thead><tr>'
    + "".join(
        f'<th scope="col">{words}</th>'
        for words in ("Model", "Made from", "Methods", "Last step", "Steps", "Licence", "Passes")
    )
    + "</tr></thead><tbody></tbody></table>"
)


def _more(more: tuple[tuple[str, str], ...]) -> Iterator[str]:
    if more:
        yield '<section aria-labelledby="_all"><h2 id="_all">Get everything</h2><p class="downloads">'
        yield "".join(link(address, words) for address, words in more)
        yield "</p></section>"
