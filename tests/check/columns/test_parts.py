"""The parts of the columns: what they leave to queries, to the reference, and what they call things."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode

from lineage_rdf.check import check_quads, pyshacl_engine
from lineage_rdf.check.columns import Graphs, find, violations
from lineage_rdf.check.columns import paths as column_paths
from lineage_rdf.check.columns.conformance import Conformance
from lineage_rdf.check.columns.doubts import in_doubt
from lineage_rdf.check.columns.paths import TooManyPairs
from lineage_rdf.check.compiled.asked import asked_of
from lineage_rdf.check.compiled.plan import plan_of
from lineage_rdf.check.engine import validate
from lineage_rdf.check.request import Request
from lineage_rdf.check.whole import check_whole, validate_stream
from tests.check.compiled.comparing import quads, rows, shapes
from tests.shapes.checking import spoiled, whole
from tests.shapes.faults import put, swap, then

PREFIXES = """@prefix : <https://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
SUM = (
    f"{PREFIXES} :S a sh:NodeShape ; sh:targetSubjectsOf :p ; sh:message 'much' ; sh:sparql [ "
    "sh:select 'SELECT $this ?value { $this <https://example.org/p> ?value FILTER(?value * 3 > 7) }' ] ."
)


def table(*documents: str):
    graphs = Graphs()
    for document in documents:
        graphs.add(quads(PREFIXES + document))
    return graphs.table(frozenset())


def test_graphs_in_doubt_are_those_whose_own_values_are_of_several_kinds() -> None:
    asked = frozenset(["https://example.org/p"])
    some = table(
        ":a :p 1, 2.5 .", ':a :p 1, "x" .', ':a :p "x", "y" .', ':a :p "x"^^xsd:decimal .', ":a :q 1, :b ."
    )
    assert in_doubt(some, asked) == {1, 3}
    assert in_doubt(some, frozenset(["https://example.org/q"])) == {4}
    assert in_doubt(some, frozenset(["https://example.org/r"])) == frozenset()


def test_the_reference_answers_for_queries_in_doubt_and_columns_for_the_rest() -> None:
    against = shapes(
        SUM
        + " :T a sh:NodeShape ; sh:targetSubjectsOf :p ;"
        + " sh:property [ sh:path :q ; sh:minCount 1 ; sh:message 'q' ] ."
    )
    certain, doubtful = ":a :p 1, 5 .", f':b :p 4, "x", "{10**25}"^^xsd:decimal .'
    plan = plan_of(against, frozenset())
    graphs = Graphs()
    for document in (certain, doubtful):
        graphs.add(quads(PREFIXES + document))
    found = find(plan, graphs.table(plan.predicates))
    for document, hits in zip((certain, doubtful), found, strict=True):
        expected = validate(quads(PREFIXES + document), against)
        told = sorted((hit.query.component, getattr(hit.value, "value", "")) for hit in hits)
        assert told == sorted(
            (f"http://www.w3.org/ns/shacl#{result.component}", result.value) for result in expected.results
        )
    assert len(found[1]) == 3


def test_a_path_that_leads_too_far_is_left_to_a_query(monkeypatch: pytest.MonkeyPatch) -> None:
    data = quads(PREFIXES + " ".join(f":n{n} :p :n{n + 1} ." for n in range(40)))
    against = shapes(
        f"{PREFIXES} :S a sh:NodeShape ; sh:targetSubjectsOf :p ; "
        "sh:property [ sh:path [ sh:oneOrMorePath :p ] ; sh:maxCount 30 ] ."
    )
    by_columns = rows(validate_stream(iter(data), against))
    monkeypatch.setattr(column_paths, "MOST_PAIRS", 50)
    assert rows(validate_stream(iter(data), against)) == by_columns == rows(validate(data, against))
    assert len(by_columns) == 10


def test_values_too_many_to_compare_are_left_to_a_query(monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = ", ".join(map(str, range(20)))
    data = quads(f"{PREFIXES} :a :p {numbers} ; :q {numbers} .")
    against = shapes(
        f"{PREFIXES} :S a sh:NodeShape ; sh:targetSubjectsOf :p ; sh:property [ sh:path :p ; sh:lessThan :q ] ."
    )
    by_columns = rows(validate_stream(iter(data), against))
    monkeypatch.setattr(column_paths, "MOST_PAIRS", 50)
    assert rows(validate_stream(iter(data), against)) == by_columns == rows(validate(data, against))
    graphs = Graphs()
    graphs.add(data)
    (query,) = plan_of(against, frozenset()).queries
    with pytest.raises(TooManyPairs):
        list(violations.rows(query, Conformance(graphs.table(frozenset()), {})))


def test_the_reference_reads_the_shapes_once_for_all_graphs_in_doubt() -> None:
    graphs = Graphs()
    for _ in range(3):
        graphs.add(quads(f'{PREFIXES} :b :p 4, "x" .'))
    plan = plan_of(shapes(SUM), frozenset())
    before = pyshacl_engine._shapes.cache_info().misses
    found = find(plan, graphs.table(plan.predicates))
    assert [len(hits) for hits in found] == [1, 1, 1]
    assert pyshacl_engine._shapes.cache_info().misses == before + 1


@pytest.mark.parametrize(
    ("body", "asked"),
    [
        ("$this :p ?value", {"p"}),
        ("$this :p/:q ?value", {"p", "q"}),
        ("$this (:p|^:q)+ ?value", {"p", "q"}),
        ("$this (:p|^:q)* ?value", None),
        ("?x :none? ?x", None),
        ("$this :p ?n FILTER(?n * 3 > 7)", {"p"}),
        ("$this :p ?n FILTER((?n + 1) * 3 > 7)", {"p"}),
        ("$this ?any true", None),
        ("$this ?any -5", None),
        ("$this :a\\\\,b ?value", {"p"}),
        ("$this :a·b ?value", {"p"}),
        ("$this a :T, ?value", {"p", "type"}),
        ("$this !:p ?value", None),
        ("$this !(:p|^:q) ?value", None),
        ("$this ?any ?value", None),
        ("$this :p ?value . ?value ?any 1", None),
        ("$this :p [ ?any 1 ]", None),
        ("$this :p ?value ; ?any 1", None),
        ("FILTER EXISTS { $this ?any 1 }", None),
        ("$this :p ?value FILTER EXISTS { ?value :q 1 }", {"p", "q"}),
        ("{ SELECT $this ?value { $this :p ?value } }", {"p"}),
        ("$this a :C ; :p ?value", {"p", "type"}),
    ],
)
def test_the_statements_that_a_query_can_look_at(body: str, asked: set[str] | None) -> None:
    against = shapes(
        f"{PREFIXES} :O sh:declare [ sh:prefix '' ; sh:namespace 'https://example.org/'^^xsd:anyURI ] ."
        " :S a sh:NodeShape ; sh:targetSubjectsOf :p ; sh:sparql [ sh:prefixes :O ;"
        f" sh:select 'SELECT $this ?value {{ {body} }}' ] ."
    )
    names = {name: f"https://example.org/{name}" for name in ("p", "q", "r")}
    names["type"] = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    found = asked_of(plan_of(against, frozenset()).queries, names.values())
    expected = set(names) if asked is None else asked | {"p"}
    assert set(found) == {names[name] for name in expected}


def test_types_are_narrowed_to_the_classes_that_are_named() -> None:
    def types(body: str) -> object:
        query = f"sh:select 'SELECT $this {{ {body} }}'"
        against = shapes(f"{PREFIXES} :S a sh:NodeShape ; sh:targetSubjectsOf :p ; sh:sparql [ {query} ] .")
        name = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
        return asked_of(plan_of(against, frozenset()).queries, [name])[name]

    assert types("$this a <https://example.org/C>") is None
    assert types("$this a ?kind") is None
    assert types("$this <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ?kind") is None
    against = shapes(
        f"{PREFIXES} :S a sh:NodeShape ; sh:targetClass :C ; sh:property [ sh:path :p ; sh:uniqueLang true ] ."
    )
    (query,) = plan_of(against, frozenset()).queries
    name = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    assert "https://example.org/C" in (asked_of([query], [name])[name] or ())


def test_labels_of_a_file_as_one_graph_are_those_of_its_lineage() -> None:
    data = spoiled(then(put('n:sft ftl:stageName "another"'), swap("n:sft-seed", "ftl:integerValue", '"x"')))
    request = Request.of(["wellformed", "reproducible"])
    for token, report in check_whole(iter(data), request).items():
        alone = check_quads(data, token)
        assert report.findings == alone.findings
        assert (report.passed, report.nodes_checked) == (alone.passed, alone.nodes_checked)
        assert any(finding.label != finding.focus for finding in report.findings)
    assert check_whole(iter(whole()), request)["reproducible"].passed


def test_a_node_that_is_targeted_by_name_need_not_be_in_the_data() -> None:
    against = shapes(
        f"{PREFIXES} :S a sh:NodeShape ; sh:targetNode :x ; sh:not [ sh:in ( :x ) ] ;"
        " sh:property [ sh:path :p ; sh:minCount 1 ] ."
    )
    for document in (":a :p :b .", ":x :p :b .", ":a :q :x ."):
        data = quads(PREFIXES + document)
        assert rows(validate_stream(iter(data), against)) == rows(validate(data, against))


def test_triple_terms_are_no_statements_of_the_graph() -> None:
    data = quads(f"{PREFIXES} :a :p 1 . :b rdf:reifies <<( :c :p 2 )>> .")
    some = table()
    assert some.size == 0
    graphs = Graphs()
    graphs.add(data)
    assert {NamedNode(name).value for name in graphs.table(frozenset()).columns} == {"https://example.org/p"}


NUMBERS = "FILTER(?value * 3 > 7)"


@pytest.mark.parametrize(
    "against",
    [
        # the target stands on the shape around the one with the query
        f":S a sh:NodeShape ; sh:targetClass :C ; sh:property [ sh:path :p ; sh:sparql "
        f"[ sh:message 'm' ; sh:select 'SELECT $this ?value {{ $this $PATH ?value {NUMBERS} }}' ] ] .",
        # focus nodes by an axiom of the data
        f":S a sh:NodeShape ; sh:targetClass :Top ; sh:sparql "
        f"[ sh:message 'm' ; sh:select 'SELECT $this ?value {{ $this <https://example.org/p> ?value {NUMBERS} }}' ] .",
        # two queries of one shape
        f":S a sh:NodeShape ; sh:targetClass :C ; sh:sparql "
        f"[ sh:message 'm' ; sh:select 'SELECT $this ?value {{ $this <https://example.org/p> ?value {NUMBERS} }}' ] , "
        "[ sh:message 'n' ; sh:select 'SELECT $this ?value { $this <https://example.org/p> ?value FILTER(?value < 4) }' ] .",
        # constraints beside a query, which are none of the reference's business
        ":S a sh:NodeShape ; sh:targetClass :C ; sh:property [ sh:path :label ; sh:uniqueLang true ; sh:message 'u' ] ;"
        " sh:sparql "
        f"[ sh:message 'm' ; sh:select 'SELECT $this ?value {{ $this <https://example.org/p> ?value {NUMBERS} }}' ] .",
        # a node that is targeted by name
        f":S a sh:NodeShape ; sh:targetNode :a ; sh:sparql "
        f"[ sh:message 'm' ; sh:select 'SELECT $this ?value {{ $this <https://example.org/p> ?value {NUMBERS} }}' ] .",
        # a path of the query's own
        f":S a sh:NodeShape ; sh:targetClass :C ; sh:sparql [ sh:message 'm' ; "
        f"sh:select 'SELECT $this ?path ?value {{ $this ?path ?value . $this <https://example.org/p> ?value {NUMBERS} }}' ] .",
    ],
)
def test_a_large_graph_in_doubt_has_the_results_of_a_small_one(against: str) -> None:
    data = quads(
        f'{PREFIXES} :C rdfs:subClassOf :Top . :a a :C ; :p 1, 5, "x"^^xsd:decimal, "y" ; :label "l"@en, "m"@en .'
    )
    graph = shapes(PREFIXES + against)
    small, large = validate(data, graph), validate_stream(iter(data), graph)
    assert in_doubt(table(':a :p 1, "x" .'), frozenset(["https://example.org/p"]))
    assert rows(large, messages=False) == rows(small, messages=False)
    assert len(small.results) >= 1
