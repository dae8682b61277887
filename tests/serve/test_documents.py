"""What is sent is checked and read as the commands do, and can reach nothing outside its folder."""

from __future__ import annotations

import json
import sys
import tempfile
import tracemalloc
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from lineage_rdf.check.shapes import load_shapes
from lineage_rdf.cli import main
from lineage_rdf.codec.syntax import Syntax
from lineage_rdf.codec.write import write_quads
from lineage_rdf.errors import InputError, LineageError, UsageError
from lineage_rdf.lineage import read
from lineage_rdf.serve.documents.check import ORIGIN, check_document, syntax_in
from lineage_rdf.serve.documents.read import lineages_in, read_upload
from lineage_rdf.serve.documents.upload import MAX_FILES, Upload
from lineage_rdf.site import media


def files_of(folder: Path) -> list[tuple[str, bytes]]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return [(path.relative_to(folder).as_posix(), path.read_bytes()) for path in paths]


@pytest.mark.parametrize("syntax", list(Syntax), ids=lambda syntax: syntax.title)
def test_a_lineage_in_any_syntax_gets_the_same_verdict(examples: Path, syntax: Syntax) -> None:
    data = (examples / "lineages" / "vague-card.ttl").read_bytes()
    quads = list(parse(data, RdfFormat.TURTLE))
    form = next(form for form in media.RDF if form.name == syntax.title)
    sent = write_quads(quads, syntax).text.encode()
    found = check_document(sent, form.media_type, ["lineage"], "violation", "json")
    expected = check_document(data, "text/turtle", ["lineage"], "violation", "json")
    assert json.loads(found.report) == json.loads(expected.report)
    assert not found.passed


def test_the_syntax_is_told_by_its_type_or_its_first_letters() -> None:
    assert syntax_in(b"", "application/n-triples; charset=utf-8") is Syntax.NTRIPLES
    assert syntax_in(b"{}", "application/octet-stream") is Syntax.JSONLD
    assert syntax_in(b"<a:b> a <c:d> .", "") is syntax_in(b"<a:b> a <c:d> .", "text/plain") is Syntax.TRIG


@pytest.mark.parametrize("name", ["zephyr-like", "complete", "merge", "three-revisions", "dpo-on-adapter"])
def test_a_folder_is_read_as_it_is_on_disk(examples: Path, name: str) -> None:
    (found,) = lineages_in(Upload.of_files(files_of(examples / name)))
    assert set(found.quads) == set(read(examples / name).quads)


def test_files_and_shorthand_come_as_json() -> None:
    card = "---\nbase_model: a/b\n---\n# c\nTrained with DPO.\n"
    by_json = Upload.of_json(json.dumps({"files": {"README.md": card}, "id": "x/c"}).encode())
    by_files = Upload.of_files([("./README.md", card.encode())], "x/c")
    assert by_json == by_files
    assert b"huggingface.co/x/c" in read_upload(by_json, Syntax.NTRIPLES)
    text = Upload.of_json(b'{"text": "Mistral-7B -> instruction-SFT -> safety-DPO"}')
    assert [step.stage_name for step in lineages_in(text)[0].steps] == ["instruction-SFT", "safety-DPO"]


@pytest.mark.parametrize(
    "name",
    [
        "../x",
        "/etc/passwd",
        "a/../../b",
        "a//b",
        "",
        ".",
        "a\0b",
        "C:\\..\\x",
        "a/b/c/d/e/f",
        "x" * 121,
        "a\nb",
        "\ud800",
    ],
)
def test_no_path_leads_out(name: str) -> None:
    with pytest.raises(UsageError):
        Upload.of_files([(name, b"")])


def test_what_cannot_be_a_folder_is_refused() -> None:
    with pytest.raises(UsageError, match="same name"):
        Upload.of_files([("a", b""), ("a/b", b"")])
    with pytest.raises(UsageError, match="twice"):
        Upload.of_files([("a", b""), ("./a", b"")])
    with pytest.raises(UsageError, match="more than"):
        Upload.of_files((str(number), b"") for number in range(MAX_FILES + 1))
    with pytest.raises(UsageError, match="no file"):
        Upload.of_files([])


@pytest.mark.parametrize(
    "data",
    [
        b"", b"[]", b"{", b"{}", b'{"text": 1}', b'{"files": {"a": 1}}', b'{"files": {}, "text": ""}',
        b'{"more": 1, "text": "a"}',
        b'{"text": "a -> SFT", "files": {"a": ""}}', b"[" * 100_000, b"\xff",
    ],
)  # fmt: skip
def test_other_objects_are_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        Upload.of_json(data)


def test_no_message_tells_where_the_files_were(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for upload in (
        Upload.of_files([("notes.txt", b"nothing")]),
        Upload.of_files([("lineage.ttl", b"@prefix")]),
        Upload.of_files([("adapter_config.json", b"{")]),
    ):
        with pytest.raises(LineageError) as error:
            lineages_in(upload)
        assert str(tmp_path) not in str(error.value)
    assert not list(tmp_path.iterdir())


def test_the_reports_are_those_of_the_command(
    examples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = (examples / "lineages" / "vague-card.ttl").read_bytes()
    out = tmp_path / "out"
    arguments = ["check", "-", "--profile", "lineage", "--fail-on", "warning", "--details", "-o", str(out)]
    for form in media.CHECKS:
        found = check_document(data, "", ["lineage"], "warning", form.name)
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(data)))
        assert (main.run([*arguments, "--format", form.name]) == 0) == found.passed
        expected = out.read_bytes().decode()
        for name in ("<standard input>", "&lt;standard input&gt;", "standard-input"):
            expected = expected.replace(name, ORIGIN)
        assert found.report.decode() == expected


def test_a_small_document_takes_little_memory(examples: Path) -> None:
    """A worker process has a limit; reading files must not take room for the largest file there may be."""
    data = (examples / "lineages" / "complete.ttl").read_bytes()
    check_document(data, "", ["reproducible"], "violation", "json")
    load_shapes.cache_clear()
    tracemalloc.start()
    try:
        check_document(data, "", ["reproducible"], "violation", "json")
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 64 << 20
