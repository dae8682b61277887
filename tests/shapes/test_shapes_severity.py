"""What a status of a required fact weighs in each profile: the table of decisions section 6, seen in real runs."""

from __future__ import annotations

import pytest

from tests.shapes.checking import findings, spoiled
from tests.shapes.faults import drop, status, then

# Fault -> severity in instance, disclosure, lineage, reproducible, governance; None: accepted.
TABLE = {
    "inferred": (None, "Info", "Info", "Violation", "Warning"),
    "undisclosed": ("Info", "Warning", "Violation", "Violation", "Warning"),
    "unresolved": ("Info", "Warning", "Violation", "Violation", "Warning"),
    "conflicting": (None, "Warning", "Warning", "Violation", "Violation"),
    "missing": (None, "Violation", "Violation", "Violation", "Violation"),
}
LADDER = ("instance", "disclosure", "lineage", "reproducible")
NUMBER = {"missing": 1, "undisclosed": 2, "unresolved": 2, "inferred": 3, "conflicting": 4}


def update(kind: str, node: str, element: str, removed: str) -> str:
    if kind == "missing":
        return removed
    told = status(node, element, kind, "" if kind == "undisclosed" else "as read")
    return then(removed, told) if kind in ("undisclosed", "unresolved") else told


@pytest.mark.parametrize("kind", TABLE)
@pytest.mark.parametrize("place", range(4))
def test_a_required_fact_on_the_ladder(kind: str, place: int) -> None:
    graph = spoiled(update(kind, "n:sft", "base-model", drop("n:sft", "ftl:baseModel")))
    severity = TABLE[kind][place]
    expected = {(f"FTL-E01{NUMBER[kind]}", "sft", severity)} if severity else set()
    assert findings(graph, LADDER[place]) == expected


@pytest.mark.parametrize("kind", TABLE)
def test_a_required_fact_of_governance(kind: str) -> None:
    graph = spoiled(update(kind, "n:lineage", "risk-note", drop("n:lineage", "ftl:riskNote")))
    assert findings(graph, "governance") == {(f"FTL-G10{NUMBER[kind]}", "lineage", TABLE[kind][4])}


@pytest.mark.parametrize("kind", TABLE)
def test_findings_on_licences_are_warnings_at_most(kind: str) -> None:
    graph = spoiled(update(kind, "n:root", "weights-licence", drop("n:root", "ftl:weightsLicence")))
    assert findings(graph, "governance") == {(f"FTL-G03{NUMBER[kind]}", "root", "Warning")}


@pytest.mark.parametrize("profile", ["wellformed", "instance", "disclosure"])
def test_lower_profiles_do_not_ask_for_a_seed(profile: str) -> None:
    assert findings(spoiled("DELETE DATA { n:sft ftl:hasSetting n:sft-seed }"), profile) == set()
