from __future__ import annotations

from decimal import Decimal

import pytest

from lineage_rdf.claims import MergeMention, ModelReference, Trust
from lineage_rdf.sources import mergekit
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
    assert mergekit.parse_model(value) == (model, adapter)


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


@pytest.mark.parametrize("key", ["models", "slices", "base_model", "parameters", "modules", "dtype"])
@pytest.mark.parametrize("value", ["[]", "{}", "[[1]]", "{a: {b: 1}}", "3", "null", "''", "[{sources: 3}]"])
def test_values_of_any_kind_raise_nothing(key: str, value: str) -> None:
    assert of(read(written("mergekit_config.yml", f"merge_method: ties\n{key}: {value}"), KIND), "step-kind")
