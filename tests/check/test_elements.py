"""Completeness by element is the completeness, told apart."""

from __future__ import annotations

import pytest

from lineage_rdf.check import check_ladders, check_quads
from lineage_rdf.check.codes import codes
from lineage_rdf.check.completeness import completeness, completeness_on_ladders
from lineage_rdf.check.elements import fact_of, name_of
from lineage_rdf.check.profiles import LADDER
from tests.check.runs import without
from tests.shapes.checking import spoiled, whole
from tests.shapes.faults import status


@pytest.mark.parametrize("profile", [*LADDER, "governance", "licence"])
def test_elements_add_up_to_the_whole(profile: str) -> None:
    for quads in (whole(), without("hasDatasetUse"), without("baseModel"), without("hasSetting", kept=3)):
        statements = tuple(quads)
        findings = check_quads(statements, profile).findings
        found = completeness(statements, profile, findings)
        assert sum(item.have for item in found.elements) == found.have
        assert sum(item.of for item in found.elements) == found.of
        assert all(0 <= item.have <= item.of for item in found.elements)


def test_the_element_that_lacks_is_told() -> None:
    quads = tuple(without("hasDatasetUse", kept=1))
    found = completeness(quads, "lineage", check_quads(quads, "lineage").findings)
    short = {(i.subject, i.element): (i.have, i.of) for i in found.elements if i.have < i.of}
    assert short == {("step", "dataset"): (1, 2)}


def test_a_weak_fact_is_counted_where_it_fails() -> None:
    quads = spoiled(status("n:sft-seed", "setting", "inferred", "42"))
    found = completeness(quads, "reproducible", check_quads(quads, "reproducible").findings)
    assert [i.element for i in found.elements if i.have < i.of] == ["setting:seed"]


def test_many_at_once_are_what_each_is_alone() -> None:
    lineages = [whole(), tuple(without("hasDatasetUse")), ()]
    ladders = check_ladders(lineages, "reproducible")
    many = completeness_on_ladders(lineages, ladders)
    assert [list(each) for each in many] == [list(LADDER)] * 3
    for quads, ladder, each in zip(lineages, ladders, many, strict=True):
        for token, found in each.items():
            assert found == completeness(quads, token, ladder[token].findings)
    assert completeness_on_ladders([], []) == []


def test_facts_that_are_counted_have_names_of_their_own() -> None:
    facts = {fact for code, known in codes().items() if known.fault == "missing" and (fact := fact_of(code))}
    assert len({name_of(fact) for fact in facts}) == len(facts) > 20
    assert name_of(("step", "method")) == "method"
    assert name_of(("lineage", "method")) == "procedure"
