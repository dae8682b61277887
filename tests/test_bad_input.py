"""Input that cannot be read: exit code 2, one clear line, nothing written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lineage_rdf.cli.main import run

BROKEN = {
    "broken.yaml": b"base_model: [unclosed\ndatasets:\n\t- path: x\n",
    "binary.yaml": bytes(range(256)) * 10,
    "notes.docx": b"PK\x03\x04 not a document that we read",
    "broken.json": b'{"base_model_name_or_path": ',
    "broken.ttl": b"@prefix ftl: <https://w3id.org/ftl#> .\nftl:a ftl:b",
    "broken.jsonld": b'{"@graph": [',
    "empty.ttl": b"",
    "other.ttl": b"<http://example.org/a> <http://example.org/b> 1 .",
    "entities.rdf": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
    "utf16.ttl": "<http://example.org/a> <http://example.org/b> 1 .".encode("utf-16"),
    "pickle.bin": b"\x80\x04\x95cos\nsystem\n(S'echo'\ntR.",
    "nothing.md": b"# Shopping\n\n* bread\n",
}


@pytest.mark.parametrize("command", ["report", "check", "show"])
@pytest.mark.parametrize("name", sorted(BROKEN))
def test_broken_files(tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(BROKEN[name])
    before = sorted(os.listdir(tmp_path))
    options = ["-o", str(tmp_path / "out")] if command == "report" else []
    assert run([command, str(path), *options]) == 2
    captured = capsys.readouterr()
    lines = [line for line in captured.err.splitlines() if line.strip()]
    # `check` goes on with other inputs and ends with a total.
    assert captured.out == ("" if command != "check" else "0 of 0 passed, 1 could not be checked\n")
    assert name in lines[0]
    assert "Traceback" not in captured.err
    assert sorted(os.listdir(tmp_path)) == before


@pytest.mark.parametrize("argument", ["no-such-file", "missing/folder", "org/name", "", "./nothing.ttl"])
def test_what_is_not_there(capsys: pytest.CaptureFixture[str], argument: str) -> None:
    assert run(["report", argument]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_hub_id_names_the_two_commands(capsys: pytest.CaptureFixture[str]) -> None:
    run(["report", "example-lab/alpha"])
    message = " ".join(capsys.readouterr().err.split())
    assert "hf download example-lab/alpha" in message
    assert "lineage-rdf report alpha --id example-lab/alpha" in message


@pytest.mark.parametrize("name", ["garbage.yaml", "garbage.md", "garbage.json", "garbage.ttl", "garbage"])
def test_a_hundred_megabytes_of_garbage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    path = tmp_path / name
    with path.open("wb") as stream:
        for _ in range(100):
            stream.write(b"\xfe{[<garbage>]}\n" * 70_000)
    assert run(["report", str(path), "-o", str(tmp_path / "out")]) == 2
    assert "Traceback" not in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_folder_of_garbage_beside_one_good_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, data in BROKEN.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "adapter_config.json").write_text(
        '{"peft_type": "LORA", "r": 8, "base_model_name_or_path": "gpt2"}'
    )
    assert run(["report", str(tmp_path)]) == 1  # what is broken is told, and what is not is read
    out = capsys.readouterr().out
    assert "gpt2" in out
    assert "FTL-R030" in out


def test_several_inputs_are_all_attempted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = tmp_path / "good.md"
    good.write_text(
        "---\nbase_model: gpt2\ntags: [lora]\nlibrary_name: peft\n---\n# Fine-tuned\n", encoding="utf-8"
    )
    assert run(["check", str(tmp_path / "a.ttl"), str(good), str(tmp_path / "b.ttl")]) == 2
    captured = capsys.readouterr()
    assert "a.ttl" in captured.err
    assert "b.ttl" in captured.err
