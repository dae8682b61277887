"""How far the terms of a licence reach: walks from all things under it at once, level by level.

A walk takes each statement once, however many things are under the licence; a model is told of the nearest of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from attrs import frozen

from lineage_rdf.vocabulary.licence_terms import DATA, OUTPUTS

_WRITING: Final = ("teacherModel", "rewardModel", "generatorModel")
_WORDS: Final = {
    "derivedFromModel": "made into",
    "teacherModel": "taught",
    "rewardModel": "rewarded",
    "generatorModel": "wrote",
    "sourceDataset": "made into",
    "usesDataset": "trained",
}
_SHOWN: Final = 3  # nodes at each end of a long way
# A node, and whether the way to it leads over something that a model wrote or taught.
State = tuple[str, bool]
Made = Mapping[str, list[tuple[str, str]]]


@frozen
class Step:
    """The last step of a shortest way to a node.

    Args:
        before: where the step begins.
        relation: how the node was made from that.
        depth: the number of steps of the whole way.
        first: the first nodes of the way.
        relations: the first relations of the way.
    """

    before: State
    relation: str
    depth: int
    first: tuple[str, ...]
    relations: tuple[str, ...]


@frozen
class Ways:
    """The shortest ways from some things to what was made from them.

    Args:
        origins: the things.
        steps: what was reached -> the last step of the way to it.
    """

    origins: frozenset[str]
    steps: dict[State, Step]

    def models(self, reach: str) -> Iterator[str]:
        """Yield the models reached, in no order: over outputs, or without them."""
        for (node, written), step in self.steps.items():
            if written == (reach == OUTPUTS) and step.relation not in ("generatorModel", "sourceDataset"):
                yield node

    def origin(self, node: str, reach: str) -> str:
        """Return the thing that a way to a node begins at."""
        return self.steps[node, reach == OUTPUTS].first[0]

    def nodes(self, node: str, reach: str) -> tuple[str, ...]:
        """Return the nodes that the text of a way names, from the origin on."""
        return self._way((node, reach == OUTPUTS))[0]

    def depth(self, node: str, reach: str) -> int:
        """Return the number of steps of a way."""
        return self.steps[node, reach == OUTPUTS].depth

    def text(self, node: str, reach: str, names: Mapping[str, str]) -> str:
        """Return a way in words, for example `tide/writer > wrote > tide/tales > trained > tide/reader`."""
        nodes, relations, left_out = self._way((node, reach == OUTPUTS))
        parts = [names[nodes[0]]]
        for place, relation in enumerate(relations, 1):
            if left_out and place == _SHOWN:
                parts.append(f"... {left_out} more ...")
            parts += [_WORDS[relation], names[nodes[place]]]
        return " > ".join(parts)

    def _way(self, state: State) -> tuple[tuple[str, ...], tuple[str, ...], int]:
        """Return the nodes and relations that are shown of a way, and how many nodes are left out in the middle."""
        depth = self.steps[state].depth
        first = self.steps[state].first
        back: list[tuple[str, str]] = []
        shown = depth if depth < 2 * _SHOWN else _SHOWN
        for _ in range(shown):
            step = self.steps[state]
            back.append((state[0], step.relation))
            state = step.before
        start = (state[0],) if shown == depth else first
        relations = () if shown == depth else self.steps[state].relations
        ahead = back[::-1]
        left_out = 0 if shown == depth else depth + 1 - _SHOWN - len(start)
        return (
            (*start, *(node for node, _ in ahead)),
            (*relations, *(relation for _, relation in ahead)),
            left_out,
        )


def ways(made: Made, origins: Collection[str], reach: str) -> Ways:
    """Return the shortest ways from some things to all that their terms reach; of several the first in the order of IRIs.

    Args:
        made: node -> (what was made from it, how).
        origins: the things under a licence; they may be reached from one another.
        reach: `weights`, `outputs` or `data`.
    """
    steps: dict[State, Step] = {}
    begun = {(origin, False) for origin in origins}
    seen, frontier = set(begun), sorted(begun)
    while frontier:
        new: list[State] = []
        for state in frontier:
            for node, relation in made.get(state[0], ()):
                target = _next(state, node, relation, reach)
                if target is None or target in steps:
                    continue
                steps[target] = _step(steps, state, begun, node, relation)
                if target not in seen:
                    seen.add(target)
                    new.append(target)
        frontier = sorted(new)
    return Ways(frozenset(origins), steps)


def _step(
    steps: Mapping[State, Step], state: State, begun: Collection[State], node: str, relation: str
) -> Step:
    if state in begun:
        return Step(state, relation, 1, (state[0], node), (relation,))
    last = steps[state]
    room = len(last.first) < _SHOWN
    return Step(
        state,
        relation,
        last.depth + 1,
        (*last.first, node) if room else last.first,
        (*last.relations, relation) if room else last.relations,
    )


def _next(state: State, node: str, relation: str, reach: str) -> State | None:
    """Return where a step leads, None if the terms do not go with it."""
    if reach == DATA:
        return None if relation in _WRITING else (node, False)
    if relation in _WRITING:
        return (node, True) if reach == OUTPUTS else None
    if relation == "derivedFromModel":
        return (node, state[1])
    return (node, True) if reach == OUTPUTS and state[1] else None
