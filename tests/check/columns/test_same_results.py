"""Columns find what queries on a store find: in examples, fixtures, the W3C's suite, and data and shapes made up at random."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from pyoxigraph import Quad

from lineage_rdf.check import columns, engine
from lineage_rdf.check.check import files_of
from lineage_rdf.check.columns import Graphs, find
from lineage_rdf.check.compiled.facts import known_pairs, subclass_pairs
from lineage_rdf.check.compiled.plan import plan_of
from lineage_rdf.check.compiled.report import outcome_of, statements_of
from lineage_rdf.check.engine import validate, validate_many
from lineage_rdf.check.profiles import profile
from lineage_rdf.check.results import Outcome
from lineage_rdf.check.shapes import ShapesGraph, load_shapes
from lineage_rdf.check.whole import validate_stream
from tests.check.compiled.comparing import quads, rows, shapes
from tests.check.compiled.strategies import data as some_data
from tests.check.compiled.strategies import shapes as some_shapes
from tests.check.compiled.test_bulk import mixed
from tests.check.compiled.test_same_results import FAULTS, faulty
from tests.shapes.checking import ground, spoiled, whole
from tests.shapes.faults import put
from tests.shapes.golden import owner

PREFIXES = """@prefix : <https://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""


def in_columns(data: Sequence[Quad], against: ShapesGraph) -> Outcome:
    """Return what columns find, however small the data are."""
    plan = plan_of(against, subclass_pairs(data) - known_pairs())
    graphs = Graphs()
    graphs.add(data)
    (hits,) = find(plan, graphs.table(plan.predicates, whole=plan.whole))
    return outcome_of(hits, statements_of(plan), True)


def agree(data: Sequence[Quad], against: ShapesGraph) -> None:
    assert rows(in_columns(data, against)) == rows(validate(data, against))


@given(some_data, some_shapes)
@settings(deadline=None)
def test_random_data_and_shapes(data: str, against: str) -> None:
    agree(quads(data), shapes(against))


@given(faulty())
@settings(deadline=None, max_examples=20)
def test_random_faults_of_lineages(lineage: tuple[Quad, ...]) -> None:
    agree(lineage, load_shapes(files_of(profile("reproducible"))))


@pytest.mark.uncounted  # random data and shapes reach these lines too
@pytest.mark.parametrize("token", ["reproducible", "governance", "licence"])
def test_every_fault_that_has_a_code_each_in_a_graph_of_its_own(
    token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All in one table: no graph sees a statement of another."""
    lineages = [spoiled(update) for _, update in sorted(FAULTS.items())]
    against = load_shapes(files_of(profile(token)))
    plan = plan_of(against, frozenset())
    graphs = Graphs()
    for lineage in lineages:
        graphs.add(lineage)
    columns_found = find(plan, graphs.table(plan.predicates))
    together = [outcome_of(hits, statements_of(plan), False) for hits in columns_found]
    monkeypatch.setattr(engine, "_MUCH", 10**9)
    by_store = validate_many(lineages, against)
    assert [outcome.results for outcome in together] == [outcome.results for outcome in by_store]
    assert sum(len(outcome.results) for outcome in together) > 100


@pytest.mark.uncounted
@pytest.mark.parametrize("token", ["casrai-alignment", "casrai-model-record"])
def test_some_faults_of_the_profiles_of_casrai(token: str) -> None:
    for code in [code for code in FAULTS if owner(code) == token][::6]:
        agree(spoiled(FAULTS[code], ground(token, FAULTS[code])), load_shapes(files_of(profile(token))))


def test_much_data_take_the_way_over_columns_and_little_the_way_over_a_store(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    against = load_shapes(files_of(profile("reproducible")))
    lineages = [lineage for lineage in mixed() if not subclass_pairs(lineage)]
    by_store = validate_many(lineages[:7], against)
    monkeypatch.setattr(engine, "_MUCH", 1)
    monkeypatch.setattr(engine, "_IN_COLUMNS", 500)
    taken: list[int] = []
    whole_find = columns.find
    monkeypatch.setattr(
        columns, "find", lambda plan, table: taken.append(table.count) or whole_find(plan, table)
    )
    by_columns = validate_many(lineages[:7], against)
    assert len(taken) > 1
    assert [outcome.results for outcome in by_columns] == [outcome.results for outcome in by_store]


def test_a_stream_is_checked_as_one_graph_and_reported() -> None:
    against = load_shapes(files_of(profile("reproducible")))
    outcome = validate_stream(iter(spoiled(put("n:root ftl:derivedFromModel n:sft-model"))), against)
    alone = validate(spoiled(put("n:root ftl:derivedFromModel n:sft-model")), against)
    assert outcome.results == alone.results
    assert sorted(map(str, outcome.report)) == sorted(map(str, alone.report))


def test_a_stream_for_shapes_that_look_at_the_vocabulary_sees_all_of_it() -> None:
    against = shapes(
        f"{PREFIXES} :All a sh:NodeShape ; sh:targetClass <https://w3id.org/ftl#Hyperparameter> ;"
        " sh:property [ sh:path rdfs:label ; sh:minCount 1 ] ."
    )
    assert len(validate_stream(iter(whole()), against).results) > 100
