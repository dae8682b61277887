"""JSON holds everything under keys that a schema describes."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from lineage_rdf.check import compare_text, matrix_text
from lineage_rdf.check.baseline import apart_from
from lineage_rdf.check.compare import compare
from lineage_rdf.check.fix_places import Surroundings
from lineage_rdf.check.fixes import fix_of
from lineage_rdf.check.matrix import matrix_of
from lineage_rdf.check.reports import render
from lineage_rdf.check.reports.json import document, schema
from lineage_rdf.check.saved_run import FORMAT, read_run
from lineage_rdf.check.verdicts import CheckRun
from lineage_rdf.errors import NoVerdictError
from tests.check.reports import runs

VALIDATOR = Draft202012Validator(schema())


def test_the_schema_is_one():
    Draft202012Validator.check_schema(schema())


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(run=runs.hostile)
def test_every_report_is_as_the_schema_says_and_nothing_is_lost(run):
    found = json.loads(render(run, "json"))
    VALIDATOR.validate(found)
    assert found == document(run)
    for row, verdict in zip(found["results"], run.verdicts, strict=True):
        assert (row["origin"], row["lineage"], row["name"]) == (verdict.origin, verdict.lineage, verdict.name)
        assert [item["value"] for item in row["findings"]] == [f.value for f in verdict.report.findings]


@pytest.mark.parametrize("key", ["format", "passed", "engine", "results"])
def test_the_schema_misses_what_is_missing(key):
    found = document(CheckRun())
    del found[key]
    assert not VALIDATOR.is_valid(found)


def test_a_real_run(monkeypatch):
    monkeypatch.chdir(runs.ROOT)
    run = runs.real("examples/vague-card", complete=True, errors=[NoVerdictError("stopped", "a", "wait")])
    found = json.loads(render(run, "json"))
    VALIDATOR.validate(found)
    assert (found["format"], found["passed"], found["engine"]) == (FORMAT, False, "sparql")
    first, told = found["results"][0]["findings"][0], run.verdicts[0].report.findings[0]
    around = Surroundings(run.verdicts[0].quads).places(told.focus)
    fix = fix_of(told, run.verdicts[0].origin, places=around)
    assert run.verdicts[0].lineage in fix.turtle and "REPLACE-LINEAGE" not in fix.turtle
    assert {name: first["fix"][name] for name in ("text", "file", "turtle", "jsonld", "yaml")} == {
        "text": fix.text,
        "file": "examples/vague-card/lineage.yaml",
        "turtle": fix.turtle,
        "jsonld": fix.jsonld,
        "yaml": fix.yaml,
    }
    assert found["results"][0]["completeness"][0]["of"] == 15
    assert found["errors"] == [{"what": "stopped", "where": "a", "fix": "wait", "exit_code": 3}]


def test_each_finding_is_a_line():
    run = CheckRun([runs.verdict(runs.finding(1), runs.finding(2))])
    lines = [line for line in render(run, "json").splitlines() if '"FTL-E021"' in line]
    assert [json.loads(line.rstrip(","))["label"] for line in lines] == ["node 1", "node 2"]


def test_a_saved_report_is_read_back(tmp_path, monkeypatch):
    monkeypatch.chdir(runs.ROOT)
    run = runs.real("examples/zephyr-like", complete=True)
    path = tmp_path / "old.json"
    path.write_text(render(run, "json"), encoding="utf-8")
    back = read_run(path)
    assert [(f.code, f.focus) for f in back.verdicts[0].report.findings] == [
        (f.code, f.focus) for f in run.verdicts[0].report.findings
    ]
    assert back.verdicts[0].completeness[0].have == run.verdicts[0].completeness[0].have


def test_what_the_command_adds_is_as_the_schema_says(monkeypatch):
    monkeypatch.chdir(runs.ROOT)
    run = runs.real("examples/vague-card", "examples/zephyr-like", complete=True)
    changed = compare(CheckRun(run.verdicts[:1]), run, "violation")
    found = document(run) | {
        "baseline": apart_from(run, CheckRun(run.verdicts[:1]), "violation").row(),
        "comparison": compare_text.as_rows(changed),
        "matrix": matrix_text.as_rows(matrix_of(run.verdicts)),
    }
    VALIDATOR.validate(json.loads(json.dumps(found)))
    for key, part in (("comparison", "worse"), ("matrix", "each"), ("baseline", "hidden")):
        rest = {name: value for name, value in found[key].items() if name != part}
        assert not VALIDATOR.is_valid(found | {key: rest})
