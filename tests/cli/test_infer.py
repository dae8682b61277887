"""`lineage-rdf infer` on files, standard streams and stores."""

from __future__ import annotations

import io
import json
import shutil
import sys
from pathlib import Path

import pytest

from lineage_rdf.claims.mint import graph_of
from lineage_rdf.cli.infer import MOST
from lineage_rdf.codec.read import read_file
from lineage_rdf.codec.syntax import Syntax, syntax_of
from lineage_rdf.query import open_place
from lineage_rdf.query.index.beside import index_of
from lineage_rdf.transform import inference
from lineage_rdf.transform.inference import infer

EX = "https://example.org/"
OWN = f"""@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix ftl: <https://w3id.org/ftl#> .
ftl:Model rdfs:subClassOf <{EX}Thing> .
<{EX}madeFrom> owl:inverseOf ftl:derivedFromModel .
<{EX}code> a owl:InverseFunctionalProperty .
"""


@pytest.fixture
def turtle(examples: Path) -> Path:
    return examples / "lineages" / "zephyr-like.ttl"


@pytest.fixture
def hub(cli, turtle, tmp_path):
    assert cli("load", tmp_path / "hub", turtle).code == 0
    return tmp_path / "hub"


@pytest.mark.parametrize("name", ["out.ttl", "out.jsonld", "out.rdf", "out.nq", "out.trig", "out.nt"])
def test_every_syntax_holds_the_statements_and_what_follows(cli, turtle, tmp_path, name):
    given = read_file(turtle, Syntax.TURTLE)
    found = infer(given).quads
    ran = cli("infer", turtle, tmp_path / name)
    assert (ran.code, ran.out) == (0, "")
    assert f"{len(found)} statements inferred from {len(given)}: " in ran.err
    assert set(read_file(tmp_path / name, syntax_of(name))) == {*given, *found}
    assert cli("infer", turtle, tmp_path / name, "--only-inferred").code == 0
    assert set(read_file(tmp_path / name, syntax_of(name))) == set(found)


def test_the_same_bytes_each_time_and_nothing_new_the_second_time(cli, turtle, tmp_path):
    once, again = tmp_path / "once.ttl", tmp_path / "again.ttl"
    assert cli("infer", turtle, once).code == 0
    assert cli("infer", turtle, again).code == 0
    assert once.read_bytes() == again.read_bytes()
    ran = cli("infer", once, again)
    assert "0 statements inferred" in ran.err
    assert once.read_bytes() == again.read_bytes()


def test_graphs_keep_their_names(cli, turtle, examples, tmp_path):
    both, out = tmp_path / "both.trig", tmp_path / "out.trig"
    assert cli("merge", turtle, examples / "lineages" / "merge.ttl", "-o", both).code == 0
    assert cli("infer", both, out).code == 0
    names = {quad.graph_name for quad in read_file(both, Syntax.TRIG)}
    assert {quad.graph_name for quad in read_file(out, Syntax.TRIG)} == names
    ran = cli("infer", both, tmp_path / "out.ttl")
    assert ran.code == 1 and "named graphs" in ran.err


def test_streams_folders_and_a_check_of_what_comes_out(cli, turtle, examples, tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(turtle.read_bytes())))
    ran = cli("infer", "-", "-", "--to", "nquads", "--rules", "transitive,subproperty")
    assert ran.code == 0 and "hasAncestorModel" in ran.out
    assert cli("infer", examples / "merge", tmp_path / "out.ttl").code == 0
    assert cli("check", tmp_path / "out.ttl").code == 0


def test_what_is_inferred_changes_no_report_and_no_verdict(cli, turtle, tmp_path, monkeypatch):
    (tmp_path / "inferred").mkdir()
    out = tmp_path / "inferred" / turtle.name
    assert cli("infer", turtle, out).code == 0
    for args in (
        ("report",),
        *(("check", "--profile", name) for name in ("lineage", "reproducible", "governance")),
    ):
        said = []
        for folder in (turtle.parent, out.parent):
            monkeypatch.chdir(folder)
            said.append(cli(args[0], turtle.name, *args[1:]))
        assert said[0] == said[1]


def test_axioms_of_ones_own(cli, turtle, tmp_path):
    own = tmp_path / "own.ttl"
    own.write_text(OWN)
    ran = cli("infer", turtle, "-", "--to", "nquads", "--only-inferred", "--axioms", own)
    assert ran.code == 0
    assert f"<{EX}Thing>" in ran.out and f"<{EX}madeFrom>" in ran.out
    assert "no rule uses 1 of the axioms" in ran.err
    # Axioms in the data are data.
    mixed = tmp_path / "mixed.ttl"
    mixed.write_text(turtle.read_text() + OWN)
    assert f"<{EX}madeFrom>" not in cli("infer", mixed, "-", "--to", "nquads", "--only-inferred").out


def test_owl_rl_says_what_contradicts_the_vocabulary(cli, tmp_path):
    wrong, out = tmp_path / "wrong.ttl", tmp_path / "out.ttl"
    wrong.write_text(f"@prefix ftl: <https://w3id.org/ftl#> . <{EX}s> a ftl:Merging, ftl:Quantizing .")
    ran = cli("infer", wrong, out, "--rules", "owl-rl")
    assert ran.code == 1
    assert "contradict the vocabulary" in ran.err and f"{EX}s" in ran.err
    assert not out.exists()
    wrong.write_text(f"@prefix ftl: <https://w3id.org/ftl#> . <{EX}s> a ftl:Merging .")
    assert cli("infer", wrong, out, "--rules", "owl-rl").code == 0
    usual = tmp_path / "usual.ttl"
    assert cli("infer", wrong, usual).code == 0
    assert out.read_bytes() == usual.read_bytes()


def test_in_a_store_the_graph_that_contradicts_is_named(cli, hub, tmp_path):
    wrong, own = tmp_path / "wrong.ttl", f"<{EX}w> a ftl:FineTuneLineage ; ftl:hasStep <{EX}s> ."
    wrong.write_text(f"@prefix ftl: <https://w3id.org/ftl#> . {own} <{EX}s> a ftl:Merging, ftl:Quantizing .")
    assert cli("load", hub, wrong).code == 0
    ran = cli("infer", hub, "--rules", "owl-rl", "--format", "json")
    said = json.loads(ran.out)
    assert (ran.code, said["graphs"], said["contradicting"]) == (1, 2, [graph_of(f"{EX}w")])
    assert said["inferred"] > 0
    assert f"what follows from {graph_of(f'{EX}w')} is left out" in ran.err


def test_bounds_are_no_verdict_and_write_nothing(cli, turtle, tmp_path):
    out = tmp_path / "out.ttl"
    ran = cli("infer", turtle, out, "--most", "5")
    assert ran.code == 3 and "more than 5 statements follow" in ran.err and "--rules" in ran.err
    ran = cli("infer", turtle, out, "--rules", "owl-rl", "--limit", "0.01")
    assert ran.code == 3 and "--limit" in ran.err
    assert not out.exists()


def test_a_store_and_back(cli, hub, tmp_path):
    ran = cli("infer", hub)
    assert ran.code == 0
    assert ran.out.endswith("statements inferred from 1 graph of a lineage\n")
    found = json.loads(cli("infer", hub, "--format", "json").out)
    assert found["graphs"] == 1 and f"{found['inferred']} statements" in ran.out
    query = tmp_path / "own.rq"
    query.write_text("SELECT ?a ?b WHERE { ?a <https://w3id.org/ftl#hasAncestorModel> ?b }")
    assert (
        len(json.loads(cli("query", hub, "--file", query, "--format", "json").out)["results"]["bindings"])
        == 3
    )
    assert cli("infer", hub, tmp_path / "out.nq", "--only-inferred").code == 0
    assert len(read_file(tmp_path / "out.nq", Syntax.NQUADS)) == found["inferred"]
    assert json.loads(cli("infer", hub, "--remove", "--format", "json").out)["removed"] == found["inferred"]
    assert json.loads(cli("query", hub, "--file", query, "--format", "json").out)["results"]["bindings"] == []


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("{turtle}",), "this is no store"),
        (("{tmp}/none",), "this is no store"),
        (("{tmp}/none.ttl", "{tmp}/out.ttl"), "none.ttl"),
        (("{turtle}", "{tmp}/out"), "unknown RDF syntax"),
        (("{turtle}", "-"), "--to"),
        (("{turtle}", "{tmp}/out.ttl", "--rules", "subclas"), "there is no rule 'subclas'"),
        (("{turtle}", "{tmp}/out.ttl", "--rules", "owl-rl,subclass"), "there is no rule 'owl-rl'"),
        (("{turtle}", "{tmp}/out.ttl", "--rules", ""), "there is no rule"),
        (("{turtle}", "{tmp}/out.ttl", "--rules", "owl-rl", "--across-graphs"), "each graph by itself"),
        (("{turtle}", "{tmp}/out.ttl", "--axioms", "{tmp}/none.ttl"), "none.ttl"),
        (("-", "{tmp}/out.ttl", "--axioms", "-"), "both come from standard input"),
        (("{turtle}", "{tmp}/out.ttl", "--most", "-1"), "-1"),
        (("{turtle}", "{tmp}/out.ttl", "--limit", "0"), "cannot be held"),
        (("{turtle}", "{tmp}/out.ttl", "--remove"), "--remove is for a store"),
        (("{turtle}", "{tmp}/out.ttl", "--format", "json"), "--format json is for a store"),
        (("{hub}", "--only-inferred"), "--only-inferred is for a file"),
        (("{hub}", "--limit", "5"), "--limit is for a file"),
        (("{hub}", "--from", "turtle"), "--from is for a file"),
        (("{hub}", "--update-endpoint", "http://localhost:1/update"), "no address for updates"),
    ],
)
def test_infer_refuses(cli, turtle, hub, tmp_path, args, words):
    ran = cli("infer", *(arg.format(turtle=turtle, hub=hub, tmp=tmp_path) for arg in args))
    assert ran.code == 2
    assert words in ran.err
    assert not (tmp_path / "out.ttl").exists()


def test_the_index_of_a_store_is_of_the_store_as_it_is_now(cli, hub):
    def has_one():
        with open_place(str(hub)) as store:
            return index_of(store) is not None

    assert has_one()
    assert cli("infer", hub).code == 0 and has_one()
    assert cli("infer", hub, "--remove").code == 0 and has_one()
    for folder in hub.glob("lineage-index-*"):
        shutil.rmtree(folder)
    assert cli("infer", hub).code == 0 and not has_one()


def test_the_bound_is_the_one_of_the_library():
    """It stands twice, as the command tells it in its help before it loads what infers."""
    assert MOST == inference.MOST
