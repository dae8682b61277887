"""Two runs side by side: what is new, fixed, raised and lowered, and which lineage is which."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from attrs import evolve
from hypothesis import assume, given

from lineage_rdf.check.compare import Comparison, compare
from lineage_rdf.check.compare_text import as_rows, as_text
from lineage_rdf.check.findings import Finding
from lineage_rdf.check.pairing import _NAMELESS
from lineage_rdf.check.verdicts import CheckRun, Verdict
from lineage_rdf.errors import InputError, UsageError
from lineage_rdf.lineage import UNNAMED
from tests.check.runs import FEWER, example_run, renamed, runs, verdict, with_findings, without
from tests.shapes.checking import whole
from tests.shapes.good import BASE


def run(*verdicts: Verdict) -> CheckRun:
    return CheckRun(list(verdicts))


def comparable(old: CheckRun, new: CheckRun) -> bool:
    """Say whether there is something to compare: a profile of both runs, or a run without lineages."""
    before, after = ({v.report.profile for v in some.verdicts} for some in (old, new))
    return bool(before & after) or not before or not after


def told(comparison: Comparison, kind: str) -> Counter[Any]:
    """Return what a comparison tells under one kind, whatever the lineages are called on either side."""
    return Counter(
        (change.profile, entry)
        for item in comparison.lineages
        for change in item.profiles
        for entry in getattr(change, kind)
    )


def codes(comparison: Comparison, kind: str) -> list[str]:
    return [entry.code for (_, entry), n in told(comparison, kind).items() for _ in range(n)]


@given(runs(), runs())
def test_what_is_new_one_way_is_fixed_the_other_way(old: CheckRun, new: CheckRun) -> None:
    assume(comparable(old, new))
    forth, back = compare(old, new), compare(new, old)
    assert told(forth, "new") == told(back, "fixed") + told(back, "gone")
    assert told(forth, "fixed") + told(forth, "gone") == told(back, "new")
    assert (forth.only_old, forth.only_new) == (back.only_new, back.only_old)
    swapped = Counter({(p, (b, a)): n for (p, (a, b)), n in told(back, "lowered").items()})
    assert told(forth, "raised") == swapped
    assert forth.count("unchanged") == back.count("unchanged")
    assert sum(i.rung_lost for i in forth.lineages) == sum(i.rung_won for i in back.lineages)


@given(runs())
def test_nothing_changes_against_itself(same: CheckRun) -> None:
    found = compare(same, same)
    assert {i.rule for i in found.lineages} <= {"iri", "name", "origin", "only"}
    assert [found.count(kind) for kind in ("new", "fixed", "raised", "lowered")] == [0] * 4
    assert not found.worse
    assert not any(item.rung_lost or item.rung_won for item in found.lineages)


@FEWER
@given(runs(), runs())
def test_order_of_the_old_run_means_nothing(old: CheckRun, new: CheckRun) -> None:
    assume(comparable(old, new))
    turned = evolve(
        old,
        verdicts=[
            evolve(v, report=evolve(v.report, findings=v.report.findings[::-1])) for v in old.verdicts[::-1]
        ],
    )
    first, second = compare(old, new), compare(turned, new)
    for kind in ("new", "unchanged", "raised", "lowered"):
        assert first.count(kind) == second.count(kind)
    assert first.worse == second.worse


@FEWER
@given(runs(), runs())
def test_no_finding_is_lost(old: CheckRun, new: CheckRun) -> None:
    """Every finding of a lineage told at one place is new or was there before, if it is of a profile that is compared."""
    assume(comparable(old, new))
    found = compare(old, new)
    places = Counter((v.lineage, v.report.profile) for v in new.verdicts)
    if max(places.values(), default=0) <= 1:
        compared = {(i.lineage, c.profile) for i in found.lineages for c in i.profiles if c.compared}
        now = sum(found.count(kind) for kind in ("new", "unchanged", "raised", "lowered"))
        assert now == sum(
            len(v.report.findings) for v in new.verdicts if (v.lineage, v.report.profile) in compared
        )


@given(runs(), runs())
def test_only_profiles_that_both_runs_checked_are_compared(old: CheckRun, new: CheckRun) -> None:
    if not comparable(old, new):
        with pytest.raises(UsageError, match="nothing can be compared"):
            compare(old, new)
        return
    before, after = ({v.report.profile for v in some.verdicts} for some in (old, new))
    found = compare(old, new)
    told_apart = bool(before and after)
    assert set(found.only_old) == (before - after if told_apart else set())
    assert set(found.only_new) == (after - before if told_apart else set())
    for item in found.lineages:
        for change in item.profiles:
            one_sided = item.rule in ("appeared", "vanished")
            shared = change.profile not in {*found.only_old, *found.only_new}
            assert change.compared == (shared if one_sided else change.checked == "both")
            lists = (change.new, change.fixed, change.unchanged, change.raised, change.lowered, change.gone)
            assert change.compared or not any(lists)


@FEWER
@given(runs(), runs())
def test_text_and_rows_tell_any_comparison(old: CheckRun, new: CheckRun) -> None:
    assume(comparable(old, new))
    found = compare(old, new)
    text = as_text(found)
    assert text.splitlines()[-1].startswith("WORSE" if found.worse else "NOT WORSE")
    rows = as_rows(found)
    kinds = Counter(
        {k: sum(len(p[k]) for i in rows["lineages"] for p in i["profiles"]) for k in ("new", "fixed")}
    )
    assert kinds == Counter({k: found.count(k) for k in ("new", "fixed")})


def test_a_statement_taken_away_is_a_new_finding_and_a_rung_lost() -> None:
    spoilt = without("hasDatasetUse")
    old = run(*(verdict(whole(), token) for token in ("instance", "lineage")))
    new = run(*(verdict(spoilt, token) for token in ("instance", "lineage")))
    found = compare(old, new)
    assert set(codes(found, "new")) == {"FTL-E021"}
    assert found.worse
    (item,) = found.lineages
    assert (item.rung_before, item.rung_after, item.rule) == ("lineage", "instance", "iri")
    assert "rung lost: lineage -> instance" in as_text(found)
    back = compare(new, old)
    assert not back.worse
    assert back.lineages[0].rung_won
    assert set(codes(back, "fixed")) == {"FTL-E021"}


def test_a_local_model_whose_iris_changed_is_known_by_its_name() -> None:
    before = verdict(without("hasDatasetUse"), lineage=f"{BASE}lineage", name="harbour")
    moved = renamed(without("hasDatasetUse", kept=1), BASE, "urn:elsewhere:")
    after = verdict(moved, lineage="urn:elsewhere:lineage", name="harbour", origin="b.ttl")
    found = compare(run(before), run(after))
    assert [item.rule for item in found.lineages] == ["name"]
    assert codes(found, "new") == []
    assert len(codes(found, "unchanged")) + len(codes(found, "fixed")) == len(before.report.findings) > 1
    assert len(codes(found, "fixed")) == 1
    assert "known by its name" in as_text(found)


LOST = verdict(without("hasDatasetUse"))


@pytest.mark.parametrize(
    ("old", "new", "rules"),
    [
        # The same name twice on one side pairs nothing.
        (["a:x:1"], ["b:x:2", "c:x:3"], ["appeared", "appeared", "vanished"]),
        (["a:x:1", "b:x:2"], ["c:x:1", "d:x:2"], ["origin", "origin"]),
        # Two names at one place are two models.
        (["a:x:1", "b:y:2"], ["a:x:1", "c:z:2"], ["iri", "appeared", "vanished"]),
        (["a:x:1", "b::2"], ["a:x:1", "c:z:2"], ["iri", "origin"]),
        (["a:x:1"], ["b:y:2"], ["only"]),
        (["a:x:1"], ["b:y:2", "c:z:3"], ["appeared", "appeared", "vanished"]),
        (["a:x:1", "b:y:1"], ["b:x:1", "a:y:1"], ["iri", "iri"]),
        (["_.b:x:1"], ["_.c:x:2"], ["name"]),
        (["_.b::1", "a:y:1"], ["_.c::1", "a:y:1"], ["origin", "iri"]),
        ([], ["a:x:1"], ["appeared"]),
        (["a:x:1"], [], ["vanished"]),
    ],
)
def test_which_lineage_is_which(old: list[str], new: list[str], rules: list[str]) -> None:
    def made(texts: list[str]) -> CheckRun:
        parts = [text.replace(".", ":", 1).rsplit(":", 2) for text in texts]
        return run(*(evolve(LOST, lineage=iri, name=name, origin=origin) for iri, name, origin in parts))

    assert [item.rule for item in compare(made(old), made(new)).lineages] == rules


def test_a_model_without_a_name_is_not_paired_by_that() -> None:
    assert UNNAMED in _NAMELESS
    first = [evolve(LOST, lineage=f"urn:{n}", name=UNNAMED, origin=str(n)) for n in range(2)]
    second = [evolve(LOST, lineage=f"urn:{n}", name=UNNAMED, origin=str(n)) for n in range(2, 4)]
    assert {i.rule for i in compare(run(*first), run(*second)).lineages} == {"appeared", "vanished"}


def test_a_lineage_that_appeared_is_worse_by_its_findings_and_one_that_vanished_is_not() -> None:
    good = evolve(verdict(whole()), lineage="urn:good", name="good")
    appeared, vanished = compare(run(good), run(good, LOST)), compare(run(good, LOST), run(good))
    assert (appeared.worse, vanished.worse) == (True, False)
    assert "not in the old run" in as_text(appeared)
    assert "not in the new run" in as_text(vanished)
    lost = len(LOST.report.findings)
    assert (vanished.count("fixed"), vanished.count("gone")) == (0, lost)
    assert f"  {lost} findings gone with it\n" in as_text(vanished)
    assert f"{lost} more findings gone with lineages that vanished, not counted as fixed" in as_text(vanished)
    assert "gone" not in as_text(appeared)
    rows = as_rows(vanished)
    assert (rows["findings"]["fixed"], rows["findings"]["gone"]) == (0, lost)
    assert len(rows["lineages"][-1]["profiles"][0]["gone"]) == lost


def _of(severity: str) -> Verdict:
    return with_findings(LOST, [evolve(LOST.report.findings[0], severity=severity)])


@pytest.mark.parametrize(
    ("before", "after", "fail_on", "worse"),
    [
        ("warning", "violation", "violation", True),
        ("info", "warning", "violation", False),
        ("info", "warning", "warning", True),
        ("violation", "warning", "info", False),
    ],
)
def test_a_severity_that_was_raised_counts_where_it_fails(
    before: str, after: str, fail_on: str, worse: bool
) -> None:
    found = compare(run(_of(before)), run(_of(after)), fail_on)
    kind = "lowered" if before == "violation" else "raised"
    assert (found.count(kind), found.count("new"), found.count("fixed")) == (1, 0, 0)
    assert found.worse is worse
    shown = {"info": "note"}
    assert f"{shown.get(before, before)} -> {shown.get(after, after)}" in as_text(found)
    (row,) = as_rows(found)["lineages"][0]["profiles"][0][kind]
    assert (row["from"], row["severity"]) == (before, after)


def test_both_runs_are_judged_by_one_severity() -> None:
    """A warning failed the old run, which was asked to fail on warnings, and it does not fail the new one."""
    strict = evolve(_of("warning"), report=evolve(_of("warning").report, passed=False))
    assert not compare(run(strict), run(_of("warning"))).lineages[0].rung_won
    assert not compare(run(_of("warning")), run(strict)).worse


def test_a_profile_that_one_run_lacks_is_told_and_not_compared() -> None:
    old = run(verdict(whole(), "instance"))
    found = compare(old, run(verdict(whole(), "instance"), LOST))
    assert not found.worse
    assert [(c.checked, c.compared) for c in found.lineages[0].profiles] == [("both", True), ("new", False)]
    assert (found.count("new"), found.lineages[0].rung_won) == (0, False)
    assert "not compared, for only the new run was checked against it: lineage\n" in as_text(found)
    assert as_rows(found)["not_compared"] == {"old": [], "new": ["lineage"]}
    back = compare(run(verdict(whole(), "instance"), LOST), old)
    assert back.count("fixed") == 0
    assert as_rows(back)["not_compared"] == {"old": ["lineage"], "new": []}


def test_a_lineage_that_appeared_counts_for_the_profiles_that_both_runs_know() -> None:
    there = evolve(verdict(whole(), "instance"), lineage="urn:there", name="there")
    more = [evolve(LOST, report=evolve(LOST.report, profile=p)) for p in ("instance", "lineage")]
    found = compare(run(there), run(there, *more))
    assert [c.compared for c in found.lineages[1].profiles] == [True, False]
    assert {profile for profile, _ in told(found, "new")} == {"instance"}


def test_a_profile_that_one_lineage_alone_lacks_is_told_with_it() -> None:
    other = evolve(LOST, lineage="urn:other", name="other")
    old = run(evolve(LOST, report=evolve(LOST.report, profile="instance")), other)
    found = compare(old, run(LOST, other))
    assert not found.worse
    assert "  lineage was checked in the new run only and is not compared\n" in as_text(found)


def test_runs_without_a_common_profile_cannot_be_compared() -> None:
    other = evolve(LOST, report=evolve(LOST.report, profile="disclosure"))
    with pytest.raises(UsageError, match="against lineage and the new one against disclosure") as caught:
        compare(run(LOST), run(other))
    assert "--profile lineage" in caught.value.fix
    assert compare(run(), run(other)).count("new") == len(LOST.report.findings)


def test_a_rung_that_is_lost_may_leave_a_lower_one() -> None:
    lost = compare(run(verdict(whole())), run(LOST))
    assert "rung lost: lineage -> below lineage" in as_text(lost)
    assert lost.lineages[0].rung_after == ""
    lowest = evolve(LOST, report=evolve(LOST.report, profile="wellformed"))
    won = compare(run(lowest), run(with_findings(lowest, [])))
    assert "rung won: none -> wellformed" in as_text(won)


def test_two_strangers_alone_in_their_runs_are_said_to_be_taken_for_one() -> None:
    stranger = evolve(LOST, lineage="urn:other", name="other", origin="other.ttl")
    text = as_text(compare(run(LOST), run(stranger)))
    assert "taken for the lineage that was urn:lineage: IRI and name differ" in text


def test_one_lineage_in_two_files_counts_once() -> None:
    twice = run(LOST, evolve(LOST, origin="a.jsonld"))
    assert compare(run(LOST), twice).count("new") == 0
    assert compare(twice, run(LOST)).count("fixed") == 0
    good_too = run(LOST, evolve(verdict(whole()), origin="b.ttl"))
    assert compare(run(verdict(whole())), good_too).lineages[0].rung_lost


def test_a_blank_node_is_known_by_count() -> None:
    def named(*labels: str) -> Verdict:
        pattern = LOST.report.findings[0]
        return with_findings(LOST, [evolve(pattern, focus=label, label=label) for label in labels])

    found = compare(run(named("_:b1", "_:b2")), run(named("_:x", "_:y", "_:z")))
    assert (found.count("new"), found.count("unchanged")) == (1, 2)


def test_a_minted_node_without_a_label_is_known_by_count_where_iris_changed() -> None:
    def of(lineage: str, *nodes: str) -> Verdict:
        pattern = evolve(LOST, lineage=lineage, name="harbour")
        found = [evolve(LOST.report.findings[0], focus=node, label=node) for node in nodes]
        return with_findings(pattern, found)

    old = of("urn:uuid:1", "urn:uuid:2", "urn:uuid:1")
    new = of("urn:uuid:7", "urn:uuid:8", "urn:uuid:9", "urn:uuid:7")
    found = compare(run(old), run(new))
    assert (found.count("unchanged"), found.count("new"), found.count("fixed")) == (2, 1, 0)
    same = compare(run(old), run(of("urn:uuid:1", "urn:uuid:3")))
    assert (same.count("unchanged"), same.count("new"), same.count("fixed")) == (0, 1, 2)


def test_inputs_that_could_not_be_read_are_told() -> None:
    broken = CheckRun([], [InputError("no Turtle", "a.ttl")])
    assert "1 input of the old run could not be read" in as_text(compare(broken, run(LOST)))
    assert as_rows(compare(run(LOST), broken))["unread"] == {"old": 0, "new": 1}


def test_an_unknown_severity_is_a_fault_of_use() -> None:
    with pytest.raises(UsageError, match="no severity 'error'"):
        compare(CheckRun(), CheckRun(), "error")


def test_text_is_short_and_safe() -> None:
    pattern = LOST.report.findings[0]
    many = [evolve(pattern, focus=f"urn:{n}", label=f"step\x1b[2J {n:03}\nPASS") for n in range(150)]
    text = as_text(compare(run(with_findings(LOST, [])), run(with_findings(LOST, many))), most=100)
    assert "and 50 more changes" in text
    assert "\x1b" not in text
    assert len(text.splitlines()) == 105
    assert "profile: 150 new, 0 fixed" in text


def test_what_several_profiles_say_alike_is_said_once() -> None:
    old = run(*(with_findings(evolve(LOST, report=evolve(LOST.report, profile=p)), []) for p in "ab"))
    new = run(*(evolve(LOST, report=evolve(LOST.report, profile=p)) for p in "ab"))
    lines = [line for line in as_text(compare(old, new)).splitlines() if "FTL-E021" in line]
    assert lines
    assert all(line.endswith("[a, b]") for line in lines)


def test_worse_lineages_come_first() -> None:
    better, worse = evolve(LOST, lineage="urn:1", name="1"), evolve(LOST, lineage="urn:2", name="2")
    found = compare(run(better, with_findings(worse, [])), run(with_findings(better, []), worse))
    heads = [line for line in as_text(found).splitlines() if "rung" in line and ":" in line and "->" in line]
    assert [line[0] for line in heads] == ["2", "1"]


def test_many_lineages_are_compared_in_time_that_grows_with_them() -> None:
    pattern: Finding = LOST.report.findings[0]
    verdicts = [
        evolve(with_findings(LOST, [evolve(pattern, focus=f"urn:{n}:s")]), lineage=f"urn:{n}", name=str(n))
        for n in range(10_000)
    ]
    found = compare(run(*verdicts), run(*verdicts[::-1]))
    assert found.count("unchanged") == 10_000
    assert len(found.lineages) == 10_000


def test_the_examples_do_not_differ_from_themselves() -> None:
    found = compare(example_run(), example_run())
    assert not found.worse
    assert found.count("unchanged") > 50
    assert len(as_text(found).splitlines()) == 3
