"""What is written once for a site: its first page, lists, search, dumps, descriptions, and how hosts are to answer."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from attrs import define, field

from lineage_rdf.pages import HOME, Kind
from lineage_rdf.pages.assets import assets
from lineage_rdf.pages.home import home
from lineage_rdf.pages.lists import LISTS, list_key, list_page, page_size
from lineage_rdf.pages.search import shards as search_shards
from lineage_rdf.publish.dumps import DUMPS
from lineage_rdf.publish.ledger import MARK, WHOLE, read_whole, write_ledger
from lineage_rdf.publish.listed import keys, search_rows, things
from lineage_rdf.publish.placing import Counts, Placing
from lineage_rdf.publish.rules import Place, rule_files
from lineage_rdf.publish.rules.place import exceptions
from lineage_rdf.publish.second_pass import LISTED, Job
from lineage_rdf.publish.sitemap import robots, sitemaps
from lineage_rdf.version import VERSION


@define
class Whole:
    """What is known of a site when its documents are written.

    Args:
        job: what was the same for all of them.
        kinds: kind -> how many things there are.
        gone: files of the old site that are no longer part of it.
        moved: IRI -> key, of those that do not stand where their path leads.
    """

    job: Job
    kinds: Counter[Kind] = field(factory=Counter)
    gone: set[str] = field(factory=set)
    moved: dict[str, str] = field(factory=dict)

    @property
    def place(self) -> Place:
        """Where the site will stand."""
        addresses = self.job.addresses
        return Place(addresses.base, addresses.site, exceptions(self.moved, addresses.base))


def write_whole_site(whole: Whole, counts: Counts) -> None:
    """Write what there is once; the files that are no longer part of the site are added to `gone`.

    Args:
        whole: what is known of the site.
        counts: is told what became of the files.

    Raises:
        UsageError: if something cannot be written.
    """
    job = whole.job
    placing = Placing(job.old, job.new, read_whole(job.old), job.force)
    for name, content in _files(whole):
        placing.place(name, content, "")
    for name, made in DUMPS.items():
        placing.move(name, job.work / made)
    whole.gone.update(placing.gone())
    placing.hide(WHOLE, write_ledger(placing.rows))
    placing.hide(MARK, _mark(whole))
    counts.add(placing.counts)


def _files(whole: Whole) -> Iterator[tuple[str, bytes]]:
    job = whole.job
    yield from assets().items()
    yield from _lists(whole)
    for name, text in search_shards(search_rows(job.work / LISTED)):
        yield name, text.encode()
    yield from _home(whole)
    root = job.addresses.site
    pages = (f"{root}{key}.html" for key in keys(job.work / LISTED))
    yield from sitemaps(pages, root)
    yield "robots.txt", robots(root)
    yield from rule_files(whole.place).items()


def _home(whole: Whole) -> Iterator[tuple[str, bytes]]:
    job = whole.job
    yield f"{HOME}.html", home(whole.kinds, job.addresses, job.site).encode()


def _lists(whole: Whole) -> Iterator[tuple[str, bytes]]:
    job, size = whole.job, page_size()
    for kind in LISTS:
        total = whole.kinds[kind]
        starts = [thing.label[:12] for thing in islice(things(job.work / LISTED, kind), 0, None, size)]
        every = things(job.work / LISTED, kind)
        for number in range(1, max(1, -(-total // size)) + 1):
            part = list(islice(every, size))
            page = list_page(kind, part, number, total, job.addresses, job.site, starts)
            yield f"{list_key(kind, number)}.html", page.encode()


def _mark(whole: Whole) -> bytes:
    told = {"made_by": f"lineage-rdf publish {VERSION}", "base": whole.job.addresses.base}
    return (json.dumps(told, indent=1) + "\n").encode()
