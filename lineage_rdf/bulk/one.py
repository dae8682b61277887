"""Read one row or one folder, by the same way that `report` takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from attrs import evolve, field, frozen

from lineage_rdf.bulk.graphs import document
from lineage_rdf.bulk.items import Item, ModelPath, Row
from lineage_rdf.bulk.outcome import Outcome, Told
from lineage_rdf.bulk.problems import NO_HUB_ID, ROW_WITHOUT_CARD, UNREADABLE_ROW, noticed
from lineage_rdf.bulk.rungs import rungs_of
from lineage_rdf.claims import Problem
from lineage_rdf.claims.identity import identify
from lineage_rdf.codec.names import node
from lineage_rdf.codec.syntax import Syntax
from lineage_rdf.errors import InputError, LineageError
from lineage_rdf.reading.inputs import Gathered, RdfInput, gather, gather_file
from lineage_rdf.reading.read import ReadResult, lineages_of
from lineage_rdf.reading.resolve import Options
from lineage_rdf.sources.reader import InputFile

# What `report` would be given: the folder of a model that holds nothing but its card.
_CARD: Final = "README.md"
_DERIVED: Final = node("derivedFromModel")


@frozen
class How:
    """How to read, the same for all rows.

    Args:
        base: address under which local things get their IRIs; `urn:uuid:` without it.
        syntax: how lineages are written; one that has named graphs.
        rungs: whether to check which rungs each lineage reaches.
    """

    base: str = ""
    syntax: Syntax = Syntax.NQUADS
    rungs: bool = True


@frozen
class One:
    """What one row or folder tells.

    Args:
        results: its lineages in which something was done to a model.
        problems: what was noticed.
        unread: why nothing of it could be read; empty if it could.
    """

    results: tuple[ReadResult, ...] = ()
    problems: tuple[Problem, ...] = field(default=())
    unread: str = ""


def read_bundle(items: Sequence[Item], how: How) -> tuple[Outcome, ...]:
    """Return what comes of some items, in their order; no item keeps another from being read."""
    read = [_attempt(item, how) for item in items]
    if not how.rungs:
        return tuple(outcome for outcome, _ in read)
    reached = iter(rungs_of([result.quads for _, results in read for result in results]))
    return tuple(_with_rungs(outcome, reached) for outcome, _ in read)


def read_item(item: Item, base: str = "") -> One:
    """Read one item.

    Args:
        item: a row or a folder.
        base: see `How`.
    """
    return _read_row(item, base) if isinstance(item, Row) else _read_path(item, base)


def _attempt(item: Item, how: How) -> tuple[Outcome, tuple[ReadResult, ...]]:
    """Read one item and write what it tells; a fault of ours in it is told at the end and costs only that item."""
    try:
        one = read_item(item, how.base)
        told = tuple(_told(result, how.syntax) for result in one.results)
    except Exception as error:
        return Outcome(item.where, fault=f"{type(error).__name__}: {error}"), ()
    problems = tuple((problem.code, problem.severity) for problem in one.problems)
    return Outcome(item.where, told, problems, one.unread), one.results


def _told(result: ReadResult, syntax: Syntax) -> Told:
    iri, quads = result.record.iri, result.quads
    return Told(iri, document(iri, quads, syntax), sum(quad.predicate == _DERIVED for quad in quads))


def _with_rungs(outcome: Outcome, reached: Iterator[tuple[str, ...]]) -> Outcome:
    return evolve(outcome, lineages=tuple(evolve(told, rungs=next(reached)) for told in outcome.lineages))


def _read_row(row: Row, base: str) -> One:
    if row.fault:
        return One((), (noticed(row, UNREADABLE_ROW, row.fault, "violation"),), row.fault)
    if row.card is None:
        return One((), (noticed(row, ROW_WITHOUT_CARD, "the row has no card"),))
    problems = [] if _names_a_model(row.model_id) else [noticed(row, NO_HUB_ID, _no_id(row.model_id))]
    try:
        gathered = gather_file(InputFile(_CARD, row.card.encode()), row.where)
    except InputError:  # no reader takes it for the card of a model, and it tells of none
        return One((), tuple(problems))
    options = Options(model_id=None if problems else row.model_id, base=base)
    return _resolved(gathered, options, problems)


def _read_path(item: ModelPath, base: str) -> One:
    options = Options(base=base)
    try:
        gathered = gather(item.path, options)
    except LineageError as error:
        return One(unread=f"{error.what} ({error.fix})" if error.fix else error.what)
    if isinstance(gathered, RdfInput):
        return One(unread="this is RDF, which is a lineage already (use lineage-rdf check or convert)")
    return _resolved(gathered, options, [])


def _resolved(gathered: Gathered, options: Options, before: Sequence[Problem]) -> One:
    try:
        results = lineages_of(gathered, options)
    except InputError as error:
        return One((), (*before, *gathered.problems), error.what)
    problems = dict.fromkeys(problem for result in results for problem in result.problems)
    return One(tuple(r for r in results if r.record.steps), (*before, *problems))


def _names_a_model(model_id: str | None) -> bool:
    """Say whether an id is that of a repository of the Hub, so that it may stand for the model."""
    if model_id is None or not model_id.isprintable() or " " in model_id:
        return False
    found = identify(model_id)
    return found.is_hub and "/" in found.repository


def _no_id(model_id: str | None) -> str:
    if not model_id:
        return "the row has no id"
    return f"the id {model_id[:100]!r} is not of the form ORG/NAME, so the card was read without it"
