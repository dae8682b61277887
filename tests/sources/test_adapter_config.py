from __future__ import annotations

import json
from decimal import Decimal

import pytest

from lineage_rdf.claims import ModelReference, Trust
from lineage_rdf.sources.reader import Reading
from lineage_rdf.vocabulary.schemes import members
from tests.sources.config_cases import codes, fixture, of, only, read, settings, values, written

KIND = "adapter-config"


def _read(**keys: object) -> Reading:
    return read(written("out/adapter_config.json", json.dumps({"peft_type": "LORA", **keys})), KIND)


def test_base_and_the_model_the_adapter_is_for_are_both_stated() -> None:
    reading = read(fixture("adapter_config.json"), KIND)
    model = ModelReference("pondlab/heron-3b", revision="v2")
    assert only(reading, "adapter-for").value == model
    assert not only(reading, "adapter-for").inferred
    base = only(reading, "base-model")
    assert base.value == model
    assert not base.inferred
    assert base.locator == "$.base_model_name_or_path"
    assert base.trust is Trust.MACHINE_STATE
    assert only(reading, "step-kind").inferred


def test_settings_keep_names_and_numbers_and_drop_what_is_not_set() -> None:
    found = settings(read(fixture("adapter_config.json"), KIND))
    assert found["r"] == 12
    assert found["lora_dropout"] == Decimal("0.10000000149011612")
    assert found["target_modules"] == ("k_proj", "q_proj", "v_proj")
    assert found["use_rslora"] is False
    assert not {"modules_to_save", "alpha_pattern", "inference_mode", "peft_type", "revision"} & found.keys()


def test_the_flag_for_dora_names_the_method_and_the_version_has_no_commit() -> None:
    reading = read(fixture("adapter_config.json"), KIND)
    assert values(reading, "parameterization") == ["dora"]
    version = only(reading, "software-versions")
    assert (version.key, version.value) == ("peft", "0.99.1.dev0")


def test_target_modules_as_one_expression_stay_text() -> None:
    pattern = r"model.layers.[\d]+.(mlp|attn).(up|q)_proj"
    assert settings(_read(target_modules=pattern))["target_modules"] == pattern


@pytest.mark.parametrize("base", [None, "None", "", "null", 3])
def test_no_base(base: object) -> None:
    reading = _read(base_model_name_or_path=base)
    assert not of(reading, "base-model")
    assert codes(reading) == ["FTL-R035"]


@pytest.mark.parametrize("base", ["/root/models/x", "../x", "D:\\Model\\x", "D:/m/x", "~/x", "saves/a/b"])
def test_places_on_a_disk_are_kept_and_reported(base: str) -> None:
    reading = _read(base_model_name_or_path=base)
    assert values(reading, "adapter-for") == [ModelReference(base)]
    assert codes(reading) == ["FTL-R034"]


@pytest.mark.parametrize(
    "base", ["org/x", "gpt2", "https://huggingface.co/org/x", "/c/models--a--b/snapshots/1f/"]
)
def test_what_others_can_follow_is_no_problem(base: str) -> None:
    assert codes(_read(base_model_name_or_path=base)) == []


def test_the_mark_of_a_library_is_no_revision() -> None:
    reading = _read(base_model_name_or_path="org/x", revision="unsloth")
    assert values(reading, "adapter-for") == [ModelReference("org/x")]
    assert codes(reading) == ["FTL-R036"]


def test_every_type_of_peft_has_its_notation() -> None:
    known = members("parameterization")
    names = [
        "PREFIX_TUNING",
        "CPT",
        "IA3",
        "ADALORA",
        "BOFT",
        "VBLORA",
        "LN_TUNING",
        "MULTITASK_PROMPT_TUNING",
        "ADAPTION_PROMPT",
    ]
    found = {name: values(_read(peft_type=name), "parameterization") for name in names}
    assert all(len(notations) == 1 and notations[0] in known for notations in found.values())
    assert found["CPT"] == ["context-aware-prompt-tuning"]
    assert found["PREFIX_TUNING"] == ["prefix-tuning"]


def test_an_unknown_type_is_kept_in_words() -> None:
    reading = _read(base_model_name_or_path="org/x", peft_type="MARSHTUNING")
    assert values(reading, "method") == ["MARSHTUNING"]
    assert codes(reading) == ["FTL-R037"]


@pytest.mark.parametrize("text", ["", "{", "[]", "3", '{"r": 1e}', "\0", '"x"'])
def test_broken_files_give_a_problem_and_no_claim(text: str) -> None:
    reading = read(written("adapter_config.json", text), KIND)
    assert reading.claims == []
    assert len(reading.problems) == 1


def test_a_key_that_stands_twice_is_reported_with_its_line() -> None:
    reading = read(written("adapter_config.json", '{\n"peft_type": "LORA",\n"r": 1,\n"r": 2}'), KIND)
    assert settings(reading) == {"r": 2}
    assert [(p.code, p.locator) for p in reading.problems][:1] == [("FTL-R031", "line 3")]
