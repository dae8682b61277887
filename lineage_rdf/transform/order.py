"""Steps that changed places, as opposed to those that an added or removed step pushed along."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Mapping, Sequence
from functools import cached_property
from itertools import accumulate

from attrs import frozen

from lineage_rdf.records import LineageRecord, Step
from lineage_rdf.transform.identity import Side, Sides


@frozen(slots=False)
class Order:
    """The order of the steps in two records.

    Args:
        pairs: the steps that both have.
        old: the record before.
        new: the record after.
        sides: what the nodes are called.
    """

    pairs: Sequence[tuple[Step, Step]]
    old: LineageRecord
    new: LineageRecord
    sides: Sides

    def follows_others(self, before: Step, after: Step) -> bool:
        """Say whether a step follows other steps than before, of those that both records have."""
        old, new = self._followed
        return old[before.iri] != new[after.iri]

    @cached_property
    def _followed(self) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
        old, new = ({step.iri: step for step in record.steps} for record in (self.old, self.new))
        kept_old, kept_new = {before.iri for before, _ in self.pairs}, {after.iri for _, after in self.pairs}
        return followed(old, self.sides.old, kept_old), followed(new, self.sides.new, kept_new)

    @cached_property
    def moved(self) -> frozenset[str]:
        """The old IRIs of steps that now stand on the other side of another step that both records have."""
        numbers = sorted((old.ordinal or 0, new.ordinal or 0, old.iri) for old, new in self.pairs)
        after = [new for _, new, _ in numbers]
        highest = list(accumulate(after, max))
        lowest = list(accumulate(reversed(after), min))[::-1]
        return frozenset(
            iri
            for (_, new, iri), high, low in zip(numbers, highest, lowest, strict=True)
            if high > new or low < new
        )

    def renumbered(self, before: Step, after: Step) -> bool:
        """Say whether a step has another number, and not because steps that only one record has stand before it."""
        if before.ordinal is None or after.ordinal is None:
            return before.ordinal != after.ordinal
        old, new = before.ordinal, after.ordinal
        (old_all, new_all), (old_kept, new_kept) = self._numbers
        pushed = bisect_left(new_all, new) - bisect_left(old_all, old)
        same_before = bisect_left(old_kept, old) == bisect_left(new_kept, new)
        return old != new and not (same_before and new - old == pushed)

    @cached_property
    def _numbers(self) -> tuple[tuple[list[int], list[int]], tuple[list[int], list[int]]]:
        """The numbers of all steps of each record, then those of the steps that both have, each sorted."""
        both = [old for old, _ in self.pairs], [new for _, new in self.pairs]
        return (_numbers(self.old.steps), _numbers(self.new.steps)), (_numbers(both[0]), _numbers(both[1]))


def _numbers(steps: Sequence[Step]) -> list[int]:
    return sorted(step.ordinal for step in steps if step.ordinal is not None)


def followed(steps: Mapping[str, Step], side: Side, kept: Container[str]) -> dict[str, tuple[str, ...]]:
    """Return for each step that both records have which such steps it follows; those that only one has are passed over.

    Args:
        steps: the steps of one record by IRI.
        side: the names of its nodes.
        kept: IRIs of the steps that have a partner.
    """
    return {iri: _before(step, steps, side, kept) for iri, step in steps.items() if iri in kept}


def _before(step: Step, steps: Mapping[str, Step], side: Side, kept: Container[str]) -> tuple[str, ...]:
    found, queue, seen = set(), list(step.follows), set(step.follows)
    for iri in queue:
        if iri in kept or iri not in steps:
            found.add(side.token(iri) or iri)
            continue
        more = [other for other in steps[iri].follows if other not in seen]
        seen.update(more)
        queue += more
    return tuple(sorted(found))
