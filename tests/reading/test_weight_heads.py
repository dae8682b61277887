"""Heads of weight files in a folder: how much is read, what each file becomes, and links by digest."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from lineage_rdf.lineage import Lineage, read, read_all
from lineage_rdf.reading import heads
from lineage_rdf.reading.scan import scan_folder
from tests.sources.weight_cases import gguf, safetensors, with_header

ADAPTER = '{"peft_type": "LORA", "r": 8, "base_model_name_or_path": "harbour-lab/base"}'
TRL = "model_name_or_path: {}\ndataset_name: a/b\nlearning_rate: 1e-5\nnum_train_epochs: 1\noutput_dir: o/p/{}\n"


def _quants(folder: Path, *types: int) -> None:
    for number in types:
        keys = {"general.name": "Harbour", "general.file_type": number}
        (folder / f"harbour-{number}.gguf").write_bytes(gguf(keys, {"t": (4, 4)}))


def _head(lineage: Lineage) -> Any:
    return lineage.record.model(lineage.record.head_model)


def test_only_the_head_of_a_weight_file_is_read(tmp_path: Path) -> None:
    data = safetensors({"a": (500_000,)})
    (tmp_path / "model.safetensors").write_bytes(data)
    (found,) = heads.weight_heads(scan_folder(tmp_path))
    assert (len(found.data), found.size) == (len(data) - 1_000_000, len(data))


def test_a_false_length_reads_next_to_nothing(tmp_path: Path) -> None:
    path = tmp_path / "model.safetensors"
    path.write_bytes((1 << 62).to_bytes(8, "little") + bytes(1 << 20))
    found = heads.read_head(path, "model.safetensors", frozenset())
    assert found is not None
    assert len(found.data) < 100


def test_pickled_weights_are_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "adapter_config.json").write_text(ADAPTER)
    for name in ("adapter_model.bin", "pytorch_model.bin", "x.pt"):
        (tmp_path / name).write_bytes(b"pickled" * 1000)
    opened: list[str] = []
    real = Path.open

    def noting(path: Path, *args: Any, **more: Any) -> Any:
        if path.is_relative_to(tmp_path):
            opened.append(path.name)
        return real(path, *args, **more)

    monkeypatch.setattr(Path, "open", noting)
    read(tmp_path)
    assert opened == ["adapter_config.json"]


def test_links_that_lead_out_and_pointers_have_no_head(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    (tmp_path / "secret.safetensors").write_bytes(safetensors({"a": (2,)}))
    (folder / "model.safetensors").symlink_to(tmp_path / "secret.safetensors")
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'a' * 64}\nsize 12345\n"
    (folder / "x.safetensors").write_text(pointer)
    (folder / "x.gguf").write_text(pointer)
    assert list(heads.weight_heads(scan_folder(folder))) == []


def test_all_heads_together_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "abc":
        (tmp_path / f"{name}.safetensors").write_bytes(safetensors({"t": (2,)}))
    monkeypatch.setattr(heads, "MAX_TOGETHER", 1)
    scan = scan_folder(tmp_path)
    assert [file.path for file in heads.weight_heads(scan)] == ["a.safetensors"]
    assert list(scan.skipped.values()) == [2]


def test_a_weight_file_named_alone(tmp_path: Path) -> None:
    _quants(tmp_path, 15)
    (lineage,) = read_all(tmp_path / "harbour-15.gguf")
    assert [step.kind for step in lineage.steps] == ["Quantizing"]


def test_the_digest_of_a_head_is_not_told_as_that_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "adapter_config.json").write_text(ADAPTER)
    (tmp_path / "adapter_model.safetensors").write_bytes(safetensors({"a": (4,)}))
    evidence = read(tmp_path).to_evidence()
    assert '"adapter_model.safetensors"' in evidence
    assert evidence.count(":digest") <= 1 + evidence.count("fileName") - 2


def test_weights_that_are_not_downloaded_change_no_identity(tmp_path: Path) -> None:
    (tmp_path / "adapter_config.json").write_text(ADAPTER)
    before = read(tmp_path).iri
    (tmp_path / "adapter_model.safetensors").write_bytes(safetensors({"a": (4,)}))
    assert read(tmp_path).iri == before


def test_a_model_in_shards_has_the_parameters_of_all(tmp_path: Path) -> None:
    (tmp_path / "train.yaml").write_text(TRL.format("org/base", "q"))
    for place in (1, 2, 3):
        data = safetensors({f"t{place}": (place, 10)})
        (tmp_path / f"model-0000{place}-of-00003.safetensors").write_bytes(data)
    (step,) = read(tmp_path).steps
    assert step.total_parameter_count == 60


def test_broken_weights_leave_the_rest_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "adapter_config.json").write_text(ADAPTER)
    (tmp_path / "adapter_model.safetensors").write_bytes(with_header("{"))
    lineage = read(tmp_path)
    assert [problem.code for problem in lineage.problems] == ["FTL-R110"]
    assert lineage.steps[0].parameterizations == ("lora",)


def test_each_gguf_file_is_a_model_of_its_own_and_the_card_speaks_of_all(tmp_path: Path) -> None:
    _quants(tmp_path, 15, 7, 1)
    card = "---\nbase_model: harbour-lab/notes\nbase_model_relation: quantized\nlicense: mit\ntags: [gguf]\n---\n"
    (tmp_path / "README.md").write_text(card)
    lineages = read_all(tmp_path, model_id="harbour-lab/notes-gguf")
    assert [lineage.steps[0].kind for lineage in lineages] == ["Converting", "Quantizing", "Quantizing"]
    assert len({lineage.iri for lineage in lineages}) == 3
    assert len({lineage.record.head_model for lineage in lineages}) == 3
    repository = "https://huggingface.co/harbour-lab/notes-gguf"
    assert {_head(lineage).specialization_of for lineage in lineages} == {repository}
    assert {lineage.steps[0].base_models for lineage in lineages} == {
        ("https://huggingface.co/harbour-lab/notes",)
    }
    assert [[f.file_name for f in _head(lineage).weight_files] for lineage in lineages] == [
        ["harbour-1.gguf"], ["harbour-15.gguf"], ["harbour-7.gguf"],
    ]  # fmt: skip
    assert not [p for lineage in lineages for p in lineage.problems if p.code == "FTL-R081"]
    assert all(lineage.check("wellformed").conforms for lineage in lineages)


def test_the_only_gguf_file_of_a_repository_goes_by_its_name(tmp_path: Path) -> None:
    _quants(tmp_path, 15)
    head = read(tmp_path, model_id="harbour-lab/notes-gguf").record.head_model
    assert head == "https://huggingface.co/harbour-lab/notes-gguf"


def test_a_gguf_file_beside_what_was_trained_comes_from_it(tmp_path: Path) -> None:
    (tmp_path / "adapter_config.json").write_text(ADAPTER)
    (tmp_path / "adapter_model.safetensors").write_bytes(safetensors({"a": (4,)}))
    _quants(tmp_path, 15)
    lineage = read(tmp_path)
    assert [step.kind for step in lineage.steps] == ["FineTuning", "Quantizing"]
    assert lineage.steps[1].base_models == (lineage.steps[0].produced_model,)
    trained = lineage.record.model(lineage.steps[0].produced_model)
    assert trained is not None
    assert [file.file_name for file in trained.weight_files] == ["adapter_model.safetensors"]
    found = {(s.element, s.status) for s in lineage.record.statuses if s.subject == lineage.steps[1].iri}
    assert ("base-model", "inferred") in found


def test_a_card_of_training_does_not_speak_of_the_quantising_below_it(tmp_path: Path) -> None:
    card = "---\nbase_model: harbour-lab/base\ndatasets: [a/b]\ntags: [trl, sft]\n---\n# A fine-tune\n"
    (tmp_path / "README.md").write_text(card)
    (tmp_path / "gguf").mkdir()
    _quants(tmp_path / "gguf", 15)
    kinds = sorted(step.kind for lineage in read_all(tmp_path) for step in lineage.steps)
    assert kinds == ["FineTuning", "Quantizing"]


def test_what_init_calls_a_gguf_file_is_understood_again(tmp_path: Path) -> None:
    _quants(tmp_path, 15)
    (tmp_path / "lineage.yaml").write_text(
        'stages:\n  - stage: "#gguf:harbour-15.gguf"\n    base_model: harbour-lab/notes\n'
    )
    lineage = read(tmp_path)
    assert [step.kind for step in lineage.steps] == ["Quantizing"]
    assert lineage.steps[0].base_models == ("https://huggingface.co/harbour-lab/notes",)


def _two_stages(folder: Path, base: str) -> str:
    """Write two stages that only a digest joins; return that of the first result."""
    data = safetensors({"one": (4,)})
    for name, start in (("one", "org/base"), ("two", base)):
        (folder / name).mkdir()
        (folder / name / "train.yaml").write_text(TRL.format(start, name))
    (folder / "one" / "model.safetensors").write_bytes(data)
    return sha256(data).hexdigest()


def test_a_digest_given_for_a_base_links_stages(tmp_path: Path) -> None:
    digest = _two_stages(tmp_path, "/mnt/elsewhere/start")
    assert len(read_all(tmp_path, hash_weights=True)) == 2
    listing = sha256(f"{digest}  model.safetensors\n".encode()).hexdigest()
    for known in (digest, listing):
        (tmp_path / "lineage.yaml").write_text(f'models:\n  start:\n    digest: "sha256:{known}"\n')
        lineage = read(tmp_path, hash_weights=True)
        assert [step.stage_name for step in lineage.steps] == ["one", "two"]
        assert lineage.steps[1].base_models == (lineage.steps[0].produced_model,)
        assert len(read_all(tmp_path)) == 2  # nobody has hashed the weights


def test_the_hash_that_kohya_writes_for_its_base_links_stages(tmp_path: Path) -> None:
    digest = _two_stages(tmp_path, "org/base")
    (tmp_path / "two" / "train.yaml").unlink()
    run = {
        "ss_network_module": "networks.lora",
        "ss_sd_model_name": "start.safetensors",
        "ss_new_sd_model_hash": digest,
    }
    (tmp_path / "two" / "x.safetensors").write_bytes(
        safetensors({"a.lora_down.weight": (2, 2)}, metadata=run)
    )
    lineage = read(tmp_path, hash_weights=True)
    assert [step.stage_name for step in lineage.steps] == ["one", "two"]


def test_two_results_with_one_digest_link_nothing(tmp_path: Path) -> None:
    digest = _two_stages(tmp_path, "/mnt/elsewhere/start")
    (tmp_path / "three").mkdir()
    (tmp_path / "three" / "train.yaml").write_text(TRL.format("org/other", "three"))
    (tmp_path / "three" / "model.safetensors").write_bytes(
        (tmp_path / "one" / "model.safetensors").read_bytes()
    )
    (tmp_path / "lineage.yaml").write_text(f'models:\n  start:\n    digest: "sha256:{digest}"\n')
    assert len(read_all(tmp_path, hash_weights=True)) == 3
