from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from lineage_rdf import read as read_lineage
from lineage_rdf.claims import MergeMention, ModelReference, Trust
from lineage_rdf.sources import mergekit
from lineage_rdf.sources.mergekit_models import parse_model
from lineage_rdf.sources.reader import InputFile, Reading
from tests.sources.config_cases import codes, fixture, of, only, read, settings, values, written

KIND = "mergekit"


def _merge(text: str) -> Reading:
    return read(written("merge.yaml", text), KIND)


def test_parts_with_weights_revisions_and_adapters() -> None:
    reading = read(fixture("mergekit_config.yml"), KIND)
    assert values(reading, "merge-weights") == [
        MergeMention(
            model=ModelReference("pondlab/heron-3b-sft", revision="it-first"),
            weight=Decimal("0.6"),
            density=Decimal("0.5"),
        ),
        MergeMention(
            model=ModelReference("reedbed/bittern-3b"),
            density=Decimal(1),
            parameters=("lora: reedbed/boom-adapter", "weight: [0.1, 0.4]"),
        ),
    ]
    assert codes(reading) == ["FTL-R035"]


def test_a_merge_is_one_step_with_several_bases() -> None:
    reading = read(fixture("mergekit_config.yml"), KIND)
    assert values(reading, "step-kind") == ["Merging"]
    assert values(reading, "merge-method") == ["dare-ties"]
    assert [model.raw for model in values(reading, "base-model")] == [
        "pondlab/heron-3b-sft",
        "reedbed/bittern-3b",
    ]
    assert values(reading, "merge-base") == [ModelReference("pondlab/heron-3b")]
    assert settings(reading) == {"int8_mask": True, "lambda": Decimal("0.9"), "dtype": "bfloat16"}


def test_slices_of_one_model_are_two_parts_and_one_base() -> None:
    reading = read(fixture("mergekit_slices.yaml"), KIND)
    assert [part.layer_range for part in values(reading, "merge-weights")] == ["0-10", "6-20"]
    assert values(reading, "base-model") == [ModelReference("pondlab/heron-3b")]
    assert not of(reading, "merge-base")


def test_rows_of_values_keep_their_order_in_one_text() -> None:
    reading = _merge(
        "merge_method: slerp\nbase_model: a/x\nmodels: [{model: a/x}, {model: a/y}]\n"
        "parameters: {t: [{filter: mlp, value: [1, 0.50, 0]}, {value: 0.3}]}\n"
    )
    assert settings(reading)["t"] == '[{"filter": "mlp", "value": [1, 0.50, 0]}, {"value": 0.3}]'
    assert not of(reading, "merge-base")
    assert len(of(reading, "merge-weights")) == 2


def test_a_base_that_is_not_listed_is_one_more_part() -> None:
    reading = _merge(
        "merge_method: nearswap\nbase_model: a/x\nmodels: [{model: a/y}]\nparameters: {t: 0.1}\n"
    )
    assert [part.model.raw for part in values(reading, "merge-weights")] == ["a/y", "a/x"]
    assert [model.raw for model in values(reading, "base-model")] == ["a/y", "a/x"]


@pytest.mark.parametrize(
    ("value", "model", "adapter"),
    [
        ("a/x", ModelReference("a/x"), None),
        ("a/x@r1+a/l", ModelReference("a/x", revision="r1"), "a/l"),
        (
            {"model": {"path": "a/x", "revision": "r1"}, "lora": {"path": "a/l"}},
            ModelReference("a/x", "r1"),
            "a/l",
        ),
        ({"model": "a/x"}, ModelReference("a/x"), None),
        (None, None, None),
        ([], None, None),
    ],
)
def test_forms_of_a_model(value: object, model: ModelReference | None, adapter: str | None) -> None:
    assert parse_model(value) == (model, adapter)


def test_an_unknown_method_is_kept_in_words() -> None:
    reading = _merge("merge_method: reedweave\nmodels: [{model: a/x}]\n")
    assert values(reading, "method") == ["reedweave"]
    assert codes(reading) == ["FTL-R037"]


def test_a_place_on_a_disk_is_reported() -> None:
    reading = _merge("merge_method: linear\nmodels: [{model: 'D:/m/some model'}, {model: a/x}]\n")
    assert codes(reading) == ["FTL-R034"]
    assert only(reading, "step-kind")


def test_a_configuration_inside_a_card() -> None:
    card = Reading(InputFile("README.md", b""), "model-card", Trust.CARD_YAML)
    mergekit.claims_from(card, {"merge_method": "linear", "models": [{"model": "a/x"}]}, "yaml on line 4: ")
    assert only(card, "merge-method").rule == "model-card:mergekit.merge_method"
    assert only(card, "merge-weights").locator == "yaml on line 4: models[0]"
    assert only(card, "merge-weights").trust is Trust.TRAINING_CONFIG


@pytest.mark.parametrize(
    "key",
    ["models", "slices", "base_model", "parameters", "modules", "dtype", "tokenizer", "name", "experts"],
)
@pytest.mark.parametrize("value", ["[]", "{}", "[[1]]", "{a: {b: 1}}", "3", "null", "''", "[{sources: 3}]"])
def test_values_of_any_kind_raise_nothing(key: str, value: str) -> None:
    assert of(read(written("mergekit_config.yml", f"merge_method: ties\n{key}: {value}"), KIND), "step-kind")


METHODS = (
    *(
        "linear",
        "slerp",
        "nuslerp",
        "multislerp",
        "karcher",
        "task_arithmetic",
        "ties",
        "dare_linear",
        "dare_ties",
    ),
    *("della", "della_linear", "breadcrumbs", "breadcrumbs_ties", "sce", "ram", "ramplus_tl", "model_stock"),
    *("nearswap", "arcee_fusion", "passthrough"),
)


@pytest.mark.parametrize("method", METHODS)
def test_every_method_of_the_tool_has_a_term(method: str) -> None:
    reading = _merge(f"merge_method: {method}\nmodels: [{{model: a/x}}, {{model: a/y}}]\n")
    assert values(reading, "merge-method") == [method.replace("_", "-")]
    assert codes(reading) == []


@pytest.mark.parametrize("method", ["nuslerp", "multislerp"])
def test_on_a_sphere_a_base_is_what_differences_are_taken_from(method: str) -> None:
    reading = _merge(
        f"merge_method: {method}\nbase_model: a/b\nmodels: [{{model: a/x, parameters: {{weight: 0.4}}}}]\n"
    )
    assert values(reading, "merge-base") == [ModelReference("a/b")]
    assert [part.model.raw for part in values(reading, "merge-weights")] == ["a/x"]


def test_what_is_set_for_a_slice_or_module_holds_for_its_parts() -> None:
    reading = _merge(
        "merge_method: slerp\nslices:\n"
        "  - base_model: a/z\n    parameters: {t: [0, 0.5], weight: 0.3}\n"
        "    sources: [{model: a/x, layer_range: [0, 4]}, {model: a/y, parameters: {weight: 0.7}}]\n"
    )
    assert values(reading, "merge-weights") == [
        MergeMention(
            model=ModelReference("a/x"),
            weight=Decimal("0.3"),
            layer_range="0-4",
            parameters=("t: [0, 0.5]",),
        ),
        MergeMention(model=ModelReference("a/y"), weight=Decimal("0.7"), parameters=("t: [0, 0.5]",)),
        MergeMention(model=ModelReference("a/z")),
    ]


def test_the_source_of_the_tokenizer() -> None:
    reading = _merge(
        "merge_method: linear\nmodels: [{model: a/x}]\ntokenizer: {source: union, tokens: {'<a>': {}}}\n"
    )
    assert settings(reading) == {"tokenizer_source": "union"}
    assert only(reading, "setting").locator == "tokenizer.source"


def test_experts_are_parts_and_their_prompts_stay_out() -> None:
    reading = _merge(
        "base_model: a/x\ngate_mode: hidden\nexperts_per_token: 2\ndtype: float16\nexperts:\n"
        "  - source_model: a/x\n    positive_prompts: ['write to me']\n  - source_model: a/y\n  - positive_prompts: []\n"
        "shared_experts: [{source_model: a/z, residual_scale: 0.1}]\n"
    )
    assert values(reading, "step-kind") == ["Merging"]
    assert values(reading, "method") == ["mixture of experts"]
    assert [(part.model.raw, part.parameters) for part in values(reading, "merge-weights")] == [
        ("a/x", ("experts",)),
        ("a/y", ("experts",)),
        ("a/z", ("shared_experts", "residual_scale: 0.1")),
        ("a/x", ("base_model",)),
    ]
    assert [model.raw for model in values(reading, "base-model")] == ["a/x", "a/y", "a/z"]
    assert settings(reading) == {"gate_mode": "hidden", "experts_per_token": 2, "dtype": "float16"}
    assert codes(reading) == ["FTL-R035"]
    assert "write to me" not in str(reading.claims)


MULTI = """\
name: first-meadow
merge_method: linear
models: [{model: a/x, parameters: {weight: 1}}, {model: a/y, parameters: {weight: 0.5}}]
---
name: second-meadow
merge_method: slerp
base_model: first-meadow
models: [{model: a/z}]
parameters: {t: 0.5}
---
merge_method: dare_ties
base_model: first-meadow
models: [{model: second-meadow, parameters: {weight: 0.5, density: 0.6}}, {model: a/w}]
"""


def test_documents_of_one_file_are_merges_that_build_on_each_other(tmp_path: Path) -> None:
    (tmp_path / "meadows.yaml").write_text(MULTI)
    lineage = read_lineage(tmp_path)
    first, second, last = lineage.steps
    assert [step.merge_method for step in lineage.steps] == ["linear", "slerp", "dare-ties"]
    assert [step.stage_name for step in (first, second)] == ["first-meadow", "second-meadow"]
    assert first.produced_model in second.base_models
    assert second.produced_model in last.base_models
    assert last.merge_base == first.produced_model
    assert not [problem for problem in lineage.problems if problem.code == "FTL-R034"]


def test_an_alias_bomb_spread_over_documents_ends() -> None:
    bomb = "a: &a [1,1,1,1,1,1,1,1,1,1]\n" + "".join(
        f"{name}: &{name} [" + ",".join([f"*{before}"] * 10) + "]\n" for before, name in pairwise("abcde")
    )
    reading = _merge("---\n".join([f"merge_method: linear\nmodels: []\n{bomb}"] * 50))
    assert codes(reading) == ["FTL-R030"]
    assert reading.claims == []


@pytest.mark.parametrize(
    "value", ["[]", "3", "[{source_model: 3}]", "[{source_model: a/x, residual_scale: {}}]"]
)
def test_experts_of_any_kind_raise_nothing(value: str) -> None:
    for key in ("experts", "shared_experts"):
        text = f"base_model: a/x\nexperts: [{{source_model: a/y}}]\n{key}: {value}\n"
        assert read(written("mergekit_moe_config.yml", text), KIND)
