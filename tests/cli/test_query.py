"""query asks the catalogue or one's own query of a file, folder, store or endpoint, and says what it did."""

from __future__ import annotations

import io
import json
import sys
import time

import pyoxigraph
import pytest

from lineage_rdf.codec.read import read_quads
from lineage_rdf.codec.syntax import Syntax
from lineage_rdf.query import catalogue
from tests.query.cases import FAMILY, SYNTHETIC
from tests.query.places import PREFIXES, quads
from tests.store.servers import altered_server, real_server

DESCENDANTS = """model                       depth  certainty  relation    via
harbour-lab/harbour-7b-sft      1  certain    FineTuning  mistralai/Mistral-7B-v0.1
harbour-lab/harbour-7b-dpo      2  certain    FineTuning  harbour-lab/harbour-7b-sft
"""


@pytest.fixture
def trig(tmp_path):
    path = tmp_path / "family.trig"
    path.write_text(PREFIXES + FAMILY, encoding="utf-8")
    return path


def test_a_file(cli, examples):
    place = examples / "lineages" / "zephyr-like.ttl"
    ran = cli("query", place, "descendants", "model=mistralai/Mistral-7B-v0.1")
    assert ran == (0, DESCENDANTS, "2 rows\n")


def test_a_model_folder_gives_the_same(cli, examples):
    ran = cli("query", examples / "zephyr-like", "descendants", "model=mistralai/Mistral-7B-v0.1")
    assert ran.out == DESCENDANTS


def test_standard_input(cli, monkeypatch, trig):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(trig.read_bytes())))
    ran = cli("query", "-", "ancestors", "model=tide/gamma", "--format", "csv", "--limit", "1")
    assert ran.out.splitlines()[1].startswith(
        "https://huggingface.co/tide/beta,tide/beta,,1,certain,FineTuning,"
    )


def test_a_store_and_an_endpoint(cli, tmp_path):
    store = pyoxigraph.Store(str(tmp_path / "hub"))
    store.extend(quads(SYNTHETIC))
    store.flush()
    del store
    ran = cli("query", tmp_path / "hub", "affected-by-dataset", "dataset=tide/logs", "--format", "tsv")
    assert (ran.code, len(ran.out.splitlines())) == (0, 9)
    with real_server(quads(SYNTHETIC)) as url:
        assert cli("query", url, "affected-by-dataset", "dataset=tide/logs", "--format", "tsv").out == ran.out


def test_no_rows_are_no_failure_and_an_unknown_model_is_told(cli, trig):
    ran = cli("query", trig, "ancestors", "model=tide/nobody")
    assert (ran.code, ran.out) == (0, "")
    assert "knows no model https://huggingface.co/tide/nobody" in ran.err
    assert "0 rows" in ran.err


def test_the_list(cli):
    lines = cli("query", "--list").out.splitlines()
    assert [line.split()[0] for line in lines] == list(catalogue())
    ran = cli("query", "--list", "methods")
    assert "least (integer, default 1): only methods with at least so many results" in ran.out
    assert "lineage-rdf query PLACE methods also=parameterization:lora least=2" in ran.out
    assert "SELECT ?axis ?method ?results" in ran.out


def test_the_list_with_a_place_before_it(cli, tmp_path):
    everything = cli("query", "--list")
    assert cli("query", tmp_path / "nowhere", "--list") == everything
    assert cli("query", "hub", "--list", "methods") == cli("query", "--list", "methods")


def test_explain_prints_what_would_be_asked_and_asks_nothing(cli, tmp_path):
    ran = cli(
        "query",
        tmp_path / "nowhere",
        "siblings",
        "model=tide/beta",
        "--explain",
        "--limit",
        "3",
        "--offset",
        "1",
    )
    assert ran.code == 0
    assert "VALUES ?model { <https://huggingface.co/tide/beta> }" in ran.out
    assert ran.out.endswith("ORDER BY ?base ?certainty ?sibling\nLIMIT 3\nOFFSET 1\n")
    walked = cli("query", "x", "descendants", "model=tide/beta", "--explain")
    assert walked.out.startswith("# Asked level by level")
    assert "VALUES ?from { <https://huggingface.co/tide/beta> }" in walked.out


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_what_explain_prints_is_a_query(cli, name):
    needed = [f"{p.name}=tide/x" for p in catalogue()[name].parameters if p.required]
    ran = cli("query", "x", name, *needed, "--explain")
    assert list(pyoxigraph.Store().query(ran.out)) == []


def own(tmp_path, text):
    path = tmp_path / "own.rq"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_query_of_ones_own(cli, trig, tmp_path):
    select = own(tmp_path, "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s <https://w3id.org/ftl#producedModel> ?m }")
    assert cli("query", trig, "--file", select).out == "n\n3\n"
    found = json.loads(cli("query", trig, "--file", select, "--format", "json").out)
    assert found["results"]["bindings"][0]["n"]["value"] == "3"
    yes = own(tmp_path, "ASK { ?s ?p ?o }")
    assert cli("query", trig, "--file", yes)[:2] == (0, "yes\n")
    no = own(tmp_path, "ASK { ?s <urn:never> ?o }")
    assert cli("query", trig, "--file", no)[:2] == (1, "no\n")
    assert cli("query", trig, "--file", no, "--format", "xml").code == 1


def test_nothing_is_fetched_unless_allowed(cli, trig, tmp_path):
    with altered_server(quads(FAMILY)) as server:
        query = own(tmp_path, f"SELECT ?s {{ SERVICE <{server.url}> {{ ?s ?p ?o }} }}")
        ran = cli("query", trig, "--file", query)
        assert (ran.code, server.asked) == (2, [])
        assert "SERVICE is not allowed" in ran.err
        assert cli("query", trig, "--file", query, "--explain").code == 0
        assert server.asked == []
        allowed = cli("query", trig, "--file", query, "--allow-service", "--limit", "1")
        assert (allowed.code, len(server.asked)) == (0, 1)


def test_graphs_can_be_chosen_if_allowed(cli, trig, tmp_path):
    query = own(tmp_path, "SELECT ?m FROM <urn:x:g3> { ?m <https://w3id.org/ftl#derivedFromModel> ?b }")
    assert cli("query", trig, "--file", query).code == 2
    assert (
        cli("query", trig, "--file", query, "--allow-from").out == "m\n<https://huggingface.co/tide/delta>\n"
    )


def test_a_query_that_takes_too_long_is_ended(cli, tmp_path):
    many = tmp_path / "many.nt"
    many.write_text("".join(f"<urn:a{n}> <urn:p> <urn:b{n}> .\n" for n in range(2000)), encoding="utf-8")
    query = own(tmp_path, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")
    begin = time.monotonic()
    ran = cli("query", many, "--file", query, "--timeout", "0.5")
    assert ran.code == 3
    assert "the query did not end within 0.5 seconds" in ran.err
    assert time.monotonic() - begin < 20


WRONG = [
    ((), "give the name of a query, or a file"),
    (("x.ttl",), "give the name of a query, or a file"),
    (("FILE", "nonsense"), "there is no query 'nonsense'"),
    (("FILE", "ancestors", "tide/beta"), "'tide/beta' is no parameter"),
    (("FILE", "ancestors", "model=a/b", "model=a/c"), "given twice"),
    (("FILE", "ancestors", "model=a/b", "--file", "own.rq"), "and not both"),
    (("FILE", "ancestors", "model=a/b", "--allow-service"), "no query of the catalogue fetches anything"),
    (("FILE", "ancestors", "model=a/b", "--limit", "-1"), "cannot be negative"),
    (("FILE", "--file", "missing.rq"), "the query cannot be read"),
    (("-", "--file", "-"), "both the data and the query"),
    (("missing.ttl", "cycles"), "missing.ttl"),
    (("--list", "cycles", "x=1"), "--list tells of one query"),
    (("hub", "--list", "cycles", "x=1"), "--list tells of one query"),
    (("hub", "--list", "nonsense"), "there is no query 'nonsense'"),
]


@pytest.mark.parametrize(("words", "message"), WRONG)
def test_wrong_usage_is_said(cli, trig, words, message):
    ran = cli("query", *(trig if word == "FILE" else word for word in words))
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err


def test_files_that_hold_no_query(cli, trig, tmp_path):
    assert "there is no query in the file" in cli("query", trig, "--file", own(tmp_path, " \n")).err
    (tmp_path / "own.rq").write_bytes(b"\xff\xfe")
    assert cli("query", trig, "--file", tmp_path / "own.rq").code == 2


def test_hostile_names_do_not_reach_the_terminal(cli, tmp_path):
    path = tmp_path / "odd.trig"
    odd = 'h:m ftl:derivedFromModel h:a . h:m schema:identifier "tide/\\u001b[31mred\\u202e" .'
    path.write_text(PREFIXES + odd, encoding="utf-8")
    out = cli("query", path, "descendants", "model=tide/a").out
    assert "\x1b" not in out and "\u202e" not in out and "red" in out


@pytest.fixture
def rows(trig):
    """A question with rows."""
    return ("query", trig, "methods", "least=1")


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "xml", "turtle", "jsonld", "ntriples"])
def test_a_form_is_printed_and_written_alike(cli, rows, tmp_path, form):
    printed = cli(*rows, "--format", form)
    assert (printed.code, printed.err) == (0, "")
    target = tmp_path / "rows"
    written = cli(*rows, "--format", form, "-o", target)
    assert (written.code, written.out, written.err) == (0, "", f"wrote {target}\n")
    assert target.read_bytes() == printed.out.encode()


@pytest.mark.parametrize(
    ("suffix", "begin"),
    [
        ("csv", b"axis"),
        ("srx", b"<?xml"),
        ("srj", b"{"),
        ("ttl", b"@prefix"),
        ("nt", b"_:"),
        ("parquet", b"PAR1"),
        ("arrow", b"ARROW1"),
    ],
)
def test_the_name_of_a_file_tells_the_form(cli, rows, tmp_path, suffix, begin):
    target = tmp_path / f"rows.{suffix}"
    assert cli(*rows, "-o", target).code == 0
    assert target.read_bytes().startswith(begin)


def test_a_table_can_be_written_too(cli, rows, tmp_path):
    target = tmp_path / "rows.txt"
    assert cli(*rows, "-o", target).code == 0
    assert target.read_text() == cli(*rows).out


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--format", "parquet"), "nothing to look at"),
        (("-o", "rows.doc"), "add --format"),
    ],
)
def test_forms_that_do_not_fit_are_refused(cli, rows, args, words):
    ran = cli(*rows, *args)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert words in ran.err


@pytest.fixture
def asked(trig, tmp_path):
    """Write a query of one's own and give the options that ask it."""

    def written(query):
        file = tmp_path / "own.rq"
        file.write_text("PREFIX ftl: <https://w3id.org/ftl#> " + query)
        return ("query", trig, "--file", file)

    return written


@pytest.mark.parametrize("suffix", ["parquet", "arrow"])
def test_rows_without_columns_are_no_table_of_columns(cli, asked, tmp_path, suffix):
    target = tmp_path / f"rows.{suffix}"
    ran = cli(*asked("SELECT * WHERE {}"), "-o", target)
    assert (ran.code, ran.out, ran.err.count("\n"), target.exists()) == (2, "", 1, False)
    assert "keeps no rows that have none" in ran.err
    assert cli(*asked("SELECT * WHERE { FILTER(false) }"), "-o", target).code == 0


def test_statements_are_written_as_rdf(cli, asked, tmp_path):
    question = asked("CONSTRUCT { ?m <urn:from> ?b } WHERE { ?m ftl:derivedFromModel ?b }")
    turtle = cli(*question)
    assert turtle.code == 0 and "<urn:from>" in turtle.out
    target = tmp_path / "out.jsonld"
    assert cli(*question, "-o", target).code == 0
    both = [
        read_quads(turtle.out.encode(), Syntax.TURTLE, "a"),
        read_quads(target.read_bytes(), Syntax.JSONLD, "b"),
    ]
    assert set(both[0]) == set(both[1]) and both[0]
    refused = cli(*question, "--format", "csv")
    assert (refused.code, refused.out) == (2, "")
    assert "statements cannot be written as csv" in refused.err


@pytest.mark.parametrize(("pattern", "code"), [("?m ftl:derivedFromModel ?b", 0), ("?m ftl:never ?b", 1)])
def test_yes_and_no_are_written_too(cli, asked, tmp_path, pattern, code):
    question = asked(f"ASK {{ {pattern} }}")
    target = tmp_path / "answer.ttl"
    assert cli(*question, "-o", target).code == code
    assert ("true" if code == 0 else "false") in target.read_text()
    refused = cli(*question, "-o", tmp_path / "answer.parquet")
    assert refused.code == 2 and "yes or no cannot be written" in refused.err


def test_what_is_asked_is_not_written_over(cli, rows):
    before = rows[1].read_bytes()
    ran = cli(*rows, "--format", "csv", "-o", rows[1])
    assert (ran.code, ran.out) == (2, "")
    assert "would replace what is read" in ran.err
    assert rows[1].read_bytes() == before
