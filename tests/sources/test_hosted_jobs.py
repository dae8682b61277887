"""Jobs of hosting services: what each service writes, and what becomes of broken, running and hostile ones."""

from __future__ import annotations

import json
import os
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from lineage_rdf.claims import DatasetMention, ModelReference
from lineage_rdf.sources.job_facts import utc_time
from lineage_rdf.sources.reader import InputFile, Reading
from tests.sources.config_cases import FIXTURES, codes, fixture, of, only, read, settings, values, written

SHARED = Path(os.environ.get("LINEAGE_RDF_SHARED", Path(__file__).parents[3] / "shared"))
JOBS = sorted(path.name for path in (FIXTURES / "jobs").iterdir())


def _job(name: str) -> Reading:
    return read(fixture(f"jobs/{name}.json"), "hosted-job")


def _hosted(raw: str, service: str = "openai") -> ModelReference:
    return ModelReference(raw, service=service)


def _changed(name: str, **changes: Any) -> Reading:
    value = json.loads((FIXTURES / "jobs" / f"{name}.json").read_text(encoding="utf-8"))
    return read(written("job.json", json.dumps(value | changes)), "hosted-job")


def test_a_supervised_job() -> None:
    job = _job("openai_sft")
    assert values(job, "base-model") == [_hosted("gpt-4o-mini-2024-07-18")]
    assert values(job, "checkpoint") == [_hosted("ft:gpt-4o-mini-2024-07-18:harbour-lab:tides:B1c2D3e4")]
    assert values(job, "dataset") == [
        DatasetMention(raw="file-letters", access="private"),
        DatasetMention(raw="file-letters-held-out", roles=("validation",), access="private"),
    ]
    assert (only(job, "objective").value, only(job, "objective").locator) == ("sft", "$.method.type")
    assert (only(job, "outcome").value, only(job, "ended").value) == ("succeeded", "2025-01-01T01:00:00Z")
    assert only(job, "started").value == "2025-01-01T00:00:00Z"
    assert only(job, "started").inferred
    assert codes(job) == []


def test_numbers_that_the_service_settled_on_stand_for_auto() -> None:
    assert settings(_job("openai_sft")) == {
        "n_epochs": 3,
        "total_train_batch_size": 4,
        "learning_rate_multiplier": Decimal("1.8"),
        "seed": 7,
        "trained_tokens": 41250,
    }
    assert len(of(_job("openai_sft"), "setting")) == 5


def test_a_preference_job_says_auto_where_the_service_chose() -> None:
    job = _job("openai_dpo")
    assert values(job, "objective") == ["dpo"]
    assert [mention.roles for mention in values(job, "dataset")] == [("preference",)]
    assert settings(job)["beta"] == Decimal("0.2")
    assert settings(job)["total_train_batch_size"] == "auto"


def test_a_reinforcement_job_that_failed() -> None:
    job = _job("openai_rft")
    assert values(job, "objective") == ["reinforcement-learning"]
    assert values(job, "outcome") == ["failed"]
    assert only(job, "reward-model").value == _hosted("gpt-4o-2024-08-06")
    assert only(job, "reward-model").inferred
    assert settings(job)["reasoning_effort"] == "medium"
    assert not of(job, "checkpoint")


def test_a_failed_job_has_no_result_even_if_it_names_one() -> None:
    assert not of(_changed("openai_sft", status="cancelled"), "checkpoint")
    assert not of(_changed("together", status="error"), "checkpoint")
    assert not of(_changed("mistral", status="FAILED"), "checkpoint")


def test_an_unknown_method_is_kept_in_words() -> None:
    job = _changed("openai_sft", method={"type": "osmosis"})
    assert (values(job, "method"), of(job, "objective")) == (["osmosis"], [])
    assert codes(job) == ["FTL-R037"]


def test_an_early_job_without_a_method() -> None:
    job = _changed("openai_sft", method=None)
    assert only(job, "objective").inferred
    assert settings(job)["n_epochs"] == 3


def test_checkpoints() -> None:
    job = _job("openai_checkpoints")
    name = "ft:gpt-4o-mini-2024-07-18:harbour-lab:tides:K2l3:ckpt-step-200"
    assert {claim.key: claim.value for claim in of(job, "intermediate-checkpoint")}[name] == 200
    results = [(value.metric, value.value, value.model) for value in values(job, "evaluation-result")]
    assert results[0] == ("full_valid_loss", Decimal("0.31"), _hosted(name))
    assert len(results) == 3
    assert {claim.stage for claim in job.claims} == {"jobs#ftjob-tides"}
    bases = {(claim.value, claim.inferred) for claim in of(job, "base-model")}
    assert bases == {(_hosted("gpt-4o-mini-2024-07-18"), True)}


def test_events_say_nothing_and_complain_of_nothing() -> None:
    assert (_job("openai_events").claims, _job("openai_events").problems) == ([], [])


def test_a_job_of_together() -> None:
    job = _job("together")
    assert values(job, "base-model") == [
        _hosted("meta-llama/Meta-Llama-3.1-8B-Instruct-Reference", "together")
    ]
    result = of(job, "checkpoint")[0]
    assert (result.value.raw, result.inferred) == (  # type: ignore[union-attr]
        "harbour/Meta-Llama-3.1-8B-Instruct-Reference-tides-0a1b2c3d",
        False,
    )
    assert (values(job, "objective"), values(job, "parameterization")) == (["dpo"], ["lora"])
    assert values(job, "dataset") == [
        DatasetMention(raw="file-pairs-together", roles=("preference",), access="private", example_count=1200)
    ]
    assert values(job, "started") == ["2025-01-01T10:05:00Z"]
    found = settings(job)
    assert found["learning_rate"] == Decimal("0.00001")
    assert (found["total_train_batch_size"], found["lora_target_modules"]) == ("max", "all-linear")
    assert (found["lr_scheduler_type"], found["min_lr_ratio"]) == ("cosine", Decimal("0.1"))


def test_together_starts_from_the_hub_or_from_an_earlier_job() -> None:
    job = _job("together_from_hub")
    first, second = values(job, "base-model")
    assert first == ModelReference(
        "harbour-lab/tide-qwen", revision="0123456789abcdef0123456789abcdef01234567"
    )
    assert second == _hosted("harbour/Qwen2.5-7B-logbook-9f8e", "together")
    uploaded = _changed("together", hf_output_repo_name="harbour-lab/tide-logbook")
    assert ModelReference("harbour-lab/tide-logbook") in values(uploaded, "checkpoint")


def test_a_name_of_the_catalogue_is_only_taken_for_a_repository() -> None:
    base = only(_changed("together", model="google/gemma-3-27b-it"), "base-model")
    assert (base.value, base.inferred) == (ModelReference("google/gemma-3-27b-it"), True)


def test_a_job_of_mistral() -> None:
    job = _job("mistral")
    assert values(job, "base-model") == [_hosted("open-mistral-7b", "mistral")]
    assert values(job, "checkpoint") == [_hosted("ft:open-mistral-7b:9a8b7c6d:20250101:e5f4a3b2", "mistral")]
    roles = {mention.raw: mention.roles for mention in values(job, "dataset")}
    assert roles["66666666-7777-4888-9999-000000000000"] == ("validation",)
    assert roles["https://github.com/harbour-lab/tide-tools"] == ("training",)
    assert settings(job)["training_steps"] == 100
    assert "epochs" not in settings(job)
    assert values(job, "intermediate-checkpoint") == [50]
    assert not of(job, "ended")


@pytest.mark.parametrize("name", JOBS)
def test_names_of_people_and_keys_are_in_no_claim(name: str) -> None:
    said = str(_job(name.removesuffix(".json")).claims) + str(_job(name.removesuffix(".json")).problems)
    assert not re.search(r"keeper|\bhf_|org-harbour|s3://|u-1", said)


def test_a_list_keeps_its_jobs_apart() -> None:
    jobs = [json.loads((FIXTURES / "jobs" / f"openai_{n}.json").read_text()) for n in ("sft", "dpo")]
    for value in (jobs, {"object": "list", "data": jobs, "has_more": False}):
        found = read(written("a/jobs.json", json.dumps(value)), "hosted-job")
        assert {claim.stage for claim in found.claims} == {"a#ftjob-tides", "a#ftjob-tides-dpo"}


def test_an_id_that_is_no_plain_one_names_no_stage() -> None:
    job = _changed("openai_sft", id="../../etc/passwd and more")
    assert {claim.stage for claim in job.claims} == {"#1"}


@pytest.mark.parametrize(
    ("status", "code"), [("queued", "FTL-R101"), ("running", "FTL-R101"), ("odd", "FTL-R102")]
)
def test_a_job_that_has_not_ended_has_no_outcome(status: str, code: str) -> None:
    job = _changed("openai_sft", status=status, fine_tuned_model=None)
    assert codes(job) == [code]
    assert not of(job, "outcome")
    assert not of(job, "ended")
    assert bool(of(job, "started")) == (status != "queued")


@pytest.mark.parametrize(
    ("value", "time"),
    [
        (1735689600, "2025-01-01T00:00:00Z"),
        ("2025-01-01T02:00:00.500+02:00", "2025-01-01T00:00:00.5Z"),
        ("2025-01-01T00:00:00", None),
        (0, None),
        (10**30, None),
        ("0001-01-01T00:00:00+14:00", None),
        (True, None),
        ([], None),
    ],
)
def test_times(value: object, time: str | None) -> None:
    assert utc_time(value) == time


@pytest.mark.skipif(not (SHARED / "corpus").is_dir(), reason="the folder of real files is not here")
def test_real_jobs_give_base_data_and_method_or_the_line_of_their_fault() -> None:
    paths = sorted((SHARED / "corpus" / "job_openai").rglob("*.json"))
    assert paths
    for path in paths:
        found = read(InputFile(path.name, path.read_bytes()), "hosted-job")
        if codes(found) == ["FTL-R030"]:
            assert found.problems[0].locator.startswith("line ")
        elif path.name.endswith("fine_tuning.job.json"):
            elements = {claim.element for claim in found.claims}
            assert {"base-model", "dataset", "objective", "setting"} <= elements, path.name
