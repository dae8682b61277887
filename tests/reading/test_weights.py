"""Which files are a model, and its digest (decisions section 1.8)."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from lineage_rdf import read
from lineage_rdf.reading.weights import Weights, is_weight_file, manifest_digest, model_files


def _names(names: list[str], *, adapter: bool = False) -> list[str]:
    return [w.name for w in model_files([Weights(name, None, None) for name in names], "", adapter=adapter)]


@pytest.mark.parametrize(
    ("there", "chosen"),
    [
        (["model-2.safetensors", "model-1.safetensors", "pytorch_model.bin"], ["model-1.safetensors", "model-2.safetensors"]),
        (["pytorch_model-1.bin", "consolidated.00.pth"], ["pytorch_model-1.bin"]),
        (["consolidated.00.pth", "model.pt"], ["consolidated.00.pth"]),
        (["model.pt"], ["model.pt"]),
        (["model.Q4_K_M.gguf"], []),
    ],
)  # fmt: skip
def test_the_first_format_that_is_there_is_the_model(there: list[str], chosen: list[str]) -> None:
    assert _names(there) == chosen


def test_adapter_and_base_in_one_folder_are_digested_apart() -> None:
    there = ["adapter_model.safetensors", "model.safetensors"]
    assert _names(there) == ["model.safetensors"]
    assert _names(there, adapter=True) == ["adapter_model.safetensors"]
    assert _names(["adapter_model.bin", "pytorch_model.bin"], adapter=True) == ["adapter_model.bin"]


@pytest.mark.parametrize(
    "name", ["optimizer.pt", "scheduler.pt", "scaler.pt", "rng_state_0.pth", "training_args.bin"]
)
def test_what_a_trainer_saves_beside_the_weights_is_no_weight_file(name: str) -> None:
    assert not is_weight_file(name)


def test_the_digest_is_that_of_sha256sum_output() -> None:
    files = [Weights("dpo/b.safetensors", "b" * 64, 1), Weights("dpo/a.safetensors", "a" * 64, 1)]
    listing = f"{'a' * 64}  a.safetensors\n{'b' * 64}  b.safetensors\n"
    assert manifest_digest(files) == f"sha256:{sha256(listing.encode()).hexdigest()}"


def test_the_digest_of_an_adapter_leaves_its_base_out(tmp_path: Path) -> None:
    (tmp_path / "adapter_config.json").write_text(
        '{"peft_type": "LORA", "r": 8, "base_model_name_or_path": "a/b"}'
    )
    (tmp_path / "adapter_model.safetensors").write_bytes(b"adapter")
    alone = read(tmp_path, hash_weights=True)
    (tmp_path / "model.safetensors").write_bytes(b"base")
    beside = read(tmp_path, hash_weights=True)
    digests = [lineage.record.model(lineage.record.head_model).digest for lineage in (alone, beside)]  # type: ignore[union-attr]
    assert digests[0] is not None
    assert digests[0] == digests[1]
