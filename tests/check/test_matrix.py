"""A collection counted: rungs, elements, and each lineage while they are few."""

from __future__ import annotations

import csv
import io
import json
import random

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from lineage_rdf.check import CheckReport
from lineage_rdf.check.matrix import FEW, Matrix, matrix_of
from lineage_rdf.check.matrix_text import as_csv, as_rows, as_text
from lineage_rdf.check.profiles import LADDER
from lineage_rdf.check.verdicts import CheckRun, Verdict
from tests.check.runs import FEWER, example_run, runs, verdict, with_findings, without
from tests.shapes.checking import spoiled, whole
from tests.shapes.faults import put

EXAMPLES = matrix_of(example_run().verdicts)
LOST = verdict(without("hasDatasetUse", kept=1), name="lost")


def many(number: int) -> list[Verdict]:
    return [evolve(LOST, lineage=f"urn:{n}", name=f"model {n}") for n in range(number)]


def test_rungs_are_counted_as_they_are_reached() -> None:
    for token in LADDER:
        verdicts = [v for v in example_run().verdicts if v.report.profile == token]
        assert (EXAMPLES.passed[token].have, EXAMPLES.passed[token].of) == (
            sum(v.report.passed for v in verdicts),
            len(verdicts),
        )
    assert EXAMPLES.lineages == len(verdicts) == 10
    assert EXAMPLES.profiles == list(LADDER)


def test_elements_add_up_to_the_facts() -> None:
    for token in LADDER:
        cells = [found[token] for _, found in EXAMPLES.by_element() if token in found]
        assert sum(cell.have for cell in cells) == EXAMPLES.complete[token].have
        assert sum(cell.of for cell in cells) == EXAMPLES.complete[token].of


def test_what_is_missing_for_the_next_rung() -> None:
    matrix = matrix_of(verdict(without("hasDatasetUse", kept=1), token, name="lost") for token in LADDER)
    (row,) = matrix.rows.values()
    assert (row.rung, row.next_rung) == ("instance", "disclosure")
    assert row.missing == ("step 2 (dpo): no training data",) or row.missing == (
        "step 1 (sft): no training data",
    )
    text = as_text(matrix)
    assert f"lost for disclosure:\n  - {row.missing[0]}\n" in text
    (each,) = as_rows(matrix)["each"]
    assert (each["reaches"], each["next"], each["missing"]) == ("instance", "disclosure", list(row.missing))


def test_rungs_that_were_not_asked_are_not_said_to_be_missed() -> None:
    matrix = matrix_of([LOST])
    text = as_text(matrix)
    assert "rungs not asked: wellformed, instance, disclosure, reproducible" in text
    assert any(line.startswith("lost ") and line.endswith("below lineage") for line in text.splitlines())
    rows = as_rows(matrix)
    assert rows["not_asked"] == rows["each"][0]["not_asked"] == [t for t in LADDER if t != "lineage"]
    assert "not asked" not in as_text(EXAMPLES)
    assert as_rows(EXAMPLES)["not_asked"] == []


def test_beside_the_ladder_no_rung_is_spoken_of() -> None:
    text = as_text(matrix_of([verdict(whole(), "governance", name="beside")]))
    assert "rungs not asked" not in text
    assert any(line.startswith("beside ") and line.endswith("  not asked") for line in text.splitlines())


def test_no_two_rows_of_the_matrix_look_alike() -> None:
    lines = as_text(EXAMPLES).split("\nelement ")[1].splitlines()[1:]
    names = [line.split()[0] for line in lines]
    assert len(names) == len(set(names)) == len(EXAMPLES.elements)
    assert {"procedure", "method"} <= set(names)


def test_what_is_no_missing_fact_is_told_to_be_mended() -> None:
    circle = spoiled(put("n:sft ftl:followsStep n:quantize"))
    matrix = matrix_of(verdict(circle, token) for token in LADDER)
    (row,) = matrix.rows.values()
    assert (row.rung, row.next_rung, row.missing) == ("", "wellformed", ())
    assert any("FTL-W034" in text for text in row.in_the_way["wellformed"])
    assert "  - mend FTL-W034" in as_text(matrix)
    assert as_rows(matrix)["each"][0]["in_the_way"] == list(row.in_the_way["wellformed"])


def test_a_warning_that_fails_is_told() -> None:
    warned = with_findings(LOST, [evolve(LOST.report.findings[0], severity="warning")])
    failed = evolve(warned, report=evolve(warned.report, passed=False), completeness=())
    assert "mend FTL-E021" in as_text(matrix_of([failed]))
    empty = evolve(failed, report=evolve(failed.report, findings=()))
    assert "mend" not in as_text(matrix_of([empty]))


def test_a_whole_lineage_lacks_nothing() -> None:
    matrix = matrix_of(verdict(whole(), token) for token in LADDER)
    (row,) = matrix.rows.values()
    assert (row.rung, row.next_rung, row.missing) == ("reproducible", "", ())
    assert " for " not in as_text(matrix)


@pytest.mark.parametrize(("number", "rows"), [(FEW, FEW), (FEW + 1, 0)])
def test_lineages_are_told_one_by_one_while_they_are_few(number: int, rows: int) -> None:
    matrix = matrix_of(many(number))
    assert len(matrix.rows) == rows
    assert ("model 3" in as_text(matrix)) is bool(rows)
    assert matrix.elements[("step", "dataset")]["lineage"].of == 2 * number
    assert f"{number} of {2 * number}" in as_text(matrix)


def test_one_told_twice_counts_once() -> None:
    again = evolve(LOST, origin="a.jsonld")
    matrix = matrix_of([LOST, again])
    assert (matrix.lineages, matrix.repeated) == (1, 1)
    assert matrix.complete == matrix_of([LOST]).complete
    assert "1 lineage, 1 told twice and counted once" in as_text(matrix)


def test_completeness_of_a_lower_rung_told_by_two_verdicts_counts_once() -> None:
    upper = verdict(without("hasDatasetUse", kept=1), "reproducible", name="lost")
    both = matrix_of([LOST, evolve(upper, completeness=(*LOST.completeness, *upper.completeness))])
    assert both.complete["lineage"] == matrix_of([LOST]).complete["lineage"]


def test_a_model_without_a_name_goes_by_its_place() -> None:
    assert "\na.ttl  " in as_text(matrix_of([evolve(LOST, name="unnamed model")]))


@FEWER
@given(runs(), st.randoms(use_true_random=False))
def test_counts_do_not_depend_on_the_order(run: CheckRun, shuffle: random.Random) -> None:
    """Of a lineage that is told twice the first counts, so those are left out here."""
    once = list({(v.lineage, v.report.profile): v for v in run.verdicts}.values())
    turned = shuffle.sample(once, len(once))
    first, second = as_rows(matrix_of(once)), as_rows(matrix_of(turned))
    assert {k: v for k, v in first.items() if k != "each"} == {k: v for k, v in second.items() if k != "each"}
    each = [sorted(json.dumps(row | {"origin": ""}) for row in rows["each"]) for rows in (first, second)]
    assert each[0] == each[1]


def test_csv_holds_what_json_holds() -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(EXAMPLES), newline="")))
    assert as_csv(EXAMPLES).endswith("\r\n")
    assert {row["kind"] for row in rows} == {"passed", "facts", "element", "lineage"}
    cells = {
        (row["subject"], row["name"], row["profile"]): (int(row["have"]), int(row["of"]))
        for row in rows
        if row["kind"] == "element"
    }
    assert cells == {
        (item["subject"], item["element"], token): (count["have"], count["of"])
        for item in as_rows(EXAMPLES)["elements"]
        for token, count in item["profiles"].items()
    }
    facts = {row["profile"]: int(row["of"]) for row in rows if row["kind"] == "facts"}
    assert facts == {p["profile"]: p["facts"]["of"] for p in as_rows(EXAMPLES)["profiles"]}


def test_names_can_neither_steer_a_terminal_nor_a_spreadsheet() -> None:
    matrix = matrix_of([evolve(LOST, name='=HYPERLINK("x")\x1b[2J\n,"')])
    (row,) = [r for r in csv.DictReader(io.StringIO(as_csv(matrix), newline="")) if r["kind"] == "lineage"]
    assert row["name"].startswith("'=HYPERLINK")
    assert "\x1b" not in as_csv(matrix) + as_text(matrix)


def test_a_profile_beside_the_ladder_is_counted() -> None:
    matrix = matrix_of([verdict(whole(), "governance"), verdict(whole(), "lineage")])
    assert matrix.profiles == ["lineage", "governance"]
    assert [p["rung"] for p in as_rows(matrix)["profiles"]] == [4, None]


def test_an_empty_collection() -> None:
    assert as_text(Matrix()) == "0 lineages\n"
    assert as_csv(Matrix()) == "kind,subject,name,profile,have,of\r\n"
    assert as_rows(Matrix())["profiles"] == []


def test_without_completeness_only_verdicts_are_counted() -> None:
    matrix = matrix_of([evolve(LOST, completeness=())])
    assert as_rows(matrix)["profiles"][0]["facts"] is None
    assert as_text(matrix).splitlines()[:3] == [
        "1 lineage",
        "profile  passed by  facts",
        "lineage  0 of 1     -",
    ]


def test_long_lists_are_cut_with_their_number() -> None:
    gone = verdict([], "lineage")
    long = evolve(gone, completeness=(evolve(LOST.completeness[0], missing=tuple(map(str, range(30)))),))
    assert "  - and 11 more" in as_text(matrix_of([long]))


def test_many_lineages_are_counted_as_they_come() -> None:
    def stream():  # type: ignore[no-untyped-def]
        report = CheckReport("lineage", LOST.report.findings, False, 3)
        for n in range(30_000):
            yield Verdict("many.nq", f"urn:{n}", "m", report, LOST.completeness)

    matrix = matrix_of(stream())
    assert matrix.lineages == 30_000
    assert matrix.elements[("step", "dataset")]["lineage"].have == 30_000
