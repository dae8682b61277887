"""patch writes the update from one version to the next, or says why there is none."""

from __future__ import annotations

import io
import sys

import pytest
from pyoxigraph import Store

from lineage_rdf.codec.read import read_file
from lineage_rdf.codec.syntax import Syntax

HEAD = "@prefix ex: <https://example.org/> .\n"


@pytest.fixture
def newer(turtle, tmp_path):
    """The lineage after an edit: one statement changed."""
    path = tmp_path / "newer.ttl"
    text = turtle.read_text(encoding="utf-8")
    assert "ftl:ordinal 1" in text
    path.write_text(text.replace("ftl:ordinal 1", "ftl:ordinal 2"), encoding="utf-8")
    return path


def test_the_update_makes_the_new_version_out_of_the_old(cli, turtle, newer, tmp_path):
    ran = cli("patch", turtle, newer)
    assert ran.code == 0
    assert ran.err == ""
    assert ran.out.count("ftl:ordinal") == 2
    store = Store()
    store.extend(read_file(turtle, Syntax.TURTLE))
    store.update(ran.out)
    assert set(store) == set(read_file(newer, Syntax.TURTLE))
    assert cli("patch", turtle, newer, "-o", tmp_path / "change.ru").code == 0
    assert (tmp_path / "change.ru").read_text(encoding="utf-8") == ran.out


def test_syntaxes_may_differ_and_the_old_version_may_be_a_stream(cli, turtle, tmp_path, monkeypatch):
    assert cli("convert", turtle, tmp_path / "same.jsonld").code == 0
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(turtle.read_bytes())))
    ran = cli("patch", "-", tmp_path / "same.jsonld", "--from", "turtle")
    assert (ran.code, ran.out) == (0, "# Both versions say the same.\n")
    assert cli("patch", "-", turtle).code == 2


def test_blank_nodes_that_would_have_to_go_are_told_of(cli, tmp_path):
    old, new, out = tmp_path / "old.ttl", tmp_path / "new.ttl", tmp_path / "change.ru"
    old.write_text(f"{HEAD}ex:a ex:p [ ex:q 1 ], [ ex:q 2 ] .")
    new.write_text(f"{HEAD}ex:a ex:p [ ex:q 1 ], [ ex:q 3 ] .")
    ran = cli("patch", old, new, "-o", out)
    assert ran.code == 1
    assert "DELETE DATA cannot hold blank nodes, and 2 statements" in ran.err
    assert "[] <https://example.org/q>" in ran.err
    assert "nothing was written" in ran.err
    assert not out.exists()


def test_nodes_that_look_too_much_alike_are_told_of(cli, tmp_path):
    old = tmp_path / "old.ttl"
    ring = " ".join(f"_:x{n} ex:p _:x{(n + 1) % 8} ." for n in range(8))
    old.write_text(f"{HEAD}{ring}")
    ran = cli("patch", old, old)
    assert ran.code == 1
    assert "16 statements have blank nodes that look too much alike" in ran.err


def test_a_change_that_sparql_cannot_hold_is_told_of(cli, tmp_path):
    old, new = tmp_path / "old.ttl", tmp_path / "new.ttl"
    old.write_text(HEAD)
    new.write_text(f"{HEAD}ex:a ex:p <<( ex:a ex:p 1 )>> .")
    ran = cli("patch", old, new)
    assert ran.code == 1
    assert "SPARQL 1.1 cannot hold 1 statements with triple terms" in ran.err
