from __future__ import annotations

import time
from decimal import Decimal
from pathlib import Path

import pytest

from lineage_rdf.claims import DatasetMention, ModelReference
from lineage_rdf.lineage import read_all
from lineage_rdf.sources.reader import InputFile, Neighbours, Reading
from lineage_rdf.sources.registry import reader_for
from tests.sources.config_cases import FIXTURES, codes, of, only, settings, values

PARENT = "nemo/grpo_reeds.yaml"
CHILD = "nemo/runs/grpo-heron-lora.yaml"


def _read(files: dict[str, str], path: str) -> Reading:
    """Read one of several files that are read together, by the reader of NeMo-RL."""
    others = Neighbours()
    others.files.update((name, InputFile(name, text.encode(), others=others)) for name, text in files.items())
    reader = reader_for(others.files[path])
    assert reader is not None
    assert reader.kind == "nemo-rl"
    return reader(others.files[path])


def _fixtures(*paths: str) -> dict[str, str]:
    return {path: (FIXTURES / path).read_text(encoding="utf-8") for path in paths}


def test_values_are_taken_over_with_the_file_they_stand_in() -> None:
    reading = _read(_fixtures(PARENT, CHILD), CHILD)
    assert only(reading, "base-model").value == ModelReference("pondlab/heron-7b")
    assert only(reading, "base-model").source.path == CHILD
    training, held_out = of(reading, "dataset")
    assert training.value == DatasetMention(raw="reedbed/marsh-sums", splits=("train",))
    assert held_out.value == DatasetMention(raw="BogExam", roles=("validation",))
    assert {claim.source.path for claim in (training, held_out)} == {PARENT}
    assert all(claim.stage == "nemo/runs" for claim in reading.claims)
    assert only(reading, "checkpoint").value == ModelReference("results/pondlab/heron-7b")
    assert not codes(reading)


def test_own_values_win_and_unused_backends_set_nothing() -> None:
    found = settings(_read(_fixtures(PARENT, CHILD), CHILD))
    assert found["grpo.max_num_steps"] == 50
    assert found["policy.optimizer.kwargs.lr"] == Decimal("0.0000030")
    assert found["policy.generation.max_new_tokens"] == 600
    assert found["policy.dtensor_cfg.lora_cfg.dim"] == 8
    assert not [key for key in found if "megatron" in key or "logger" in key]


def test_an_adapter_that_is_switched_on_and_one_that_is_not() -> None:
    assert values(_read(_fixtures(PARENT, CHILD), CHILD), "parameterization") == ["lora"]
    alone = _read(_fixtures(PARENT), PARENT)
    assert [(claim.value, claim.inferred) for claim in of(alone, "parameterization")] == [("full", True)]
    assert "policy.dtensor_cfg.lora_cfg.dim" not in settings(alone)
    assert (only(alone, "objective").value, only(alone, "objective").inferred) == ("grpo", False)


def test_nothing_is_concluded_from_silence_while_a_parent_is_missing() -> None:
    text = "defaults: base.yaml\npolicy:\n  model_name: pondlab/heron-3b\n"
    reading = _read({"dpo-x.yaml": text}, "dpo-x.yaml")
    assert codes(reading) == ["FTL-R090"]
    assert not of(reading, "parameterization")
    assert [(claim.value, claim.inferred) for claim in of(reading, "objective")] == [("dpo", True)]


@pytest.mark.parametrize(
    "reference", ["/etc/base.yaml", "../../outside.yaml", "~/base.yaml", "notes.md", "own.yaml"]
)
def test_only_files_that_are_read_together_are_followed(reference: str) -> None:
    text = f"defaults: {reference if reference.endswith('.yaml') else f'[x.yaml, {reference}]'}\npolicy: {{model_name: a/b}}\n"
    reading = _read({"runs/own.yaml": text, "runs/notes.md": "policy: 1"}, "runs/own.yaml")
    assert set(codes(reading)) == {"FTL-R090"}
    assert values(reading, "base-model") == [ModelReference("a/b")]


def test_of_several_parents_the_last_wins_and_a_marked_section_takes_nothing_over() -> None:
    files = {
        "p/a.yaml": "policy: {model_name: a/a, train_micro_batch_size: 1}\ncluster: {gpus_per_node: 1}\nsft: {seed: 1}\n",
        "p/b.yaml": "policy: {model_name: a/b}\n",
        "own.yaml": "defaults: [p/a.yaml, p/b.yaml]\ncluster: {_override_: true, num_nodes: 3}\n",
    }
    reading = _read(files, "own.yaml")
    assert values(reading, "base-model") == [ModelReference("a/b")]
    assert settings(reading).keys() == {"policy.train_micro_batch_size", "cluster.num_nodes", "seed"}


def test_a_value_ends_the_section_it_stands_for() -> None:
    files = {
        "p/a.yaml": "policy: {model_name: a/a, optimizer: {kwargs: {lr: 1.0}}}\nsft: {seed: 1}\n",
        "own.yaml": "defaults: p/a.yaml\npolicy: {optimizer: null}\n",
    }
    assert settings(_read(files, "own.yaml")).keys() == {"seed"}


def test_many_parents_end_soon() -> None:
    files = {
        f"f{at}.yaml": f"defaults: [f{at + 1}.yaml, f{at + 1}.yaml]\npolicy: {{a: 1}}\n" for at in range(40)
    }
    before = time.process_time()
    reading = _read({f"r/{name}": text for name, text in files.items()}, "r/f0.yaml")
    assert time.process_time() - before < 2  # seconds of this process; work that multiplies takes longer
    assert "FTL-R090" in codes(reading)


def test_a_folder_with_a_configuration_and_the_one_it_goes_on_from(tmp_path: Path) -> None:
    for path in (PARENT, CHILD):
        place = tmp_path / Path(path).name
        place.write_text((FIXTURES / path).read_text(encoding="utf-8").replace("../", "./"), encoding="utf-8")
    (lineage,) = read_all(tmp_path)
    assert [problem.code for problem in lineage.problems] == ["FTL-R091", "FTL-R156"]
    assert "heron-7b" in str(lineage.record)
