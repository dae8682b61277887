"""What is written once for a site: its first page, lists, search, dumps, descriptions, and how hosts are to answer."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from attrs import define, field
from pyoxigraph import Quad

from lineage_rdf.codec.jsonld_write import write_jsonld
from lineage_rdf.codec.syntax import Syntax
from lineage_rdf.codec.turtle import write_turtle
from lineage_rdf.codec.write import write_quads
from lineage_rdf.pages import (
    HOME,
    LISTS,
    Dump,
    Kind,
    assets,
    description,
    home,
    list_key,
    list_page,
    page_size,
    whole_data,
)
from lineage_rdf.pages import Whole as Described
from lineage_rdf.pages import shards as search_shards
from lineage_rdf.pages.description import DCAT, PREFIXES
from lineage_rdf.pages.sitemap import MOST, robots, sitemap, sitemap_index
from lineage_rdf.plain_text import web_link
from lineage_rdf.publish.dumps import DUMPS
from lineage_rdf.publish.ledger import MARK, WHOLE, read_whole, write_ledger
from lineage_rdf.publish.listed import keys, search_rows, things
from lineage_rdf.publish.not_found import not_found_files
from lineage_rdf.publish.placing import Counts, Placing
from lineage_rdf.publish.rules import Place, rule_files
from lineage_rdf.publish.rules.place import exceptions
from lineage_rdf.publish.second_pass import LISTED, Job
from lineage_rdf.site.frame import HeadLink
from lineage_rdf.site.media import FILES, GZIP, NQUADS, TRIG, by_suffix
from lineage_rdf.version import VERSION
from lineage_rdf.vocabulary.namespaces import PREFIXES as OUR_PREFIXES

_EXAMPLES: Final = 3


@define
class Whole:
    """What is known of a site when its documents are written.

    Args:
        job: what was the same for all of them.
        kinds: kind -> how many things there are.
        statements: how many statements lineages have.
        gone: files of the old site that are no longer part of it.
        moved: IRI -> key, of those that do not stand where their path leads.
    """

    job: Job
    kinds: Counter[Kind] = field(factory=Counter)
    statements: int = 0
    gone: set[str] = field(factory=set)
    moved: dict[str, str] = field(factory=dict)

    @property
    def place(self) -> Place:
        """Where the site will stand."""
        addresses = self.job.addresses
        # The description of everything has an IRI of its own.
        moved = {**exceptions(self.moved, addresses.base), "void": HOME}
        return Place(addresses.base, addresses.site, moved)


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
    yield from _maps(whole)
    yield "robots.txt", robots(job.addresses.site)
    yield from rule_files(whole.place).items()
    yield from not_found_files(whole.place, job.site).items()


def _maps(whole: Whole) -> Iterator[tuple[str, bytes]]:
    """Yield the maps of all pages for search engines, and then their index."""
    root = whole.job.addresses.site
    pages = (f"{root}{key}.html" for key in keys(whole.job.work / LISTED))
    names: list[str] = []
    while part := list(islice(pages, MOST)):
        names.append(f"sitemaps/{len(names) + 1}.xml")
        yield names[-1], sitemap(part)
    yield "sitemap.xml", sitemap_index(root + name for name in names)


def _home(whole: Whole) -> Iterator[tuple[str, bytes]]:
    """Yield the first page, and the description of everything, which is its other forms."""
    job = whole.job
    described = _described(whole)
    quads = description(described)
    turtle = write_turtle(quads, {**OUR_PREFIXES, **PREFIXES}).encode()
    others = {".ttl": turtle, ".jsonld": write_jsonld(quads).encode(), ".nt": _lines(quads)}
    links = (
        *(
            HeadLink("describedby", f"{job.addresses.site}{HOME}{form.ending}", form.media_type)
            for form in FILES
        ),
        *(HeadLink("alternate", f"{HOME}{form.ending}", form.media_type) for form in FILES),
        HeadLink("type", f"{DCAT}Dataset"),
    )
    more = [(name, name.rpartition("/")[2]) for name in DUMPS] + [("void.ttl", "void.ttl")]
    page = home(
        whole.kinds, job.addresses, job.site, data=whole_data(described), links=links, more=tuple(more)
    )
    yield f"{HOME}.html", page.encode()
    yield from ((f"{HOME}{ending}", content) for ending, content in others.items())
    yield "void.ttl", turtle
    yield ".well-known/void", turtle


def _described(whole: Whole) -> Described:
    job = whole.job
    root, work = job.addresses.site, job.work
    dumps = [_dump(root + name, work / made) for name, made in DUMPS.items()]
    examples = [thing.iri for thing in islice(things(work / LISTED, Kind.LINEAGE), _EXAMPLES)]
    return Described(
        address=root,
        title=job.site.title,
        summary=job.site.summary,
        counts=whole.kinds,
        triples=whole.statements,
        base=job.addresses.base,
        licence=job.site.licence,
        dumps=dumps,
        examples=[iri for iri in examples if web_link(iri)],
    )


def _dump(address: str, made: Path) -> Dump:
    _, form = by_suffix(address, (NQUADS, TRIG))  # a compressed one is of neither
    media = form.media_type if form else GZIP
    return Dump(address, media, made.stat().st_size, form.format_iri if form else "")


def _lines(quads: Sequence[Quad]) -> bytes:
    return write_quads(quads, Syntax.NTRIPLES).text.encode()


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
