from __future__ import annotations

import json
import socket
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from lineage_rdf.claims import DatasetMention, ModelReference, ResultMention
from lineage_rdf.errors import InputError
from lineage_rdf.lineage import read_all
from lineage_rdf.sources.registry import reader_for
from lineage_rdf.sources.spdx import READER
from tests.sources.config_cases import codes, of, only, read, settings, values, written
from tests.sources.tracker_cases import TRACKERS, mutations, tracker_file

KIND = "spdx"
TEXT = (TRACKERS / "model.spdx3.json").read_text()
SPDX = read(tracker_file("model.spdx3.json"), KIND)
CONTEXT = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"


def document(*elements: dict[str, Any]) -> str:
    return json.dumps({"@context": CONTEXT, "@graph": elements})


def model(name: str, **more: Any) -> dict[str, Any]:
    return {"type": "ai_AIPackage", "spdxId": f"urn:x:{name}", "name": name, **more}


def relation(kind: str, source: str, *targets: str) -> dict[str, Any]:
    return {"type": "Relationship", "relationshipType": kind, "from": source, "to": targets}


def test_the_model_and_what_it_descends_from() -> None:
    digest = "sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
    address = "https://huggingface.co/tide-lab/anchor-1b-sft"
    assert values(SPDX, "checkpoint") == [ModelReference(address, None, digest, "anchor-1b-sft")]
    assert values(SPDX, "base-model") == [ModelReference("tide-lab/anchor-1b", name="anchor-1b")]
    assert only(SPDX, "base-model").locator == "$.@graph[8]"
    assert {claim.stage for claim in SPDX.claims} == {""}
    assert not SPDX.problems


def test_data_with_their_roles() -> None:
    assert values(SPDX, "dataset") == [
        DatasetMention(
            raw="https://huggingface.co/datasets/tide-lab/harbour-notes",
            description="harbour notes",
            licence="CC-BY-4.0",
            personal_data="sensitive personal information: no",
            bias="few southern harbours",
        ),
        DatasetMention(raw="harbour exam", roles=("evaluation",)),
    ]


def test_the_rest() -> None:
    assert settings(SPDX) == {"learning_rate": Decimal("2e-5"), "tide_gates": 4}
    assert values(SPDX, "evaluation-result") == [ResultMention(metric="accuracy", value=Decimal("0.91"))]
    assert values(SPDX, "objective") == ["sft"]
    assert values(SPDX, "weights-licence") == ["Apache-2.0"]
    assert values(SPDX, "energy") == [Decimal(12)]
    assert values(SPDX, "publisher") == ["Tide Lab"]
    assert "omeone" not in str(SPDX.claims)


def test_a_build_tells_inputs_settings_and_times() -> None:
    build = {
        "type": "build_Build",
        "spdxId": "urn:x:run",
        "build_buildStartTime": "2026-01-02T03:04:05Z",
        "build_parameter": [{"key": "num_train_epochs", "value": "3"}],
    }
    data = {"type": "dataset_DatasetPackage", "spdxId": "urn:x:d", "name": "notes"}
    text = document(
        model("a"),
        model("b"),
        build,
        data,
        relation("hasInput", "urn:x:run", "urn:x:a", "urn:x:d"),
        relation("hasOutput", "urn:x:run", "urn:x:b"),
    )
    reading = read(written("x.json", text), KIND)
    assert values(reading, "base-model") == [ModelReference("a")]
    assert values(reading, "dataset") == [DatasetMention(raw="notes")]
    assert settings(reading) == {"num_train_epochs": 3}
    assert values(reading, "started") == ["2026-01-02T03:04:05Z"]


def test_a_chain_gives_stages_and_ancestor_of_is_read_backwards() -> None:
    text = document(
        model("a"),
        model("b"),
        model("c"),
        relation("ancestorOf", "urn:x:b", "urn:x:c"),
        relation("descendantOf", "urn:x:b", "urn:x:a"),
    )
    reading = read(written("x.json", text), KIND)
    assert [(claim.stage, claim.value.raw) for claim in of(reading, "base-model")] == [
        ("#1", "a"),
        ("#2", "b"),
    ]


def test_a_model_without_ancestor_is_reported() -> None:
    reading = read(written("x.json", document(model("a"))), KIND)
    assert codes(reading) == ["FTL-R121"]
    assert {claim.element for claim in reading.claims} == {"checkpoint", "model-name"}


@pytest.mark.parametrize("name", ["m.spdx.jsonld", "m.json", "m.json-ld"])
def test_a_document_named_on_the_command_line_is_plain_json(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "socket", lambda *_a, **_k: pytest.fail("a connection was opened"))
    (tmp_path / name).write_text(TEXT)
    (lineage,) = read_all(tmp_path / name)
    assert "https://huggingface.co/tide-lab/anchor-1b-sft" in lineage.to_turtle()


def test_other_json_ld_with_a_context_of_spdx_stays_rdf(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonld"
    path.write_text(document({"type": "software_Package", "spdxId": "urn:x:p", "comment": "ai_AIPackage"}))
    with pytest.raises(InputError, match="no ftl:FineTuneLineage"):
        read_all(path)


@pytest.mark.parametrize(
    "text",
    [
        document({"type": "software_Package", "name": "ai_AIPackage"}),
        json.dumps({"@context": "https://schema.org", "@graph": [model("a")]}),
        '["ai_AIPackage"]',
        '{"ai_AIPackage": ',
    ],
)
def test_other_documents_have_no_reader(text: str) -> None:
    assert reader_for(written("x.json", text)) is None


@given(mutations(TEXT))
def test_no_mutation_makes_the_reader_raise(text: str) -> None:
    file = written("x.json", text)
    READER.recognises(file)
    assert all(claim.locator for claim in READER(file).claims)
