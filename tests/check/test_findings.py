"""How findings are made from readers' problems and merged."""

from __future__ import annotations

from lineage_rdf.check.findings import from_problem, merge
from lineage_rdf.claims import Problem, Source

FILE = Source("lineage.yaml", "00", "lineage-yaml")


def _unknown(key: str, line: int) -> Problem:
    return Problem(
        code="FTL-R065", message=f"unknown key {key!r}", source=FILE, locator=f"line {line}, {key}"
    )


def test_problems_with_one_code_in_one_file_are_all_told() -> None:
    problems = [_unknown("accountable", 2), _unknown("owner", 7)]
    assert [finding.message for finding in merge(map(from_problem, problems))] == [
        "unknown key 'accountable'",
        "unknown key 'owner'",
    ]


def test_a_problem_that_is_met_twice_is_told_once() -> None:
    assert len(merge(from_problem(_unknown("owner", 7)) for _ in range(2))) == 1
