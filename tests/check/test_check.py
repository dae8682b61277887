"""The check: verdicts, shapes of the user, merging, completeness, and what it must leave alone."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import rdflib
from attrs import evolve
from pyoxigraph import NamedNode, Quad

from lineage_rdf.check import check_quads
from lineage_rdf.check.completeness import completeness
from lineage_rdf.check.findings import Finding, merge
from lineage_rdf.codec.encode import encode
from lineage_rdf.errors import InputError, UsageError
from tests.shapes.checking import spoiled, whole
from tests.shapes.faults import drop, put, status, swap, then
from tests.shapes.good import at
from tests.shapes.test_shapes_examples import chain

PREFIXES = """@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix ftl: <https://w3id.org/ftl#> .
@prefix : <https://example.org/own#> .
"""
OWN = f"""{PREFIXES}
:Budget a sh:NodeShape ; sh:targetClass ftl:FineTuning ;
  sh:property [ sh:path ftl:acceleratorHours ; sh:minCount 1 ; sh:severity sh:Warning ; sh:message "no budget"@en ] .
"""


def codes_of(findings: tuple[Finding, ...]) -> set[str]:
    return {finding.code for finding in findings}


@pytest.mark.parametrize(
    "profile",
    [
        "wellformed",
        "instance",
        "reproducible",
        "governance",
        "licence",
        "casrai-alignment",
        "casrai-model-record",
    ],
)
def test_nothing_to_check_is_no_pass(profile: str) -> None:
    strangers = [
        Quad(NamedNode("urn:a"), NamedNode("urn:b"), NamedNode("urn:c")),
    ]
    for quads in ([], strangers):
        report = check_quads(quads, profile)
        assert [(f.code, f.severity) for f in report.findings] == [("FTL-W001", "violation")]
        assert profile in report.findings[0].message
        assert (report.passed, report.nodes_checked) == (False, 0)


def test_a_node_typed_by_a_subclass_only_is_found() -> None:
    types = drop("n:sft", "rdf:type")
    quads = spoiled(then(types, put("n:sft a ftl:Distilling ; ftl:teacherModel n:other")))
    assert check_quads(quads, "lineage").passed
    assert check_quads(quads, "lineage").nodes_checked == check_quads(whole(), "lineage").nodes_checked
    baseless = spoiled(then(types, put("n:sft a ftl:Distilling"), drop("n:sft", "ftl:baseModel")))
    assert {"FTL-E011", "FTL-E091"} <= codes_of(check_quads(baseless, "lineage").findings)


def test_an_unknown_profile_or_severity_is_a_fault_of_use() -> None:
    with pytest.raises(UsageError, match="no profile 'complete'") as caught:
        check_quads(whole(), "complete")
    assert "wellformed" in str(caught.value.fix)
    with pytest.raises(UsageError, match="no severity 'error'"):
        check_quads(whole(), "wellformed", fail_on="error")


def test_shapes_of_the_user_are_checked_beside_the_profile(tmp_path: Path) -> None:
    path = tmp_path / "own.ttl"
    path.write_text(OWN, encoding="utf-8")
    report = check_quads(whole(), "wellformed", shapes=[path])
    assert {(f.code, f.focus, f.severity, f.message) for f in report.findings} == {
        ("SHACL", at(step), "warning", "no budget") for step in ("sft", "dpo")
    }
    assert report.passed
    assert not check_quads(whole(), "wellformed", shapes=[path], fail_on="warning").passed


def test_a_code_of_the_user_is_reported_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "own.ttl"
    coded = OWN.replace("sh:minCount 1 ;", 'sh:minCount 1 ; <http://purl.org/dc/terms/identifier> "LAB-1" ;')
    path.write_text(coded, encoding="utf-8")
    assert codes_of(check_quads(whole(), "wellformed", shapes=[path]).findings) == {"LAB-1"}


@pytest.mark.parametrize(
    "wrong",
    [
        ':A a sh:NodeShape ; sh:targetClass ftl:FineTuning ; sh:or "a text" .',
        ':A a sh:NodeShape ; sh:targetClass ftl:FineTuning ; sh:property [ sh:path ftl:ordinal ; sh:minCount "one" ] .',
    ],
)
def test_a_shape_that_cannot_be_used_is_a_fault_of_use(tmp_path: Path, wrong: str) -> None:
    path = tmp_path / "own.ttl"
    path.write_text(PREFIXES + wrong, encoding="utf-8")
    with pytest.raises(UsageError):
        check_quads(whole(), "wellformed", shapes=[path])


def test_a_shapes_file_that_cannot_be_read_is_unreadable_input(tmp_path: Path) -> None:
    path = tmp_path / "own.ttl"
    path.write_text(":A a sh:NodeShape", encoding="utf-8")
    with pytest.raises(InputError):
        check_quads(whole(), "wellformed", shapes=[path])


@pytest.mark.parametrize(
    ("kind", "passed"),
    [
        ("inferred", (True, True, False)),
        ("conflicting", (True, False, False)),
        ("stated", (True, True, True)),
    ],
)
def test_the_severity_that_fails(kind: str, passed: tuple[bool, bool, bool]) -> None:
    told = status("n:sft", "method", kind, "sft") if kind != "stated" else "INSERT DATA {}"
    quads = spoiled(told)
    found = tuple(
        check_quads(quads, "disclosure", fail_on=severity).passed
        for severity in ("violation", "warning", "info")
    )
    assert found == passed


@pytest.mark.parametrize("before", [True, False])
def test_the_switch_of_rdflib_is_left_as_it_was(monkeypatch: pytest.MonkeyPatch, before: bool) -> None:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", before)
    check_quads(whole(), "wellformed")
    assert rdflib.NORMALIZE_LITERALS is before


def test_the_switch_of_rdflib_survives_a_broken_shape(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", True)
    path = tmp_path / "own.ttl"
    path.write_text(PREFIXES + ':A a sh:NodeShape ; sh:targetClass ftl:FineTuning ; sh:or "text" .')
    with pytest.raises(UsageError):
        check_quads(whole(), "wellformed", shapes=[path])
    assert rdflib.NORMALIZE_LITERALS is True


FINDING = Finding("FTL-E011", "m", "info", "urn:a", "a", "", "", "first", "fix", "urn:shape", "lineage")


def test_findings_merge_on_focus_and_code_at_the_highest_severity() -> None:
    worse = evolve(FINDING, severity="violation", message="second", shape="urn:other")
    elsewhere = evolve(FINDING, focus="urn:b")
    other = evolve(FINDING, code="FTL-E012", severity="warning")
    for order in ([FINDING, worse, elsewhere, other], [other, elsewhere, worse, FINDING]):
        assert merge(order) == (worse, other, elsewhere)


def test_one_code_about_two_properties_stays_two_findings() -> None:
    first = evolve(FINDING, code="FTL-W010", path="urn:p")
    assert len(merge([first, evolve(first, path="urn:q"), first])) == 2


def test_profiles_of_one_run_merge_at_the_highest_severity() -> None:
    """FTL-E012 weighs info in instance, warning in disclosure and violation in lineage."""
    quads = spoiled(then(drop("n:sft", "ftl:baseModel"), status("n:sft", "base-model", "undisclosed")))
    report = check_quads(quads, "lineage")
    assert [(f.code, f.severity) for f in report.findings] == [("FTL-E012", "violation")]
    results = [q for q in report.report if q.predicate.value.endswith("#sourceShape")]
    assert len(results) == 3


def test_completeness_counts_each_fact_of_each_node() -> None:
    """Three named stages after a base: five facts of each stage, and two of the lineage (a step, and how it trained).

    Base and method of each stage and both facts of the lineage are there: 3 * 2 + 2 of 3 * 5 + 2.
    """
    quads = tuple(encode(chain()))
    found = completeness(quads, "lineage", check_quads(quads, "lineage").findings)
    assert (found.have, found.of, str(found)) == (8, 17, "8 of 17")
    titles = Counter(line.partition(": ")[2] for line in found.missing)
    assert titles == {"no training data": 3, "no hyperparameters": 3, "no identifier of the result": 3}
    assert found.missing[0].startswith("step 1 (instruction-SFT): ")


@pytest.mark.parametrize(
    "profile", ["instance", "disclosure", "lineage", "reproducible", "governance", "licence"]
)
def test_a_complete_lineage_has_all_it_is_asked_for(profile: str) -> None:
    found = completeness(whole(), profile, check_quads(whole(), profile).findings)
    assert found.have == found.of > 0
    assert found.missing == ()


def test_completeness_counts_a_weak_fact_as_missing_where_it_fails_and_once() -> None:
    quads = spoiled(status("n:sft-seed", "setting", "inferred", "42"))
    of = completeness(whole(), "reproducible", ()).of
    found = completeness(quads, "reproducible", check_quads(quads, "reproducible").findings)
    assert (found.have, found.of) == (of - 1, of)
    assert found.missing == ("step 1 (sft): random seed only inferred",)


def test_completeness_does_not_ask_full_training_for_settings_of_lora() -> None:
    update = then(
        swap("n:sft", "ftl:hasParameterization", "parameterization:full"),
        swap("n:sft", "ftl:trainableParameterCount", "1000"),
    )
    lora, full = (completeness(quads, "reproducible", ()).of for quads in (whole(), spoiled(update)))
    assert lora - full == 3
