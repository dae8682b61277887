"""Files are written whole or not at all."""

from __future__ import annotations

import os

import pytest

from lineage_rdf import files
from lineage_rdf.errors import UsageError
from lineage_rdf.files import make_folder, may_replace, write_whole

STATEMENT = "<https://example.org/a> <https://example.org/b> <https://example.org/c> .\n"


def test_the_bytes_are_those_of_the_text(tmp_path):
    write_whole(tmp_path / "new", "a\r\nä\n")
    assert (tmp_path / "new").read_bytes() == b"a\r\n\xc3\xa4\n"
    assert os.listdir(tmp_path) == ["new"]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch, step):
    (tmp_path / "kept").write_text("old")

    def fail(*_args, **_options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, step, fail)
    with pytest.raises(UsageError, match="No space left on device"):
        write_whole(tmp_path / "kept", "new")
    assert os.listdir(tmp_path) == ["kept"]
    assert (tmp_path / "kept").read_text() == "old"


def test_content_reaches_the_disk_before_the_name(tmp_path, monkeypatch):
    order = []
    for name in ("fsync", "replace"):
        real = getattr(os, name)
        monkeypatch.setattr(
            files.os, name, lambda *args, _name=name, _real=real: (order.append(_name), _real(*args))[1]
        )
    write_whole(tmp_path / "new", "text")
    assert order == ["fsync", "replace", "fsync"]


def test_the_mode_of_a_file_stays(tmp_path):
    (tmp_path / "kept").write_text("old")
    os.chmod(tmp_path / "kept", 0o640)
    write_whole(tmp_path / "kept", "new")
    assert (tmp_path / "kept").stat().st_mode & 0o777 == 0o640


def test_a_link_is_refused_even_when_it_leads_nowhere(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    with pytest.raises(UsageError, match="link"):
        write_whole(tmp_path / "link", "text")
    assert os.listdir(tmp_path) == ["link"]


@pytest.mark.parametrize("name", ["", "missing/file"])
def test_places_that_cannot_be_written(tmp_path, name):
    with pytest.raises(UsageError):
        write_whole(tmp_path / name, "text")


def test_a_folder_below_a_file_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="cannot be written"):
        make_folder(tmp_path / "file" / "folder")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (STATEMENT, True),
        (STATEMENT + "# mine\n", False),
        ("<a", False),
        ("\n" + STATEMENT, False),
        (None, True),
    ],
)
def test_only_our_own_writing_may_be_replaced(tmp_path, content, expected):
    if content is not None:
        # N-Triples as we write it: one sorted line per statement.
        (tmp_path / "a.nt").write_text(content)
    assert may_replace(tmp_path / "a.nt") is expected
