"""What a scan takes in, and what it says of what it leaves out."""

from __future__ import annotations

from pathlib import Path

import pytest

from lineage_rdf import InputError, read
from lineage_rdf.reading.scan import MAX_TOGETHER, scan_folder

CARD = "---\nbase_model: pondlab/heron-3b\n---\n"


def test_files_that_lie_too_deep_are_named(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b" / "c" / "d" / "e"
    deep.mkdir(parents=True)
    (tmp_path / "a" / "b" / "c" / "d" / "f").mkdir()
    (deep / "adapter_config.json").write_text('{"peft_type": "LORA"}')
    expected = r"left out: folders deeper than 4 \(2\); files that we read lie deeper, in a/b/c/d/e"
    with pytest.raises(InputError, match=expected):
        read(tmp_path)


def test_deep_folders_without_such_files_are_only_counted(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b" / "c" / "d" / "e"
    deep.mkdir(parents=True)
    (deep / "package.json").write_text("{}")
    (deep / "notes.yaml").write_text("port: 80\n")
    with pytest.raises(InputError) as error:
        read(tmp_path)
    assert "left out: folders deeper than 4 (1)" in str(error.value)
    assert "lie deeper" not in str(error.value)


def test_files_of_one_folder_together_are_bounded(tmp_path: Path) -> None:
    part = b'{"peft_type": "LORA"}'
    for name in (
        "1/adapter_config.json",
        "2/adapter_config.json",
        *(f"3/{n}/adapter_config.json" for n in range(5)),
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(part + b" " * ((30 << 20) - len(part)))
    scan = scan_folder(tmp_path)
    assert sum(len(file.data) for file in scan.files) <= MAX_TOGETHER
    assert len(scan.files) == 4
    assert scan.skipped == {"files from 3/2/adapter_config.json on, behind what is read of one folder": 3}


def test_large_data_are_let_go_and_take_no_place(tmp_path: Path) -> None:
    for at in range(6):
        with (tmp_path / f"data{at}.json").open("wb") as stream:
            stream.truncate(30 << 20)
    (tmp_path / "z.md").write_text(CARD)
    scan = scan_folder(tmp_path)
    assert [file.path for file in scan.files] == ["z.md"]
    assert scan.skipped == {}


def test_of_hidden_folders_only_that_of_results_is_read(tmp_path: Path) -> None:
    for folder in (".eval_results", ".eval_results/deeper", ".git", "stage/.eval_results"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "reeds.yaml").write_text("[]")
        (tmp_path / folder / "README.md").write_text(CARD)
    scan = scan_folder(tmp_path)
    assert [file.path for file in scan.files] == [
        ".eval_results/reeds.yaml",
        "stage/.eval_results/reeds.yaml",
    ]
    assert scan.skipped == {"hidden folders": 2}
