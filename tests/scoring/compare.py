"""Labels against readings: which facts are right, wrong and missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import define, field, frozen

from tests.scoring.fact import FIELDS, UNMARKED, Fact
from tests.scoring.labels import Case, LineageLabel
from tests.scoring.readings import LineageReading


@frozen
class Compared:
    """One case.

    Args:
        name: the case.
        right: facts that are in the source.
        wrong: facts that are not, or are given as stated although the source only suggests them.
        missing: facts of the source that were not found.
        required: the facts of the label that a reader has to find.
    """

    name: str
    right: tuple[Fact, ...]
    wrong: tuple[Fact, ...]
    missing: tuple[Fact, ...]
    required: tuple[Fact, ...]


@define
class Score:
    """Counts of one field.

    Args:
        right: facts given that are right.
        wrong: facts given that are not.
        found: required facts that are given.
        missing: required facts that are not.
    """

    right: int = 0
    wrong: int = 0
    found: int = 0
    missing: int = 0

    @property
    def precision(self) -> float:
        """Share of the facts given that are right; 1 where none is given."""
        given = self.right + self.wrong
        return self.right / given if given else 1.0

    @property
    def recall(self) -> float:
        """Share of the required facts that are given; 1 where none is required."""
        required = self.found + self.missing
        return self.found / required if required else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@define
class _Tally:
    right: list[Fact] = field(factory=list)
    wrong: list[Fact] = field(factory=list)
    missing: list[Fact] = field(factory=list)
    required: list[Fact] = field(factory=list)


_NOTHING = LineageLabel(frozenset(), frozenset())
_UNREAD = LineageReading(frozenset(), frozenset())


def compare(case: Case, found: Sequence[LineageReading]) -> Compared:
    """Return how the readings of a case compare with its labels."""
    tally = _Tally()
    for label, reading in _matched(case.lineages, found):
        # Licences and models that wrote data carry no status by which a reader could mark them.
        marked = reading.inferred | {f for f in reading.all if f.field in UNMARKED}
        right = (reading.all & label.required) | (marked & label.suggested)
        tally.right += right
        tally.wrong += reading.all - right
        tally.missing += label.required - reading.all
        tally.required += label.required
    return Compared(
        case.name,
        *(
            _sorted(facts, case.unlabelled)
            for facts in (tally.right, tally.wrong, tally.missing, tally.required)
        ),
    )


def _sorted(found: Iterable[Fact], without: frozenset[str]) -> tuple[Fact, ...]:
    kept = (fact for fact in found if fact.field not in without)
    return tuple(sorted(kept, key=lambda fact: (fact.stage, FIELDS.index(fact.field), fact.value)))


def _matched(
    labels: Sequence[LineageLabel], found: Sequence[LineageReading]
) -> list[tuple[LineageLabel, LineageReading]]:
    """Pair labels and readings, the pair with the most facts in common first; what is left stands alone."""
    pairs = [
        (-len((label.required | label.suggested) & reading.all), i, j)
        for i, label in enumerate(labels)
        for j, reading in enumerate(found)
    ]
    left, right, matched = set(range(len(labels))), set(range(len(found))), []
    for _, i, j in sorted(pairs):
        if i in left and j in right:
            matched.append((labels[i], found[j]))
            left.remove(i)
            right.remove(j)
    return [*matched, *((labels[i], _UNREAD) for i in left), *((_NOTHING, found[j]) for j in right)]


def scores(compared: Iterable[Compared]) -> dict[str, Score]:
    """Return the score of each field over some cases."""
    table = {name: Score() for name in FIELDS}
    for case in compared:
        for fact in case.right:
            table[fact.field].right += 1
        for fact in case.wrong:
            table[fact.field].wrong += 1
        for fact in case.missing:
            table[fact.field].missing += 1
        for fact in case.required:
            table[fact.field].found += 1
        for fact in case.missing:
            table[fact.field].found -= 1
    return table
