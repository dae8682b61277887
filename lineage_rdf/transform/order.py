"""Steps that changed places, as opposed to those that an added or removed step pushed along."""

from __future__ import annotations

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
        ordered = sorted(self.pairs, key=lambda pair: self._ranks[0][pair[0].iri])
        ranks = [self._ranks[1][step.iri] for _, step in ordered]
        highest = list(accumulate(ranks, max))
        lowest = list(accumulate(reversed(ranks), min))[::-1]
        return frozenset(
            step.iri
            for place, (step, _) in enumerate(ordered)
            if highest[place] > ranks[place] or lowest[place] < ranks[place]
        )

    def renumbered(self, before: Step, after: Step) -> bool:
        """Say whether a step has another number though as many steps as ever stand before it."""
        same_place = self._ranks[0][before.iri] == self._ranks[1][after.iri]
        return before.ordinal != after.ordinal and same_place

    @cached_property
    def _ranks(self) -> tuple[dict[str, int], dict[str, int]]:
        return _ranks(self.old), _ranks(self.new)


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


def _ranks(record: LineageRecord) -> dict[str, int]:
    return {step.iri: place for place, step in enumerate(record.ordered_steps)}
