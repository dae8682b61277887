"""Cards that repeat another model's card, and cards that say which models wrote their data."""

from __future__ import annotations

from tests.sources.card_reading import codes, raws, read, values

ORIGINAL = (
    "# Original model card\n\n"
    "This model is a fine-tuned version of [a/first](https://huggingface.co/a/first) on the glue dataset.\n"
)


def test_what_is_copied_from_the_original_is_not_of_this_model() -> None:
    reading = read(f"---\nbase_model: a/chat\nquantized_by: someone\n---\n\n# chat in GGUF\n\n{ORIGINAL}")
    assert (raws(reading, "base-model"), values(reading, "step-kind")) == (["a/chat"], ["Quantizing"])
    assert values(reading, "dataset") == values(reading, "objective") == []
    assert raws(read(ORIGINAL.replace("# Original model card", "# M")), "base-model") == ["a/first"]


def test_training_data_are_not_those_of_quantising() -> None:
    reading = read(
        "---\nbase_model: a/chat\nbase_model_relation: quantized\ndatasets: [a/data]\ntags: [dpo]\n---\n# M\n"
    )
    assert (values(reading, "dataset"), values(reading, "objective")) == ([], [])
    assert codes(reading) == ["FTL-R140"]


def test_a_model_by_its_own_name_goes_through_stages() -> None:
    told = "was first fine-tuned with SFT on a/chats, and then aligned with DPO on a/pairs.\n"
    assert values(read(f"# Heron-7B\n\nHeron-7B {told}"), "step-order") == [1, 2]
    assert values(read(f"# Heron-7B\n\nRival-7B {told}"), "step-order") == []


def test_an_adapter_card_names_its_own_repository() -> None:
    reading = read(
        "These are a/mine LoRA adaption weights for a/pictures. The weights were trained using DreamBooth.\n"
    )
    assert (raws(reading, "checkpoint"), raws(reading, "base-model")) == (["a/mine"], ["a/pictures"])
    assert raws(read("These are a/pictures LoRA adaption weights for a/pictures.\n"), "checkpoint") == []
