"""Steps in rows are the steps that were given."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lineage_rdf.integers.adjacency import Adjacency, Nodes, first_of_each, union

COUNT = 7
STEPS = st.sets(
    st.tuples(st.integers(0, COUNT - 1), st.integers(0, COUNT - 1), st.integers(0, 3)), max_size=20
)
Steps = set[tuple[int, int, int]]


def adjacency(steps: Steps) -> Adjacency:
    columns = np.array(sorted(steps, key=hash), np.int64).reshape(-1, 3)
    return Adjacency.of(columns[:, 0], columns[:, 1], columns[:, 2], COUNT, 4)


def listed(found: tuple[Nodes, Nodes, Nodes]) -> list[tuple[int, ...]]:
    return list(zip(*(column.tolist() for column in found), strict=True))


@given(STEPS, st.lists(st.integers(0, COUNT - 1), max_size=9))
def test_the_steps_from_some_nodes(steps: Steps, nodes: list[int]) -> None:
    found = adjacency(steps).steps(np.array(nodes, np.int64))
    assert listed(found)[:0] == []
    expected = [sorted(step for step in steps if step[0] == node) for node in nodes]
    assert [(a, b) for a, b, _ in listed(found)] == [(a, b) for group in expected for a, b, _ in group]
    assert set(listed(found)) == {step for group in expected for step in group}


@given(STEPS)
def test_turned_steps(steps: Steps) -> None:
    made = adjacency(steps)
    everywhere = np.arange(COUNT)
    assert len(made) == len(steps)
    assert set(listed(made.turned().steps(everywhere))) == {(b, a, c) for a, b, c in steps}
    assert made.has_steps(everywhere).tolist() == [
        any(a == node for a, _, _ in steps) for node in range(COUNT)
    ]


@given(st.lists(st.integers(-5, 5)), st.lists(st.integers(-5, 5)))
def test_different_values_and_where_they_stand_first(one: list[int], other: list[int]) -> None:
    values, places = first_of_each(np.array(one, np.int64))
    assert values.tolist() == sorted(set(one))
    assert places.tolist() == [one.index(value) for value in values.tolist()]
    assert union(np.array(one, np.int64), np.array(other, np.int64)).tolist() == sorted({*one, *other})
