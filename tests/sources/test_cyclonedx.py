from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from lineage_rdf.claims import DatasetMention, ModelReference, ResultMention
from lineage_rdf.lineage import read_all
from lineage_rdf.sources.cyclonedx import READER
from lineage_rdf.sources.registry import reader_for
from tests.sources.config_cases import codes, of, only, read, settings, values, written
from tests.sources.tracker_cases import TRACKERS, mutations, tracker_file

KIND = "cyclonedx"
BOM = read(tracker_file("bom.cdx.json"), KIND)


def document(*components: dict[str, Any]) -> str:
    return json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": components})


def model(name: str, *ancestors: dict[str, Any], **more: Any) -> dict[str, Any]:
    pedigree = {"pedigree": {"ancestors": ancestors}} if ancestors else {}
    return {"type": "machine-learning-model", "name": name, **pedigree, **more}


def test_the_model_and_what_it_was_made_from() -> None:
    digest = "sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
    commit = "0123456789abcdef0123456789abcdef01234567"
    assert values(BOM, "checkpoint") == [
        ModelReference("tide-lab/anchor-1b-sft", commit, digest, "anchor-1b-sft")
    ]
    assert values(BOM, "base-model") == [
        ModelReference("https://huggingface.co/tide-lab/anchor-1b", name="anchor-1b")
    ]
    assert only(BOM, "step-kind").value == "FineTuning"
    assert only(BOM, "step-kind").inferred
    assert {claim.stage for claim in BOM.claims} == {""}


def test_data_by_reference_and_in_place() -> None:
    assert values(BOM, "dataset") == [
        DatasetMention(
            raw="https://huggingface.co/datasets/tide-lab/harbour-notes",
            description="harbour notes",
            licence="CC-BY-4.0",
        ),
        DatasetMention(raw="tide-lab/buoys", access="public", personal_data="names of skippers"),
    ]
    assert codes(BOM) == ["FTL-R038"]


def test_the_rest_of_the_card() -> None:
    assert values(BOM, "method") == ["supervised"]
    assert values(BOM, "weights-licence") == ["Apache-2.0"]
    assert values(BOM, "evaluation-result") == [
        ResultMention(metric="accuracy", value=Decimal("0.91"), split="harbours")
    ]
    assert values(BOM, "intended-use") == ["answering questions about tides"]
    assert values(BOM, "energy") == [Decimal("12.5")]
    assert values(BOM, "emissions") == [Decimal("4.000")]
    assert settings(BOM) == {"learning_rate": Decimal("2e-5")}
    assert "someone" not in str(BOM.claims)


def test_a_name_with_a_group_is_no_identifier_on_the_hub() -> None:
    reading = read(written("b.json", document(model("anchor", group="tide-lab", modelCard={}))), KIND)
    assert values(reading, "checkpoint") == [ModelReference("anchor")]


def test_ancestors_of_ancestors_are_stages_of_their_own() -> None:
    chain = model("c", model("b", model("a")))
    reading = read(written("b.json", document(chain, model("b", model("a")))), KIND)
    assert [(claim.stage, claim.value.raw) for claim in of(reading, "base-model")] == [
        ("#1", "b"),
        ("#2", "a"),
    ]
    reading = read(written("b.json", document(chain)), KIND)
    assert [claim.locator for claim in of(reading, "base-model")] == [
        "$.components[0].pedigree.ancestors[0]",
        "$.components[0].pedigree.ancestors[0].pedigree.ancestors[0]",
    ]


def test_several_ancestors_suggest_a_merge() -> None:
    reading = read(written("b.json", document(model("c", model("a"), model("b")))), KIND)
    assert values(reading, "step-kind") == ["Merging"]
    assert len(of(reading, "base-model")) == 2


def test_a_folder_with_the_document_gives_one_lineage(tmp_path: Any) -> None:
    (tmp_path / "bom.cdx.json").write_bytes((TRACKERS / "bom.cdx.json").read_bytes())
    (lineage,) = read_all(tmp_path)
    text = lineage.to_turtle()
    assert "https://huggingface.co/tide-lab/anchor-1b-sft" in text
    assert "huggingface.co/blog" not in text


@pytest.mark.parametrize(
    "text",
    [
        document({"type": "library", "name": "numpy"}),
        '{"components": ["machine-learning-model"]}',
        '["bomFormat", "components", "machine-learning-model"]',
    ],
)
def test_other_bills_have_no_reader(text: str) -> None:
    assert reader_for(written("bom.json", text)) is None


@given(mutations((TRACKERS / "bom.cdx.json").read_text()))
def test_no_mutation_makes_the_reader_raise(text: str) -> None:
    reading = READER(written("bom.json", text))
    assert all(claim.locator for claim in reading.claims)
