"""A hyperparameter that was only inferred is asked for under the name it was found, with the value that was found."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from attrs import evolve

from lineage_rdf.check.claims_of_findings import IN_PLACE
from lineage_rdf.codec.encode import encode
from lineage_rdf.editing.lineage_yaml import MissingFact
from lineage_rdf.editing.missing import missing_facts
from lineage_rdf.lineage import Lineage, read
from lineage_rdf.records import FactStatus
from tools.shapes.source import elements


def weakened(folder: Path, settings: dict[str, object], kind: str, stage: dict[str, object]) -> Lineage:
    """Return a lineage of one stage all of whose settings have a status."""
    content = {"stages": [{"stage": "one", **stage}]}
    (folder / "lineage.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")
    lineage = read(folder)
    (step,) = lineage.steps
    assert {setting.hyperparameter for setting in step.settings} == set(settings)
    statuses = tuple(
        FactStatus(
            iri=f"{setting.iri}-status",
            subject=setting.iri,
            element="setting",
            status=kind,
            value_meant=" ".join(map(str, setting.values)),
        )
        for setting in step.settings
    )
    record = evolve(lineage.record, statuses=(*lineage.record.statuses, *statuses))
    return evolve(lineage, result=evolve(lineage.result, record=record, quads=tuple(encode(record))))


def asked(lineage: Lineage) -> dict[tuple[str, ...], MissingFact]:
    return {fact.yaml_path: fact for fact in missing_facts(lineage)}


@pytest.mark.parametrize("kind", ["inferred", "conflicting"])
def test_what_was_found_is_asked_for(tmp_path: Path, kind: str) -> None:
    settings = {
        "max_steps": 1500,
        "seed": 7,
        "learning_rate": 2e-5,
        "lora_target_modules": ["q_proj", "k_proj"],
    }
    stage = {"objective": "sft", "parameterization": "lora", "hyperparameters": settings}
    facts = asked(weakened(tmp_path, settings, kind, stage))
    found = {path[-1]: fact.example for path, fact in facts.items() if path[0] == "hyperparameters"}
    assert found == {
        "max_steps": "1500",
        "seed": "7",
        "learning_rate": "0.00002",
        "lora_target_modules": "[k_proj, q_proj]",
        "lora_alpha": "",
        "lora_r": "",
        "lr_scheduler_type": "",
        "train_batch_size": "",
    }


def test_bits_found_under_another_name(tmp_path: Path) -> None:
    settings = {"load_in_4bit": True}
    facts = asked(weakened(tmp_path, settings, "inferred", {"kind": "Quantizing", "quantization": settings}))
    assert facts["quantization", "load_in_4bit"].example == "true"
    assert ("quantization", "bits") not in facts


def test_the_table_of_names_follows_the_shapes() -> None:
    rows = {row["any"][0]: tuple(row["any"][1:]) for row in elements()["settings"]}
    assert {name: others for name, others in rows.items() if others} == IN_PLACE
