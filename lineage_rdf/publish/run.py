"""A whole run: from sources to a site that stands in its place, or everything as it was."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from attrs import define, evolve, field, frozen

from lineage_rdf.bulk.pool import in_order
from lineage_rdf.claims.mint import Minter
from lineage_rdf.errors import InputError, UsageError
from lineage_rdf.loading import Counts as Read
from lineage_rdf.loading import How
from lineage_rdf.loading.parcel import Parcel
from lineage_rdf.pages import Addresses, Kind, Limits, Site
from lineage_rdf.publish.dumps import LINEAGES
from lineage_rdf.publish.family import Families, Family
from lineage_rdf.publish.first_pass import Batch, Taken, rows_of_terms, some_meet, take_apart
from lineage_rdf.publish.ledger import MARK, shards
from lineage_rdf.publish.lineages import Lineages
from lineage_rdf.publish.placing import Counts
from lineage_rdf.publish.rows import RowFiles
from lineage_rdf.publish.second_pass import CONTEXTS, LISTED, ROWS, Job, clashes, write_part
from lineage_rdf.publish.spool import Pieces, Spool
from lineage_rdf.publish.whole import Whole, write_whole_site
from lineage_rdf.publish.workshop import Workshop, keep_foreign, workshop

# Small enough that no process waits long for the last one.
_BATCH: Final = 64
_PATH: Final = re.compile(r"(?:/[\w.~@+,=-]+)*/?")
_AS_READ: Final = "as-read"
Advance = Callable[[int], object]


@frozen
class Plan:
    """What to publish, and how.

    Args:
        base: the address that IRIs of ours begin with; http or https, and it ends in `/`.
        host: the address under which the files will be, if that is another one.
        title: what the site is called.
        how: how to read.
        limits: how much a page shows.
        force: whether files of others that are in the way are replaced.
    """

    base: str
    host: str = ""
    title: str = ""
    how: How = field(factory=How)
    limits: Limits = field(factory=Limits)
    force: bool = False

    def __attrs_post_init__(self) -> None:
        """Refuse addresses to which a path cannot be added.

        Raises:
            UsageError: if one is no http(s) address that ends in `/`.
        """
        for address in filter(None, (self.base, self.host)):
            Minter("", address)
            _refuse_odd(address)
        if not self.title.isprintable():
            raise UsageError("the title holds what cannot be shown", fix="write another one with --title")
        if not (self.base.endswith("/") and (self.host or "/").endswith("/")):
            raise UsageError("the address of a site must end in /", self.host or self.base)

    @property
    def addresses(self) -> Addresses:
        """Where pages stand."""
        return Addresses(base=self.base, root=self.host or self.base)


@define
class Published:
    """What came of a run.

    Args:
        read: what was read.
        files: what became of the files.
        kinds: kind -> how many things have a page.
        unreadable: lineages that have no pages, and why.
        switched: whether anything changed, so that the new site was put in the place of the old one.
    """

    read: Read
    files: Counts = field(factory=Counts)
    kinds: Counter[Kind] = field(factory=Counter)
    unreadable: list[tuple[str, str]] = field(factory=list)
    switched: bool = False

    @property
    def exit_code(self) -> int:
        """0 all done; 1 some lineages or rows are not among it."""
        return max(self.read.exit_code, int(bool(self.unreadable)))


def publish(
    sources: Sequence[str],
    plan: Plan,
    folder: Path,
    *,
    progress: Callable[[str, int | None], Advance] = lambda title, total: lambda count: None,
) -> Published:
    """Write a site for lineages; whatever ends the run, the folder holds the old site as a whole, or the new one.

    Args:
        sources: files, folders, tables, a store.
        plan: how.
        folder: the folder of the site.
        progress: is told what is done next and how many pieces that has, and returns what takes how many of them were done.

    Returns:
        What came of it.

    Raises:
        UsageError: if the folder is not one of ours, a file of others is in the way, or something cannot be written.
        InputError: if there is no lineage, or a source cannot be read.
        NoVerdictError: if a process was ended from outside.
    """
    try:
        _refuse_stranger(folder, plan.force)
    except OSError as error:
        raise UsageError(f"this can be no folder: {error}", fix="name another one with -o") from None
    with workshop(folder) as shop:
        return _Run(shop, plan, progress).publish(sources)


def _refuse_odd(address: str) -> None:
    """Refuse an address whose path would mean something else in the rules of some server, or leads to another place.

    Raises:
        UsageError: if it is such an address.
    """
    parts = urlsplit(address)
    path = unquote(parts.path)
    if parts.query or parts.fragment or not _PATH.fullmatch(path) or {".", ".."} & {*path.split("/")}:
        what = "the path of a site is made of letters, digits and . _ ~ @ + , = - alone"
        raise UsageError(what, address, "choose another --base-url")


def _refuse_stranger(folder: Path, force: bool) -> None:
    if folder.exists() and not folder.is_dir():
        raise UsageError("this is no folder", str(folder), "name another one with -o")
    if not force and folder.is_dir() and any(folder.iterdir()) and not (folder / MARK).is_file():
        what = "the folder holds other things, and no site that was published here"
        raise UsageError(
            what, str(folder), "name another one with -o, or keep them beside the site with --force"
        )


@define
class _Run:
    shop: Workshop
    plan: Plan
    progress: Callable[[str, int | None], Advance]

    def publish(self, sources: Sequence[str]) -> Published:
        found = Published(Read())
        try:
            for name in (ROWS, LISTED):
                (self.shop.work / name).mkdir()
            parts, job = self._first_pass(self._read(sources, found), found)
            whole = self._second_pass(parts, job, found)
            write_whole_site(whole, found.files)
        except OSError as error:
            what = f"what is needed meanwhile cannot be written: {error.strerror or error}"
            raise UsageError(what, str(self.shop.folder), "choose another place with -o") from None
        self._finish(whole.gone, found)
        return found

    def _read(self, sources: Sequence[str], found: Published) -> list[str]:
        """Put all lineages into one file in the order of their IRIs, whatever that of the sources, and return the IRIs."""
        advance = self.progress("reading", None)
        iris: list[str] = []
        work = self.shop.work
        with Spool(work / _AS_READ) as spool:

            def take(parcel: Parcel) -> None:
                iris.append(parcel.iri)
                spool.put("".join(sorted(f"{quad} .\n" for quad in (*parcel.own, *parcel.outside))).encode())
                advance(1)

            lineages = Lineages(evolve(self.plan.how, base=self.plan.base), take, found.read)
            for source in sources:
                lineages.read(source)
        if not iris:
            raise InputError("there is no lineage in it", ", ".join(sources))
        pieces = Pieces(work / _AS_READ)
        with Spool(work / LINEAGES) as spool:
            for number in sorted(range(len(iris)), key=iris.__getitem__):
                spool.put(pieces[number])
        (work / _AS_READ).unlink()
        return sorted(iris)

    def _first_pass(self, iris: Sequence[str], found: Published) -> tuple[Sequence[str], Job]:
        work = self.shop.work
        advance = self.progress("taking apart", len(iris))
        families = Families(self.plan.limits)
        terms: set[str] = set()
        names = array("Q")
        take = partial(take_apart, addresses=self.plan.addresses)
        with (
            Spool(work / CONTEXTS) as contexts,
            RowFiles(work / ROWS) as rows,
            closing(
                in_order(take, _batches(iris, work), self.plan.how.jobs, lambda batch: batch.size)
            ) as results,
        ):
            for taken in results:
                _keep(taken, contexts, rows, families)
                terms |= taken.terms
                names.extend(taken.names)
                found.unreadable += taken.unreadable
                advance(len(taken.contexts))
            rows.put(rows_of_terms(terms, self.plan.addresses))
        parts, job = shards(len(iris)), self._job(families.family())
        if some_meet(names):
            apart = frozenset(chain.from_iterable(clashes(part, job) for part in parts))
            job = evolve(job, addresses=evolve(job.addresses, apart=apart))
        return parts, job

    def _second_pass(self, parts: Sequence[str], job: Job, found: Published) -> Whole:
        advance = self.progress("writing pages", len(parts) + 1)
        whole = Whole(job, found.kinds, found.read.statements)
        everything: Sequence[str | None] = [None, *parts]  # the dumps take longest, so they are begun first
        with closing(
            in_order(partial(write_part, job=job), everything, self.plan.how.jobs, lambda part: 1)
        ) as results:
            for done in results:
                if done is not None:
                    found.files.add(done.counts)
                    found.kinds.update(done.kinds)
                    whole.gone.update(done.gone)
                    whole.moved.update(done.moved)
                advance(1)
        return whole

    def _job(self, family: Family) -> Job:
        shop, plan = self.shop, self.plan
        site = Site(title=plan.title) if plan.title else Site()
        return Job(shop.site, shop.new, shop.work, plan.addresses, site, family, plan.limits, plan.force)

    def _finish(self, gone: set[str], found: Published) -> None:
        """Put the new site in its place, if it is another one than the old."""
        if found.files.in_the_way:
            raise UsageError(
                f"files are in the way that were not written here, or were changed since: {', '.join(found.files.in_the_way)}",
                str(self.shop.site),
                "name another folder with -o, or replace them with --force",
            )
        if self.shop.site.is_dir():
            keep_foreign(self.shop.site, self.shop.new, gone)
        if found.files.written or found.files.removed or found.files.accounts:
            self.shop.switch()
            found.switched = True


def _batches(iris: Sequence[str], work: Path) -> Iterator[Batch]:
    pieces = Pieces(work / LINEAGES)
    for first in range(0, len(iris), _BATCH):
        some = range(first, min(first + _BATCH, len(iris)))
        yield Batch(first, tuple(iris[number] for number in some), tuple(pieces[number] for number in some))


def _keep(taken: Taken, contexts: Spool, rows: RowFiles, families: Families) -> None:
    for context in taken.contexts:
        contexts.put(context)
    rows.put(taken.rows)
    for made in taken.made:
        families.add(made)
