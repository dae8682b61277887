"""The pages are written whole, and what others put into the folder stays."""

from __future__ import annotations

import os

import pytest

from lineage_rdf.errors import UsageError
from lineage_rdf.terms.docs import write_site

FILES = {"index.html": b"<p>one", "terms/index.html": b"<p>two"}


def written(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_second_run_changes_nothing(tmp_path):
    assert write_site(FILES, tmp_path / "site") == 3
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "site").rglob("*")}
    assert write_site(FILES, tmp_path / "site") == 0
    assert before == {path: path.stat().st_mtime_ns for path in (tmp_path / "site").rglob("*")}
    assert written(tmp_path / "site") == {*FILES, "files.json"}


def test_what_was_written_here_is_replaced(tmp_path):
    write_site(FILES, tmp_path)
    assert write_site({**FILES, "index.html": b"<p>three"}, tmp_path) == 2
    assert (tmp_path / "index.html").read_bytes() == b"<p>three"
    assert write_site(FILES, tmp_path) == 2


@pytest.mark.parametrize("name", [*FILES, "files.json"])
def test_a_file_of_another_stops_everything(tmp_path, name):
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_bytes(b"mine")
    with pytest.raises(UsageError, match="was not written by"):
        write_site(FILES, tmp_path)
    assert written(tmp_path) == {name}
    assert write_site(FILES, tmp_path, force=True) == 3


def test_a_page_changed_by_hand_is_not_ours_any_more(tmp_path):
    write_site(FILES, tmp_path)
    (tmp_path / "index.html").write_bytes(b"<p>one and a half")
    with pytest.raises(UsageError, match="changed since"):
        write_site({**FILES, "index.html": b"<p>three"}, tmp_path)
    assert (tmp_path / "index.html").read_bytes() == b"<p>one and a half"


def test_files_of_other_names_stay(tmp_path):
    (tmp_path / "CNAME").write_text("example.org")
    write_site(FILES, tmp_path)
    assert (tmp_path / "CNAME").read_text() == "example.org"


def test_a_run_that_was_cut_short_can_be_done_again(tmp_path):
    (tmp_path / "index.html").write_bytes(FILES["index.html"])
    assert write_site(FILES, tmp_path) == 2


@pytest.mark.parametrize(
    "ledger", [b"{", b"[]", b'{"made_by": "lineage-rdf terms docs", "sha256": 3}', b"\xff"]
)
def test_a_ledger_that_cannot_be_read_owns_nothing(tmp_path, ledger):
    (tmp_path / "files.json").write_bytes(ledger)
    with pytest.raises(UsageError):
        write_site(FILES, tmp_path)


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links on this system")
def test_a_link_is_not_followed(tmp_path):
    (tmp_path / "elsewhere").write_bytes(b"keep")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").symlink_to(tmp_path / "elsewhere")
    for force in (False, True):
        with pytest.raises(UsageError, match="link"):
            write_site(FILES, tmp_path / "site", force=force)
    assert (tmp_path / "elsewhere").read_bytes() == b"keep"


def test_a_folder_in_the_way_is_told(tmp_path):
    (tmp_path / "index.html").mkdir()
    with pytest.raises(UsageError, match="not an ordinary file"):
        write_site(FILES, tmp_path)
