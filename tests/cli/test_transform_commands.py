"""diff, canon, merge and normalise from the command line: what they print, write and return."""

from __future__ import annotations

import io
import json
import os
import sys
from hashlib import sha256

import pytest

from lineage_rdf.codec.read import read_file
from lineage_rdf.codec.syntax import Syntax

EX = "https://example.org/"
FOREIGN = f"""@prefix ex: <{EX}> .
ex:a ex:p [ ex:q 5.0 ] ; <https://schema.org/name> "A" .
"""
# Ten blank nodes of which each points to all others look alike from everywhere: a poison graph.
CLIQUE = "".join(f"_:n{a} <{EX}p> _:n{b} .\n" for a in range(10) for b in range(10) if a != b)
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be copied here")


@pytest.fixture
def foreign(tmp_path):
    (tmp_path / "foreign.ttl").write_text(FOREIGN)
    return tmp_path / "foreign.ttl"


@pytest.fixture
def poison(tmp_path):
    (tmp_path / "poison.nq").write_text(CLIQUE)
    return tmp_path / "poison.nq"


@pytest.fixture
def other(turtle, tmp_path):
    """The lineage with another rank."""
    text = turtle.read_text()
    assert text.count("integerValue 16 ;") == 1
    (tmp_path / "other.ttl").write_text(text.replace("integerValue 16", "integerValue 32"))
    return tmp_path / "other.ttl"


def test_diff_of_equals_and_of_others(cli, turtle, folder, other):
    ran = cli("diff", turtle, folder)
    assert (ran.code, ran.out, ran.err) == (0, "no difference\n", "")
    ran = cli("diff", turtle, other)
    assert ran.code == 1
    assert "~ lora_r: 16 → 32\n" in ran.out
    assert ran.out.endswith("1 difference\n")


def test_diff_as_json_and_of_shorthand(cli):
    ran = cli("diff", "gpt2 -> SFT", "gpt2 -> SFT -> DPO", "--format", "json")
    assert ran.code == 1
    found = json.loads(ran.out)
    assert found["equal"] is False
    assert {"change": "added", "about": "step"}.items() <= next(
        change for change in found["lineages"][0]["changes"] if change["about"] == "step"
    ).items()
    ran = cli("diff", "--text", "SFT", "SFT")
    assert ran.code == 0


def test_diff_of_statements(cli, turtle, other, foreign, tmp_path):
    ran = cli("diff", turtle, other, "--rdf", "--format", "json")
    found = json.loads(ran.out)
    assert ran.code == 1
    assert (len(found["removed"]), len(found["added"])) == (1, 1)
    again = tmp_path / "again.ttl"
    again.write_text(FOREIGN.replace("[ ex:q 5.0 ]", "_:b") + "_:b ex:q 5.0 .\n")
    assert cli("diff", foreign, again, "--rdf").code == 0
    assert cli("diff", foreign, again).code == 2  # no lineage is told of there


def test_diff_of_a_folder_by_statements(cli, turtle, folder):
    assert cli("diff", folder, turtle, "--rdf").code == 0


def test_diff_reads_standard_input_once(cli, turtle, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(turtle.read_bytes())))
    assert cli("diff", "-", turtle).code == 0
    ran = cli("diff", "-", "-")
    assert ran.code == 2
    assert "read once only" in ran.err


def test_canon_is_the_same_for_every_syntax(cli, turtle, tmp_path):
    jsonld, out = tmp_path / "lineage.jsonld", tmp_path / "out.nq"
    assert cli("convert", turtle, jsonld).code == 0
    ran = cli("canon", turtle)
    assert ran.code == 0
    assert cli("canon", jsonld).out == ran.out
    digest = sha256(ran.out.encode()).hexdigest()
    assert cli("canon", jsonld, "--hash").out == f"{digest}\n"
    ran = cli("canon", turtle, "-o", out, "--hash")
    assert (ran.code, ran.out) == (0, f"{digest}\n")
    assert sha256(out.read_bytes()).hexdigest() == digest
    assert cli("canon", turtle, "-o", out).out == ""


def test_canon_of_standard_input_and_of_blank_nodes(cli, foreign, monkeypatch):
    expected = cli("canon", foreign)
    assert "_:c14n0" in expected.out
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(foreign.read_bytes())))
    assert cli("canon", "-").out == expected.out
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(expected.out.encode())))
    assert cli("canon", "-", "--from", "nquads").out == expected.out


@needs_fork
@pytest.mark.parametrize("command", ["canon", "normalise", "diff"])
def test_a_poison_graph_is_no_verdict_and_nothing_is_written(cli, poison, tmp_path, command):
    args = {"canon": (), "normalise": ("-o", tmp_path / "out.nq"), "diff": (poison, "--rdf")}[command]
    ran = cli(command, poison, *args, "--limit", "0.3")
    assert ran.code == 3
    assert ran.out == ""
    assert "did not end within 0.3 seconds" in ran.err and "--limit" in ran.err
    assert not (tmp_path / "out.nq").exists()


@pytest.mark.parametrize("command", ["canon", "normalise", "diff", "merge"])
def test_a_limit_that_is_none_is_wrong_usage(cli, turtle, tmp_path, command):
    args = {"canon": (), "diff": (turtle,)}.get(command, ("-o", tmp_path / "out.trig"))
    ran = cli(command, turtle, *args, "--limit", "0")
    assert ran.code == 2
    assert "cannot be held" in ran.err


def test_normalise_says_what_it_did(cli, foreign, tmp_path):
    out, again = tmp_path / "out.ttl", tmp_path / "again.ttl"
    ran = cli("normalise", foreign, "-o", out)
    assert ran.code == 0
    assert (
        "1 blank node replaced by IRIs, 1 decimal spelt anew, 1 statement with https://schema.org/" in ran.err
    )
    assert "urn:uuid:" in out.read_text() and "http://schema.org/" in out.read_text()
    ran = cli("normalise", out, "-o", again)
    assert "0 blank nodes replaced by IRIs, 0 decimals" in ran.err
    assert again.read_bytes() == out.read_bytes()
    assert cli("normalise", foreign, "-o", "-", "--to", "turtle").out == out.read_text()


def test_normalise_loses_nothing_unasked(cli, tmp_path):
    source, out = tmp_path / "in.trig", tmp_path / "out.ttl"
    source.write_text(f"<{EX}g> {{ <{EX}a> <{EX}p> 5.0 }}")
    ran = cli("normalise", source, "-o", out)
    assert ran.code == 1
    assert "cannot hold 1 statements in named graphs" in ran.err
    assert not out.exists()
    assert cli("normalise", source, "-o", out, "--allow-loss").code == 0
    assert cli("normalise", source, "-o", "-").code == 2


def test_merge_writes_each_lineage_into_its_graph(cli, turtle, examples, tmp_path):
    out = tmp_path / "all.trig"
    ran = cli("merge", turtle, examples / "lineages" / "merge.ttl", "-o", out)
    assert (ran.code, ran.out) == (0, "")
    assert "2 lineages, 0 conflicts" in ran.err
    assert len({quad.graph_name for quad in read_file(out, Syntax.TRIG)}) == 3
    assert cli("check", out).code == 0
    ran = cli("diff", out, turtle)
    assert ran.out.splitlines()[-1] == "1 difference"  # the other lineage, which only the union has


def test_merge_tells_conflicts_and_writes_all_the_same(cli, turtle, other, tmp_path):
    out = tmp_path / "all.nq"
    ran = cli("merge", turtle, other, "-o", out)
    assert (ran.code, ran.out) == (1, "")
    assert f"is told differently by {turtle} and {other}" in ran.err
    assert "  step 1" in ran.err and "lora_r: 16 → 32" in ran.err
    assert out.exists()
    ran = cli("merge", turtle, other, "-o", out, "--format", "json")
    assert ran.code == 1
    assert [conflict["kind"] for conflict in json.loads(ran.out)["conflicts"]] == ["lineage-told-differently"]


def test_merge_says_what_else_it_found(cli, turtle, foreign, tmp_path, examples):
    both = tmp_path / "both.trig"
    assert cli("merge", turtle, examples / "lineages" / "merge.ttl", "-o", both).code == 0
    both.write_text(both.read_text() + f"\n<{EX}a> <{EX}p> <{EX}b> .\n")
    ran = cli("merge", both, turtle, "-o", tmp_path / "all.jsonld")
    assert ran.code == 0
    assert "1 told again in the same way, 1 statement of no lineage kept beside them" in ran.err


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("{turtle}", "-o", "{tmp}/out.ttl"), "has no named graphs"),
        (("{turtle}", "-o", "{turtle}"), "has no named graphs"),
        (("-", "-", "-o", "{tmp}/out.nq"), "read once only"),
        (("{foreign}", "-o", "{tmp}/out.nq"), "no ftl:FineTuneLineage"),
        (("{tmp}/none.ttl", "{tmp}/nope.ttl", "-o", "{tmp}/out.nq"), "nope.ttl"),
    ],
)
def test_merge_refuses(cli, turtle, foreign, tmp_path, args, words):
    ran = cli("merge", *(arg.format(turtle=turtle, foreign=foreign, tmp=tmp_path) for arg in args))
    assert ran.code == 2
    assert words in ran.err
    assert not (tmp_path / "out.nq").exists()


def test_merge_does_not_replace_what_it_reads(cli, turtle, tmp_path):
    source = tmp_path / "in.trig"
    source.write_bytes(turtle.read_bytes())
    ran = cli("merge", source, "-o", source)
    assert ran.code == 2
    assert source.read_bytes() == turtle.read_bytes()
