"""SHACL's own report, alone and of several verdicts, is what SHACL says a report is."""

from __future__ import annotations

from pathlib import Path

import pyshacl
import pytest
from attrs import evolve
from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, RdfFormat, parse

from lineage_rdf.check.engine import validate
from lineage_rdf.check.pyshacl_engine import validate as by_pyshacl
from lineage_rdf.check.reports import render
from lineage_rdf.check.reports.validation_reports import report_iri, statements
from lineage_rdf.check.shapes import load_shapes
from lineage_rdf.check.verdicts import CheckRun
from lineage_rdf.codec.jsonld_read import read_jsonld
from lineage_rdf.codec.to_rdflib import to_graph
from lineage_rdf.vocabulary.namespaces import DCTERMS, PROV, SH
from tests.check.reports import runs

SHAPES = Path(__file__).with_name("report_shapes.ttl")
pytestmark = pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")
FILES = (
    "examples/lineages/zephyr-like.ttl",
    "examples/lineages/vague-card.ttl",
    "examples/lineages/complete.ttl",
)


@pytest.fixture(autouse=True)
def at_root(monkeypatch):
    monkeypatch.chdir(runs.ROOT)


def turtle(run):
    return list(parse(render(run, "turtle").encode(), RdfFormat.TURTLE))


def canonical(quads):
    data = Dataset(quads)
    data.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in data}


def reports(quads):
    return {quad.subject for quad in quads if quad.predicate.value == f"{SH}conforms"}


def assert_sound(quads):
    assert validate(quads, load_shapes((SHAPES,))).results == ()
    conforms, _, text = pyshacl.validate(to_graph(quads), shacl_graph=str(SHAPES))
    assert conforms, text


@pytest.mark.parametrize("file", FILES)
def test_one_verdict_gives_its_report(file):
    run = runs.real(file)
    quads = turtle(run)
    assert canonical(quads) == canonical(run.verdicts[0].report.report)
    assert all(isinstance(node, BlankNode) for node in reports(quads))
    assert_sound(quads)


def test_several_reports_stand_side_by_side():
    run = runs.real(*FILES, profiles=("wellformed", "disclosure", "reproducible"))
    quads = turtle(run)
    assert_sound(quads)
    assert {node.value for node in reports(quads)} == {
        report_iri(verdict.lineage, verdict.report.profile) for verdict in run.verdicts
    }
    for verdict in run.verdicts:
        name = report_iri(verdict.lineage, verdict.report.profile)
        own = {(q.predicate.value, q.object.value) for q in quads if q.subject.value == name}
        assert (f"{DCTERMS}subject", verdict.lineage) in own
        assert (f"{PROV}wasDerivedFrom", f"https://w3id.org/ftl/profile/{verdict.report.profile}") in own
        results = [quad for quad in verdict.report.report if quad.predicate.value == f"{SH}result"]
        assert sum(predicate == f"{SH}result" for predicate, _ in own) == len(results)


def test_the_same_lineage_from_two_files_has_two_reports():
    run = runs.real("examples/lineages/vague-card.ttl", "examples/lineages/vague-card.jsonld")
    quads = turtle(run)
    assert len(reports(quads)) == 2
    assert_sound(quads)


@pytest.mark.parametrize("profiles", [("reproducible",), ("disclosure", "reproducible")])
def test_jsonld_says_the_same(profiles):
    run = runs.real(FILES[0], profiles=profiles)
    quads = read_jsonld(render(run, "jsonld"), "report.jsonld")
    assert canonical(quads) == canonical(turtle(run))


def test_blank_nodes_of_chance_do_not_change_the_bytes():
    quads = load_quads(FILES[0])
    shapes = load_shapes(tuple(sorted((runs.ROOT / "shapes/reproducible").glob("facts-*.ttl"))))
    texts = set()
    for _ in range(2):
        (verdict,) = runs.real(FILES[0]).verdicts
        outcome = by_pyshacl(quads, shapes)
        assert outcome.results
        run = CheckRun([evolve(verdict, report=evolve(verdict.report, report=outcome.report))])
        texts.add(render(run, "turtle"))
    assert len(texts) == 1


def test_blank_nodes_in_a_circle_come_to_an_end():
    text = f"@prefix sh: <{SH}> . [] a sh:ValidationReport ; sh:result _:a . _:a sh:detail _:b . _:b sh:detail _:a ."
    quads = tuple(parse(text.encode(), RdfFormat.TURTLE))
    (verdict,) = runs.real(FILES[0]).verdicts
    run = CheckRun([evolve(verdict, report=evolve(verdict.report, report=quads))])
    assert canonical(turtle(run)) == canonical(quads)


def load_quads(path):
    return list(parse(Path(path).read_bytes(), RdfFormat.TURTLE))


def test_what_was_not_checked_has_no_report():
    verdict = runs.verdict(runs.finding(code="FTL-W001"))
    assert statements(CheckRun([verdict])) == []
    assert render(CheckRun([verdict]), "turtle") == ""
    both = runs.real(FILES[0])
    both.verdicts.append(verdict)
    assert len(reports(turtle(both))) == 1


@pytest.mark.parametrize("lineage", ["_:b0", "no IRI at all"])
def test_a_lineage_without_an_iri_is_not_named(lineage):
    run = runs.real(FILES[0], profiles=("wellformed", "disclosure"))
    run.verdicts[:] = [evolve(verdict, lineage=lineage) for verdict in run.verdicts]
    quads = turtle(run)
    assert not any(quad.predicate.value == f"{DCTERMS}subject" for quad in quads)
    assert_sound(quads)


def test_shapes_of_ones_own_are_no_profile():
    (one,) = runs.real(FILES[0]).verdicts
    other = evolve(one, report=evolve(one.report, profile="mine.ttl"))
    quads = turtle(CheckRun([one, other]))
    assert sum(quad.predicate.value == f"{PROV}wasDerivedFrom" for quad in quads) == 1


@pytest.mark.parametrize(
    "fault",
    [
        "[] a sh:ValidationReport .",
        "[] a sh:ValidationReport ; sh:conforms true ; sh:result [ a sh:ValidationResult ; sh:focusNode 1 ;"
        " sh:resultSeverity sh:Info ; sh:sourceConstraintComponent sh:InConstraintComponent ] .",
        "[] a sh:ValidationReport ; sh:conforms false .",
        "[] a sh:ValidationReport ; sh:conforms false ; sh:result [ a sh:ValidationResult ] .",
        "[] a sh:ValidationResult ; sh:focusNode 1 ; sh:resultSeverity sh:Info ;"
        " sh:sourceConstraintComponent sh:InConstraintComponent .",
    ],
)
def test_the_shapes_of_reports_find_faults(fault):
    text = f"@prefix sh: <{SH}> . {fault}"
    quads = list(parse(text.encode(), RdfFormat.TURTLE))
    assert validate(quads, load_shapes((SHAPES,))).results
    assert not pyshacl.validate(to_graph(quads), shacl_graph=str(SHAPES))[0]
