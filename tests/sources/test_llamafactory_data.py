from __future__ import annotations

import json
from pathlib import Path

import pytest

from lineage_rdf.claims import DatasetMention
from lineage_rdf.lineage import read_all
from lineage_rdf.sources.reader import InputFile, Neighbours, Reading
from lineage_rdf.sources.registry import reader_for
from tests.sources.config_cases import codes, of, values

CONFIG = (
    "model_name_or_path: pondlab/heron-3b\nstage: sft\nfinetuning_type: full\nlearning_rate: 1e-5\n"
    "dataset: marsh, bog, fen, unknown\n"
)
TABLE = json.dumps(
    {
        "marsh": {"hf_hub_url": "reedbed/marsh-pairs", "subset": "plain", "split": "new", "ranking": True},
        "bog": {"file_name": "bog.json"},
        "fen": {"ms_hub_url": "fenlab/fen", "num_samples": 30},
        "odd": [1],
    }
)


def _read(config: str, table: str, place: str, path: str = "runs/one/train.yaml") -> Reading:
    others = Neighbours()
    for name, text in ((path, config), (place, table)):
        others.files[name] = InputFile(name, text.encode(), others=others)
    reader = reader_for(others.files[path])
    assert reader is not None
    return reader(others.files[path])


@pytest.mark.parametrize(
    ("place", "folder", "inferred"),
    [
        ("runs/one/data/dataset_info.json", "", False),
        ("data/dataset_info.json", "", False),
        ("runs/tables/dataset_info.json", "tables", False),
        ("runs/one/dataset_info.json", "/scratch/tables", True),
    ],
)
def test_names_are_looked_up_in_the_table(place: str, folder: str, inferred: bool) -> None:
    config = CONFIG + (f"dataset_dir: {folder}\n" if folder else "")
    first, second, third, fourth = of(_read(config, TABLE, place), "dataset")
    assert first.value == DatasetMention(
        raw="reedbed/marsh-pairs", roles=("preference",), configuration="plain", splits=("new",)
    )
    assert (first.source.path, first.locator) == (place, "$.marsh.hf_hub_url")
    assert (first.inferred, bool(first.reason), first.stage) == (inferred, inferred, "runs/one")
    assert (second.value, second.source.path) == (DatasetMention(raw="bog"), "runs/one/train.yaml")
    assert third.value == DatasetMention(raw="ms::fenlab/fen", example_count=30)
    assert fourth.value == DatasetMention(raw="unknown")


@pytest.mark.parametrize("place", ["elsewhere/dataset_info.json", "runs/one/table.json"])
def test_tables_elsewhere_are_not_looked_for(place: str) -> None:
    assert [d.raw for d in values(_read(CONFIG, TABLE, place), "dataset")] == [
        "marsh",
        "bog",
        "fen",
        "unknown",
    ]


@pytest.mark.parametrize("table", ["[1]", '{"marsh": ', '{"marsh": 3}', '{"marsh": {"hf_hub_url": 3}}', ""])
def test_broken_tables_leave_the_names(table: str) -> None:
    reading = _read(CONFIG, table, "data/dataset_info.json")
    assert [d.raw for d in values(reading, "dataset")] == ["marsh", "bog", "fen", "unknown"]
    assert codes(reading) == ([] if table.startswith('{"marsh": 3') or "hub" in table else ["FTL-R030"])


def test_a_folder_with_a_table(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "train.yaml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "data" / "dataset_info.json").write_text(TABLE, encoding="utf-8")
    (lineage,) = read_all(tmp_path)
    assert "https://huggingface.co/datasets/reedbed/marsh-pairs" in str(lineage.record)
