"""`lineage-rdf terms docs`."""

from __future__ import annotations


def test_the_pages_are_written_and_told_of(cli, tmp_path):
    ran = cli("terms", "docs", "-o", tmp_path / "site")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.startswith("23 pages in ") and ran.err.endswith(
        f"begin with {tmp_path / 'site' / 'index.html'}\n"
    )
    assert (tmp_path / "site/objective/index.html").is_file() and (
        tmp_path / "site/ontology/ftl.ttl"
    ).is_file()
    again = cli("terms", "docs", "-o", tmp_path / "site")
    assert again.code == 0 and " 0 files written" in again.err


def test_a_page_of_another_is_not_replaced_unasked(cli, tmp_path):
    (tmp_path / "index.html").write_text("mine")
    ran = cli("terms", "docs", "-o", tmp_path)
    assert ran.code == 2 and "--force" in ran.err
    assert (tmp_path / "index.html").read_text() == "mine"
    assert cli("terms", "docs", "-o", tmp_path, "--force").code == 0


def test_a_folder_is_needed(cli, tmp_path):
    assert cli("terms", "docs").code == 2
    (tmp_path / "file").write_text("")
    assert cli("terms", "docs", "-o", tmp_path / "file" / "site").code == 2
