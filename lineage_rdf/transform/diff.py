"""The semantic difference of two lineages: what changed in the story, whatever its nodes are called."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from pyoxigraph import Quad

from lineage_rdf.codec.terms import has_blank_nodes
from lineage_rdf.records import Node, Step
from lineage_rdf.transform.canon import canonical_lines
from lineage_rdf.transform.comparing import Comparing
from lineage_rdf.transform.difference import CHANGED, MOVED, Change, Difference, Value
from lineage_rdf.transform.identity import Sides
from lineage_rdf.transform.leftovers import statement_changes
from lineage_rdf.transform.matching import Matched
from lineage_rdf.transform.order import Order
from lineage_rdf.transform.pairing import Paired, pair_all
from lineage_rdf.transform.telling import HasQuads, Telling, shown
from lineage_rdf.transform.values import values

N = TypeVar("N", bound=Node)

_APART = ("steps", "activities", "statuses")


def diff(old: HasQuads, new: HasQuads) -> Difference:
    """Return what differs between two lineages.

    Steps are known again by IRI, then by stage name and ordinal; models and datasets by IRI, and those without a Hub id by
    digest, by the step that made them, by name, or by the steps that speak of them. What local nodes are called is no
    difference. Values are compared, not spellings: 5 equals 5.0, and an instant equals itself in another time zone. Steps
    that an added step pushed along are not told; steps that changed places with others are. Statements that the vocabulary
    does not know are compared as they are.

    The time is linear apart from sorting, save where statements unknown to the vocabulary have blank nodes that look alike
    (see `canonical`).

    Args:
        old: a lineage, such as `lineage_rdf.read` returns.
        new: a lineage.

    Raises:
        InputError: if the statements of one do not tell of it.
    """
    return difference(Telling.of(old), Telling.of(new))


def difference(before: Telling, after: Telling, paired_by: str = "iri") -> Difference:
    """Return what differs between two tellings; see `diff`.

    Args:
        before: a telling.
        after: a telling.
        paired_by: why the two are compared.

    Raises:
        InputError: if a statement that the vocabulary does not know has a blank node in a triple term.
    """
    names = shown(before.record.iri), shown(after.record.iri)
    if _are_one(before.written, after.written):
        return Difference(*names, after.title, paired_by)
    sides = Sides()
    paired = pair_all(sides, before.record, after.record)
    changes = tuple(_changes(Comparing(sides, before, after), paired))
    return Difference(*names, after.title, paired_by, changes)


def _are_one(old: Sequence[Quad], new: Sequence[Quad]) -> bool:
    """Say whether two tellings are the same statements, whatever their blank nodes are called."""
    before, after = set(old), set(new)
    if len(before) != len(after):
        return False
    return before == after or (has_blank_nodes(before) and canonical_lines(before) == canonical_lines(after))


def _changes(comparing: Comparing, paired: Paired) -> Iterator[Change]:
    old, new = comparing.old.record, comparing.new.record
    yield from comparing.nodes(old, new, without=_APART)
    yield from _steps(comparing, paired.steps)
    yield from _activities(comparing, paired)
    yield from _things(comparing, paired.models)
    yield from _things(comparing, paired.datasets)
    yield from _things(comparing, paired.agents)
    yield from comparing.parts(old.statuses, new.statuses)
    yield from statement_changes(comparing.sides, comparing.old, comparing.new)


def _steps(comparing: Comparing, steps: Matched[Step]) -> Iterator[Change]:
    order = Order(steps.pairs, comparing.old.record, comparing.new.record, comparing.sides)
    # A removed step is told before the one that has its number now.
    alone = [(step.ordinal or 0, 0, step.iri, comparing.alone([step], [])) for step in steps.removed]
    alone += [(step.ordinal or 0, 1, step.iri, comparing.alone([], [step])) for step in steps.added]
    both = [(new.ordinal or 0, 1, new.iri, _step(comparing, order, old, new)) for old, new in steps.pairs]
    for *_, changes in sorted([*alone, *both], key=lambda item: item[:3]):
        yield from changes


def _step(comparing: Comparing, order: Order, before: Step, after: Step) -> Iterator[Change]:
    yield from _place(comparing, order, before, after)
    yield from comparing.nodes(before, after, step=after.label, without=("ordinal", "follows"))


def _place(comparing: Comparing, order: Order, before: Step, after: Step) -> Iterator[Change]:
    """Yield that a step stands at another place, once."""
    old, new = comparing.old, comparing.new
    was, now = _number(before.ordinal), _number(after.ordinal)
    iris = shown(before.iri), shown(after.iri)
    if before.iri in order.moved:
        yield Change(MOVED, "step", after.label, after.label, "ordinal", was, now, *iris)
        return
    if order.renumbered(before, after):
        yield Change(CHANGED, "step", after.label, after.label, "ordinal", was, now, *iris)
    if order.follows_others(before, after):
        was, now = values(before, "follows", old), values(after, "follows", new)
        yield Change(CHANGED, "step", after.label, after.label, "followsStep", was, now, *iris)


def _number(ordinal: int | None) -> tuple[Value, ...]:
    return () if ordinal is None else (Value(str(ordinal), ordinal),)


def _activities(comparing: Comparing, paired: Paired) -> Iterator[Change]:
    for before, after in paired.activities.pairs:
        label = after.stage_name or after.name or after.kind
        yield from comparing.nodes(before, after, step=label)
    yield from comparing.alone(paired.activities.removed, paired.activities.added)


def _things(comparing: Comparing, things: Matched[N]) -> Iterator[Change]:
    for before, after in things.pairs:
        yield from comparing.nodes(before, after)
    yield from comparing.alone(things.removed, things.added)
