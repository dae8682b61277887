"""Which source wins, and what is said of those that lose."""

from __future__ import annotations

import json
from pathlib import Path

from lineage_rdf.lineage import Lineage, read
from lineage_rdf.records import FactStatus
from lineage_rdf.vocabulary.schemes import members
from tests.sources.weight_cases import gguf
from tools.examples import folders

ADAPTER = '{"peft_type": "LORA", "r": %s, "base_model_name_or_path": "%s"}'
CARD = "---\nbase_model: %s\nlibrary_name: peft\ndatasets: [%s]\nlicense: mit\n---\n# A model\n"


def _read(folder: Path, **files: str) -> Lineage:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_dot_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return read(folder)


def _status(lineage: Lineage, element: str) -> FactStatus | None:
    return next((s for s in lineage.record.statuses if s.element == element), None)


def test_a_folding_starts_from_the_model_and_from_its_adapter(tmp_path: Path) -> None:
    export = "model_name_or_path: shoal/heron-3b\nadapter_name_or_path: saves/heron/lora-sft\nexport_dir: merged/heron\n"
    lineage = _read(tmp_path, export_dot_yaml=export)
    assert set(_base(lineage)) == {"shoal/heron-3b", "lora-sft"}
    unresolved = [s.status for s in lineage.record.statuses if s.element == "base-model"]
    assert unresolved == ["unresolved"]  # the adapter, which is a place on a disk


def _base(lineage: Lineage) -> list[str]:
    return [lineage.record.label(base) for base in lineage.steps[0].base_models]


def test_adapter_config_wins_over_the_card_and_the_conflict_names_the_loser(tmp_path: Path) -> None:
    lineage = _read(
        tmp_path,
        README_dot_md=CARD % ("org/large-32b", "a/b"),
        adapter_config_dot_json=ADAPTER % (8, "org/small-8b"),
    )
    status = _status(lineage, "base-model")
    assert _base(lineage) == ["org/small-8b"]
    assert status is not None
    assert status.status == "conflicting"
    assert status.reason is not None
    assert "org/large-32b in README.md" in status.reason


def test_agreeing_sources_are_no_conflict_and_the_more_specific_wins(tmp_path: Path) -> None:
    commit = "0123456789abcdef0123456789abcdef01234567"
    adapter = json.dumps({"peft_type": "LORA", "base_model_name_or_path": "org/m", "revision": commit})
    lineage = _read(tmp_path, README_dot_md=CARD % ("org/m", "a/b"), adapter_config_dot_json=adapter)
    assert _base(lineage) == [f"org/m@{commit[:12]}"]
    assert _status(lineage, "base-model") is None


def test_lineage_yaml_ends_a_conflict(tmp_path: Path) -> None:
    lineage = _read(
        tmp_path,
        README_dot_md=CARD % ("org/large-32b", "a/b"),
        adapter_config_dot_json=ADAPTER % (8, "org/small-8b"),
        lineage_dot_yaml="stages:\n  - base_model: org/large-32b\n",
    )
    assert _base(lineage) == ["org/large-32b"]
    assert _status(lineage, "base-model") is None


def test_an_earlier_adapter_on_a_disk_is_no_conflict(tmp_path: Path) -> None:
    config = "stage: dpo\ndo_train: true\nfinetuning_type: lora\ndataset: d\n"
    config += "model_name_or_path: org/m\nadapter_name_or_path: saves/x/sft\n"
    lineage = _read(tmp_path, train_dot_yaml=config, adapter_config_dot_json=ADAPTER % (8, "org/m"))
    status = _status(lineage, "base-model")
    assert _base(lineage) == ["sft"]
    assert status is not None
    assert status.status == "unresolved"


def test_settings_disagree(tmp_path: Path) -> None:
    config = "base_model: org/m\nadapter: lora\nlora_r: 16\ndatasets: [{path: a/b, type: alpaca}]\nsequence_len: 512\n"
    lineage = _read(tmp_path, axolotl_dot_yaml=config, adapter_config_dot_json=ADAPTER % (8, "org/m"))
    (rank,) = [s for s in lineage.steps[0].settings if s.hyperparameter == "lora_r"]
    status = next(s for s in lineage.record.statuses if s.subject == rank.iri)
    assert rank.integer == 16
    assert (status.status, status.value_meant) == ("conflicting", "16")
    assert "adapter_config.json" in (status.reason or "")
    assert _findings(lineage) == ["lora_r: axolotl.yaml says 16, but there is also 8 in adapter_config.json"]


def test_the_same_number_in_another_spelling_is_no_conflict(tmp_path: Path) -> None:
    config = "base_model: org/m\nadapter: lora\nlora_r: 8\nlearning_rate: 2e-5\ndatasets: [{path: a/b, type: alpaca}]\n"
    yaml = "stages:\n  - hyperparameters: {learning_rate: 0.00002}\n"
    lineage = _read(tmp_path, axolotl_dot_yaml=config, lineage_dot_yaml=yaml)
    assert all(s.status != "conflicting" for s in lineage.record.statuses)


def test_data_that_only_the_card_names_is_a_conflict_unless_another_stage_uses_it(tmp_path: Path) -> None:
    config = (
        "base_model: org/m\ndatasets: [{path: a/b, type: alpaca}]\nsequence_len: 512\nlearning_rate: 1e-5\n"
    )
    lineage = _read(tmp_path, README_dot_md=CARD % ("org/m", "c/d"), axolotl_dot_yaml=config)
    status = _status(lineage, "dataset")
    assert [use.dataset for use in lineage.steps[0].dataset_uses] == ["https://huggingface.co/datasets/a/b"]
    assert status is not None
    assert status.status == "conflicting"
    assert "c/d in README.md" in (status.reason or "")


def test_every_status_that_needs_a_value_has_one() -> None:
    for folder in folders():
        for status in read(folder).record.statuses:
            needs = status.status in ("inferred", "unresolved", "conflicting")
            assert not needs or status.value_meant or status.object_meant, (folder.name, status)


def test_no_value_is_qualified_twice() -> None:
    for folder in folders():
        statuses = read(folder).record.statuses
        keys = [(s.subject, s.element, s.value_meant, s.object_meant) for s in statuses]
        assert len(keys) == len(set(keys)), folder.name


def test_elements_of_claims_and_statuses_are_in_the_scheme() -> None:
    known = set(members("element"))
    for folder in folders():
        lineage = read(folder)
        assert {claim.element for claim in lineage.claims} <= known, folder.name
        assert {status.element for status in lineage.record.statuses} <= known, folder.name


def test_a_status_qualifies_a_value_that_is_in_the_graph() -> None:
    """What is meant is an object of the subject: a method and a class by their IRIs, not by their names."""
    for folder in folders():
        lineage = read(folder)
        said: dict[str, set[str]] = {}
        for quad in lineage.quads:
            said.setdefault(str(quad.subject.value), set()).add(quad.object.value)
        for status in lineage.record.statuses:
            meant = status.object_meant or status.value_meant
            if status.status in ("inferred", "conflicting") and meant:
                assert meant in said[status.subject or ""], (folder.name, status)


def test_a_folder_in_a_configuration_does_not_hide_the_dataset_that_the_card_names(tmp_path: Path) -> None:
    config = "base_model: org/x\nadapter: lora\nlora_r: 8\ndatasets:\n  - path: %s\n    type: alpaca\n"
    card = "---\nbase_model: org/x\ndatasets: [shoal/reed-chats]\n---\n# A model\n"
    for place, expected in (
        ("./prepared", {"prepared", "shoal/reed-chats"}),
        ("shoal/other", {"shoal/other"}),
    ):
        lineage = _read(tmp_path, README_dot_md=card, axolotl_dot_yaml=config % place)
        uses = {lineage.record.label(use.dataset) for use in lineage.steps[0].dataset_uses if use.dataset}
        assert uses == expected


def _findings(lineage: Lineage) -> list[str]:
    return [p.message for p in lineage.problems if p.code == "FTL-R155"]


def test_what_card_and_adapter_say_of_the_base_is_a_finding_with_both_files(tmp_path: Path) -> None:
    lineage = _read(
        tmp_path,
        README_dot_md=CARD % ("org/large-32b", "a/b"),
        adapter_config_dot_json=ADAPTER % (8, "org/small-8b"),
    )
    expected = (
        "base model: adapter_config.json says org/small-8b, but there is also org/large-32b in README.md"
    )
    assert _findings(lineage) == [expected]


def test_the_base_that_was_trained_and_the_base_to_load_with_are_told_apart(tmp_path: Path) -> None:
    config = "base_model: org/trained-7b\nadapter: lora\ndatasets: [{path: a/b, type: alpaca}]\nsequence_len: 512\n"
    lineage = _read(tmp_path, axolotl_dot_yaml=config, adapter_config_dot_json=ADAPTER % (8, "org/loaded-7b"))
    (finding,) = _findings(lineage)
    assert "axolotl.yaml says org/trained-7b" in finding
    assert "org/loaded-7b in adapter_config.json" in finding
    head = lineage.record.model(lineage.record.head_model)
    assert head is not None
    assert _base(lineage) == ["org/trained-7b"]
    assert head.adapter_for == "https://huggingface.co/org/loaded-7b"


def test_the_licence_of_the_card_and_that_in_the_weights(tmp_path: Path) -> None:
    keys = {"general.name": "Harbour", "general.file_type": 15, "general.license": "apache-2.0"}
    (tmp_path / "harbour.gguf").write_bytes(gguf(keys, {"t": (4, 4)}))
    card = "---\nbase_model: org/m\nlicense: mit\ntags: [gguf]\n---\n# Quants\n"
    lineage = _read(tmp_path, README_dot_md=card)
    (finding,) = _findings(lineage)
    assert "apache-2.0 in harbour.gguf" in finding or "harbour.gguf says apache-2.0" in finding
    assert "mit in README.md" in finding or "README.md says mit" in finding
    assert {"mit", "apache-2.0"} <= set(_licences(lineage)), "both texts are kept"


def _licences(lineage: Lineage) -> list[str]:
    return [text for model in lineage.record.models for text in model.licences_as_found]


def test_agreement_in_other_words_is_no_finding(tmp_path: Path) -> None:
    keys = {"general.name": "Harbour", "general.file_type": 15, "general.license": "Apache-2.0"}
    (tmp_path / "harbour.gguf").write_bytes(gguf(keys, {"t": (4, 4)}))
    card = "---\nbase_model: org/m\nlicense: apache-2.0\ntags: [gguf]\n---\n# Quants\n"
    assert _findings(_read(tmp_path, README_dot_md=card)) == []
