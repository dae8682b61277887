"""A query of a user begins where it has the least to follow, and finds what it finds from its focus nodes."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from lineage_rdf.check.compiled.data import load
from lineage_rdf.check.compiled.seeds import Seeds, beginning_at, seeds_of
from lineage_rdf.check.compiled.userquery import in_one_graph, read_query
from lineage_rdf.check.engine import validate, validate_many
from tests.check.compiled.comparing import differences, quads, rows, shapes
from tests.check.compiled.test_user_queries import PREFIXES

HEAD = "PREFIX e: <https://example.org/>\n"
BACK = (
    "SELECT DISTINCT $this ?value ?text { $this e:from+ ?value . ?value (e:text|e:is/e:text) ?text . "
    "FILTER (REGEX(?text, '^x')) }"
)
LEARNED = (
    "SELECT DISTINCT $this ?value { FILTER (BOUND(?value)) $this e:from* ?made . ?step e:made ?made ; e:learned ?use . "
    "?use e:of ?value . ?value e:text ?text . FILTER (STRSTARTS(?text, 'x') || ?value = e:n1) BIND (1 AS ?one) }"
)


def seeds(query: str) -> Seeds | None:
    return seeds_of(read_query(query, HEAD, NamedNode("urn:owner"), frozenset(["this"]), "SELECT"))


@pytest.mark.parametrize(
    ("query", "name", "body"),
    [
        (BACK, "value", "?value (e:text|e:is/e:text) ?text . FILTER (REGEX(?text, '^x'))"),
        (LEARNED, "value", "?value e:text ?text . FILTER (STRSTARTS(?text, 'x') || ?value = e:n1)"),
        ("SELECT $this { ?a ^e:p* ?b FILTER isIRI(?b) $this e:q ?a }", "a", "?a ^e:p* ?b . FILTER isIRI(?b)"),
        ("SELECT $this { $this e:q ?a { ?a e:p ?x } ?a e:p ?b FILTER (?b > 1.0) }", "a", "?a e:p ?b . FILTER (?b > 1.0)"),
    ],
)  # fmt: skip
def test_what_can_be_asked_first(query: str, name: str, body: str) -> None:
    found = seeds(query)
    assert found is not None
    assert found.name == name
    assert found.query == f"{HEAD}SELECT DISTINCT ?{name} WHERE {{ GRAPH ?_g {{ {body} }} }}"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT $this { $this e:p ?b . FILTER (?b > 1) }",
        "SELECT $this { $this e:q ?a . ?a e:p ?b }",
        "SELECT $this { $this e:q ?a . ?a e:p ?b . FILTER (?b = $this) }",
        "SELECT $this { $this e:q ?a . ?a e:p ?b . FILTER EXISTS { ?b e:p 1 } }",
        "SELECT $this { $this e:q ?a . ?a e:p ?b . FILTER (?b > 1 || EXISTS { ?b e:p 1 }) }",
        "SELECT $this { $this e:q ?a . ?a e:p ?b ; e:q ?c . FILTER (?b > 1) }",
        "SELECT $this { $this e:q ?a . ?a ?p ?b . FILTER (?b > 1) }",
        "SELECT $this { $this e:q ?a . { ?a e:p ?b } FILTER (?b > 1) }",
        "SELECT $this { $this e:q ?a . { ?a e:p ?b FILTER (?b > 1) } }",
        "SELECT $this { $this e:q ?a OPTIONAL { ?a e:q ?c } ?a e:p ?b FILTER (?b > 1) }",
        "SELECT $this { BIND (e:a AS ?a) ?a e:p ?b FILTER (?b > 1) $this e:q ?a }",
        "SELECT $this { $this e:q ?a . ?a e:p [ e:q ?b ] . FILTER (?b > 1) }",
    ],
)
def test_what_cannot(query: str) -> None:
    assert seeds(query) is None


def test_where_a_query_begins() -> None:
    text = "SELECT ?_g ?this { GRAPH ?_g { ?this e:p '?_g' . { SELECT ?_g ?this { GRAPH ?_g { ?this e:q 1 } } } } }"
    assert in_one_graph(beginning_at(text, "a", [NamedNode("urn:1"), NamedNode("urn:2")]), NamedNode("urn:g")) == (
        "SELECT  ?this { GRAPH <urn:g> { VALUES ?a { <urn:1> <urn:2> } ?this e:p '?_g' . "
        "{ SELECT  ?this { GRAPH <urn:g> { ?this e:q 1 } } } } }"
    )  # fmt: skip


SHAPES = shapes(
    f"{PREFIXES} :S a sh:NodeShape ; sh:targetSubjectsOf :from ; sh:targetObjectsOf :made ; sh:message 'no' ; "
    + "; ".join(f'sh:sparql [ sh:prefixes :names ; sh:select """{query}""" ]' for query in (BACK, LEARNED))
    + " ."
)
NODES = st.sampled_from([f":n{number}" for number in range(5)])
LINKS = st.tuples(NODES, st.sampled_from([":from", ":made", ":learned", ":of", ":is"]), NODES)
TEXTS = st.tuples(NODES | st.just("_:n"), st.just(":text"), st.sampled_from(["'x'", "'xy'@en", "'y'", "007"]))
GRAPHS = st.lists(LINKS | TEXTS, max_size=15)


@settings(max_examples=30, deadline=None)
@given(GRAPHS, GRAPHS)
def test_the_results_are_those_of_the_reference(
    one: list[tuple[str, ...]], other: list[tuple[str, ...]]
) -> None:
    data = [quads(PREFIXES + " ".join(f"{' '.join(row)} ." for row in found)) for found in (one, other)]
    for found in data:
        assert differences(found, SHAPES) == {}
    together = validate_many(data, SHAPES)
    assert list(map(rows, together)) == [rows(validate(found, SHAPES)) for found in data]


@pytest.mark.parametrize("special", [0, 1])
def test_a_long_chain_takes_no_square_of_its_length(special: int) -> None:
    length = 1500
    data = quads(
        PREFIXES
        + "".join(
            f":m{n} :from :m{n - 1} ; :text '{'xy'[n > special]}' . :s{n} :made :m{n} ; :learned :u{n} . :u{n} :of :d{n} ."
            for n in range(1, length)
        )
    )
    start = process_time()
    found = validate(data, SHAPES)
    assert process_time() - start < 4
    assert len(found.results) == (length - 2) * special
    assert load([data], frozenset(), whole=False).count == 1
