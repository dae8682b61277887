"""Where a model's identity comes from, and what never changes it."""

from __future__ import annotations

import shutil
from pathlib import Path

from lineage_rdf.lineage import read
from lineage_rdf.reading.resolve import HAND_WRITTEN
from lineage_rdf.sources.registry import READERS
from tests.conftest import ROOT


def _copy(tmp_path: Path, name: str) -> Path:
    return Path(shutil.copytree(ROOT / "examples" / name, tmp_path / name))


def test_hand_written_kinds_are_kinds_of_readers() -> None:
    assert {"model-card", "lineage-yaml"} <= {reader.kind for reader in READERS} & HAND_WRITTEN


def test_editing_the_card_or_lineage_yaml_keeps_the_identity(tmp_path: Path) -> None:
    folder = _copy(tmp_path, "bare-adapter")
    before = read(folder).iri
    (folder / "README.md").write_text("---\ntags: [lora]\n---\nAnother text.\n", encoding="utf-8")
    (folder / "lineage.yaml").write_text("risk_note: none known\n", encoding="utf-8")
    assert read(folder).iri == before


def test_another_adapter_is_another_model(tmp_path: Path) -> None:
    folder = _copy(tmp_path, "bare-adapter")
    before = read(folder).iri
    config = folder / "adapter_config.json"
    config.write_text(config.read_text(encoding="utf-8").replace("16", "8"), encoding="utf-8")
    assert read(folder).iri != before


def test_the_name_on_the_command_line_wins(tmp_path: Path) -> None:
    folder = _copy(tmp_path, "bare-adapter")
    lineage = read(folder, model_id="harbour-lab/notes@v1")
    assert lineage.record.head_model == "https://huggingface.co/harbour-lab/notes/tree/v1"
    assert read(folder, model_id="harbour-lab/notes@main").name == "harbour-lab/notes"


def test_hashing_weights_changes_no_iri(tmp_path: Path) -> None:
    folder = _copy(tmp_path, "bare-adapter")
    (folder / "adapter_model.safetensors").write_bytes(b"not really weights")
    plain, hashed = read(folder), read(folder, hash_weights=True)
    assert plain.iri == hashed.iri
    head = hashed.record.model(hashed.record.head_model)
    assert head is not None
    assert head.digest is not None
    assert head.digest.startswith("sha256:")


def test_the_hub_cache_gives_repository_and_commit(tmp_path: Path) -> None:
    commit = "0123456789abcdef0123456789abcdef01234567"
    entry = tmp_path / "models--harbour-lab--notes"
    blobs, snapshot = entry / "blobs", entry / "snapshots" / commit
    blobs.mkdir(parents=True)
    snapshot.mkdir(parents=True)
    for file in (ROOT / "examples" / "bare-adapter").iterdir():
        (blobs / file.name).write_bytes(file.read_bytes())
        (snapshot / file.name).symlink_to(blobs / file.name)
    digest = "a" * 64
    (blobs / digest).write_bytes(b"weights")
    (snapshot / "adapter_model.safetensors").symlink_to(blobs / digest)
    lineage = read(snapshot)
    head = lineage.record.model(lineage.record.head_model)
    assert head is not None
    assert (head.identifier, head.revision) == ("harbour-lab/notes", commit)
    assert [file.digest for file in head.weight_files] == [f"sha256:{digest}"]


def test_links_that_lead_out_are_not_followed_and_counted(tmp_path: Path) -> None:
    folder = _copy(tmp_path, "bare-adapter")
    secret = tmp_path / "secret.md"
    secret.write_text("---\nbase_model: gpt2\n---\n", encoding="utf-8")
    (folder / "MODEL_CARD.md").symlink_to(secret)
    (folder / ".hidden").mkdir()
    lineage = read(folder)
    assert lineage.skipped == {"links that lead out of the folder": 1, "hidden folders": 1}
    assert all(source.path != "MODEL_CARD.md" for source in lineage.sources)
