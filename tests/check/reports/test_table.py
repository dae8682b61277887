"""Few findings are listed, many are grouped."""

from __future__ import annotations

import pytest
from attrs import evolve

from lineage_rdf.check.completeness import Completeness
from lineage_rdf.check.reports import render
from lineage_rdf.check.verdicts import CheckRun
from lineage_rdf.errors import InputError
from tests.check.reports import runs


def table(run, **options):
    return render(run, "table", **options).splitlines()


def test_few_findings_are_listed_with_their_fix():
    found = runs.verdict(runs.finding(1), runs.finding(2, "FTL-E011", "info", message="No base."))
    lines = table(CheckRun([found]))
    assert lines[0] == "FAIL  org/model-0  [lineage]  1 violation, 1 note  (models/0/lineage.ttl)"
    assert lines[1] == "  violation  FTL-E021 dataset-missing  node 1"
    assert lines[2] == "             The node has no data."
    assert lines[3].startswith("             fix: ")
    assert lines[4] == "  note       FTL-E011 base-model-missing  node 2"
    assert lines[-1] == "0 of 1 passed (as written)"


def test_a_passing_lineage_is_one_line():
    assert table(CheckRun([runs.verdict(passed=True)])) == [
        "PASS  org/model-0  [lineage]  no findings  (models/0/lineage.ttl)",
        "1 of 1 passed (as written)",
    ]


def test_a_store_is_judged_as_stored():
    run = CheckRun([runs.verdict(passed=True)], [InputError("no")], literals="as stored")
    assert table(run)[-1] == "1 of 1 passed (as stored), 1 could not be checked"


def test_details_tell_node_claims_and_what_to_write():
    found = runs.finding(claims=("README.md:base_model (stated)",), value="seven")
    plain, detailed = (table(CheckRun([runs.verdict(found)]), details=flag) for flag in (False, True))
    assert not any("node:" in line or "@prefix" in line for line in plain)
    wanted = ("node: https://example.org/node/0", "value: seven", "from: README.md:base_model (stated)")
    assert {*wanted} <= {line.strip() for line in detailed}
    assert any("@prefix ftl:" in line for line in detailed)
    assert any('"@context"' in line for line in detailed)
    assert any(line.strip() == "file: models/0/lineage.ttl" for line in detailed)


def test_details_of_a_folder_show_lineage_yaml(monkeypatch):
    monkeypatch.chdir(runs.ROOT)
    lines = table(runs.real("examples/vague-card", complete=True), details=True)
    assert "             lineage.yaml:" in lines and "               stages:" in lines
    assert "  complete: reproducible 1 of 15" in lines
    assert "  - step 1 (FineTuning): no base model" in lines


def test_more_than_twenty_of_one_code_are_grouped():
    few, many = (CheckRun([runs.verdict(*map(runs.finding, range(count)))]) for count in (20, 21))
    assert sum(line.startswith("  violation") for line in table(few)) == 20
    lines = table(many)
    assert lines[0].startswith("FAIL  org/model-0")
    place = lines.index("violation  FTL-E021 dataset-missing  21 times")
    assert lines[place + 1] == "  No training data"
    assert lines[place + 2].startswith("  fix: Add the statements in models/0/lineage.ttl, or, if")
    assert lines[place + 3] == "  - node 0  (org/model-0)"
    assert lines[place + 8] == "  and 16 more (--format json lists all)"
    assert lines[-4:] == [
        "21 violations in 1 lineage",
        "lineage  0 of 1 passed",
        "--details shows what to write",
        "0 of 1 passed (as written)",
    ]


def test_more_than_fifty_lineages_are_summed_up():
    run = runs.large(1234, 6)
    run.verdicts.append(runs.verdict(number=5000, passed=True, profile="wellformed"))
    lines = table(run)
    assert sum(line.startswith("FAIL") for line in lines) == 20
    assert not any(line.startswith("PASS") for line in lines)
    assert "and 1,214 more that did not pass (--format json lists all)" in lines
    assert "2,468 violations, 2,468 warnings, 2,468 notes in 1,235 lineages" in lines
    assert lines[-4:] == [
        "lineage     0 of 1,234 passed",
        "wellformed  1 of 1 passed",
        "--details shows what to write",
        "1 of 1,235 passed (as written)",
    ]
    assert [line.split()[0] for line in lines if line.endswith("times")] == sorted(
        (line.split()[0] for line in lines if line.endswith("times")),
        key=["violation", "warning", "note"].index,
    )


def test_details_are_never_grouped():
    run = runs.large(60, 1)
    assert sum(line.startswith("  note") for line in table(run, details=True)) == 60


def test_a_finding_that_profiles_share_is_counted_once_as_the_strictest_has_it():
    strict = [runs.finding(n) for n in range(30)]
    mild = [runs.finding(n, severity="warning", profile="disclosure") for n in range(30)]
    run = CheckRun([runs.verdict(*mild, passed=True, profile="disclosure"), runs.verdict(*strict)])
    assert "30 violations in 1 lineage" in table(run)


def test_completeness_of_many_is_added_up():
    rung = (Completeness("lineage", 2, 3, ("x",)),)
    run = CheckRun([runs.verdict(number=n, passed=True, completeness=rung) for n in range(60)])
    assert "lineage  60 of 60 passed; 0 complete, 120 of 180 facts" in table(run)


def test_own_shapes_are_grouped_by_shape():
    own = [runs.finding(n, "SHACL", shape=f"https://example.org/{n % 2}") for n in range(42)]
    lines = table(CheckRun([runs.verdict(*own, runs.finding(99, "SHACL", shape="https://example.org/9"))]))
    assert lines.count("  and 16 more (--format json lists all)") == 2
    assert "violation  SHACL MinCountConstraintComponent  1 time" in lines
    assert sum(line.endswith("21 times") for line in lines) == 2
    place = lines.index("  shape: https://example.org/1")
    assert lines[place - 1 : place + 2] == [
        "  The node has no data.",
        "  shape: https://example.org/1",
        "  - node 1: property ftl:hasDatasetUse  (org/model-0)",
    ]


def test_a_shape_without_a_name_is_titled_by_its_message():
    own = [runs.finding(n, "SHACL", shape="_:f20x1", message="There is no risk note.") for n in range(21)]
    lines = table(CheckRun([runs.verdict(*own)]))
    assert "  There is no risk note." in lines
    assert not any("f20x1" in line for line in lines)
    silent = table(CheckRun([runs.verdict(*(runs.finding(n, "SHACL", message="") for n in range(21)))]))
    assert "  Shape of your own: https://example.org/shape" in silent


@pytest.mark.parametrize(
    ("finding", "line"),
    [
        (runs.finding(code="SHACL", value="7"), "property ftl:hasDatasetUse, value 7"),
        (runs.finding(code="FTL-W010", value="x\x1b y"), "property ftl:hasDatasetUse, value x\ufffd y"),
        (runs.finding(code="FTL-W013", path="^http://schema.org/name"), "property ^schema:name"),
        (runs.finding(code="FTL-W012", path="https://example.org/p"), "property https://example.org/p"),
        (runs.finding(code="SHACL", path="path", value="9" * 200), f"value {'9' * 120}…"),
        (runs.finding(code="SHACL", path="", value="https://example.org/node/0"), ""),
        (runs.finding(code="FTL-E021", value="7"), ""),
        (runs.finding(code="FTL-R010", profile="", value="7"), ""),
    ],
)
def test_property_and_value_are_told_where_the_code_does_not_tell_them(finding, line):
    lines = table(CheckRun([runs.verdict(finding)]))
    assert lines[2] == f"{' ' * 13}The node has no data."
    assert [text.strip() for text in lines[3:] if text.strip().startswith(("property", "value"))] == (
        [line] if line else []
    )


def test_what_to_write_is_hinted_at_where_there_is_something_to_write():
    hint = "--details shows what to write"
    run = CheckRun([runs.verdict(runs.finding(code="SHACL"), runs.finding(code="FTL-E021"))])
    assert table(run)[-2] == hint
    assert hint not in table(run, details=True)
    for nothing in ((), (runs.finding(code="SHACL"),), (runs.finding(code="FTL-R010", profile=""),)):
        assert hint not in table(CheckRun([runs.verdict(*nothing)]))


def test_messages_and_fixes_are_wrapped_where_the_width_is_known():
    run = CheckRun([runs.verdict(runs.finding(message="word " * 30, label="l" * 90))])
    wrapped, whole = table(run, width=60), table(run)
    assert max(map(len, wrapped[2:])) <= 60 < max(map(len, whole[2:]))
    assert [line.split() for line in wrapped[:2]] == [line.split() for line in whole[:2]]
    assert " ".join(" ".join(wrapped).split()) == " ".join(" ".join(whole).split())
    first = next(number for number, line in enumerate(wrapped) if line.strip().startswith("fix: "))
    assert wrapped[2].startswith(" " * 13 + "word") and wrapped[3].startswith(" " * 13 + "word")
    assert wrapped[first + 1].startswith(" " * 18) and wrapped[first + 1][18] != " "
    assert table(run, width=30) == whole
    assert render(run, "csv", width=60) == render(run, "csv")


def test_groups_are_wrapped_too():
    run = CheckRun([runs.verdict(*map(runs.finding, range(21)))])
    lines = table(run, width=50)
    first = next(number for number, line in enumerate(lines) if line.startswith("  fix: "))
    assert lines[first + 1].startswith(" " * 7) and max(map(len, lines[first:])) <= 50


def test_lineages_without_a_name_are_told_apart():
    run = CheckRun(
        [
            evolve(runs.verdict(runs.finding(n), number=n), name="unnamed model", lineage=iri)
            for n, iri in enumerate(("urn:a", "_:b", ""))
        ]
    )
    heads = [line.split("  ")[1] for line in table(run) if line.startswith("FAIL")]
    assert heads == ["unnamed model <urn:a>", "unnamed model _:b", "unnamed model"]
    many = CheckRun([evolve(run.verdicts[0], lineage=f"urn:{n}") for n in range(60)])
    assert "  - node 0  (unnamed model <urn:3>)" in table(many)


def test_groups_of_files_tell_what_to_do_in_a_graph():
    lines = table(CheckRun([runs.verdict(runs.finding(n), number=n) for n in range(60)]))
    assert any(line.startswith("  fix: Add the statements in the graph, or") for line in lines)
