"""The options of check: stores, engines, older runs, forms and files, a file as one graph."""

from __future__ import annotations

import json
import os
import xml.etree.ElementTree as ET

import pyoxigraph
import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

SHACL_REPORT = "http://www.w3.org/ns/shacl#ValidationReport"


@pytest.fixture
def store(turtle, tmp_path):
    """The folder of a store with one lineage in a named graph."""
    graph = NamedNode("https://example.org/graph")
    made = pyoxigraph.Store(str(tmp_path / "store"))
    made.extend(
        Quad(q.subject, q.predicate, q.object, graph) for q in parse(path=turtle, format=RdfFormat.TURTLE)
    )
    made.flush()
    del made
    return tmp_path / "store"


def test_a_store_is_checked_where_it_lies(cli, store, turtle):
    ran = cli("check", "--store", store, "-p", "reproducible", "--format", "json")
    inside, outside = (
        json.loads(text)
        for text in (ran.out, cli("check", turtle, "-p", "reproducible", "--format", "json").out)
    )
    assert ran.code == 1
    assert (inside["literals"], outside["literals"]) == ("as stored", "as written")
    (ours,), (theirs,) = inside["results"], outside["results"]
    assert [f["code"] for f in ours["findings"]] == [f["code"] for f in theirs["findings"]]
    assert ours["lineage"] == theirs["lineage"]


def test_what_was_not_checked_in_a_store_is_told(cli, store):
    made = pyoxigraph.Store(str(store))
    other = NamedNode("https://example.org/other")
    made.add(Quad(other, other, other, other))
    made.flush()
    del made
    ran = cli("check", "--store", store)
    assert ran.code == 0
    assert "1 of 2 named graphs hold no lineage and were not checked" in ran.err


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--store", "nowhere"), "no such folder"),
        (("--endpoint", "http://127.0.0.1:9/"), "127.0.0.1"),
        (("--store", "a", "--endpoint", "http://127.0.0.1:9/"), "more than one kind of input"),
        (("--store", "a", "--engine", "pyshacl"), "pyshacl cannot check a store"),
        (("--store", "a", "--whole"), "--whole is for RDF files"),
        (("--store", "a", "--completeness"), "not counted in a store"),
        (("--store", "a", "--text"), "--text is for shorthand"),
        (("x.ttl", "--graph", "named"), "--graph is for stores"),
        (("--endpoint", "localhost:7878/query"), "begin it with http:// or https://"),
        (("x.ttl", "--whole", "--engine", "pyshacl"), "--whole"),
        (("x.ttl", "--store", "a"), "more than one kind of input"),
        (("x.ttl", "--whole", "--completeness"), "--whole"),
        (("x.ttl", "--timeout", "0"), "cannot be held"),
    ],
)
def test_options_that_do_not_go_together(cli, args, words):
    ran = cli("check", *args)
    assert ran.code == 2
    assert words in ran.err
    assert ran.out == ""


def test_both_engines_say_the_same(cli, turtle):
    ours, theirs = (
        json.loads(cli("check", turtle, "-p", "lineage", "--engine", engine, "--format", "json").out)
        for engine in ("sparql", "pyshacl")
    )
    assert (ours.pop("engine"), theirs.pop("engine")) == ("sparql", "pyshacl")
    assert ours == theirs


def test_a_file_as_one_graph(cli, turtle):
    ran = cli("check", turtle, "-p", "reproducible", "--whole", "--format", "json")
    alone = cli("check", turtle, "-p", "reproducible", "--format", "json")
    (whole,), (one,) = (json.loads(found.out)["results"] for found in (ran, alone))
    assert (ran.code, whole["name"], whole["lineage"]) == (1, str(turtle), "")
    assert [(f["code"], f["label"]) for f in whole["findings"]] == [
        (f["code"], f["label"]) for f in one["findings"]
    ]
    assert whole["nodes_checked"] == one["nodes_checked"]


def test_a_file_without_a_lineage_has_nothing_to_check_as_one_graph(cli, tmp_path):
    other = tmp_path / "other.nt"
    other.write_text("<https://example.org/a> <https://example.org/b> <https://example.org/c> .\n")
    ran = cli("check", other, "--whole")
    assert ran.code == 1
    assert "FTL-W001" in ran.out


def test_a_report_is_written_to_a_file(cli, turtle, tmp_path):
    out = tmp_path / "report.xml"
    ran = cli("check", turtle, "-p", "reproducible", "--format", "junit", "-o", out)
    assert (ran.code, ran.out) == (1, "")
    assert ET.parse(out).getroot().tag == "testsuites"
    assert str(out) in ran.err


@pytest.mark.parametrize("form", ["turtle", "jsonld"])
def test_report_graphs_as_linked_data(cli, turtle, form):
    ran = cli("check", turtle, "-p", "reproducible", "--format", form)
    syntax = RdfFormat.TURTLE if form == "turtle" else RdfFormat.JSON_LD
    assert any(
        quad.object.value == SHACL_REPORT
        for quad in parse(ran.out.encode(), syntax)
        if hasattr(quad.object, "value")
    )


def test_details_and_completeness_in_the_table(cli, turtle):
    ran = cli("check", turtle, "-p", "reproducible", "--details", "--completeness")
    assert "Turtle:" in ran.out and "JSON-LD:" in ran.out
    assert "complete: reproducible" in ran.out


def test_a_baseline_hides_what_is_known(cli, turtle, tmp_path):
    known = tmp_path / "known.json"
    cli("check", turtle, "-p", "reproducible", "--format", "json", "-o", known)
    ran = cli("check", turtle, "-p", "reproducible", "--baseline", known)
    assert ran.code == 0
    assert "known finding" in ran.err
    found = json.loads(
        cli("check", turtle, "-p", "reproducible", "--baseline", known, "--format", "json").out
    )
    assert found["baseline"]["hidden"] > 0
    assert found["results"][0]["findings"] == []


def test_an_older_version_is_compared(cli, turtle, tmp_path):
    worse = tmp_path / "worse.ttl"
    text = turtle.read_text()
    assert "ftl:ordinal 1" in text
    worse.write_text(text.replace("ftl:ordinal 1", "ftl:ordinal 4"))
    ran = cli("check", worse, "--against", turtle)
    assert ran.code == 1
    assert "new" in ran.out and "FTL-W0" in ran.out
    better = cli("check", turtle, "--against", worse, "--format", "json")
    assert better.code == 0
    assert json.loads(better.out)["comparison"]["worse"] is False
    told = cli("check", worse, "--against", turtle, "--format", "csv")
    assert told.code == 1
    assert "FTL-W0" in told.err


def test_a_baseline_does_not_make_a_comparison_better(cli, turtle, tmp_path):
    known = tmp_path / "known.json"
    cli("check", turtle, "-p", "reproducible", "--format", "json", "-o", known)
    ran = cli(
        "check", turtle, "-p", "reproducible", "--baseline", known, "--against", turtle, "--format", "json"
    )
    changes = json.loads(ran.out)["comparison"]
    assert ran.code == 0
    assert (changes["worse"], changes["findings"]["fixed"], changes["rungs"]["won"]) == (False, 0, 0)


def test_an_older_version_that_cannot_be_read(cli, turtle, tmp_path):
    ran = cli("check", turtle, "--against", tmp_path / "none.ttl")
    assert ran.code == 2
    assert "none.ttl" in ran.err


def test_a_folder_is_no_graph(cli, folder):
    ran = cli("check", folder, "--whole")
    assert ran.code == 2
    assert "--whole is for RDF files" in ran.err


def test_the_ending_of_the_file_tells_the_form(cli, turtle, tmp_path):
    out = tmp_path / "report.json"
    assert cli("check", turtle, "-o", out).code == 0
    assert json.loads(out.read_text())["passed"] is True


def test_a_report_never_replaces_what_is_checked(cli, turtle, tmp_path):
    before = turtle.read_bytes()
    ran = cli("check", turtle, "--format", "turtle", "-o", turtle)
    assert ran.code == 2
    assert turtle.read_bytes() == before
    known = tmp_path / "known.json"
    cli("check", turtle, "-o", known)
    assert cli("check", turtle, "--baseline", known, "-o", known).code == 2


HEAD = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ftl: <https://w3id.org/ftl#> . @prefix : <https://example.org/> .\n"


@pytest.mark.parametrize("engine", ["sparql", "pyshacl"])
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "there is no shape in this file"),
        (":a a ftl:FineTuneLineage .", "there is no shape in this file"),
        (":S a sh:NodeShape ; sh:property [ sh:path :p ; sh:minCount 1 ] .", "no shape has a target"),
        (
            ":S a sh:NodeShape ; sh:targetClass ftl:Model ; sh:property [ sh:path :p ; sh:minCont 1 ] .",
            "sh:minCont",
        ),
        (
            ":S a sh:NodeShape ; sh:targetClass ftl:Model ; sh:property [ sh:path :p ; sh:node :S ] .",
            "recursive",
        ),
    ],
)
def test_shapes_that_would_check_nothing(cli, turtle, tmp_path, engine, text, words):
    shapes = tmp_path / "mine.ttl"
    shapes.write_text(HEAD + text)
    ran = cli("check", turtle, turtle, "--shapes", shapes, "--engine", engine)
    assert ran.code == 2
    assert words in ran.err and str(shapes) in ran.err
    assert ran.err.count("\n") == 1


def test_a_target_that_met_no_node_is_told(cli, turtle, tmp_path):
    shapes = tmp_path / "mine.ttl"
    shapes.write_text(
        f"{HEAD}:S a sh:NodeShape ; sh:targetClass ftl:FineTuningg ; sh:property [ sh:path :p ; sh:minCount 1 ] ."
    )
    ran = cli("check", turtle, "--shapes", shapes)
    assert ran.code == 0
    assert "no node was checked by shapes with sh:targetClass <https://w3id.org/ftl#FineTuningg>" in ran.err


def test_what_no_lineage_leads_to_is_checked_too(cli, turtle, tmp_path):
    other = tmp_path / "two.ttl"
    kinds = "ftl:FineTuning, ftl:TransformationStep, ftl:LineageActivity, prov:Activity"
    orphan = f"<https://example.org/orphan> a {kinds} ; ftl:ordinal 1 .\n"
    second = "<https://example.org/second> a ftl:FineTuneLineage, prov:Entity .\n"
    other.write_text(turtle.read_text() + second)
    alone = cli("check", other, "--format", "json")
    names = [result["name"] for result in json.loads(alone.out)["results"]]
    assert len(names) == 2 and "statements outside any lineage" not in names
    other.write_text(turtle.read_text() + second + orphan)
    for extra in ((), ("--engine", "pyshacl")):
        ran = cli("check", other, "--format", "json", *extra)
        rest = json.loads(ran.out)["results"][-1]
        assert (ran.code, rest["name"], rest["passed"]) == (1, "statements outside any lineage", False)
        assert {"FTL-W030", "FTL-W032"} == {finding["code"] for finding in rest["findings"]}


def test_a_pipe_without_a_writer_does_not_hang(cli, tmp_path):
    os.mkfifo(tmp_path / "pipe.ttl")
    ran = cli("check", tmp_path / "pipe.ttl")
    assert ran.code == 2
    assert "pipe" in ran.err


@pytest.mark.parametrize("name", ["no such file.ttl", "models/my card.md", "SFT on 3 pairs.json"])
def test_a_file_that_is_not_there_is_no_sentence(cli, name):
    ran = cli("check", name)
    assert ran.code == 2
    assert "no such file or folder" in ran.err


def test_a_folder_of_rdf_files_says_how_to_name_them(cli, turtle):
    ran = cli("check", turtle.parent)
    assert ran.code == 2
    assert "RDF files are named one by one" in ran.err
