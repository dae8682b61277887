"""The options of check: stores, engines, older runs, forms and files, a file as one graph."""

from __future__ import annotations

import json
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
        (("--store", "a", "--engine", "pyshacl"), "pySHACL cannot check a store"),
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
