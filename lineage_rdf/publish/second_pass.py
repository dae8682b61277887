"""The second pass: writes the documents of one shard, and its part of what is written about all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from attrs import evolve, field, frozen
from pyoxigraph import Quad

from lineage_rdf.codec.syntax import syntax_of
from lineage_rdf.codec.write import write_quads
from lineage_rdf.pages import (
    LINKSET_ENDING,
    Addresses,
    Kind,
    Limits,
    Material,
    Site,
    clashing,
    link_set,
    material,
    page_links,
    render,
    term_material,
)
from lineage_rdf.pages.things import term_thing
from lineage_rdf.publish.dumps import write_dumps
from lineage_rdf.publish.family import Family
from lineage_rdf.publish.first_pass import read_context, terms_of
from lineage_rdf.publish.known import Entry, Known
from lineage_rdf.publish.ledger import ledger_name, read_ledger, shard_of, write_ledger
from lineage_rdf.publish.listed import Listed
from lineage_rdf.publish.placing import Counts, Placing
from lineage_rdf.publish.rows import read_rows
from lineage_rdf.publish.rules.place import MOST_EXCEPTIONS
from lineage_rdf.publish.spool import Pieces
from lineage_rdf.site.media import FILES

ROWS: Final = "rows"
CONTEXTS: Final = "contexts"
LISTED: Final = "listed"


@frozen
class Job:
    """What is the same for all shards.

    Args:
        old: the site as it is.
        new: the site as it will be.
        work: where the first pass left what it made.
        addresses: where pages stand.
        site: what pages share.
        family: which model was made from which.
        limits: how much a page shows.
        force: whether files of others that are in the way are replaced.
    """

    old: Path
    new: Path
    work: Path
    addresses: Addresses
    site: Site
    family: Family
    limits: Limits = field(factory=Limits)
    force: bool = False

    @property
    def plain(self) -> Addresses:
        """Where pages would stand if capital letters counted everywhere, by which the shards are told apart."""
        return evolve(self.addresses, apart=frozenset())


@frozen
class Done:
    """What came of a shard.

    Args:
        counts: what became of its files.
        gone: files of the old site that are no longer part of it.
        kinds: kind -> how many things there are.
        moved: IRI -> key, of those that do not stand where their path leads.
    """

    counts: Counts
    gone: tuple[str, ...]
    kinds: dict[Kind, int]
    moved: dict[str, str]


def clashes(shard: str, job: Job) -> frozenset[str]:
    """Return the IRIs of a shard whose documents would meet where capital letters do not count."""
    iris = {row[0] for row in read_rows(job.work / ROWS, shard)}
    return clashing(iris, job.plain)


def write_part(part: str | None, job: Job) -> Done | None:
    """Write the documents of a shard, or for None the dumps of everything."""
    if part is not None:
        return write_shard(part, job)
    write_dumps(job.work)
    return None


def write_shard(shard: str, job: Job) -> Done:
    """Write the documents of a shard.

    Args:
        shard: the beginning of the digits of its documents.
        job: what is the same for all.

    Raises:
        UsageError: if something cannot be written.
    """
    placing = Placing(job.old, job.new, read_ledger(job.old, shard), job.force)
    known = Known(read_rows(job.work / ROWS, shard), job.family, job.limits)
    contexts = Pieces(job.work / CONTEXTS)
    moved: dict[str, str] = {}
    listed = Listed()
    for entry in known:
        found = _material(entry, known, contexts)
        iri = found.thing.iri
        key = job.addresses.key(iri)
        digits = shard_of(job.plain.key(iri).lower())
        for name, content in _documents(found, key, job):
            placing.place(name, content, digits)
        listed.add(found, key, job.addresses)
        if (
            iri.startswith(job.addresses.base)
            and len(moved) < MOST_EXCEPTIONS
            and job.addresses.base + key != iri
        ):
            moved[iri] = key
    listed.write(job.work / LISTED, shard)
    gone = placing.gone()
    placing.hide(ledger_name(shard), write_ledger(placing.rows))
    return Done(placing.counts, tuple(gone), listed.counts, moved)


def _material(entry: Entry, known: Known, contexts: Pieces) -> Material:
    iri = entry.thing.iri
    if entry.home < 0:
        pages = {name: term_thing(name) for name in terms_of(iri)}
        return evolve(term_material(entry.thing, known.uses(entry.thing)), pages=pages)
    division, verdict = read_context(contexts[entry.home], {iri: entry.quads()})
    return material(entry.thing, division, known, verdict)


def _documents(found: Material, key: str, job: Job) -> Iterator[tuple[str, bytes]]:
    yield f"{key}.html", render(found, job.addresses, job.site, linkset=True).encode()
    links = page_links(found, job.addresses, job.site)
    links_of_page = link_set(job.addresses.absolute(key, ".html"), links)
    yield f"{key}{LINKSET_ENDING}", (json.dumps(links_of_page, ensure_ascii=False) + "\n").encode()
    quads = [Quad(*quad.triple) for quad in found.quads]
    for form in FILES:
        yield f"{key}{form.ending}", write_quads(quads, syntax_of(form.name)).text.encode()
