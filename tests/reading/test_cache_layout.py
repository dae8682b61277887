"""The layout of the Hub's cache gives repositories and pinned revisions, offline."""

from __future__ import annotations

from pathlib import Path

import pytest

from lineage_rdf.lineage import Lineage, read_all
from tests.reading.cache_cases import adapter, put

A, B, C, D = ("a" * 40, "b" * 40, "c" * 40, "d" * 40)
HUB = "https://huggingface.co/"


def _bases(lineage: Lineage) -> list[tuple[str, ...]]:
    return [step.base_models for step in lineage.steps]


@pytest.mark.parametrize("below", ["", "snapshots", f"snapshots/{A}"])
def test_an_entry_gives_repository_and_commit(tmp_path: Path, below: str) -> None:
    put(tmp_path, "pondlab/heron-3b-sft", A, {"adapter_config.json": adapter("reedbed/heron-3b")})
    (lineage,) = read_all(tmp_path / "models--pondlab--heron-3b-sft" / below)
    assert lineage.record.head_model == f"{HUB}pondlab/heron-3b-sft/tree/{A}"
    assert _bases(lineage) == [(f"{HUB}reedbed/heron-3b",)]


def test_a_name_without_organisation(tmp_path: Path) -> None:
    put(tmp_path, "gpt2", A, {"config.json": b'{"model_type": "gpt2", "transformers_version": "4.1.0"}'})
    (lineage,) = read_all(tmp_path)
    assert lineage.record.head_model == f"{HUB}gpt2/tree/{A}"


def test_the_digest_of_weights_is_the_name_of_their_blob(tmp_path: Path) -> None:
    files = {"adapter_config.json": adapter("reedbed/heron-3b"), "adapter_model.bin": b"not opened"}
    put(tmp_path, "pondlab/heron-3b-sft", A, files)
    (lineage,) = read_all(tmp_path)
    head = lineage.record.model(lineage.record.head_model)
    assert head is not None and head.digest is not None
    # The SHA-256 of what `sha256sum` prints for the one weight file.
    assert head.digest == "sha256:9ad7af857606701514feaaebe5bb6e2b4d05989ce02b4ac0230caad7e4975f88"


def test_a_cache_gives_a_lineage_for_each_model_and_joins_what_builds_on_another(tmp_path: Path) -> None:
    put(
        tmp_path,
        "reedbed/heron-3b",
        A,
        {"README.md": b"---\nlicense: mit\nlibrary_name: transformers\n---\n"},
        main=True,
    )
    put(tmp_path, "pondlab/heron-sft", B, {"adapter_config.json": adapter("reedbed/heron-3b")}, main=True)
    put(tmp_path, "pondlab/heron-dpo", C, {"adapter_config.json": adapter("pondlab/heron-sft")}, main=True)
    data = tmp_path / "datasets--pondlab--reeds" / "snapshots" / D
    data.mkdir(parents=True)
    (data / "README.md").write_text("---\nbase_model: a/wrong\n---\n")
    chain, base = read_all(tmp_path)
    assert _bases(chain) == [(f"{HUB}reedbed/heron-3b",), (f"{HUB}pondlab/heron-sft/tree/{B}",)]
    assert chain.record.head_model == f"{HUB}pondlab/heron-dpo/tree/{C}"
    assert chain.skipped == {"datasets and Spaces in the Hub cache": 1}
    assert base.steps == () and base.record.head_model == f"{HUB}reedbed/heron-3b/tree/{A}"
    # What the base says of itself is not said of what was made from it.
    assert all(model.weights_licence is None for model in chain.record.models)


def test_an_unpinned_base_is_the_snapshot_of_main(tmp_path: Path) -> None:
    put(tmp_path, "pondlab/heron-sft", A, {"adapter_config.json": adapter("reedbed/heron-3b")})
    put(tmp_path, "pondlab/heron-sft", B, {"adapter_config.json": adapter("reedbed/heron-3b")}, main=True)
    put(tmp_path, "pondlab/heron-dpo", C, {"adapter_config.json": adapter("pondlab/heron-sft")})
    by_head = {lineage.record.head_model: lineage for lineage in read_all(tmp_path)}
    last = by_head[f"{HUB}pondlab/heron-dpo/tree/{C}"].steps[-1]
    assert last.base_models == (f"{HUB}pondlab/heron-sft/tree/{B}",)


def test_of_several_snapshots_none_is_guessed(tmp_path: Path) -> None:
    for commit in (A, B):
        put(tmp_path, "pondlab/heron-sft", commit, {"adapter_config.json": adapter("reedbed/heron-3b")})
    put(tmp_path, "pondlab/heron-dpo", C, {"adapter_config.json": adapter("pondlab/heron-sft")})
    by_head = {lineage.record.head_model: lineage for lineage in read_all(tmp_path)}
    (step,) = by_head[f"{HUB}pondlab/heron-dpo/tree/{C}"].steps
    assert step.base_models == (f"{HUB}pondlab/heron-sft",)


def test_snapshots_named_together_keep_their_commits(tmp_path: Path) -> None:
    files = {"adapter_config.json": adapter("reedbed/heron-3b")}
    paths = [put(tmp_path, "pondlab/heron-sft", commit, files) for commit in (A, B)]
    heads = [lineage.record.head_model for lineage in read_all(*paths)]
    assert heads == [f"{HUB}pondlab/heron-sft/tree/{commit}" for commit in (A, B)]


def test_links_that_leave_the_cache_are_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside.json"
    outside.write_bytes(adapter("a/secret"))
    hub = tmp_path / "hub"
    snapshot = put(hub, "pondlab/heron-sft", A, {"adapter_config.json": adapter("reedbed/heron-3b")})
    (snapshot / "train.json").symlink_to(outside)
    (lineage,) = read_all(hub)
    assert lineage.skipped == {"links that lead out of the folder": 1}
    assert "secret" not in lineage.to_turtle()
