"""A comparison of two runs as text and as rows of JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from attrs import asdict

from lineage_rdf.check.compare import Comparison, LineageChange
from lineage_rdf.check.compare_findings import ProfileChange
from lineage_rdf.check.findings import Finding
from lineage_rdf.check.pairing import called
from lineage_rdf.check.profiles import LADDER
from lineage_rdf.plain_text import clean

FORMAT: Final = "lineage-rdf comparison 1"
_KINDS: Final = ("new", "fixed", "unchanged", "raised", "lowered")
_RULES: Final = {
    "name": "another IRI than before, known by its name",
    "origin": "another IRI than before, known by the place it was read from",
    "only": "taken for the lineage that was {was}: IRI and name differ, but each run has this one lineage only",
    "appeared": "not in the old run",
    "vanished": "not in the new run",
}
_WORDS: Final = {"info": "note"}
_Line = tuple[str, str, Finding]  # what became of it, its severity, and the finding


def as_text(comparison: Comparison, most: int = 100) -> str:
    """Return what changed, lineage by lineage, those that became worse first, and the totals at the end.

    Args:
        comparison: what changed.
        most: how many findings are told one by one; the rest are counted.
    """
    lines: list[str] = []
    left = most
    told = 0
    for item in sorted(comparison.lineages, key=_worst_first):
        findings, notes = list(_finding_lines(item)), list(_notes(item, comparison))
        told += len(findings)
        if not _is_told(item, [*findings, *notes]) or (findings and left <= 0):
            continue
        lines += [_head(item), *notes, *findings[: max(left, 0)]]
        left -= len(findings)
    if told > most:
        lines.append(f"and {told - most} more changes (--format json lists all)")
    return "".join(f"{line}\n" for line in [*lines, *_totals(comparison)])


def _worst_first(item: LineageChange) -> tuple[bool, bool]:
    # Sorting is stable, so the order of the run stays within each kind.
    risen = any(change.new or change.raised for change in item.profiles)
    return (not item.rung_lost, not risen)


def _is_told(item: LineageChange, lines: Sequence[str]) -> bool:
    return bool(lines) or item.rung_before != item.rung_after


def _head(item: LineageChange) -> str:
    name = clean(called(item.name, item.origin))
    if item.rung_before == item.rung_after:
        return name
    word = "rung lost" if item.rung_lost else "rung won"
    return f"{name}  {word}: {_rung(item, item.rung_before)} -> {_rung(item, item.rung_after)}"


def _rung(item: LineageChange, rung: str) -> str:
    """Return a rung in words; where none of those asked is reached, a lower one may be."""
    asked = [change.profile for change in item.profiles if change.checked == "both"]
    lowest = next((token for token in LADDER if token in asked), LADDER[0])
    return rung or ("none" if lowest == LADDER[0] else f"below {lowest}")


def _notes(item: LineageChange, comparison: Comparison) -> Iterator[str]:
    if item.rule in _RULES:
        yield f"  {_RULES[item.rule].format(was=clean(item.was))}"
    if gone := sum(len(change.gone) for change in item.profiles):
        yield f"  {_number(gone, 'finding')} gone with it"
    # What holds for the whole run is told once, at the end.
    told = {*comparison.only_old, *comparison.only_new}
    for change in item.profiles:
        if not change.compared and change.profile not in told:
            yield f"  {clean(change.profile)} was checked in the {change.checked} run only and is not compared"


def _finding_lines(item: LineageChange) -> Iterator[str]:
    """Yield one line for each change; what several profiles say alike is said once."""
    profiles: dict[tuple[str, ...], list[str]] = {}
    for change in item.profiles:
        for what, severity, finding in _changes(change):
            label = clean(finding.label or finding.focus)
            key = (what, severity, f"{finding.code} {finding.mnemonic}", label)
            profiles.setdefault(key, []).append(change.profile)
    for (what, severity, code, label), tokens in profiles.items():
        names = ", ".join(dict.fromkeys(clean(token) for token in tokens))
        times = f" ({len(tokens)} times)" if len(tokens) > len(set(tokens)) else ""
        yield f"  {what:7}  {severity:9}  {clean(code)}  {label}  [{names}]{times}"


def _changes(change: ProfileChange) -> Iterator[_Line]:
    yield from (("new", _word(finding), finding) for finding in change.new)
    yield from (("raised", f"{_word(was)} -> {_word(now)}", now) for was, now in change.raised)
    yield from (("lowered", f"{_word(was)} -> {_word(now)}", now) for was, now in change.lowered)
    yield from (("fixed", _word(finding), finding) for finding in change.fixed)


def _word(finding: Finding) -> str:
    return _WORDS.get(finding.severity, finding.severity)


def _totals(comparison: Comparison) -> Iterator[str]:
    lost = sum(item.rung_lost for item in comparison.lineages)
    won = sum(item.rung_won for item in comparison.lineages)
    appeared, vanished = (
        sum(i.rule == rule for i in comparison.lineages) for rule in ("appeared", "vanished")
    )
    yield "findings, counted for each profile: " + ", ".join(
        f"{comparison.count(kind)} {kind}" for kind in _KINDS
    )
    if gone := comparison.count("gone"):
        yield f"{_number(gone, 'more finding')} gone with lineages that vanished, not counted as fixed"
    yield (
        f"lineages: {len(comparison.lineages)}, {appeared} appeared, {vanished} vanished, "
        f"{lost} lost a rung, {won} won one"
    )
    for tokens, run in ((comparison.only_old, "old"), (comparison.only_new, "new")):
        if tokens:
            yield f"not compared, for only the {run} run was checked against it: {', '.join(map(clean, tokens))}"
    for count, run in ((comparison.unread_before, "old"), (comparison.unread_after, "new")):
        if count:
            yield f"{_number(count, 'input')} of the {run} run could not be read or checked"
    yield f"{'WORSE' if comparison.worse else 'NOT WORSE'} than before, by findings that are at least {comparison.fail_on}"


def _number(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def as_rows(comparison: Comparison) -> dict[str, Any]:
    """Return everything for machines, with the keys in a fixed order.

    Args:
        comparison: what changed.
    """
    return {
        "format": FORMAT,
        "worse": comparison.worse,
        "fail_on": comparison.fail_on,
        "findings": {kind: comparison.count(kind) for kind in (*_KINDS, "gone")},
        "rungs": {
            "lost": sum(item.rung_lost for item in comparison.lineages),
            "won": sum(item.rung_won for item in comparison.lineages),
        },
        "not_compared": {"old": list(comparison.only_old), "new": list(comparison.only_new)},
        "unread": {"old": comparison.unread_before, "new": comparison.unread_after},
        "lineages": [_lineage_row(item) for item in comparison.lineages],
    }


def _lineage_row(item: LineageChange) -> dict[str, Any]:
    return {
        "lineage": item.lineage,
        "name": item.name,
        "origin": item.origin,
        "paired_by": item.rule,
        "was": item.was,
        "rung_before": item.rung_before,
        "rung_after": item.rung_after,
        "profiles": [_profile_row(change) for change in item.profiles],
    }


def _profile_row(change: ProfileChange) -> dict[str, Any]:
    return {
        "profile": change.profile,
        "checked": change.checked,
        "compared": change.compared,
        "new": _rows(change.new),
        "fixed": _rows(change.fixed),
        "gone": _rows(change.gone),
        "unchanged": len(change.unchanged),
        "raised": [{"from": was.severity, **asdict(now)} for was, now in change.raised],
        "lowered": [{"from": was.severity, **asdict(now)} for was, now in change.lowered],
    }


def _rows(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    return [asdict(finding) for finding in findings]
