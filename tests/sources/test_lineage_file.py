"""The reader of lineage.yaml: every key, what is undisclosed, what is wrong, and the folders of stages."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lineage_rdf.claims import (
    Claim,
    CodeMention,
    DatasetMention,
    MergeMention,
    ModelReference,
    ResultMention,
    ReviewMention,
    Trust,
    Undisclosed,
)
from lineage_rdf.sources.lineage_file import READER, quote_undisclosed
from lineage_rdf.sources.lineage_keys import ABOUT_DATASET, TABLES
from lineage_rdf.sources.reader import InputFile, Reading
from lineage_rdf.sources.registry import reader_for
from lineage_rdf.vocabulary.schemes import lookup

DOCS = Path(__file__).parents[2] / "docs" / "lineage-yaml.md"
DIGEST = "sha256:" + "0a" * 32


def read(text: str, *siblings: str, path: str = "lineage.yaml") -> Reading:
    return READER(InputFile(path, text.encode(), frozenset(siblings)))


def claims(text: str, element: str, *siblings: str) -> list[Claim]:
    return [claim for claim in read(text, *siblings).claims if claim.element == element]


def one(text: str, element: str, *siblings: str) -> Claim:
    (claim,) = claims(text, element, *siblings)
    return claim


def codes(text: str) -> list[str]:
    return [problem.code for problem in read(text).problems]


def stage(text: str) -> str:
    return "stages:\n  - " + text.strip().replace("\n", "\n    ")


def test_the_example_of_the_documentation_is_read_without_a_problem() -> None:
    text = re.search(r"```yaml\n(id: .*?)```", DOCS.read_text("utf-8"), re.DOTALL)
    assert text
    reading = read(text[1], "sft", "dpo")
    assert reading.problems == []
    assert {claim.stage for claim in reading.claims} == {"", "sft", "dpo"}
    assert {claim.trust for claim in reading.claims} == {Trust.LINEAGE_FILE}
    (undisclosed,) = [c for c in reading.claims if isinstance(c.value, Undisclosed)]
    assert (undisclosed.stage, undisclosed.element) == ("dpo", "dataset")


@pytest.mark.parametrize(
    ("name", "known"), [("lineage.yaml", True), ("lineage.yml", True), ("config.yaml", False)]
)
def test_it_is_known_by_its_name(name: str, known: bool) -> None:
    assert (reader_for(InputFile(f"a/{name}", b"id: x")) is READER) is known


@pytest.mark.parametrize(
    ("text", "element", "value"),
    [
        ("id: acme/m", "model-id", "acme/m"),
        ("name: M", "model-name", "M"),
        ("publisher: acme", "publisher", "acme"),
        ("accountable_agent: Jane Doe", "accountable-agent", "Jane Doe"),
        ("rollback_target: acme/m@v1", "rollback-target", ModelReference("acme/m", "v1")),
        ("intended_use: x", "intended-use", "x"),
        ("out_of_scope_use: x", "out-of-scope-use", "x"),
        ("intended_change: x", "intended-change", "x"),
        ("risk_note: no", "risk-note", "no"),
        ("license: mit", "weights-licence", "mit"),
        (stage("kind: fine-tuning"), "step-kind", "FineTuning"),
        (stage("name: 7"), "stage-name", "7"),
        (stage("base_model: ./a@b"), "base-model", ModelReference("./a@b")),
        (stage("adapter_for: o/n"), "adapter-for", ModelReference("o/n")),
        (stage("reference_model: o/n"), "reference-model", ModelReference("o/n")),
        (stage("reward_model: [o/n]"), "reward-model", ModelReference("o/n")),
        (stage("teacher_model: o/n"), "teacher-model", ModelReference("o/n")),
        (stage("result: o/n@c"), "checkpoint", ModelReference("o/n", "c")),
        (stage(f"result_digest: {DIGEST}"), "weights-digest", DIGEST),
        (stage(f"result: o/n\nresult_digest: {DIGEST}"), "checkpoint", ModelReference("o/n", digest=DIGEST)),
        (stage("intermediate_checkpoints: o/n@s1"), "intermediate-checkpoint", ModelReference("o/n", "s1")),
        (stage("objective: Direct Preference Optimization"), "objective", "dpo"),
        (stage("parameterization: LoRA"), "parameterization", "lora"),
        (stage("method: by hand"), "method", "by hand"),
        (stage("hyperparameters: {a: {b: 1}}"), "setting", 1),
        (stage("quantization: AWQ"), "quantization-method", "awq"),
        (stage("merge: {method: dare_ties}"), "merge-method", "dare-ties"),
        (stage("merge: {base: o/b}"), "merge-base", ModelReference("o/b")),
        (stage("code: https://x.org/c"), "code-revision", CodeMention(repository="https://x.org/c")),
        (stage("software: {torch: 2.4}"), "software-versions", "2.4"),
        (stage("trainable_parameters: 1.5M"), "trainable-parameters", 1_500_000),
        (stage("total_parameters: 7241732096"), "total-parameters", 7_241_732_096),
        (stage("compute_exaflop: 1e3"), "compute", Decimal(1000)),
        (stage("gpu_hours: 64"), "gpu-hours", Decimal(64)),
        (stage("energy_kwh: 0.10"), "energy", Decimal("0.10")),
        (stage("emissions_kg: 9"), "emissions", Decimal(9)),
        (stage("outcome: failed"), "outcome", "failed"),
        (stage("started: 2026-03-01"), "started", "2026-03-01"),
        (stage("ended: 2026-03-01T08:00:00Z"), "ended", "2026-03-01T08:00:00Z"),
        (stage("risk_note: x"), "risk-note", "x"),
        (stage("datasets: o/d@r"), "dataset", DatasetMention(raw="o/d", revision="r")),
        (
            "reviews: [{reviewer: J, decision: approved}]",
            "review",
            ReviewMention(reviewer="J", decision="approved"),
        ),
    ],
)
def test_each_key_is_a_claim(text: str, element: str, value: object) -> None:
    reading = read(text)
    assert reading.problems == []
    assert [claim.value for claim in reading.claims if claim.element == element] == [value]


def test_a_dataset_with_every_key() -> None:
    keys = "dataset: o/d, role: [preference, replay], revision: r, configuration: c, split: [a, b], examples: '50,000'"
    keys += f", tokens: 3B, share: 0.25, access: internal, description: w, licence: mit, digest: {DIGEST}"
    keys += ", personal_data: p, bias: b, generated_by: o/g"
    text = stage(f"datasets:\n  - {{{keys}}}")
    assert one(text, "dataset").value == DatasetMention(
        raw="o/d",
        roles=("preference", "replay"),
        revision="r",
        configuration="c",
        splits=("a", "b"),
        example_count=50_000,
        token_count=3_000_000_000,
        mixture_share=Decimal("0.25"),
        access="private",
        description="w",
        licence="mit",
        digest=DIGEST,
        personal_data="p",
        bias="b",
    )
    generator = one(text, "generator-model")
    assert (generator.key, generator.value) == ("o/d", ModelReference("o/g"))


def test_settings_keep_their_names_and_kinds() -> None:
    text = stage(
        "hyperparameters: {learning_rate: 2e-5, lora_r: 64, bf16: true, target_modules: [q, v], seed: , o: {n: a}}"
    )
    found = {claim.key: claim.value for claim in claims(text, "setting")}
    assert found == {
        "learning_rate": Decimal("2e-5"),
        "lora_r": 64,
        "bf16": True,
        "target_modules": ("q", "v"),
        "o.n": "a",
    }


def test_a_merge_keeps_the_order_of_its_models() -> None:
    text = stage(
        "merge:\n  models: [" + ", ".join(f"{{model: o/m{n}, weight: 0.1}}" for n in range(12)) + "]"
    )
    found = sorted(claims(text, "merge-weights"), key=lambda claim: claim.key)
    assert [claim.value for claim in found] == [
        MergeMention(model=ModelReference(f"o/m{n}"), weight=Decimal("0.1")) for n in range(12)
    ]


def test_quantisation_has_settings_and_calibration_data_that_is_no_training_data() -> None:
    text = stage("quantization: {method: gptq, bits: 4, damp_percent: 0.01, calibration_dataset: allenai/c4}")
    assert {claim.key: claim.value for claim in claims(text, "setting")} == {
        "bits": 4,
        "damp_percent": Decimal("0.01"),
    }
    assert one(text, "dataset").value == DatasetMention(raw="allenai/c4", roles=("calibration",))
    assert one(text, "step-kind").value == "Quantizing"


def test_facts_about_models_and_datasets_are_told_by_name() -> None:
    text = "models:\n  o/m: {licence: mit, parameters: 7B, training_compute_exaflop: 84000}\n"
    text += "datasets:\n  o/d: {access: gated, bias: b}"
    found = {(claim.element, claim.key): claim.value for claim in read(text).claims}
    assert found == {
        ("weights-licence", "o/m"): "mit",
        ("total-parameters", "o/m"): 7_000_000_000,
        ("training-compute", "o/m"): Decimal(84000),
        ("access", "o/d"): "gated",
        ("bias", "o/d"): "b",
    }


def test_evaluations() -> None:
    text = (
        "evaluations:\n  - {metric: acc, value: 0.7, dataset: d, split: test, model: base, role: retention}\n"
    )
    text += "  - {metric: acc, value: 1, model: head}"
    assert [claim.value for claim in claims(text, "evaluation-result")] == [
        ResultMention(
            metric="acc",
            value=Decimal("0.7"),
            dataset="d",
            split="test",
            model=ModelReference("base"),
            role="retention",
        ),
        ResultMention(metric="acc", value=Decimal(1)),
    ]


# -- undisclosed


@pytest.mark.parametrize(
    "text",
    [
        "{undisclosed: contract}",
        "undisclosed: contract",
        '"undisclosed: contract"',
        "'undisclosed: contract'   # a comment",
        "undisclosed: contract   # a comment",
        "\n      undisclosed: contract",
    ],
)
@pytest.mark.parametrize(
    "key", ["base_model", "datasets", "objective", "hyperparameters", "result", "code", "gpu_hours", "merge"]
)
def test_any_fact_may_be_undisclosed_with_a_reason(key: str, text: str) -> None:
    reading = read(f"stages:\n  - {key}: {text}\n    name: n")
    assert reading.problems == []
    (claim,) = [claim for claim in reading.claims if isinstance(claim.value, Undisclosed)]
    assert claim.value == Undisclosed("contract")
    assert claim.locator.startswith("line 2")


def test_what_is_undisclosed_within_a_fact() -> None:
    text = stage(
        "datasets:\n  - {dataset: o/d, revision: {undisclosed: lost}, licence: {undisclosed: contract}}\n"
        "hyperparameters:\n  seed: undisclosed: lost"
    )
    found = {
        (c.element, c.key): c.value.reason for c in read(text).claims if isinstance(c.value, Undisclosed)
    }
    assert found == {
        ("dataset-revision", "o/d"): "lost",
        ("data-licence", "o/d"): "contract",
        ("setting", "seed"): "lost",
    }


def test_a_reason_is_required() -> None:
    text = stage("base_model: {undisclosed: }")
    assert codes(text) == ["FTL-R070"]
    assert one(text, "base-model").value == Undisclosed("no reason given")


def test_quoting_leaves_all_other_text_alone() -> None:
    text = 'a: "x: y"\nb: undisclosed things: many\nc: [undisclosed: z]\n# d: undisclosed: e\n'
    assert quote_undisclosed(text) == text


# -- faults


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("inteded_use: x", "FTL-R065", "did you mean 'intended_use'"),
        (stage("basemodel: x"), "FTL-R065", "did you mean 'base_model'"),
        (stage("lr: 2e-5"), "FTL-R065", "under hyperparameters"),
        (stage("zzz: x"), "FTL-R065", "known here"),
        (stage("objective: dpoo"), "FTL-R066", "did you mean 'dpo'"),
        (stage("kind: FineTune"), "FTL-R066", "did you mean 'FineTuning'"),
        (stage("outcome: maybe"), "FTL-R066", "known: failed, succeeded"),
        (stage("gpu_hours: many"), "FTL-R067", "a number"),
        (stage("trainable_parameters: 1.5"), "FTL-R067", "a whole number"),
        (stage("started: yesterday"), "FTL-R067", "a date or time"),
        (stage("result_digest: 0a0a"), "FTL-R067", "64 hexadecimal digits"),
        (stage("name: [a]"), "FTL-R067", "text"),
        (stage("result: [a]"), "FTL-R067", "one model"),
        (stage("hyperparameters: [a]"), "FTL-R067", "names with values"),
        (stage("merge: {models: [{weight: 1}]}"), "FTL-R067", "needs a model"),
        (stage("evaluations: [{metric: a}]"), "FTL-R067", "a metric and a number"),
        ("reviews: [yes]", "FTL-R067", "a reviewer"),
        ("models: [a]", "FTL-R067", "names"),
        ("stages: {a: b}", "FTL-R064", "a list"),
        ("stages: [a]", "FTL-R064", "keys and values"),
        ("- a", "FTL-R064", "keys and values"),
        ("a: [", "FTL-R064", "not readable"),
        ("id: a\nid: b", "FTL-R064", "twice"),
        ("stages: [{stage: a}, {stage: x/y}]", "FTL-R068", "no folder 'x/y'"),
    ],
)
def test_faults_are_reported_and_not_raised(text: str, code: str, words: str) -> None:
    (problem,) = read(text).problems
    assert (problem.code, words in problem.message) == (code, True), problem.message
    assert problem.locator.startswith(("line", "whole file")) or words == "keys and values"


def test_an_unknown_objective_is_kept_in_words() -> None:
    assert one(stage("objective: dpoo"), "method").value == "dpoo"


# -- stages


def test_a_stage_is_the_folder_it_names() -> None:
    text = "stages:\n  - {stage: sft, name: a}\n  - {stage: runs/dpo/, name: b}\n  - {stage: final pass}\n"
    reading = read(text, "sft", "runs", "README.md")
    assert [c.stage for c in reading.claims if c.element == "step-order"] == ["sft", "runs/dpo", "#3"]
    assert [c.value for c in reading.claims if c.element == "stage-name"] == ["a", "b", "final pass"]
    assert [c.value for c in reading.claims if c.element == "step-order"] == [1, 2, 3]


def test_a_single_stage_is_the_folder_itself_and_has_no_order() -> None:
    for text in (stage("objective: sft"), stage("stage: .\nobjective: sft")):
        assert {claim.stage for claim in read(text).claims} == {""}
        assert claims(text, "step-order") == []


def test_stages_of_a_folder_below_the_one_that_is_read() -> None:
    file = InputFile(
        "m/lineage.yaml", b"stages: [{stage: sft, name: a}, {stage: x, name: b}]", frozenset({"sft"})
    )
    assert [c.stage for c in READER(file).claims if c.element == "step-order"] == ["m/sft", "m#2"]


def test_a_stage_never_leaves_the_folder() -> None:
    reading = read("stages: [{stage: ../other, name: a}, {stage: sft, name: b}]", "..", "sft")
    assert {claim.stage for claim in reading.claims} == {"#1", "sft"}
    assert [problem.code for problem in reading.problems] == ["FTL-R068"]


def test_naming_a_stage_twice_is_reported() -> None:
    reading = read("stages: [{stage: sft, name: a}, {stage: ./sft, name: b}]", "sft")
    assert [problem.code for problem in reading.problems] == ["FTL-R069"]


# -- the tables and the documentation


def test_the_documentation_names_every_key() -> None:
    text = DOCS.read_text("utf-8")
    within = {"merge": "merge.", "merged": "merge.models[].", "quantization": "quantization.", "code": "code.",
              "model": "models.*.", "evaluation": "evaluations[].", "review": "reviews[]."}  # fmt: skip
    for table, keys in TABLES.items():
        for key in keys:
            assert f"| `{within.get(table, '')}{key}` |" in text, (table, key)
    assert all(f"`{key}`" in text for key in ABOUT_DATASET)


def test_the_documentation_names_no_other_key() -> None:
    known = {key for keys in TABLES.values() for key in keys}
    rows = re.findall(r"^\| `(?:[\w*]+(?:\[\])?\.)*(\w+)` \|", DOCS.read_text("utf-8"), re.MULTILINE)
    assert rows and set(rows) <= known


def test_examples_and_terms_of_the_tables_hold() -> None:
    for keys in TABLES.values():
        for name, key in keys.items():
            if key.holds.startswith("term:"):
                assert lookup(key.holds.removeprefix("term:"), key.example), name


@given(
    st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=8), st.just("undisclosed: x")),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3),
            st.dictionaries(
                st.sampled_from([key for keys in TABLES.values() for key in keys]) | st.text(max_size=4),
                inner,
                max_size=4,
            ),
        ),
        max_leaves=12,
    )
)
@settings(max_examples=200, deadline=None)
def test_values_of_any_shape_are_read_or_reported(value: Any) -> None:
    import json

    reading = read(
        json.dumps(
            {"stages": [value, value], "datasets": value, "models": value, "reviews": value, "id": value}
        )
    )
    for claim in reading.claims:
        assert claim.locator.startswith("line 1")


@given(st.text(max_size=120))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_or_reported(text: str) -> None:
    read(text)
