"""Cycles are groups of nodes that reach each other, however long."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lineage_rdf.integers.cycles import cycles

EDGES = st.sets(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=20)


@given(EDGES)
def test_cycles_are_the_nodes_that_reach_each_other(edges: set[tuple[int, int]]) -> None:
    def reach(start: int) -> frozenset[int]:
        seen: set[int] = set()
        todo = [b for a, b in edges if a == start]
        while todo:
            node = todo.pop()
            if node not in seen:
                seen.add(node)
                todo += [b for a, b in edges if a == node]
        return frozenset(seen)

    on = [node for node in range(9) if node in reach(node)]
    expected = {tuple(other for other in on if other in reach(node) and node in reach(other)) for node in on}
    columns = np.array(sorted(edges), np.int64).reshape(-1, 2)
    found = cycles(columns[:, 0], columns[:, 1])
    assert {tuple(group) for group in found} == expected
    assert found == sorted(found)


def test_long_chains_and_rings() -> None:
    chain = np.arange(100_000)
    assert cycles(chain, chain + 1) == []
    assert cycles(chain, np.roll(chain, -1)) == [chain.tolist()]
    assert cycles(np.array([1, 2, 3, 3, 5]), np.array([2, 1, 1, 4, 5])) == [[1, 2], [5]]
