"""Jobs whose JSON is broken, changed at random or hostile, and files that only look like jobs."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage_rdf.sources.hosted_job import READER
from lineage_rdf.sources.reader import InputFile
from lineage_rdf.sources.registry import reader_for
from tests.sources.config_cases import FIXTURES, fixture, read, written

JOBS = sorted(path.name for path in (FIXTURES / "jobs").iterdir())


def test_trailing_commas_are_left_out_and_told_with_their_line() -> None:
    text = (FIXTURES / "jobs" / "openai_sft.json").read_text(encoding="utf-8")
    broken = text.replace('"seed": 7,', '"seed": 7, "note": "a, ] b,}",').replace(
        '"run_id": "r1"}', '"run_id": "r1",\n}'
    )
    found = read(written("job.json", broken), "hosted-job")
    assert [claim.value for claim in found.claims] == [
        claim.value for claim in read(fixture("jobs/openai_sft.json"), "hosted-job").claims
    ]
    (problem,) = found.problems
    assert (problem.code, problem.locator) == ("FTL-R100", "line 15")


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ('"seed": 7,', '"seed": None,', "line 17", "None is how Python writes it; JSON has null"),
        ('"id": "ftjob-tides",', '"id": "ftjob-tides"', "line 4", "expecting ',' delimiter"),
        ('"metadata": {', '"metadata": {,', "line 16", "a key in double quotes is missing here"),
    ],
)
def test_any_other_fault_is_told_with_its_line(old: str, new: str, line: str, message: str) -> None:
    text = (FIXTURES / "jobs" / "openai_sft.json").read_text(encoding="utf-8")
    found = read(written("job.json", text.replace(old, new)), "hosted-job")
    (problem,) = found.problems
    assert (problem.code, problem.locator, found.claims) == ("FTL-R030", line, [])
    assert message in problem.message


@pytest.mark.parametrize(
    "text",
    [
        '{"object": "list", "data": [{"object": "model", "id": "training_file"}]}',
        '{"object": "job", "status": "SUCCESS", "input_files": ["training_file"]}',
        '{"training_file": "train.csv", "model": "org/x", "status": "new"}',
        '{"examples": [{"object": "fine_tuning.job"}]}',
        '{"training_file": [',
    ],
)
def test_what_is_no_job_is_left_to_others(text: str) -> None:
    assert reader_for(written("x.json", text)) is not READER


_TEXTS = st.sampled_from(
    [
        "fine_tuning.job",
        "fine_tuning.job.checkpoint",
        "job",
        "list",
        "ft-1",
        "succeeded",
        "dpo",
        "file-1",
        "auto",
    ]
)
_KEYS = st.sampled_from(
    ["object", "data", "id", "model", "status", "training_file", "training_files", "method", "type", "dpo",
     "hyperparameters", "n_epochs", "created_at", "finished_at", "metrics", "step_number", "checkpoints",
     "repositories", "owner", "name", "weight", "training_type", "training_method", "from_checkpoint",
     "fine_tuned_model_checkpoint", "reinforcement", "grader", "graders", "lr_scheduler", "model_output_name"]
)  # fmt: skip
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | _TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(st.sampled_from(JOBS), st.dictionaries(_KEYS, _VALUES, max_size=6))
def test_no_change_to_a_job_makes_the_reader_raise(name: str, changes: dict[str, object]) -> None:
    value = json.loads((FIXTURES / "jobs" / name).read_text(encoding="utf-8"))
    file = InputFile("x/job.json", json.dumps(value | changes).encode())
    assert all(claim.locator and claim.stage for claim in READER(file).claims)
    reader_for(file)


@given(st.sampled_from(JOBS), st.integers(0, 3000), st.binary(max_size=3))
def test_no_broken_text_makes_the_reader_raise(name: str, place: int, data: bytes) -> None:
    text = (FIXTURES / "jobs" / name).read_bytes()
    file = InputFile("x/job.json", text[:place] + data + text[place + len(data) + 1 :])
    READER(file)
    reader_for(file)


@pytest.mark.parametrize(
    "text",
    [
        '{"object": "fine_tuning.job", "x": ' + "[" * 200_000,
        '{"object": "fine_tuning.job", "x": "' + '\\"' * 2_000_000,
        '{"object": "fine_tuning.job", "x": [' + "1, ,\n" * 500_000,
        '{"object": "fine_tuning.job", "x": [' + "1,\n ]," * 300_000,
        '{"object": "fine_tuning.job", "seed": ' + "9" * 5_000 + "}",
    ],
)
def test_hostile_text_ends_soon(text: str) -> None:
    started = time.process_time()
    file = written("job.json", text)
    assert reader_for(file) is READER
    READER(file)
    assert (
        time.process_time() - started < 4
    )  # seconds of this process; work that grows without end takes longer
