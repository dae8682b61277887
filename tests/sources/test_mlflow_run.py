from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage_rdf.claims import CodeMention, DatasetMention, ModelReference, ResultMention
from lineage_rdf.lineage import read_all
from lineage_rdf.reading.run_folder import MAX_BYTES, MAX_FILES, run_parts
from lineage_rdf.reading.scan import read_input, scan_folder
from lineage_rdf.sources.mlflow_run import READER
from lineage_rdf.sources.reader import InputFile, Reading
from lineage_rdf.sources.registry import reader_for
from tests.sources.config_cases import codes, of, only, read, settings, values, written
from tests.sources.tracker_cases import TRACKERS

RUN = "0/0123456789abcdef0123456789abcdef"
META = (TRACKERS / "mlruns" / RUN / "meta.yaml").read_bytes()


@pytest.fixture(scope="module")
def reading() -> Reading:
    (file,) = (file for file in scan_folder(TRACKERS / "mlruns").files if file.path == f"{RUN}/meta.yaml")
    return read(file, "mlflow-run")


def test_parameters(reading: Reading) -> None:
    assert values(reading, "base-model") == [ModelReference("tide-lab/anchor-1b")]
    assert only(reading, "base-model").inferred
    assert only(reading, "base-model").locator == "params/_name_or_path"
    assert values(reading, "dataset") == [DatasetMention(raw="tide-lab/harbour-notes")]
    assert settings(reading) == {"learning_rate": Decimal("2e-05"), "num_train_epochs": 3, "fp16": True}


def test_the_last_value_of_each_metric(reading: Reading) -> None:
    assert values(reading, "evaluation-result") == [
        ResultMention(metric="eval_accuracy", value=Decimal("0.75")),
        ResultMention(metric="eval_loss", value=Decimal("0.5")),
    ]
    assert of(reading, "evaluation-result")[0].locator == "metrics/eval/accuracy"


def test_about_the_run(reading: Reading) -> None:
    assert values(reading, "stage-name") == ["calm-otter-12"]
    assert values(reading, "started") == ["2026-01-02T03:04:05Z"]
    assert values(reading, "ended") == ["2026-01-02T04:04:05Z"]
    assert values(reading, "outcome") == ["succeeded"]
    assert values(reading, "code-revision") == [
        CodeMention(revision="0123456789abcdef0123456789abcdef01234567")
    ]


def test_one_run_is_one_source_and_no_person_is_in_the_lineage(reading: Reading) -> None:
    assert len({claim.source for claim in reading.claims}) == 1
    (lineage,) = read_all(TRACKERS / "mlruns")
    assert "someone" not in lineage.to_turtle()


def test_the_digest_covers_every_file_of_the_run(tmp_path: Path) -> None:
    (tmp_path / "params").mkdir()
    (tmp_path / "meta.yaml").write_bytes(META)
    digests = set()
    for value in ("1", "2"):
        (tmp_path / "params" / "seed").write_text(value)
        file = read_input(tmp_path / "meta.yaml", "meta.yaml")
        assert file is not None
        digests.add(file.sha256)
    assert len(digests) == 2


def test_the_file_of_a_run_can_be_named_alone() -> None:
    (lineage,) = read_all(TRACKERS / "mlruns" / RUN / "meta.yaml")
    assert lineage.record.steps[0].base_models == ("https://huggingface.co/tide-lab/anchor-1b",)


def test_links_pipes_and_long_values_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "params").mkdir()
    (tmp_path / "metrics").mkdir()
    (tmp_path / "tags").symlink_to("/etc")
    (tmp_path / "params" / "link").symlink_to("/etc/hostname")
    (tmp_path / "params" / "long").write_text("x" * (MAX_BYTES + 1))
    (tmp_path / "params" / "seed").write_text("7")
    (tmp_path / "metrics" / "eval_loss").write_text("1 0.5 1\n" * MAX_BYTES + "2 0.25 2\n")
    os.mkfifo(tmp_path / "params" / "pipe")
    parts = dict(run_parts(tmp_path))
    assert sorted(parts) == ["metrics/eval_loss", "params/seed"]
    assert parts["metrics/eval_loss"].endswith(b"2 0.25 2\n")


def test_the_number_of_files_is_bounded(tmp_path: Path) -> None:
    (tmp_path / "params").mkdir()
    for number in range(MAX_FILES + 5):
        (tmp_path / "params" / f"p{number}").touch()
    assert len(run_parts(tmp_path)) == MAX_FILES


def test_runs_that_are_no_fine_tuning_or_deleted_are_left_aside() -> None:
    other = InputFile("meta.yaml", META, parts=(("params/alpha", b"0.5"), ("metrics/rmse", b"1 0.7 0")))
    deleted = written("meta.yaml", META.decode().replace("active", "deleted"))
    for file in (other, deleted):
        reading = read(file, "mlflow-run")
        assert not reading.claims
        assert codes(reading) == ["FTL-R123"]


def test_an_experiment_is_no_run() -> None:
    assert reader_for(written("meta.yaml", (TRACKERS / "mlruns/0/meta.yaml").read_text())) is None


_NAMES = st.sampled_from(["params/learning_rate", "params/model_name_or_path", "params/seed", "metrics/eval_loss",
                          "metrics/a/b", "tags/mlflow.source.git.commit", "params/", "x"])  # fmt: skip


@given(st.dictionaries(_NAMES, st.binary(max_size=30)), st.binary(max_size=60))
def test_no_bytes_make_the_reader_raise(parts: dict[str, bytes], more: bytes) -> None:
    reading = READER(InputFile("meta.yaml", META + more, parts=tuple(sorted(parts.items()))))
    assert all(claim.locator for claim in reading.claims)


def test_a_saved_adapter_names_its_base() -> None:
    text = (
        "flavors:\n  transformers:\n    source_model_name: tide-lab/anchor-1b\n    peft_adaptor: peft\n"
        "    transformers_version: 4.44.2\n"
    )
    reading = read(written("m/MLmodel", text), "mlmodel")
    assert (
        values(reading, "adapter-for")
        == values(reading, "base-model")
        == [ModelReference("tide-lab/anchor-1b")]
    )
    assert not only(reading, "base-model").inferred
    reading = read(written("m/MLmodel", text.replace("    peft_adaptor: peft\n", "")), "mlmodel")
    assert only(reading, "base-model").inferred
    assert not of(reading, "adapter-for")


@pytest.mark.parametrize("text", ["flavors:\n  sklearn: {}\n", "flavors: [transformers]\n"])
def test_other_saved_models_have_no_reader(text: str) -> None:
    assert reader_for(written("MLmodel", text)) is None


@given(st.text(max_size=80))
def test_no_text_makes_the_reader_of_saved_models_raise(text: str) -> None:
    read(written("MLmodel", f"flavors:\n  transformers:\n    source_model_name: {text}\n"), "mlmodel")
