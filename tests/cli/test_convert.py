"""convert keeps everything, or says what it cannot keep and writes nothing."""

from __future__ import annotations

import io
import os
import sys

import pytest
from pyoxigraph import Store

from lineage_rdf.codec.read import read_file, read_quads
from lineage_rdf.codec.syntax import Syntax, syntax_of

TRIG = """@prefix ex: <https://example.org/> .
ex:a ex:says "hello"@en, 2.50, true .
ex:g { ex:b ex:says "inside" . }
"""


@pytest.mark.parametrize("suffix", ["jsonld", "nt", "nq", "trig", "rdf", "ttl"])
def test_there_and_back_keeps_every_statement(cli, turtle, tmp_path, suffix):
    there, back = tmp_path / f"there.{suffix}", tmp_path / "back.ttl"
    assert cli("convert", turtle, there).code == 0
    assert cli("convert", there, back).code == 0
    assert back.read_bytes() == turtle.read_bytes()


@pytest.mark.parametrize("suffix", ["ttl", "nt", "rdf"])
def test_with_loss_nothing_is_written(cli, tmp_path, suffix):
    source, target = tmp_path / "in.trig", tmp_path / f"out.{suffix}"
    source.write_text(TRIG)
    ran = cli("convert", source, target)
    assert ran.code == 1
    assert "cannot hold 1 statements in named graphs" in ran.err
    assert not target.exists()


def test_loss_can_be_allowed(cli, tmp_path):
    source, target = tmp_path / "in.trig", tmp_path / "out.ttl"
    source.write_text(TRIG)
    ran = cli("convert", source, target, "--allow-loss")
    assert ran.code == 0
    assert "left out" in ran.err
    assert len(read_file(target, Syntax.TURTLE)) == 3


def test_from_standard_input_to_standard_output(cli, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TRIG.encode())))
    ran = cli("convert", "-", "-", "--from", "trig", "--to", "nquads")
    assert ran.code == 0
    assert set(read_quads(ran.out.encode(), Syntax.NQUADS, "out")) == set(
        read_quads(TRIG.encode(), Syntax.TRIG, "in")
    )


def test_the_context_can_be_an_address(cli, turtle):
    ran = cli("convert", turtle, "-", "--to", "jsonld", "--context-url")
    assert ran.code == 0
    assert '"@context": "https://' in ran.out


@pytest.mark.parametrize("name", ["out.txt", "out"])
def test_an_unknown_syntax_is_wrong_usage(cli, turtle, tmp_path, name):
    ran = cli("convert", turtle, tmp_path / name)
    assert ran.code == 2
    assert "unknown RDF syntax" in ran.err


def test_a_broken_file_is_named_with_its_line(cli, tmp_path):
    source = tmp_path / "broken.ttl"
    source.write_text("<https://example.org/a> <https://example.org/b> .\n")
    ran = cli("convert", source, tmp_path / "out.nt")
    assert ran.code == 2
    assert f"{source}:1" in ran.err
    assert os.listdir(tmp_path) == ["broken.ttl"]


def test_links_are_not_followed(cli, turtle, tmp_path):
    victim, link = tmp_path / "victim.ttl", tmp_path / "link.ttl"
    victim.write_text("keep me")
    link.symlink_to(victim)
    ran = cli("convert", turtle, link)
    assert ran.code == 2
    assert "is a link" in ran.err
    assert victim.read_text() == "keep me"


def test_every_suffix_is_one_of_a_syntax():
    assert {syntax_of(f"x.{suffix}") for suffix in ("ttl", "trig", "nt", "nq", "rdf", "jsonld")} == set(
        Syntax
    )


def test_into_an_update_and_a_query(cli, turtle, tmp_path):
    store, quads = Store(), read_file(turtle, Syntax.TURTLE)
    assert cli("convert", turtle, tmp_path / "add.ru", "--to", "sparql-insert").code == 0
    store.update((tmp_path / "add.ru").read_text(encoding="utf-8"))
    assert set(store) == set(quads)
    ran = cli("convert", turtle, "-", "--to", "SPARQL-ask")
    assert ran.code == 0
    assert store.query(ran.out)
    store.remove(quads[0])
    assert not store.query(ran.out)


def test_what_sparql_cannot_hold_is_lost_like_anything_else(cli, tmp_path):
    source, target = tmp_path / "in.trig", tmp_path / "out.ru"
    source.write_text(f"{TRIG} _:g {{ ex:b ex:says 1 }}")
    ran = cli("convert", source, target, "--to", "sparql-insert")
    assert ran.code == 1
    assert "SPARQL 1.1 cannot hold 1 statements in graphs without a name" in ran.err
    assert not target.exists()
    assert cli("convert", source, target, "--to", "sparql-insert", "--allow-loss").code == 0
    assert "GRAPH ex:g" in target.read_text() or "GRAPH <https://example.org/g>" in target.read_text()


def test_the_forms_of_sparql_are_named_with_the_syntaxes(cli, turtle):
    ran = cli("convert", turtle, "-", "--to", "sparql")
    assert ran.code == 2
    assert "sparql-insert, sparql-ask" in ran.err


def test_an_example_becomes_a_query(cli, turtle, tmp_path, lineage):
    example, store = tmp_path / "example.ttl", Store()
    example.write_text(
        "@prefix ftl: <https://w3id.org/ftl#> . ?lineage a ftl:FineTuneLineage ; ftl:hasStep ?step ."
    )
    store.extend(read_file(turtle, Syntax.TURTLE))
    ran = cli("convert", example, "-", "--to", "sparql-select")
    assert ran.code == 0
    assert {row["step"].value for row in store.query(ran.out)} == {step.iri for step in lineage.steps}
    assert cli("convert", example, "-", "--to", "turtle").code == 2
    assert cli("convert", turtle, "-", "--to", "sparql-select").code == 2
