"""`terms align` adds links and changes nothing else, whatever the syntax."""

from __future__ import annotations

import io
import sys

import pytest

from lineage_rdf.codec.read import read_file, read_quads
from lineage_rdf.codec.syntax import Syntax
from lineage_rdf.codec.write import write_quads


def test_the_file_keeps_its_statements_and_passes(cli, turtle, tmp_path):
    ran = cli("terms", "align", turtle, "-o", tmp_path / "aligned.jsonld")
    assert (ran.code, ran.out) == (0, "")
    assert (
        ran.err.splitlines()[-1] == "1 node linked to fine-tuning, 1 node linked to model-fine-tune-lineage"
    )
    before = set(read_file(turtle, Syntax.TURTLE))
    assert before < set(read_file(tmp_path / "aligned.jsonld", Syntax.JSONLD))
    assert cli("check", turtle, "--profile", "casrai-alignment").code == 1
    assert cli("check", tmp_path / "aligned.jsonld", "--profile", "casrai-alignment").code == 0


@pytest.mark.parametrize("syntax", Syntax, ids=lambda syntax: syntax.title)
def test_it_is_printed_in_the_syntax_of_the_file(cli, turtle, tmp_path, syntax):
    path = tmp_path / f"lineage.{syntax.suffixes[0]}"
    quads = read_file(turtle, Syntax.TURTLE)
    path.write_text(write_quads(quads, syntax).text, encoding="utf-8")
    ran = cli("terms", "align", path)
    assert ran.code == 0
    assert set(quads) < set(read_quads(ran.out.encode(), syntax, "printed"))


def test_a_folder_and_standard_input(cli, folder, monkeypatch):
    printed = cli("terms", "align", folder)
    assert "additionalType casrai:fine-tuning" in printed.out
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(printed.out.encode())))
    again = cli("terms", "align", "-", "--to", "turtle")
    assert (again.code, again.out) == (0, printed.out)


def test_nothing_to_link_is_said_and_an_unknown_kind_refused(cli, tmp_path):
    (tmp_path / "other.ttl").write_text("<urn:a> <urn:b> <urn:c> .\n", encoding="utf-8")
    ran = cli("terms", "align", tmp_path / "other.ttl")
    assert (ran.code, ran.out) == (0, "<urn:a>\n    <urn:b> <urn:c> .\n")
    assert "nothing was added" in ran.err
    refused = cli("terms", "align", tmp_path / "other.ttl", "--also", "exact")
    assert refused.code == 2 and "close, broad, narrow, related" in refused.err
