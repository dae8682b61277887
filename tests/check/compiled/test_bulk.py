"""Many lineages in one go: each is judged as if it were alone."""

from __future__ import annotations

from pyoxigraph import Quad

from lineage_rdf.check import check_ladder, check_ladders, completeness_on_ladders
from lineage_rdf.check.check import files_of
from lineage_rdf.check.compiled.data import load
from lineage_rdf.check.completeness import completeness
from lineage_rdf.check.engine import validate, validate_many
from lineage_rdf.check.profiles import profile
from lineage_rdf.check.shapes import load_shapes
from tests.check.compiled.comparing import quads, shapes
from tests.shapes.checking import beginning, spoiled, whole
from tests.shapes.faults import drop, put, swap

PREFIXES = """@prefix : <https://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""


def mixed() -> list[tuple[Quad, ...]]:
    """Return lineages of the same nodes with different faults, more than fit into one store."""
    some = [
        beginning(),
        whole(),
        (),
        spoiled(drop("n:sft", "ftl:baseModel")),
        spoiled(put("n:root ftl:derivedFromModel n:sft-model")),
        spoiled(swap("n:sft", "ftl:ordinal", "7")),
        spoiled(
            put(
                "n:own a <https://example.org/Own> . <https://example.org/Own> rdfs:subClassOf ftl:FineTuning"
            )
        ),
        spoiled(put(f'n:sft ftl:computeExaFlop "{10**25}"^^<http://www.w3.org/2001/XMLSchema#decimal>')),
    ]
    return some * 8


def test_results_are_those_of_each_lineage_alone() -> None:
    for token in ("reproducible", "governance", "licence"):
        against = load_shapes(files_of(profile(token)))
        lineages = mixed()
        alone = [validate(lineage, against) for lineage in lineages[:8]] * 8
        together = validate_many(lineages, against)
        assert [outcome.results for outcome in together] == [outcome.results for outcome in alone]
        assert len({outcome.results for outcome in together}) > 4


def test_ladders_are_those_of_each_lineage_alone() -> None:
    lineages = mixed()[:5]
    for together, lineage in zip(check_ladders(lineages, "lineage"), lineages, strict=True):
        alone = check_ladder(lineage, "lineage")
        assert list(together) == list(alone) == ["wellformed", "instance", "disclosure", "lineage"]
        for token, report in together.items():
            assert report.findings == alone[token].findings
            assert (report.passed, report.nodes_checked) == (alone[token].passed, alone[token].nodes_checked)


def test_completeness_is_that_of_each_lineage_alone() -> None:
    lineages = mixed()[:6]
    ladders = check_ladders(lineages, "reproducible")
    together = completeness_on_ladders(lineages, ladders)
    for quads_of_one, ladder, found in zip(lineages, ladders, together, strict=True):
        alone = {token: completeness(quads_of_one, token, ladder[token].findings) for token in ladder}
        assert found == alone
    assert len({str(found["reproducible"]) for found in together}) > 2
    assert completeness_on_ladders([], []) == []


def test_no_statement_of_one_graph_is_seen_from_another() -> None:
    """Each rule holds in the union of the graphs and fails in each, or the other way round."""
    against = shapes(
        PREFIXES
        + """
:Count a sh:NodeShape ; sh:targetClass :C ; sh:property [ sh:path :p ; sh:minCount 2 ; sh:maxCount 2 ] .
:Two a sh:NodeShape ; sh:targetClass :C ; sh:property [ sh:path ( :q :q ) ; sh:maxCount 0 ] .
:Star a sh:NodeShape ; sh:targetClass :C ; sh:property [ sh:path [ sh:oneOrMorePath :q ] ; sh:maxCount 1 ] .
:Lang a sh:PropertyShape ; sh:targetClass :C ; sh:path :label ; sh:uniqueLang true .
:Sum a sh:NodeShape ; sh:targetClass :C ; sh:sparql [ sh:select \"\"\"
    SELECT $this WHERE { { SELECT $this (COUNT(?x) AS ?n) { $this <https://example.org/p> ?x } GROUP BY $this } FILTER(?n > 1) }
\"\"\" ] .
"""
    )
    lineages = [
        quads(
            f'{PREFIXES} :a a :C ; :p :x{n} ; :q :b{n} ; :label "l{n}"@en . :b{1 - n} :q :c{n} . _:x :p :a .'
        )
        for n in range(2)
    ]
    for outcome in validate_many(lineages, against):
        assert [r.component for r in outcome.results] == ["MinCountConstraintComponent"]
    both = validate([*lineages[0], *lineages[1]], against).results
    assert {r.shape.rsplit("/", 1)[-1] for r in both if "example" in r.shape} >= {"Lang", "Sum"}
    assert "MinCountConstraintComponent" not in {r.component for r in both}


def test_a_graph_holds_the_facts_that_its_terms_lead_to() -> None:
    lineage = quads(
        f"{PREFIXES} :s <https://w3id.org/ftl#settingOf> <https://w3id.org/ftl/hyperparameter/seed> ;"
        " a <https://w3id.org/ftl#Distilling> ."
    )
    predicates = frozenset(
        ["https://w3id.org/ftl#valueKind", "http://www.w3.org/2000/01/rdf-schema#subClassOf"]
    )
    some, everything = (load([lineage], predicates, whole) for whole in (False, True))
    kinds = [str(q.object) for q in some.store if q.predicate.value.endswith("valueKind")]
    assert kinds == ['"integer"']
    above = {q.object.value for q in some.store if q.predicate.value.endswith("subClassOf")}
    assert {"https://w3id.org/ftl#FineTuning", "https://w3id.org/ftl#TransformationStep"} <= above
    assert "https://w3id.org/ftl#MergeContribution" not in {q.subject.value for q in some.store}
    assert len(everything.store) > 700 > len(some.store)


def test_shapes_that_look_at_the_vocabulary_see_all_of_it() -> None:
    against = shapes(
        f"{PREFIXES} :All a sh:NodeShape ; sh:targetClass <https://w3id.org/ftl#Hyperparameter> ;"
        " sh:property [ sh:path rdfs:label ; sh:minCount 1 ] ."
    )
    alone, together = validate(whole(), against), validate_many([whole(), beginning()], against)
    assert len(alone.results) == len(together[0].results) == len(together[1].results) > 100


def test_a_node_that_is_targeted_by_name_is_checked_in_every_graph_that_knows_it_or_not() -> None:
    against = shapes(
        f"{PREFIXES} :S a sh:NodeShape ; sh:targetNode :x ; sh:not [ sh:in ( :x ) ] ;"
        " sh:property [ sh:path :p ; sh:minCount 1 ] ."
    )
    lineages = [(), quads(f"{PREFIXES} :x :p :y ."), quads(f"{PREFIXES} :a :p :b .")]
    found = [[r.component for r in outcome.results] for outcome in validate_many(lineages, against)]
    both = ["NotConstraintComponent", "MinCountConstraintComponent"]
    assert [sorted(components) for components in found] == [sorted(both), both[:1], sorted(both)]
