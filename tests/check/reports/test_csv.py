"""CSV has a row per finding, and no cell is a formula."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from lineage_rdf.check.reports import render
from lineage_rdf.check.reports.csv import COLUMNS
from lineage_rdf.check.verdicts import CheckRun
from lineage_rdf.spreadsheet import guarded, unguarded
from tests.check.reports import runs


def rows(run):
    return list(csv.DictReader(io.StringIO(render(run, "csv"), newline=""), strict=True))


def test_a_row_holds_a_finding():
    found = runs.finding(claims=("README.md:x (stated)", "config.json:$.y (inferred)"), value='a "b", c')
    text = render(CheckRun([runs.verdict(found)]), "csv")
    assert text.split("\r\n")[0] == ",".join(f'"{name}"' for name in COLUMNS)
    assert text.endswith("\r\n")
    (row,) = rows(CheckRun([runs.verdict(found)]))
    assert (row["code"], row["severity"], row["passed"]) == ("FTL-E021", "violation", "false")
    assert row["value"] == 'a "b", c'
    assert row["claims"].split("\n") == ["README.md:x (stated)", "config.json:$.y (inferred)"]
    assert row["file"] == "models/0/lineage.ttl"


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(run=runs.hostile)
def test_hostile_text_makes_no_row_and_no_formula(run):
    found = rows(run)
    assert len(found) == sum(len(verdict.report.findings) for verdict in run.verdicts)
    for row in found:
        assert None not in row
        assert not any(cell.lstrip().startswith(("=", "@", "＝")) for cell in row.values())


@pytest.mark.parametrize(
    "text", ["=1+1", "+1+1", "-1+1", "@x", "\t=1", "\n=1", " =1", "＝1", "-", "'=1", "''@"]
)
def test_formulas_are_disarmed(text):
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-0.5", "+3", "-1e-5", "it's", "a=b", "", "'", "'quoted'", "0.00002"])
def test_other_cells_stay_as_they_are(text):
    assert guarded(text) == text


@example("'=x")
@given(st.text(alphabet="'=+-@ \t\n1a", max_size=6))
def test_a_program_gets_the_text_back(text):
    assert unguarded(guarded(text)) == text
