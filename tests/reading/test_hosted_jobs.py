"""Hosted jobs on their way into a lineage: stages, links, names without addresses, and keys."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from lineage_rdf.lineage import Lineage, read, read_all
from lineage_rdf.records import Model
from tests.sources.config_cases import FIXTURES

JOBS = FIXTURES / "jobs"
SFT = "ft:gpt-4o-mini-2024-07-18:harbour-lab:tides:B1c2D3e4"
DPO = "ft:gpt-4o-mini-2024-07-18:harbour-lab:tides-dpo:F5g6H7i8"


def _folder(tmp_path: Path, *names: str) -> Path:
    for name in names:
        shutil.copy(JOBS / f"{name}.json", tmp_path)
    return tmp_path


def _model(lineage: Lineage, iri: str | None) -> Model:
    found = lineage.record.model(iri or "")
    assert found is not None
    return found


def test_a_job_on_the_result_of_another_follows_it(tmp_path: Path) -> None:
    lineage = read(_folder(tmp_path, "openai_dpo", "openai_sft"))
    first, second = lineage.record.steps
    assert (first.objectives, second.objectives) == (("sft",), ("dpo",))
    assert second.base_models == (first.produced_model,)
    assert (_model(lineage, first.produced_model).name, _model(lineage, second.produced_model).name) == (
        SFT,
        DPO,
    )
    followed = [s for s in lineage.record.statuses if s.element == "base-model" and s.status == "inferred"]
    assert not followed


def test_what_a_service_hosts_has_no_address_of_the_hub(tmp_path: Path) -> None:
    for names in (("openai_sft",), ("together",), ("mistral",)):
        folder = tmp_path / names[0]
        folder.mkdir()
        models = read(_folder(folder, *names)).record.models
        named = [model for model in models if model.kind != "Checkpoint"]
        assert named
        assert {model.reference_kind for model in named} == {"hosted"}
        assert all(model.iri.startswith("urn:uuid:") for model in models)


def test_a_base_without_an_address_is_unresolved(tmp_path: Path) -> None:
    lineage = read(_folder(tmp_path, "openai_sft"))
    statuses = {(s.element, s.status) for s in lineage.record.statuses}
    assert ("base-model", "unresolved") in statuses
    assert "dataset" not in {element for element, _ in statuses}


def test_checkpoints_belong_to_their_job_and_carry_what_was_measured_on_them(tmp_path: Path) -> None:
    lineage = read(_folder(tmp_path, "openai_sft", "openai_checkpoints", "openai_events"))
    (step,) = lineage.record.steps
    saved = [_model(lineage, iri) for iri in step.intermediate_checkpoints]
    assert [model.optimizer_step for model in saved] == [100, 200]
    (evaluation,) = [a for a in lineage.record.activities if a.kind == "Evaluating"]
    assert set(evaluation.evaluated_models) == set(step.intermediate_checkpoints)


def test_the_only_job_of_a_folder_is_the_stage_that_lineage_yaml_speaks_of(tmp_path: Path) -> None:
    (_folder(tmp_path, "openai_sft") / "lineage.yaml").write_text("risk_note: none known\n", encoding="utf-8")
    lineage = read(tmp_path)
    assert lineage.record.risk_note or lineage.record.steps[0].risk_note
    assert len(lineage.record.steps) == 1


def test_unlinked_jobs_of_one_list_are_lineages_of_their_own(tmp_path: Path) -> None:
    jobs = [json.loads((JOBS / f"{name}.json").read_text()) for name in ("openai_dpo", "openai_rft")]
    (tmp_path / "jobs.json").write_text(json.dumps({"object": "list", "data": jobs}), encoding="utf-8")
    lineages = read_all(tmp_path / "jobs.json")
    assert len({lineage.iri for lineage in lineages}) == 2
    assert [lineage.record.steps[0].outcome for lineage in lineages] == ["succeeded", "failed"]


def test_a_job_of_together_goes_on_from_another_by_its_name_or_its_id(tmp_path: Path) -> None:
    value = json.loads((JOBS / "together_from_hub.json").read_text())
    for start in ("harbour/Qwen2.5-7B-logbook-9f8e", "ft-9f8e-hub"):
        value["data"][1]["from_checkpoint"] = start
        (tmp_path / "jobs.json").write_text(json.dumps(value), encoding="utf-8")
        lineage = read(tmp_path)
        first, second = lineage.record.steps
        assert second.base_models == (first.produced_model,)
        assert first.base_models == (
            "https://huggingface.co/harbour-lab/tide-qwen/tree/0123456789abcdef0123456789abcdef01234567",
        )


@pytest.mark.parametrize("name", sorted(path.name for path in JOBS.iterdir()))
def test_no_name_of_a_person_and_no_key_reaches_the_graph(name: str) -> None:
    for lineage in read_all(JOBS / name):
        text = lineage.to_turtle()
        assert not [word for word in ("keeper", "NoRealToken", "org-harbour", "secret-place") if word in text]
