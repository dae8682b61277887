"""Steps that changed places, as opposed to those that an added or removed step pushed along."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate

from attrs import frozen

from lineage_rdf.records import LineageRecord, Step
from lineage_rdf.transform.identity import Side


@frozen(slots=False)
class Order:
    """The order of the steps in two records.

    Args:
        pairs: the steps that both have.
        old: the record before.
        new: the record after.
    """

    pairs: Sequence[tuple[Step, Step]]
    old: LineageRecord
    new: LineageRecord

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


def followed(step: Step, record: LineageRecord, side: Side, kept: set[str]) -> tuple[str, ...]:
    """Return which steps that both records have a step follows; those between that only one has are passed over.

    Args:
        step: the step.
        record: its record.
        side: the names of its nodes.
        kept: IRIs of the steps of this record that have a partner.
    """
    steps = {item.iri: item for item in record.steps}
    found, queue, seen = set(), list(step.follows), set(step.follows)
    for iri in queue:
        if iri in kept or iri not in steps:
            found.add(side.token(iri) or iri)
            continue
        more = [other for other in steps[iri].follows if other not in seen]
        seen.update(more)
        queue += more
    return tuple(sorted(found))
