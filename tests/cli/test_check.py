"""check attempts every input and says of each what it thinks."""

from __future__ import annotations

import io
import json
import sys

import pytest
from pyoxigraph import RdfFormat, parse

from lineage_rdf.check import documents
from lineage_rdf.codec.syntax import syntax_of_stream
from lineage_rdf.errors import NoVerdictError

NO_LINEAGE = "<https://example.org/a> <https://example.org/b> <https://example.org/c> .\n"
SHAPE = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ftl: <https://w3id.org/ftl#> .
<https://example.org/shape> a sh:NodeShape ; sh:targetClass ftl:FineTuneLineage ; sh:severity sh:{severity} ;
    sh:property <https://example.org/needs-risk-note> .
<https://example.org/needs-risk-note> a sh:PropertyShape ; sh:path ftl:riskNote ; sh:minCount 1 ;
    sh:severity sh:{severity} ; sh:message "There is no risk note." .
"""


def test_a_passing_lineage(cli, turtle):
    ran = cli("check", turtle)
    assert ran.code == 0
    assert ran.out.startswith("PASS  ")
    assert ran.out.endswith("1 of 1 passed (as written)\n")
    assert ran.err == ""


def test_a_failing_lineage_says_what_to_do(cli, turtle):
    ran = cli("check", turtle, "--profile", "reproducible")
    assert ran.code == 1
    assert ran.out.startswith("FAIL  ")
    assert "FTL-E" in ran.out and "fix: " in ran.out
    assert ran.out.endswith("0 of 1 passed (as written)\n")


def test_every_input_and_profile_is_attempted(cli, turtle, folder, tmp_path):
    broken, other = tmp_path / "broken.ttl", tmp_path / "other.ttl"
    broken.write_text("<a")
    other.write_text(NO_LINEAGE)
    ran = cli(
        "check", broken, turtle, other, folder, "-p", "wellformed", "-p", "instance", "-p", "wellformed"
    )
    verdicts = [line for line in ran.out.splitlines() if line.startswith(("PASS", "FAIL"))]
    assert ran.code == 2
    assert len(verdicts) == 4
    assert ran.out.endswith("4 of 4 passed (as written), 2 could not be checked\n")
    assert [str(name) in line for name, line in zip((broken, other), ran.err.splitlines(), strict=True)] == [
        True,
        True,
    ]


def test_json_holds_everything(cli, turtle, tmp_path):
    ran = cli("check", turtle, tmp_path / "none.ttl", "-p", "reproducible", "--format", "json")
    found = json.loads(ran.out)
    assert ran.code == 2
    assert found["passed"] is False
    (result,) = found["results"]
    assert (result["origin"], result["profile"], result["passed"]) == (str(turtle), "reproducible", False)
    assert {"code", "mnemonic", "severity", "focus", "label", "path", "message", "fix", "shape"} <= set(
        result["findings"][0]
    )
    assert found["errors"][0]["where"] == str(tmp_path / "none.ttl")


def test_turtle_is_a_shacl_report(cli, turtle):
    ran = cli("check", turtle, "-p", "reproducible", "--format", "turtle")
    assert ran.code == 1
    quads = list(parse(ran.out.encode(), RdfFormat.TURTLE))
    assert [quad for quad in quads if quad.object.value == "http://www.w3.org/ns/shacl#ValidationReport"]


def test_several_reports_stand_side_by_side_and_are_never_merged(cli, turtle):
    ran = cli("check", turtle, "-p", "wellformed", "-p", "instance", "--format", "turtle")
    assert ran.code == 0
    quads = list(parse(ran.out.encode(), RdfFormat.TURTLE))
    reports = {q.subject for q in quads if q.object.value == "http://www.w3.org/ns/shacl#ValidationReport"}
    assert len(reports) == 2


@pytest.mark.parametrize(
    ("severity", "fail_on", "code"),
    [
        ("Warning", "violation", 0),
        ("Warning", "warning", 1),
        ("Info", "warning", 0),
        ("Info", "info", 1),
        ("Violation", "violation", 1),
    ],
)
def test_shapes_of_ones_own_and_the_severity_that_fails(cli, turtle, tmp_path, severity, fail_on, code):
    shapes = tmp_path / "mine.ttl"
    shapes.write_text(SHAPE.replace("{severity}", severity))
    ran = cli("check", turtle, "--shapes", shapes, "--fail-on", fail_on)
    assert ran.code == code
    assert "There is no risk note." in ran.out


def test_a_broken_shapes_file_is_unreadable_input(cli, turtle, tmp_path):
    shapes = tmp_path / "mine.ttl"
    shapes.write_text("<a")
    ran = cli("check", turtle, "--shapes", shapes)
    assert ran.code == 2
    assert str(shapes) in ran.err


def test_a_check_that_cannot_be_completed_is_code_3(cli, turtle, monkeypatch):
    def fail(*_args, **_options):
        raise NoVerdictError("the engine gave up")

    monkeypatch.setattr(documents, "check_many", fail)
    ran = cli("check", turtle)
    assert ran.code == 3
    assert ran.out == "0 of 0 passed, 1 could not be checked\n"
    assert ran.err == "lineage-rdf: the engine gave up\n"


@pytest.mark.parametrize("syntax", ["turtle", "jsonld", "ntriples", "trig", "rdfxml"])
def test_a_lineage_on_standard_input(cli, turtle, monkeypatch, syntax):
    document = cli("convert", turtle, "-", "--to", syntax).out
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(document.encode())))
    ran = cli("check", "-")
    assert ran.code == 0
    assert "(<standard input>)" in ran.out


@pytest.mark.parametrize(
    ("start", "syntax"),
    [
        (b"\xef\xbb\xbf\n{", "jsonld"),
        (b"[ {", "jsonld"),
        (b"[] a <b>", "trig"),
        (b"[ ] a <b>", "trig"),
        (b"<?xml", "rdfxml"),
        (b"<rdf:RDF", "rdfxml"),
        (b"<https://a>", "trig"),
        (b"", "trig"),
    ],
)
def test_the_syntax_of_a_stream(start, syntax):
    assert syntax_of_stream(start) == syntax


def test_shorthand_is_checked_too(cli):
    ran = cli("check", "A -> SFT -> DPO", "-p", "instance")
    assert ran.code == 0
