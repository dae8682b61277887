from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from lineage_rdf.claims import CodeMention, DatasetMention, ModelReference
from lineage_rdf.lineage import read_all
from lineage_rdf.sources.openlineage import READER
from lineage_rdf.sources.reader import Reading
from lineage_rdf.sources.registry import reader_for
from tests.sources.config_cases import codes, of, read, settings, written
from tests.sources.tracker_cases import TRACKERS, mutations, tracker_file

KIND = "openlineage"
TEXT = (TRACKERS / "events.json").read_text()
EVENTS = read(tracker_file("events.json"), KIND)
COMMIT = "0123456789abcdef0123456789abcdef01234567"


def staged(reading: Reading, element: str) -> list[tuple[str, Any]]:
    return [(claim.stage, claim.value) for claim in of(reading, element)]


def test_models_that_go_in_and_come_out() -> None:
    assert staged(EVENTS, "base-model") == [
        ("#1", ModelReference("tide-lab/anchor-1b", COMMIT)),
        ("#2", ModelReference("s3://harbour-models/anchor-1b-sft", name="anchor-1b-sft")),
    ]
    assert staged(EVENTS, "checkpoint") == [
        ("#1", ModelReference("s3://harbour-models/anchor-1b-sft", name="anchor-1b-sft")),
        ("#2", ModelReference("s3://harbour-models/anchor-1b-dpo", name="anchor-1b-dpo")),
    ]
    assert of(EVENTS, "checkpoint")[0].locator == "$[0].outputs[0]"


def test_everything_else_that_goes_in_is_data() -> None:
    assert staged(EVENTS, "dataset") == [
        ("#1", DatasetMention(raw="tide-lab/harbour-notes")),
        ("#1", DatasetMention(raw="warehouse://private/tides")),
        ("#2", DatasetMention(raw="tide-lab/answers")),
    ]


def test_what_is_about_the_runs() -> None:
    assert settings(EVENTS) == {"learning_rate": Decimal("2e-5"), "num_train_epochs": 3}
    assert staged(EVENTS, "stage-name") == [("#1", "anchor_sft"), ("#2", "anchor_dpo")]
    assert staged(EVENTS, "started") == [("#1", "2026-01-02T03:04:05Z")]
    assert staged(EVENTS, "ended") == [("#1", "2026-01-02T05:00:00Z"), ("#2", "2026-01-03T05:00:00Z")]
    assert staged(EVENTS, "outcome") == [("#1", "succeeded"), ("#2", "failed")]
    code = CodeMention(repository="https://example.org/tide-lab/train", revision=COMMIT)
    assert staged(EVENTS, "code-revision") == [("#1", code)]
    assert not [word for word in ("someone", "secret", "hf_") if word in str(EVENTS.claims)]


def test_runs_are_joined_by_the_model_between_them(tmp_path: Path) -> None:
    (tmp_path / "events.json").write_text(TEXT)
    (lineage,) = read_all(tmp_path)
    assert [step.stage_name for step in lineage.record.steps] == ["anchor_sft", "anchor_dpo"]


def test_one_event_a_line(tmp_path: Path) -> None:
    path = tmp_path / "events.ndjson"
    path.write_text("\n".join([*map(json.dumps, json.loads(TEXT)), "", "{"]))
    reading = read(written("events.ndjson", path.read_text()), KIND)
    assert [claim.value for claim in reading.claims] == [claim.value for claim in EVENTS.claims]
    assert codes(reading) == ["FTL-R030"]
    assert reading.problems[0].locator == "line 6"
    assert len(read_all(path)) == 1


def test_an_event_without_a_model_is_left_aside() -> None:
    events = json.loads(TEXT)
    reading = read(written("e.json", json.dumps(events[3])), KIND)
    assert not reading.claims
    assert codes(reading) == ["FTL-R122"]


def test_a_run_that_starts_from_no_model_is_left_aside() -> None:
    event = json.loads(TEXT)[0]
    event["inputs"] = []
    model = {"datasetType": {"datasetType": "MODEL"}}
    event["outputs"] = [{"namespace": "file", "name": "reeds", "facets": model}]
    reading = read(written("e.json", json.dumps(event)), KIND)
    assert not reading.claims
    assert codes(reading) == ["FTL-R123"]


@pytest.mark.parametrize(
    "text", ['{"eventTime": 1, "runId": 1, "job": 1}', '{"runId": {}, "job"', '[["runId", "job"]]']
)
def test_other_files_have_no_reader(text: str) -> None:
    assert reader_for(written("e.json", text)) is None


@given(mutations(TEXT))
def test_no_mutation_makes_the_reader_raise(text: str) -> None:
    file = written("e.json", text)
    READER.recognises(file)
    assert all(claim.locator for claim in READER(file).claims)
