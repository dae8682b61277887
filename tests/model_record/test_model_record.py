"""Model records: what a lineage and a card fill, and that a card gives back what a record told."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lineage_rdf.errors import InputError
from lineage_rdf.lineage import read
from lineage_rdf.model_record import FIELDS, Compute, Metric, ModelRecord, card_text, read_model_record
from lineage_rdf.model_record.crosswalk import crosswalk
from lineage_rdf.model_record.dois import doi_of, dois_in
from lineage_rdf.model_record.sections import sections_of
from tests.conftest import ROOT

SCHEMA = json.loads(
    (ROOT / "lineage_rdf" / "model_record" / "model-record.schema.json").read_text(encoding="utf-8")
)
CASRAI = (
    "intended_use out_of_scope_use training_data_doi evaluation_data_doi evaluation_metrics model_architecture base_model "
    "parameter_count training_compute_estimate ethical_considerations license"
)
FULL = ModelRecord(
    intended_use="Answering questions of sailors about tide tables.\n\nIn English and Danish, on a laptop.",
    out_of_scope_use="Navigation of a vessel without a second source.",
    training_data_doi=("https://doi.org/10.5281/zenodo.1234567", "https://doi.org/10.57967/hf/0042"),
    evaluation_data_doi=("https://doi.org/10.5281/zenodo.7654321",),
    evaluation_metrics=(
        Metric("accuracy", Decimal("0.71"), "harbour-lab/tides-test", "test"),
        Metric("bleu", Decimal("31")),
    ),
    model_architecture="LlamaForCausalLM",
    base_model=("harbour-lab/harbour-7b",),
    parameter_count=7241732096,
    training_compute_estimate=Compute(Decimal("31.4"), "steps of the lineage"),
    ethical_considerations="Heights of water are wrong by up to a metre in fjords, and nobody checked other regions.",
    license="Apache-2.0",
)


def again(record: ModelRecord, folder: Path) -> ModelRecord:
    """Return what is read of a folder that holds nothing but the card of a record."""
    (folder / "README.md").write_text(card_text(record, "harbour-tides"), encoding="utf-8")
    return read_model_record(folder)[0]


def test_the_fields_are_casrai_s_and_each_has_a_place() -> None:
    assert tuple(CASRAI.split()) == FIELDS == tuple(crosswalk()) == tuple(SCHEMA["properties"])
    assert SCHEMA["required"] == list(FIELDS)


def test_a_card_gives_back_all_that_a_record_told(tmp_path: Path) -> None:
    assert again(FULL, tmp_path) == FULL


def test_the_readers_of_claims_read_the_card_too(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(card_text(FULL, "harbour-tides"), encoding="utf-8")
    lineage = read(tmp_path)
    record, head = lineage.record, lineage.record.model(lineage.record.head_model)
    assert record.intended_use == "Answering questions of sailors about tide tables."
    assert record.out_of_scope_use == FULL.out_of_scope_use
    assert record.risk_note == FULL.ethical_considerations
    assert head is not None and head.weights_licence == FULL.license
    assert [lineage.problems, record.label(record.steps[0].base_models[0])] == [(), "harbour-lab/harbour-7b"]


SENTENCE = st.lists(
    st.sampled_from(["tides", "in", "Danish", "waters", "*and*", "(beyond)", "#one", "1.", "-", "7 m"]),
    min_size=4,
    max_size=12,
).map(lambda words: "Sailing " + " ".join(words) + ".")
TEXT = st.lists(SENTENCE, min_size=1, max_size=3).map("\n\n".join)
DOI = st.builds(
    "https://doi.org/10.{}/{}".format, st.integers(1000, 10**6), st.sampled_from(["a1", "x(12)34", "b.c-d"])
)
DOIS = st.lists(DOI, min_size=1, max_size=3, unique=True).map(tuple)
NUMBER = st.decimals(0, 10**6, places=3, allow_nan=False).map(lambda d: Decimal(repr(float(d))).normalize())
METRICS = st.lists(
    st.builds(
        Metric,
        st.sampled_from(["accuracy", "bleu", "harbour-score"]),
        NUMBER,
        st.none() | st.just("harbour-lab/tides-test"),
    ),
    min_size=1, max_size=3, unique_by=lambda metric: metric.metric,
).map(tuple)  # fmt: skip
RECORDS = st.builds(
    ModelRecord,
    intended_use=st.none() | TEXT,
    out_of_scope_use=st.none() | TEXT,
    training_data_doi=st.none() | DOIS,
    evaluation_data_doi=st.none() | DOIS,
    evaluation_metrics=st.none() | METRICS,
    model_architecture=st.none() | TEXT,
    base_model=st.sampled_from([("harbour-lab/harbour-7b",), ("harbour-lab/a", "harbour-lab/b")]),
    parameter_count=st.none() | st.integers(1, 10**15),
    training_compute_estimate=st.none()
    | st.builds(Compute, NUMBER, st.sampled_from(["whole training", "steps of the lineage"])),
    ethical_considerations=st.none() | TEXT,
    license=st.none()
    | st.sampled_from(["MIT", "LicenseRef-HF-llama3", "LicenseRef-pond-terms", "MIT AND Apache-2.0"]),
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(RECORDS)
def test_any_record_comes_back_from_its_card(tmp_path: Path, record: ModelRecord) -> None:
    def unordered(item: ModelRecord) -> dict[str, Any]:
        metrics = sorted(item.evaluation_metrics or (), key=lambda metric: metric.metric)
        return {**item.to_dict(), "evaluation_metrics": metrics or None}

    assert unordered(again(record, tmp_path)) == unordered(record)


@settings(max_examples=30)
@given(RECORDS)
def test_any_record_is_valid_and_comes_back_from_json_and_yaml(record: ModelRecord) -> None:
    data = record.to_dict()
    jsonschema.Draft202012Validator(SCHEMA).validate(data)
    assert ModelRecord.from_dict(json.loads(json.dumps(data), parse_float=Decimal)) == record
    assert ModelRecord.from_dict(yaml.safe_load(yaml.safe_dump(data))) == record


WRONG = [
    {"intended_use": ""},
    {"intended_use": 3},
    {"base_model": []},
    {"base_model": "harbour-lab/harbour-7b"},
    {"training_data_doi": ["harbour-lab/tides"]},
    {"parameter_count": 0},
    {"parameter_count": True},
    {"parameter_count": 1.5},
    {"training_compute_estimate": {"value": 1, "unit": "FLOP", "covers": "whole training"}},
    {"training_compute_estimate": {"value": -1, "unit": "exaFLOP", "covers": "whole training"}},
    {"evaluation_metrics": [{"metric": "", "value": 1, "dataset": None, "split": None}]},
    {"evaluation_metrics": [{"metric": "f1", "value": "1", "dataset": None, "split": None}]},
    {"licence": "MIT"},
]


@pytest.mark.parametrize("row", WRONG, ids=str)
def test_what_the_schema_refuses_the_reader_refuses(row: dict[str, Any]) -> None:
    whole = {**ModelRecord().to_dict(), **row}
    assert not jsonschema.Draft202012Validator(SCHEMA).is_valid(whole)
    with pytest.raises(InputError):
        ModelRecord.from_dict(whole)


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(InputError, match=r"no field 'licence'; intended_use is .*; base_model is"):
        ModelRecord.from_dict({"licence": "MIT", "intended_use": 3, "base_model": "x"})


def test_a_complete_example_lacks_only_what_it_does_not_tell() -> None:
    record, name = read_model_record(ROOT / "examples" / "complete")
    assert record.missing == ("training_data_doi", "evaluation_data_doi", "model_architecture")
    assert name.startswith("harbour-lab/lighthouse-notes")
    assert record.training_compute_estimate == Compute(Decimal("31.4"), "steps of the lineage")
    assert record.evaluation_metrics is not None
    # Results of the base are not the model's.
    assert [metric.value for metric in record.evaluation_metrics] == [Decimal("0.48"), Decimal("0.94")]


def test_a_lineage_yaml_is_no_record_though_they_share_keys(tmp_path: Path) -> None:
    place = tmp_path / "lineage.yaml"
    place.write_text(
        "id: harbour/pilot\nintended_use: reading logs\nstages:\n"
        "  - {stage: sft, base_model: harbour/base, objective: sft}\n",
        encoding="utf-8",
    )
    record, _ = read_model_record(place)
    assert (record.intended_use, record.base_model) == ("reading logs", ("harbour/base",))
    (tmp_path / "record.yaml").write_text("parameter_count: 7\nlicense: MIT\n", encoding="utf-8")
    assert read_model_record(tmp_path / "record.yaml")[0].parameter_count == 7


def test_dois_of_datasets_are_found_in_a_graph(tmp_path: Path) -> None:
    text = (ROOT / "examples" / "lineages" / "zephyr-like.ttl").read_text(encoding="utf-8")
    data = "<https://huggingface.co/datasets/HuggingFaceH4/ultrachat_200k>"
    (tmp_path / "l.ttl").write_text(
        f'{text}\n{data} schema:sameAs <https://doi.org/10.57967/hf/0001> ; schema:url "https://example.org/" .\n',
        encoding="utf-8",
    )
    record, _ = read_model_record(tmp_path / "l.ttl")
    assert record.training_data_doi == ("https://doi.org/10.57967/hf/0001",)
    assert record.evaluation_data_doi is None


def test_the_architecture_is_that_of_config_json(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("---\nbase_model: org/base\nlicense: mit\n---\n", encoding="utf-8")
    for config, told in (
        ('{"architectures": ["MistralForCausalLM"], "model_type": "mistral"}', "MistralForCausalLM"),
        ('{"model_type": "mistral"}', "mistral"),
        ('{"architectures": 3}', None),
        ("[", None),
    ):
        (tmp_path / "config.json").write_text(config, encoding="utf-8")
        assert read_model_record(tmp_path)[0].model_architecture == told


CARD = """---
license: mit
base_model: org/base
---
# Heron
<!-- ### Direct Use
hidden -->
## Uses
### Direct Use
[More Information Needed]
### Out-of-Scope Use
Steering ships, whatever the weather.
```
# no heading
```
## Ethical Considerations
Herons were not asked.
### Training Data
See [the paper](https://doi.org/10.1000/xyz(12)34), doi:10.5281/zenodo.5, and 10.9999/not-said-to-be-one.
"""


def test_sections_of_a_card_as_people_write_them(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(CARD, encoding="utf-8")
    record, _ = read_model_record(tmp_path / "README.md")
    assert record.intended_use is None
    assert record.ethical_considerations == "Herons were not asked."
    assert record.training_data_doi == (
        "https://doi.org/10.1000/xyz(12)34",
        "https://doi.org/10.5281/zenodo.5",
    )
    assert record.out_of_scope_use is not None and "no heading" in record.out_of_scope_use
    assert sections_of(CARD.replace("\n", "\r\n")) == sections_of(CARD)


def test_forms_of_a_doi() -> None:
    forms = (
        "10.5281/zenodo.5",
        "doi:10.5281/zenodo.5",
        "https://dx.doi.org/10.5281/zenodo.5",
        "http://doi.org/10.5281/zenodo.5",
    )
    assert {doi_of(form) for form in forms} == {"https://doi.org/10.5281/zenodo.5"}
    assert [doi_of(text) for text in ("10.52/x", "org/name", "see 10.5281/x y", "")] == [None] * 4
    assert list(dois_in("(https://doi.org/10.1000/a.b).")) == ["https://doi.org/10.1000/a.b"]
