"""Pipelines of distilabel tell which models wrote synthetic data."""

from __future__ import annotations

from pathlib import Path

import pytest

from lineage_rdf.claims import DatasetMention, ModelReference
from lineage_rdf.lineage import read_all
from tests.sources.config_cases import FIXTURES, codes, fixture, of, only, read, values, written

KIND = "distilabel"


def test_models_that_write_data_under_the_name_of_the_data() -> None:
    reading = read(fixture("pipeline.yaml"), KIND)
    assert values(reading, "generator-model") == [
        ModelReference("reedbed/bittern-70b", revision="it-third"),
        ModelReference("gpt-4o-mini", service="openai"),
    ]
    assert {claim.key for claim in reading.claims} == {"pondlab/reed-answers"}
    assert [claim.locator for claim in of(reading, "generator-model")] == [
        "pipeline.steps[1]",
        "pipeline.steps[2]",
    ]
    source = DatasetMention(raw="pondlab/reed-questions", roles=(), splits=("train",))
    assert only(reading, "source-dataset").value == source
    assert "secretary" not in str(reading.claims)


@pytest.mark.parametrize("folder", ["", "data"])
def test_they_become_the_making_of_a_dataset(tmp_path: Path, folder: str) -> None:
    (tmp_path / "README.md").write_text(
        "---\nbase_model: pondlab/heron-3b\ndatasets: pondlab/reed-answers\n---\n"
    )
    (tmp_path / folder).mkdir(exist_ok=True)
    (tmp_path / folder / "pipeline.yaml").write_bytes((FIXTURES / "pipeline.yaml").read_bytes())
    (lineage,) = read_all(tmp_path)
    (making,) = lineage.record.activities
    (step,) = lineage.steps
    assert making.kind == "DatasetPreparation"
    assert making.produced_dataset == "https://huggingface.co/datasets/pondlab/reed-answers"
    assert making.source_datasets == ("https://huggingface.co/datasets/pondlab/reed-questions",)
    assert making.generator_models[0] == "https://huggingface.co/reedbed/bittern-70b/tree/it-third"
    assert [lineage.record.model(iri).name for iri in making.generator_models[1:]] == ["gpt-4o-mini"]
    assert [use.dataset for use in step.dataset_uses] == [making.produced_dataset]
    assert lineage.check().conforms


def test_a_pipeline_alone_is_no_step(tmp_path: Path) -> None:
    (tmp_path / "pipeline.yaml").write_bytes((FIXTURES / "pipeline.yaml").read_bytes())
    (lineage,) = read_all(tmp_path)
    assert lineage.steps == ()
    assert [activity.kind for activity in lineage.record.activities] == ["DatasetPreparation"]


def test_models_of_a_mixture_and_of_a_server_of_ones_own() -> None:
    text = (
        '{"distilabel": {}, "pipeline": {"steps": [{"step": {"llm": {"type_info": {"module": '
        '"distilabel.llms.moa", "name": "MixtureOfAgentsLLM"}, "proposers_llms": [{"model_id": "a/x", '
        '"type_info": {"module": "distilabel.llms.huggingface", "name": "InferenceEndpointsLLM"}}, '
        '{"model": "served", "base_url": "http://localhost:8000/v1", '
        '"type_info": {"module": "distilabel.llms.openai", "name": "OpenAILLM"}}]}}}]}}'
    )
    reading = read(written("pipeline.json", text), KIND)
    assert values(reading, "generator-model") == [ModelReference("a/x"), ModelReference("served")]
    assert {claim.key for claim in reading.claims} == {""}


@pytest.mark.parametrize("value", ["null", "[]", "{steps: 3}", "{steps: [3, {step: [1]}, {step: {llm: 4}}]}"])
def test_without_a_model_nothing_is_told(value: str) -> None:
    reading = read(written("pipeline.yaml", f"distilabel: {{}}\npipeline: {value}\n"), KIND)
    assert reading.claims == []
    assert codes(reading) == ["FTL-R146"]
