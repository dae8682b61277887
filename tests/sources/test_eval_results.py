"""Results in `.eval_results/` are evaluation, never training data."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from lineage_rdf import read as read_lineage
from lineage_rdf.claims import ResultMention
from tests.sources.config_cases import codes, read, values, written

KIND = "eval-results"
TEXT = """\
- dataset:
    id: pondlab/reed-bench
    task_id: reed_counting
    revision: 0123abc
  value: 41.50
  verifyToken: not-for-the-graph
  date: '2026-03-04'
  source: {url: https://example.org/traces, user: some-person}
  notes: with binoculars
- dataset: {id: pondlab/mud-bench, task_id: default}
  value: '0.7'
"""


def test_each_entry_is_a_result_of_the_model_above() -> None:
    reading = read(written("stage/.eval_results/reeds.yaml", TEXT), KIND)
    assert values(reading, "evaluation-result") == [
        ResultMention(
            metric="reed_counting (with binoculars)",
            value=Decimal("41.50"),
            dataset="pondlab/reed-bench@0123abc",
        ),
        ResultMention(metric="value", value=Decimal("0.7"), dataset="pondlab/mud-bench"),
    ]
    assert {claim.stage for claim in reading.claims} == {"stage"}
    assert [claim.locator for claim in reading.claims] == ["[0].value", "[1].value"]
    assert "not-for-the-graph" not in str(reading.claims) and "some-person" not in str(reading.claims)


def test_a_file_named_alone_is_known_by_its_entries() -> None:
    assert len(values(read(written("reeds.yml", TEXT), KIND), "evaluation-result")) == 2


@pytest.mark.parametrize(
    "entry", ["3", "{value: 1}", "{dataset: {id: a/b}}", "{dataset: {id: a/b}, value: high}", "{dataset: []}"]
)
def test_an_entry_without_dataset_or_number_is_reported(entry: str) -> None:
    reading = read(written(".eval_results/x.yaml", f"- {entry}\n"), KIND)
    assert reading.claims == []
    assert codes(reading) == ["FTL-R145"]


@pytest.mark.parametrize(("text", "code"), [("a: 1", "FTL-R032"), ("[", "FTL-R030")])
def test_a_broken_file_is_reported(text: str, code: str) -> None:
    assert codes(read(written(".eval_results/x.yaml", text), KIND)) == [code]


def test_in_a_lineage_it_is_an_evaluation_and_no_training_data(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("---\nbase_model: pondlab/heron-3b\n---\n")
    (tmp_path / ".eval_results").mkdir()
    (tmp_path / ".eval_results" / "reeds.yaml").write_text(TEXT)
    record = read_lineage(tmp_path).record
    (step,) = record.steps
    assert step.dataset_uses == ()
    (evaluation,) = record.activities
    assert [result.dataset for result in evaluation.results] == [
        "https://huggingface.co/datasets/pondlab/reed-bench/tree/0123abc",
        "https://huggingface.co/datasets/pondlab/mud-bench",
    ]
