"""What a status of a required fact weighs in each profile: the table of decisions section 6, seen in real runs."""

from __future__ import annotations

import pytest

from tests.shapes.checking import findings, findings_on_ladder, spoiled
from tests.shapes.faults import drop, put, status, swap, then

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
def test_a_required_fact_on_the_ladder(kind: str) -> None:
    quads = spoiled(update(kind, "n:sft", "base-model", drop("n:sft", "ftl:baseModel")))
    ladder = findings_on_ladder(quads)
    for place, profile in enumerate(LADDER):
        severity = TABLE[kind][place]
        expected = {(f"FTL-E01{NUMBER[kind]}", "sft", severity)} if severity else set()
        assert ladder[profile] == expected, profile


# Fault -> findings on a required hyperparameter in lineage; reproducible adds a violation of the step.
SETTINGS = {
    "inferred": ("FTL-E203", {("FTL-E171", "sft-seed", "Info")}),
    "conflicting": ("FTL-E204", {("FTL-E172", "sft-seed", "Warning")}),
    "undisclosed": ("FTL-E202", set()),
    "missing": ("FTL-E201", set()),
}


@pytest.mark.parametrize("kind", SETTINGS)
def test_a_required_hyperparameter_on_the_ladder(kind: str) -> None:
    removed = "DELETE DATA { n:sft ftl:hasSetting n:sft-seed }"
    node = "n:sft-seed" if kind in ("inferred", "conflicting") else "n:sft"
    told = status(node, "setting", kind, "seed") if kind != "missing" else removed
    ladder = findings_on_ladder(spoiled(then(removed, told) if kind == "undisclosed" else told))
    code, below = SETTINGS[kind]
    assert ladder["disclosure"] == set()
    assert ladder["lineage"] == below
    assert ladder["reproducible"] == below | {(code, "sft", "Violation")}


MAX_STEPS = (
    "n:sft ftl:hasSetting n:sft-max_steps . n:sft-max_steps a ftl:HyperparameterSetting ; "
    "ftl:settingOf hyperparameter:max_steps ; ftl:integerValue 100"
)


@pytest.mark.parametrize("kind", ["inferred", "conflicting"])
def test_a_stated_alternative_makes_up_for_a_weak_setting(kind: str) -> None:
    weak_steps = then(put(MAX_STEPS), status("n:sft-max_steps", "setting", kind, "100"))
    weak_epochs = then(put(MAX_STEPS), status("n:sft-num_epochs", "setting", kind, "3"))
    for update_ in (weak_steps, weak_epochs):
        codes = {code for code, _, _ in findings(spoiled(update_), "reproducible")}
        assert codes == {"FTL-E171" if kind == "inferred" else "FTL-E172"}


def test_no_alternative_makes_up_where_both_are_weak() -> None:
    both = then(
        put(MAX_STEPS),
        status("n:sft-max_steps", "setting", "inferred", "100"),
        status("n:sft-num_epochs", "setting", "conflicting", "3").replace("n:fault", "n:other-fault"),
    )
    violations = {row for row in findings(spoiled(both), "reproducible") if row[2] == "Violation"}
    assert violations == {("FTL-E215", "sft", "Violation"), ("FTL-E216", "sft", "Violation")}


def test_full_training_may_infer_what_it_does_not_owe() -> None:
    update_ = then(
        swap("n:sft", "ftl:hasParameterization", "parameterization:full"),
        swap("n:sft", "ftl:trainableParameterCount", "1000"),
        status("n:sft-lora_r", "setting", "inferred", "64"),
    )
    assert findings(spoiled(update_), "reproducible") == {("FTL-E171", "sft-lora_r", "Info")}


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
