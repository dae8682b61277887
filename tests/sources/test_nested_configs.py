from __future__ import annotations

import time
from decimal import Decimal

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from lineage_rdf.claims import DatasetMention, ModelReference
from lineage_rdf.sources.config_nested import flatten, interpolate, switched_off
from lineage_rdf.sources.reader import InputFile, Reading
from lineage_rdf.sources.registry import reader_for
from tests.sources.config_cases import FIXTURES, codes, fixture, of, only, read, settings, values, written

NESTED = {
    "torchtune_lora_dpo.yaml": "torchtune",
    "nemo/grpo_reeds.yaml": "nemo-rl",
    "automodel_peft.yaml": "nemo-automodel",
    "oumi_qlora.yaml": "oumi",
    "swift/dpo.yaml": "ms-swift",
    "swift/args.json": "ms-swift",
}


def _changed(path: str, kind: str, *changes: tuple[str, str]) -> Reading:
    text = (FIXTURES / path).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return read(written(path, text), kind)


def test_paths_and_references() -> None:
    flat = flatten({"a": {"b": 2, "c": "${a.b}", "d": "${.b}-${..e}"}, "e": "x", "f": "${oc.env:HOME}"})
    assert interpolate(flat) == {"a.b": 2, "a.c": 2, "a.d": "2-x", "e": "x", "f": None}


def test_references_that_lead_nowhere_or_in_a_circle_leave_nothing() -> None:
    flat = {
        "a": "${b}",
        "b": "${a}",
        "c": "${c}",
        "d": "${none}",
        "e": "${mul:${f}, 2}",
        "f": 3,
        "g": "${f",
        "h": 1,
    }
    assert interpolate(flat) == {**dict.fromkeys("abcdeg"), "f": 3, "h": 1}


def test_references_that_multiply_end_soon() -> None:
    flat = {f"k{at}": f"${{k{at + 1}}}" * 50 for at in range(5000)} | {"k5000": "x"}
    before = time.process_time()
    interpolate(flat)
    assert time.process_time() - before < 2  # seconds of this process; work that multiplies takes longer


def test_switched_off_sections() -> None:
    assert switched_off({"a.enabled": False, "b.enabled": True, "enabled": False, "c": 1}) == {"a"}


def test_torchtune_names_a_base_by_its_folder() -> None:
    reading = read(fixture("torchtune_lora_dpo.yaml"), "torchtune")
    assert values(reading, "base-model") == [ModelReference("/scratch/models/heron-3b/")]
    assert values(reading, "adapter-for") == [ModelReference("/scratch/models/heron-3b/")]
    assert codes(reading) == ["FTL-R034"]
    assert (only(reading, "objective").value, only(reading, "objective").inferred) == ("dpo", False)
    assert (only(reading, "parameterization").value, only(reading, "parameterization").inferred) == (
        "lora",
        False,
    )
    assert only(reading, "checkpoint").value == ModelReference("/scratch/heron/dpo")


def test_torchtune_data_and_what_a_builder_loads_by_default() -> None:
    reading = read(fixture("torchtune_lora_dpo.yaml"), "torchtune")
    found = [(claim.value.raw, claim.value.splits, claim.inferred) for claim in of(reading, "dataset")]
    assert found == [
        ("reedbed/marsh-pairs", ("train",), False),
        ("bog/pairs.json", (), False),
        ("lvwerra/stack-exchange-paired", (), True),
    ]
    assert {claim.value.roles for claim in of(reading, "dataset")} == {("preference",)}


def test_torchtune_settings_follow_references_and_leave_unused_sections_out() -> None:
    found = settings(read(fixture("torchtune_lora_dpo.yaml"), "torchtune"))
    assert found["optimizer.lr"] == Decimal("0.00004")
    assert found["beta"] == Decimal("0.2")
    assert (found["model.lora_rank"], found["batch_size_val"]) == (12, 3)
    assert not [key for key in found if "profiler" in key or "dir" in key]


@pytest.mark.parametrize(
    ("builder", "more", "way", "inferred"),
    [
        ("heron_3b", "", "full", True),
        ("qlora_heron_3b", "", "qlora", False),
        ("lora_heron_3b", "  quantize_base: true", "qlora", True),
        ("lora_heron_3b", "  use_dora: true", "dora", False),
    ],
)
def test_torchtune_builders_tell_what_is_trained(builder: str, more: str, way: str, inferred: bool) -> None:
    component = "_component_: torchtune.models.heron."
    reading = _changed(
        "torchtune_lora_dpo.yaml", "torchtune", (f"{component}lora_heron_3b", f"{component}{builder}\n{more}")
    )
    assert [(claim.value, claim.inferred) for claim in of(reading, "parameterization")] == [(way, inferred)]
    assert ("model.lora_rank" in settings(reading)) == (way != "full")


@pytest.mark.parametrize(
    ("loss", "data", "objective"),
    [
        ("torchtune.modules.loss.LinearCrossEntropyLoss", "chat_dataset", "sft"),
        (
            "torchtune.modules.loss.CEWithChunkedOutputLoss",
            "text_completion_dataset",
            "continued-pretraining",
        ),
        ("torchtune.rlhf.loss.ReedLoss", "chat_dataset", None),
    ],
)
def test_torchtune_losses_suggest_or_leave_open(loss: str, data: str, objective: str | None) -> None:
    text = (
        f"model: {{_component_: torchtune.models.heron.heron_3b}}\ncheckpointer: {{checkpoint_dir: /m/heron}}\n"
        f"dataset:\n  _component_: torchtune.datasets.{data}\n  source: org/d\nloss: {{_component_: {loss}}}\n"
        "optimizer: {lr: 1e-5}\n"
    )
    reading = read(written("c.yaml", text), "torchtune")
    assert values(reading, "objective") == ([objective] if objective else [])
    assert all(claim.inferred for claim in of(reading, "objective"))
    assert values(reading, "method") == ([] if objective else ["ReedLoss"])


def test_torchtune_distillation_names_its_teacher() -> None:
    reading = _changed(
        "torchtune_lora_dpo.yaml",
        "torchtune",
        ("epochs: 2", "teacher_checkpointer: {checkpoint_dir: /m/crane-9b}\nkd_loss: {_component_: x.KL}"),
    )
    assert values(reading, "objective") == ["distillation"]
    assert values(reading, "step-kind") == ["Distilling"]
    assert values(reading, "teacher-model") == [ModelReference("/m/crane-9b")]


def test_torchtune_configurations_that_train_nothing() -> None:
    text = "model: {_component_: x}\ncheckpointer: {checkpoint_dir: /m/heron}\nprompt: hello\n"
    reading = read(written("generation.yaml", text), "torchtune")
    assert (codes(reading), reading.claims) == (["FTL-R039"], [])


def test_automodel() -> None:
    reading = read(fixture("automodel_peft.yaml"), "nemo-automodel")
    assert (
        values(reading, "base-model")
        == values(reading, "adapter-for")
        == [ModelReference("pondlab/heron-3b")]
    )
    assert (only(reading, "objective").value, only(reading, "objective").inferred) == ("sft", True)
    assert (only(reading, "parameterization").value, only(reading, "parameterization").inferred) == (
        "lora",
        False,
    )
    assert values(reading, "dataset") == [
        DatasetMention(raw="reedbed/marsh-questions", splits=("train",)),
        DatasetMention(raw="reedbed/marsh-questions", roles=("validation",), splits=("test",)),
    ]
    assert values(reading, "checkpoint") == [ModelReference("./checkpoints/heron")]
    found = settings(reading)
    assert (found["max_steps"], found["peft.dim"], found["global_batch_size"]) == (120, 12, 48)
    assert found["optimizer.lr"] == Decimal("0.00002")


def test_automodel_from_scratch_has_no_base() -> None:
    reading = _changed("automodel_peft.yaml", "nemo-automodel", (".from_pretrained", ".from_config"))
    assert values(reading, "step-kind") == ["PreTraining"]
    assert not of(reading, "base-model") + of(reading, "parameterization")
    assert of(reading, "dataset")[0].value.roles == ("corpus",)


def test_automodel_that_measures_speed_trains_nothing() -> None:
    reading = _changed("automodel_peft.yaml", "nemo-automodel", ("TrainFinetuneRecipe", "BenchmarkingRecipe"))
    assert (codes(reading), reading.claims) == (["FTL-R039"], [])


def test_oumi() -> None:
    reading = read(fixture("oumi_qlora.yaml"), "oumi")
    assert values(reading, "base-model") == [ModelReference("pondlab/heron-3b")]
    assert (only(reading, "objective").value, only(reading, "objective").inferred) == ("sft", False)
    assert (only(reading, "parameterization").value, only(reading, "parameterization").inferred) == (
        "qlora",
        False,
    )
    assert values(reading, "dataset") == [
        DatasetMention(
            raw="reedbed/marsh-questions",
            splits=("train",),
            example_count=4000,
            mixture_share=Decimal("0.75"),
        ),
        DatasetMention(raw="data/bog.jsonl", mixture_share=Decimal("0.25")),
        DatasetMention(raw="reedbed/marsh-questions", roles=("validation",), splits=("test",)),
    ]
    assert codes(reading) == ["FTL-R038"]
    found = settings(reading)
    assert (found["learning_rate"], found["optimizer"], found["lora_r"]) == (
        Decimal("0.0003"),
        "adamw_torch",
        12,
    )
    assert only(reading, "checkpoint").value == ModelReference("./output/heron.qlora")


@pytest.mark.parametrize(
    ("trainer", "objective", "method"),
    [("TRL_DPO", ["dpo"], []), ("OUMI", [], []), ("REED_TRAINER", [], ["REED_TRAINER"])],
)
def test_oumi_trainers(trainer: str, objective: list[str], method: list[str]) -> None:
    reading = _changed("oumi_qlora.yaml", "oumi", ("TRL_SFT", trainer))
    assert (values(reading, "objective"), values(reading, "method")) == (objective, method)


def test_oumi_without_adapter_or_without_weights() -> None:
    full = _changed("oumi_qlora.yaml", "oumi", ("use_peft: true", "use_peft: false"))
    assert (values(full, "parameterization"), "lora_r" in settings(full)) == (["full"], False)
    scratch = _changed(
        "oumi_qlora.yaml",
        "oumi",
        ("  model_max_length", "  load_pretrained_weights: false\n  model_max_length"),
    )
    assert values(scratch, "step-kind") == ["PreTraining"]
    assert not of(scratch, "base-model")


@pytest.mark.parametrize("section", ["tasks: []", "generation: {}", "engine: VLLM"])
def test_oumi_configurations_for_measuring_and_running_have_no_reader(section: str) -> None:
    assert reader_for(written("eval.yaml", f"model:\n  model_name: org/x\n{section}\n")) is None


def test_swift_names_are_those_of_modelscope() -> None:
    reading = read(fixture("swift/dpo.yaml"), "ms-swift")
    base = only(reading, "base-model")
    assert (base.value, base.inferred) == (ModelReference("pondlab/heron-3b"), True)
    assert (only(reading, "objective").value, only(reading, "objective").inferred) == ("dpo", False)
    found = [(claim.value, claim.inferred) for claim in of(reading, "dataset")]
    role = ("preference",)
    assert found == [
        (DatasetMention(raw="reedbed/marsh-pairs", roles=role, example_count=400), True),
        (DatasetMention(raw="reedbed/bog-pairs", roles=role, configuration="plain"), False),
        (DatasetMention(raw="ms::fenlab/fen-pairs", roles=role), False),
        (DatasetMention(raw="data/own:pairs.jsonl", roles=role, example_count=20), False),
    ]
    assert codes(reading) == ["FTL-R092"]
    assert settings(reading) == {"learning_rate": Decimal("0.00002"), "lora_rank": 12}


def test_swift_arguments_beside_a_result() -> None:
    reading = read(fixture("swift/args.json"), "ms-swift")
    base = only(reading, "base-model")
    assert (base.value, base.inferred) == (ModelReference("pondlab/heron-3b", revision="first"), False)
    assert (only(reading, "objective").value, only(reading, "objective").inferred) == ("sft", True)
    assert (only(reading, "parameterization").value, only(reading, "parameterization").inferred) == (
        "full",
        False,
    )
    assert [claim.value.roles for claim in of(reading, "dataset")] == [("training",), ("validation",)]
    assert {claim.key for claim in of(reading, "checkpoint")} == {"hub_model_id", "output_dir"}
    assert settings(reading).keys() == {"learning_rate", "num_train_epochs"}
    assert not codes(reading)


@pytest.mark.parametrize(
    ("tuner", "parameterization", "method"),
    [("adapter", ["adapter-tuning"], []), ("vera", ["vera"], []), ("longlora", [], ["longlora"])],
)
def test_swift_ways_of_tuning(tuner: str, parameterization: list[str], method: list[str]) -> None:
    reading = _changed("swift/dpo.yaml", "ms-swift", ("train_type: lora", f"tuner_type: {tuner}"))
    assert (values(reading, "parameterization"), values(reading, "method")) == (parameterization, method)


@pytest.mark.parametrize(("path", "kind"), sorted(NESTED.items()))
def test_each_line_may_be_missing(path: str, kind: str) -> None:
    lines = (FIXTURES / path).read_text(encoding="utf-8").splitlines()
    for at in range(len(lines)):
        file = written(path, "\n".join(lines[:at] + lines[at + 1 :]))
        reader = reader_for(file)
        if reader is not None:
            assert all(claim.locator for claim in reader(file).claims)


_ODD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["${a}", "1e-5"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@given(st.sampled_from(sorted(NESTED)), st.integers(0, 60), _ODD)
def test_any_value_in_any_place_raises_nothing(path: str, place: int, odd: object) -> None:
    value = yaml.safe_load((FIXTURES / path).read_text(encoding="utf-8"))
    holders = [(holder, key) for holder in _holders(value) for key in holder]
    holder, key = holders[place % len(holders)]
    holder[key] = odd
    data = yaml.safe_dump(value, allow_unicode=True).encode("utf-8", "replace")
    reader = reader_for(file := InputFile("x/train.yaml", data))
    if reader is not None:
        assert all(claim.locator and claim.source.path == "x/train.yaml" for claim in reader(file).claims)


def _holders(value: object) -> list[dict[str, object]]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    own = [value] if isinstance(value, dict) else []
    return own + [holder for item in inner for holder in _holders(item)]
