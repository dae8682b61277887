"""Things in a folder that are no ordinary files, and targets that must not be written (threats T14, T22)."""

from __future__ import annotations

import os
import socket
import subprocess
import sys

import pytest

from lineage_rdf.cli.main import run
from lineage_rdf.codec import read as codec_read
from lineage_rdf.reading.scan import scan_folder

ADAPTER = '{"peft_type": "LORA", "r": 8, "base_model_name_or_path": "org/base"}'


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "model"
    path.mkdir()
    (path / "adapter_config.json").write_text(ADAPTER)
    return path


def program(*args):
    """Run the program apart and end it if it waits for a pipe that nobody writes to."""
    command = [sys.executable, "-m", "lineage_rdf.cli.main", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, timeout=15, check=False)


@pytest.mark.parametrize("command", ["report", "check", "show", "init", "card"])
def test_pipes_are_not_opened(folder, command):
    for name in ("README.md", "lineage.yaml", "model.safetensors", "config.json"):
        os.mkfifo(folder / name)
    ended = program(command, folder)
    assert ended.returncode == (2 if command in ("init", "card") else 0)
    assert "fault of ours" not in ended.stderr


def test_a_pipe_in_the_place_of_a_result_is_refused(folder, tmp_path):
    (tmp_path / "out").mkdir()
    os.mkfifo(tmp_path / "out" / "lineage.ttl")
    ended = program("report", folder, "-o", tmp_path / "out")
    assert ended.returncode == 2
    assert "not an ordinary file" in ended.stderr


def test_sockets_devices_and_loops_of_links_are_passed_by(folder, tmp_path):
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(folder / "s.yaml"))
        (folder / "loop.md").symlink_to("loop.md")
        (folder / "zero.json").symlink_to("/dev/zero")
        (folder / "up").symlink_to("..")
        scan = scan_folder(folder)
    assert [file.path for file in scan.files] == ["adapter_config.json"]
    assert scan.skipped == {"links that lead out of the folder": 3}


def test_a_stream_without_end_is_cut_off(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(codec_read, "MAX_BYTES", 1 << 20)
    assert run(["convert", "/dev/zero", str(tmp_path / "out.nq"), "--from", "turtle"]) == 2
    assert "larger than" in capsys.readouterr().err


def test_names_that_are_no_text_are_counted_and_left_out(folder, capsys):
    bad = os.fsencode(folder) + b"/st\xe9ge"
    try:
        os.mkdir(bad)
    except OSError:
        pytest.skip("this file system takes only Unicode names")
    for command in ("report", "check"):
        assert run([command, str(folder), "--format", "json"]) == 0
    assert scan_folder(folder).skipped == {"names that are not Unicode": 1}
    assert "fault of ours" not in capsys.readouterr().err


@pytest.mark.parametrize("command", ["report", "check"])
def test_a_folder_whose_own_name_is_no_text(tmp_path, capsysbinary, command):
    path = os.fsdecode(os.fsencode(tmp_path) + b"/\xe9t\xe9")
    try:
        os.mkdir(path)
    except OSError:
        pytest.skip("this file system takes only Unicode names")
    with open(f"{path}/adapter_config.json", "w", encoding="utf-8") as stream:
        stream.write(ADAPTER)
    assert run([command, path, path, "--format", "json"]) == 0
    captured = capsysbinary.readouterr()
    assert b"\\udce9t\\udce9" in captured.out
    assert b"fault" not in captured.err


@pytest.mark.parametrize("name", ["checkpoint-²", "checkpoint-" + "9" * 200, "checkpoint-x"])
def test_odd_checkpoint_folders(folder, name):
    (folder / name).mkdir()
    (folder / "checkpoint-20").mkdir()
    assert scan_folder(folder).checkpoints == ["checkpoint-20"]
    assert run(["show", str(folder)]) == 0


def test_a_folder_is_listed_once_and_not_once_per_file(folder, monkeypatch):
    for number in range(50):
        (folder / f"f{number}.json").write_text("{}")
    listed = []
    real = os.listdir
    monkeypatch.setattr(os, "listdir", lambda path: listed.append(path) or real(path))
    assert len(scan_folder(folder).files) == 51
    assert len(listed) == 1


@pytest.mark.parametrize("name", ["x" * 300, "a\0b"])
def test_a_target_whose_name_cannot_be(folder, capsys, name):
    assert run(["report", str(folder), "-o", name]) == 2
    assert "fault of ours" not in capsys.readouterr().err


def test_nothing_is_written_if_one_target_is_no_file(folder, tmp_path):
    (tmp_path / "out" / "lineage.jsonld").mkdir(parents=True)
    assert run(["report", str(folder), "-o", str(tmp_path / "out"), "--force"]) == 2
    assert os.listdir(tmp_path / "out") == ["lineage.jsonld"]


def test_links_in_the_place_of_results_are_not_followed(folder, tmp_path):
    (tmp_path / "precious").write_text("mine")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "lineage.ttl").symlink_to(tmp_path / "precious")
    assert run(["report", str(folder), "-o", str(tmp_path / "out"), "--force"]) == 2
    assert (tmp_path / "precious").read_text() == "mine"


def test_pickled_weights_are_never_loaded(folder, tmp_path):
    mark = tmp_path / "ran"
    (folder / "pytorch_model.bin").write_bytes(f"cos\nsystem\n(S'touch {mark}'\ntR.".encode())
    (folder / "training_args.bin").write_bytes((folder / "pytorch_model.bin").read_bytes())
    assert run(["report", str(folder)]) == 0
    assert not mark.exists()
