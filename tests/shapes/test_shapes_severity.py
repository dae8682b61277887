"""What a status of a required fact weighs in each profile: the table of decisions section 6, seen in real runs."""

from __future__ import annotations

import pytest

from tests.shapes.checking import beginning, findings, findings_of_each, findings_on_ladder, spoiled
from tests.shapes.faults import drop, put, status, swap, then, withheld

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
    quads = spoiled(update(kind, "n:sft", "base-model", drop("n:sft", "ftl:baseModel")), beginning())
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
    told = {"undisclosed": then(removed, withheld("n:sft", "seed")), "missing": removed}.get(
        kind, status("n:sft-seed", "setting", kind, "42")
    )
    ladder = findings_on_ladder(spoiled(told, beginning()))
    code, below = SETTINGS[kind]
    assert ladder["disclosure"] == set()
    assert ladder["lineage"] == below
    assert ladder["reproducible"] == below | {(code, "sft", "Violation")}


MAX_STEPS = (
    "n:sft ftl:hasSetting n:sft-max_steps . n:sft-max_steps a ftl:HyperparameterSetting ; "
    "ftl:settingOf hyperparameter:max_steps ; ftl:integerValue 100"
)


def test_a_stated_alternative_makes_up_for_a_weak_setting() -> None:
    weak = {
        f"{name}-{kind}": then(put(MAX_STEPS), status(f"n:sft-{name}", "setting", kind, "as read"))
        for name in ("max_steps", "num_epochs")
        for kind in ("inferred", "conflicting")
    }
    told = {"inferred": ("FTL-E171", "Info"), "conflicting": ("FTL-E172", "Warning")}
    for case, found in findings_of_each(weak, "reproducible").items():
        name, _, kind = case.partition("-")
        code, severity = told[kind]
        assert found == {(code, f"sft-{name}", severity)}, case


def test_no_alternative_makes_up_where_both_are_weak() -> None:
    both = then(
        put(MAX_STEPS),
        status("n:sft-max_steps", "setting", "inferred", "100"),
        status("n:sft-num_epochs", "setting", "conflicting", "3").replace("n:fault", "n:other-fault"),
    )
    violations = {
        row for row in findings(spoiled(both, beginning()), "reproducible") if row[2] == "Violation"
    }
    assert violations == {("FTL-E215", "sft", "Violation"), ("FTL-E216", "sft", "Violation")}


def test_full_training_may_infer_what_it_does_not_owe() -> None:
    update_ = then(
        swap("n:sft", "ftl:hasParameterization", "parameterization:full"),
        swap("n:sft", "ftl:trainableParameterCount", "1000"),
        status("n:sft-lora_r", "setting", "inferred", "64"),
    )
    assert findings(spoiled(update_, beginning()), "reproducible") == {("FTL-E171", "sft-lora_r", "Info")}


def each_kind(node: str, element: str, name: str) -> dict[str, set[tuple[str, str, str]]]:
    """Return kind of status -> findings in governance if a fact of a node has it."""
    return findings_of_each(
        {kind: update(kind, node, element, drop(node, name)) for kind in TABLE}, "governance"
    )


def test_a_required_fact_of_governance() -> None:
    assert each_kind("n:lineage", "risk-note", "ftl:riskNote") == {
        kind: {(f"FTL-G10{NUMBER[kind]}", "lineage", row[4])} for kind, row in TABLE.items()
    }


def test_findings_on_licences_are_warnings_at_most() -> None:
    assert each_kind("n:root", "weights-licence", "ftl:weightsLicence") == {
        kind: {(f"FTL-G03{NUMBER[kind]}", "root", "Warning")} for kind in TABLE
    }


@pytest.mark.parametrize("profile", ["wellformed", "instance", "disclosure"])
def test_lower_profiles_do_not_ask_for_a_seed(profile: str) -> None:
    assert findings(spoiled("DELETE DATA { n:sft ftl:hasSetting n:sft-seed }"), profile) == set()
