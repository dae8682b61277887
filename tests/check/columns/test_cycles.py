"""What leads back to itself is found as the query finds it, however long the chain."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage_rdf.check.columns.cycles import in_cycles, property_of
from lineage_rdf.check.compiled.plan import plan_of
from lineage_rdf.check.engine import validate
from lineage_rdf.check.whole import validate_stream
from tests.check.compiled.comparing import quads, rows, shapes

PREFIXES = """@prefix : <https://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:O sh:declare [ sh:prefix "e" ; sh:namespace "https://example.org/"^^xsd:anyURI ] .
"""


def against(query: str, target: str = "sh:targetSubjectsOf :p"):
    return shapes(
        f"{PREFIXES} :S a sh:NodeShape ; {target} ; sh:message 'back at {{?this}}' ; "
        f"sh:sparql [ sh:prefixes :O ; sh:select '{query}' ] ."
    )


@given(st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=14))
def test_the_nodes_that_a_path_leads_back_to(edges: set[tuple[int, int]]) -> None:
    data = quads(PREFIXES + " ".join(f":n{a} :p :n{b} ." for a, b in sorted(edges)))
    graph = against("SELECT $this WHERE { $this e:p+ $this }")
    assert rows(validate_stream(iter(data), graph)) == rows(validate(data, graph))


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("SELECT $this WHERE { $this e:p+ $this }", "https://example.org/p"),
        ("SELECT ?this { ?this <https://example.org/q>+ ?this . }", "https://example.org/q"),
        ("SELECT $this { $this e:p* $this }", ""),
        ("SELECT $this { $this e:p $this }", ""),
        ("SELECT $this { $this e:p+ ?other }", ""),
        ("SELECT $this ?value { $this e:p+ $this }", ""),
        ("SELECT $this { $this ^e:p+ $this }", ""),
        ("SELECT $this { $this e:p+ $this } ORDER BY $this", ""),
    ],
)
def test_the_queries_that_ask_for_it(query: str, name: str) -> None:
    (compiled,) = plan_of(against(query), frozenset()).queries
    assert property_of(compiled) == name


def test_long_chains_and_rings() -> None:
    chain = np.arange(100_000)
    assert in_cycles(chain, chain + 1).tolist() == []
    assert in_cycles(chain, np.roll(chain, -1)).tolist() == chain.tolist()
    assert in_cycles(np.array([1, 2, 3, 3, 5]), np.array([2, 1, 1, 4, 5])).tolist() == [1, 2, 5]
    assert in_cycles(np.array([], np.int64), np.array([], np.int64)).tolist() == []


def test_only_focus_nodes_are_told() -> None:
    data = quads(f"{PREFIXES} :a :p :b . :b :p :a . :a a :C .")
    graph = against("SELECT $this WHERE { $this e:p+ $this }", "sh:targetClass :C")
    (result,) = validate_stream(iter(data), graph).results
    assert (result.focus, result.value) == ("https://example.org/a", "https://example.org/a")
    assert rows(validate_stream(iter(data), graph)) == rows(validate(data, graph))
