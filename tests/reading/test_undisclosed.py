"""`{undisclosed: why}` in lineage.yaml turns every finding that a fact is missing into one that it is not disclosed."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from lineage_rdf.check.codes import codes
from lineage_rdf.lineage import Lineage, read
from lineage_rdf.sources.lineage_keys import DATASET as DATASET_KEYS
from lineage_rdf.sources.lineage_keys import STAGE as STAGE_KEYS

WHY = {"undisclosed": "under contract"}
DATA = "acme/tickets"
LORA = {"parameterization": "lora", "objective": "dpo"}
QUANTIZING = {"kind": "Quantizing"}
ADAPTER = '{"peft_type": "LORA", "base_model_name_or_path": "<base model>"}'
AXOLOTL = f"base_model: org/base\nadapter: lora\ndatasets:\n  - path: {DATA}\n    type: alpaca\n"
PARTS = {"kind": "Merging", "merge": {"models": ["acme/a", "acme/b"]}}

# Code of the undisclosed fact -> (key at which it is written, the rest of the stage).
STAGE: dict[str, tuple[str, dict[str, object]]] = {
    "FTL-E012": ("base_model", {}),
    "FTL-E022": ("datasets", {}),
    "FTL-E032": ("objective", {"kind": "FineTuning"}),
    "FTL-E042": ("hyperparameters", {}),
    "FTL-E052": ("result", {}),
    "FTL-E062": ("merge.method", PARTS),
    "FTL-E072": ("quantization.method", QUANTIZING),
    "FTL-E082": ("adapter_for", LORA),
    "FTL-E092": ("teacher_model", {"kind": "Distilling"}),
    "FTL-E112": ("datasets.revision", {}),
    "FTL-E122": ("datasets.digest", {"datasets": [{"dataset": DATA, "access": "private"}]}),
    "FTL-E132": ("code", {}),
    "FTL-E142": ("software", {}),
    "FTL-E152": ("result_digest", {"result": "acme/support-8b"}),
    "FTL-E202": ("hyperparameters.seed", {}),
    "FTL-E206": ("hyperparameters.learning_rate", {}),
    "FTL-E210": ("hyperparameters.lr_scheduler_type", {}),
    "FTL-E214": ("hyperparameters.num_epochs", {}),
    "FTL-E218": ("hyperparameters.train_batch_size", {}),
    "FTL-E222": ("hyperparameters.lora_r", LORA),
    "FTL-E226": ("hyperparameters.lora_alpha", LORA),
    "FTL-E230": ("hyperparameters.lora_target_modules", LORA),
    "FTL-E234": ("hyperparameters.beta", LORA),
    "FTL-E238": ("quantization.bits", QUANTIZING),
    "FTL-G002": ("evaluations", {}),
    "FTL-G042": ("datasets.licence", {}),
    "FTL-G052": ("datasets.personal_data", {}),
    "FTL-G062": ("datasets.bias", {}),
    "FTL-G102": ("risk_note", {}),
}
# The same fact at another key: written as a part of it, at the top level, or by name.
MORE = [
    ("FTL-E032", "parameterization", {"kind": "FineTuning"}),
    ("FTL-E032", "method", {"kind": "FineTuning"}),
    ("FTL-E062", "merge", {"kind": "Merging"}),
    ("FTL-E072", "quantization", QUANTIZING),
    ("FTL-E012", "base_model", {"kind": "Converting"}),
    ("FTL-E112", "datasets.digest", {}),
    ("FTL-E122", "datasets.revision", {"datasets": [{"dataset": DATA, "access": "private"}]}),
    ("FTL-E132", "code.revision", {"code": {"repository": "https://github.com/acme/train"}}),
    ("FTL-E142", "software.transformers", {}),
    ("FTL-E214", "hyperparameters.max_steps", {}),
    ("FTL-E218", "hyperparameters.total_train_batch_size", {}),
    ("FTL-E238", "quantization.load_in_4bit", QUANTIZING),
]
TOP: dict[str, str] = {
    "FTL-G002": "evaluations",
    "FTL-G032": "licence",
    "FTL-G072": "accountable_agent",
    "FTL-G082": "reviews",
    "FTL-G092": "rollback_target",
    "FTL-G102": "risk_note",
    "FTL-G042": f"datasets.{DATA}.licence",
    "FTL-G052": f"datasets.{DATA}.personal_data",
    "FTL-G062": f"datasets.{DATA}.bias",
    "FTL-E122": f"datasets.{DATA}.digest",
    "FTL-E152": "models.acme/support-8b.digest",
}
# lineage.yaml has no place for it: the commit is a part of a name, a comparison follows from results.
NOWHERE = {"FTL-E102", "FTL-G012", "FTL-G022"}
OF_PARTS = {"FTL-E162"}


def _stage(key: str, rest: dict[str, object], value: object) -> dict[str, object]:
    """Return a stage with a value at a key; a key of a dataset is put into the first dataset."""
    stage: dict[str, object] = {"objective": "sft", "base_model": "org/base", "datasets": [{"dataset": DATA}]}
    if rest.get("kind") or key in rest:
        stage.pop("objective")
    stage = {**stage, **rest}
    stage.pop(key, None)
    if value is None:
        return stage
    first, _, second = key.partition(".")
    if not second:
        return {**stage, first: value}
    if first == "datasets":
        (dataset,) = stage["datasets"]  # type: ignore[misc]
        return {**stage, first: [{**dataset, second: value}]}  # type: ignore[dict-item]
    return {**stage, first: {**stage.get(first, {}), second: value}}  # type: ignore[dict-item]


def _read(folder: Path, content: dict[str, object], adapter: bool) -> Lineage:
    folder.mkdir()
    (folder / "lineage.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")
    if adapter:
        (folder / "adapter_config.json").write_text(ADAPTER, encoding="utf-8")
    return read(folder)


def _found(lineage: Lineage, code: str) -> list[str]:
    """Return the focus node of each finding of a code."""
    profile = {"G": "governance", "Z": "licence"}.get(code[4], "reproducible")
    return [finding.focus for finding in lineage.check(profile).findings if finding.code == code]


def _missing(code: str) -> str:
    """Return the code of the same fact if it is missing."""
    row = codes()[code]
    same = [
        other.code
        for other in codes().values()
        if (other.subject, other.element, other.fault) == (row.subject, row.element, "missing")
    ]
    (missing,) = [other for other in same if other[4] == code[4]]
    return missing


def _turned(without: Lineage, told: Lineage, code: str) -> None:
    """Assert that the nodes at which the fact is undisclosed are no longer among those at which it is missing."""
    missing = _missing(code)
    now = _found(told, code)
    assert now
    assert not set(now) & set(_found(told, missing))
    assert len(_found(without, missing)) == len(now) + len(_found(told, missing))
    assert any(s.status == "undisclosed" and s.reason == "under contract" for s in told.record.statuses)
    assert not [p for p in told.problems if p.code in ("FTL-R065", "FTL-R066", "FTL-R067")]
    before = {finding.code for finding in without.check("wellformed").findings}
    assert {finding.code for finding in told.check("wellformed").findings} <= before


@pytest.mark.parametrize(
    ("code", "key", "rest"),
    [*((code, *row) for code, row in STAGE.items()), *MORE],
    ids=lambda item: item if isinstance(item, str) else "",
)
def test_a_fact_of_a_stage(tmp_path: Path, code: str, key: str, rest: dict[str, object]) -> None:
    adapter = key == "adapter_for"
    without = _read(tmp_path / "without", {"stages": [_stage(key, rest, None)]}, adapter)
    told = _read(tmp_path / "told", {"stages": [_stage(key, rest, WHY)]}, adapter)
    _turned(without, told, code)


@pytest.mark.parametrize(("code", "path"), TOP.items())
def test_a_fact_of_the_whole_lineage(tmp_path: Path, code: str, path: str) -> None:
    private = {"access": "private"} if code == "FTL-E122" else {}
    stage = {"base_model": "org/base", "objective": "sft", "datasets": [{"dataset": DATA, **private}]}
    content: dict[str, object] = {"id": "acme/support-8b", "stages": [stage]}
    without = _read(tmp_path / "without", content, False)
    value: object = WHY
    for name in reversed(path.split(".")):
        value = {name: value}
    assert isinstance(value, dict)
    _turned(without, _read(tmp_path / "told", {**content, **value}, False), code)


def test_the_weight_of_a_part_of_a_merge(tmp_path: Path) -> None:
    def merge(**first: object) -> dict[str, object]:
        parts = [{"model": "acme/a", **first}, {"model": "acme/b", "weight": 0.5}]
        return {"stages": [{"kind": "Merging", "merge": {"method": "linear", "models": parts}}]}

    without = _read(tmp_path / "without", merge(), False)
    _turned(without, _read(tmp_path / "told", merge(weight=WHY), False), "FTL-E162")


def test_a_result_beside_others(tmp_path: Path) -> None:
    results = [{"metric": "accuracy", "value": 0.7}, {"metric": "toxicity", "value": WHY}, WHY]
    told = _read(tmp_path / "told", {"stages": [{"kind": "FineTuning", "evaluations": results}]}, False)
    assert [len(activity.results) for activity in told.record.activities] == [1]
    assert {s.value_meant for s in told.record.statuses if s.element == "evaluation-result"} == {
        "toxicity",
        "result 3",
    }
    assert not _found(told, "FTL-G001")
    assert _found(told, "FTL-G002")


def test_evaluations_of_the_whole_lineage_are_those_of_every_training(tmp_path: Path) -> None:
    stages = [{"stage": "one", "objective": "sft"}, {"stage": "two", "objective": "dpo"}]
    told = _read(tmp_path / "told", {"stages": stages, "evaluations": WHY}, False)
    assert sorted(_found(told, "FTL-G002")) == sorted(step.iri for step in told.steps)
    assert not _found(told, "FTL-G001")


def test_a_reviewer_who_is_not_named(tmp_path: Path) -> None:
    content = {"stages": [{"kind": "FineTuning"}], "reviews": [{"reviewer": WHY, "decision": "approved"}]}
    told = _read(tmp_path / "told", content, False)
    assert not _found(told, "FTL-G081")
    assert _found(told, "FTL-G082")


def test_a_hyperparameter_is_named_by_its_term(tmp_path: Path) -> None:
    (tmp_path / "axolotl.yaml").write_text(AXOLOTL + "learning_rate: 0.00031\n")
    content = {"stages": [{"hyperparameters": {"lr": WHY, "house_blend": WHY}}]}
    (tmp_path / "lineage.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")
    told = read(tmp_path)
    meant = {(s.object_meant, s.value_meant) for s in told.record.statuses if s.status == "undisclosed"}
    assert meant == {("https://w3id.org/ftl/hyperparameter/learning_rate", None), (None, "house_blend")}
    assert "0.00031" not in told.to_turtle()
    (problem,) = [p for p in told.problems if p.code == "FTL-R082"]
    assert "learning_rate is not disclosed, but axolotl.yaml tells it" in problem.message


def test_a_library_without_its_version_leaves_the_others(tmp_path: Path) -> None:
    stage = {"kind": "FineTuning", "software": {"trl": "0.20.0", "secret-kernels": WHY}}
    told = _read(tmp_path / "told", {"stages": [stage]}, False)
    environment = told.steps[0].environment
    assert environment is not None
    assert [part.name for part in environment.components] == ["trl"]
    assert _found(told, "FTL-E142")


def test_a_revision_that_another_file_tells_stays_out(tmp_path: Path) -> None:
    commit = "0123456789abcdef0123456789abcdef01234567"
    config = f"{AXOLOTL}    revision: {commit}\n"
    stage = {"datasets": [{"dataset": DATA, "revision": WHY}]}
    (tmp_path / "axolotl.yaml").write_text(config, encoding="utf-8")
    (tmp_path / "lineage.yaml").write_text(yaml.safe_dump({"stages": [stage]}), encoding="utf-8")
    told = read(tmp_path)
    assert DATA in told.to_turtle()
    assert commit not in told.to_turtle()
    assert _found(told, "FTL-E112")
    (problem,) = [p for p in told.problems if p.code == "FTL-R082"]
    assert "dataset revision is not disclosed, but axolotl.yaml tells it" in problem.message


def test_every_fact_that_can_be_undisclosed_is_tried() -> None:
    can = {row.code for row in codes().values() if row.fault == "undisclosed" and row.code[4] in "EG"}
    assert set(STAGE) | set(TOP) | OF_PARTS | NOWHERE == can


@pytest.mark.parametrize("key", [key for key in STAGE_KEYS if key not in ("stage", "kind")])
def test_every_key_of_a_stage(tmp_path: Path, key: str) -> None:
    kind = {"merge": "Merging", "quantization": "Quantizing"}.get(key, "FineTuning")
    told = _read(tmp_path / "told", {"stages": [{"kind": kind, "stage": "one", key: WHY}]}, False)
    subjects = {told.steps[0].iri, told.record.head_model}
    assert [s.reason for s in told.record.statuses if s.subject in subjects and s.status == "undisclosed"]
    assert "W094" not in "".join(finding.code for finding in told.check("wellformed").findings)


@pytest.mark.parametrize("key", [key for key in DATASET_KEYS if DATASET_KEYS[key].element])
def test_every_key_of_a_dataset(tmp_path: Path, key: str) -> None:
    stage = {"kind": "FineTuning", "datasets": [{"dataset": DATA, key: WHY}]}
    told = _read(tmp_path / "told", {"stages": [stage]}, False)
    assert [s.reason for s in told.record.statuses if s.status == "undisclosed"] == ["under contract"]
