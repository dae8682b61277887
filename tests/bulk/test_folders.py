"""Folders of model folders: which folders are models, and in which order."""

from __future__ import annotations

from pathlib import Path

import pytest

from lineage_rdf.bulk.folders import model_paths
from lineage_rdf.bulk.many import read_many
from lineage_rdf.lineage import read_all
from tests.bulk.tables import UNTOLD, tuned
from tools.examples import folders

SHA = "0123456789abcdef0123456789abcdef01234567"


def write(path: Path, text: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text or tuned(), encoding="utf-8")
    return path


def found(root: Path) -> list[str]:
    return [Path(item.path).relative_to(root).as_posix() for item in model_paths(root)]


def test_each_folder_with_a_source_at_its_top_is_a_model(tmp_path: Path) -> None:
    write(tmp_path / "b" / "README.md")
    write(tmp_path / "a" / "deep" / "adapter_config.json", '{"peft_type": "LORA", "r": 8}')
    write(tmp_path / "a" / "notes.txt", "nothing")
    assert found(tmp_path) == ["a/deep", "b"]


def test_stages_below_a_model_belong_to_it(tmp_path: Path) -> None:
    write(tmp_path / "m" / "README.md")
    write(tmp_path / "m" / "sft" / "adapter_config.json", '{"peft_type": "LORA", "r": 8}')
    assert found(tmp_path) == ["m"]


def test_a_model_folder_itself_is_one_model(tmp_path: Path) -> None:
    write(tmp_path / "README.md")
    assert found(tmp_path) == ["."]


def test_a_readme_about_the_collection_is_no_model(tmp_path: Path) -> None:
    write(tmp_path / "README.md", UNTOLD)
    write(tmp_path / "m" / "README.md")
    assert found(tmp_path) == ["m"]


def test_cards_side_by_side_are_a_model_each(tmp_path: Path) -> None:
    write(tmp_path / "one_README.md")
    write(tmp_path / "two_README.md")
    write(tmp_path / "three" / "README.md")
    assert found(tmp_path) == ["one_README.md", "two_README.md", "three"]


def test_a_second_card_beside_the_readme_is_part_of_the_model(tmp_path: Path) -> None:
    write(tmp_path / "m" / "README.md")
    write(tmp_path / "m" / "TRAINING.md")
    assert found(tmp_path) == ["m"]


def test_hidden_folders_and_linked_folders_are_left_out(tmp_path: Path) -> None:
    write(tmp_path / "m" / "README.md")
    write(tmp_path / ".git" / "README.md")
    (tmp_path / "again").symlink_to("m")
    (tmp_path / "m2").mkdir()
    (tmp_path / "m2" / "up").symlink_to("..")
    assert found(tmp_path) == ["m"]


def test_a_hub_cache_gives_a_lineage_for_each_snapshot(tmp_path: Path) -> None:
    for name in ("tide-7b", "ebb-7b"):
        repository = tmp_path / f"models--quay-lab--{name}"
        write(repository / "blobs" / "f00d")
        snapshot = repository / "snapshots" / SHA
        snapshot.mkdir(parents=True)
        (snapshot / "README.md").symlink_to("../../blobs/f00d")
        write(repository / "refs" / "main", SHA)
    rows = list(read_many(tmp_path))
    assert [row.lineages[0].name for row in rows] == [
        f"quay-lab/{n}@{SHA[:12]}" for n in ("ebb-7b", "tide-7b")
    ]


@pytest.mark.parametrize("name", ["zephyr-like", "merge", "bare-adapter"])
def test_a_folder_is_read_as_report_reads_it(examples: Path, name: str) -> None:
    (row,) = read_many(examples / name)
    assert [lineage.to_turtle() for lineage in row.lineages] == [
        lineage.to_turtle() for lineage in read_all(examples / name)
    ]


def test_the_examples_are_a_folder_of_models(examples: Path) -> None:
    rows = list(read_many(examples))
    assert [row.where.rsplit("/", 1)[-1] for row in rows] == [path.name for path in folders()]
    assert not any(row.unread for row in rows)
