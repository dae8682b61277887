"""Who is made from whom: the bones of the hub, small enough to be held for a million models."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, chain
from random import Random

from attrs import frozen

WITH_STATUS = 2  # every second lineage has a fact that is only inferred
EVALUATED = 3  # every third lineage tells of an evaluation
DEEPEST = 8  # longest way from a derived model to its root
FULL, ADAPTER, MERGE, QUANTISED = "full", "adapter", "merge", "quantised"
_ONE_STEP = [(FULL,)] * 8 + [(ADAPTER,)] * 14
_TWO_STEPS = [(FULL, MERGE)] * 6 + [(FULL, QUANTISED)] * 14 + [(ADAPTER, ADAPTER)] * 5 + [(FULL, ADAPTER)] * 5
_THREE_STEPS = [(FULL, FULL, QUANTISED)] * 6
# Of 100 derived models 6 are merges, 20 quantised, 29 adapters and 45 other fine-tunes; they belong to 58 lineages.
LINEAGES_OF_100 = tuple(chain[tuple[str, ...]](_ONE_STEP, _TWO_STEPS, _THREE_STEPS))


@frozen
class Stage:
    """One step of a lineage, named by the model that it makes.

    Args:
        model: number of the model.
        kind: one of `FULL`, `ADAPTER`, `MERGE` and `QUANTISED`.
        bases: numbers of the models that it starts from.
        adapter_for: number of the model that an adapter must be loaded with, None for other kinds.
        datasets: numbers of the datasets that it is trained on.
    """

    model: int
    kind: str
    bases: tuple[int, ...]
    adapter_for: int | None
    datasets: tuple[int, ...]


@frozen
class Plan:
    """The bones of a hub.

    Args:
        bases: how many models are plain bases; their numbers come first, the derived ones follow.
        datasets: how many datasets there are.
        agents: how many accounts there are.
        owners: account of each model.
        adapters: adapter -> the model that it must be loaded with.
        lineages: the stages of each lineage.
    """

    bases: int
    datasets: int
    agents: int
    owners: tuple[int, ...]
    adapters: dict[int, int]
    lineages: tuple[tuple[Stage, ...], ...]


def make_plan(models: int, seed: int = 0) -> Plan:
    """Return the bones of a hub.

    Args:
        models: how many models it has; 40 of 100 are derived from others.
        seed: another number gives another hub.
    """
    return _Planner(models, Random(seed)).plan()


class Popular:
    """Picks numbers from 0 up, the first ones most often: of rank r with the weight r to the power of -`slope`."""

    def __init__(self, count: int, slope: float, chance: Random) -> None:
        self._numbers = range(count)
        self._weights = list(accumulate((rank + 1) ** -slope for rank in range(count)))
        self._chance = chance

    def pick(self) -> int:
        """Return a number."""
        return self._chance.choices(self._numbers, cum_weights=self._weights)[0]


class _Planner:
    def __init__(self, models: int, chance: Random) -> None:
        self._chance = chance
        self._models = models
        self._bases = models - models * 2 // 5
        self._datasets = max(20, models // 10)
        self._agents = max(10, models // 8)
        self._base = Popular(self._bases, 1.3, chance)
        self._dataset = Popular(self._datasets, 1.1, chance)
        self._depth: dict[int, int] = {}
        self._adapters: dict[int, int] = {}
        self._derived: list[int] = []
        self._trainable: list[int] = []  # those of them that hold all their weights

    def plan(self) -> Plan:
        owner = Popular(self._agents, 1.0, self._chance)
        owners = tuple(owner.pick() for _ in range(self._models))
        lineages = tuple(self._lineages())
        return Plan(self._bases, self._datasets, self._agents, owners, self._adapters, lineages)

    def _lineages(self) -> Iterator[tuple[Stage, ...]]:
        number = self._bases
        while number < self._models:
            hundred = list(LINEAGES_OF_100)
            self._chance.shuffle(hundred)
            for kinds in hundred:
                stages = self._stages(number, kinds[: self._models - number])
                number += len(stages)
                if stages:
                    yield stages

    def _stages(self, first: int, kinds: Sequence[str]) -> tuple[Stage, ...]:
        stages: list[Stage] = []
        for place, kind in enumerate(kinds):
            before = (stages[-1].model,) if stages else (self._parent(kind, len(kinds)),)
            stages.append(self._stage(first + place, kind, before))
        return tuple(stages)

    def _parent(self, kind: str, room: int) -> int:
        """Return an earlier derived model for 45 of 100 lineages, else a base."""
        if self._trainable and self._chance.random() < 0.45:
            found = self._chance.choice(self._derived if kind == ADAPTER else self._trainable)
            if self._depth[found] + room <= DEEPEST:
                return found
        return self._base.pick()

    def _stage(self, model: int, kind: str, before: tuple[int, ...]) -> Stage:
        bases = (*before, *(self._others(before) if kind == MERGE else ()))
        whole = self._adapters.get(before[0], before[0]) if kind == ADAPTER else None
        trained = kind in (FULL, ADAPTER)
        datasets = {self._dataset.pick() for _ in range(self._chance.randint(1, 3))} if trained else set()
        self._derived.append(model)
        self._depth[model] = 1 + max(self._depth.get(base, 0) for base in bases)
        if whole is not None:
            self._adapters[model] = whole
        elif kind != QUANTISED:
            self._trainable.append(model)
        return Stage(model, kind, bases, whole, tuple(sorted(datasets)))

    def _others(self, before: tuple[int, ...]) -> list[int]:
        """Return one to three models that a merge takes beside the one made before it."""
        found = {self._parent(MERGE, 1) for _ in range(self._chance.randint(1, 3))} - set(before)
        return sorted(found or {self._base.pick()})
