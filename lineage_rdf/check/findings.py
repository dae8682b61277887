"""Findings: results, and problems of readers, in words that a person can act on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from lineage_rdf.check.codes import codes
from lineage_rdf.check.results import Result
from lineage_rdf.errors import UsageError

if TYPE_CHECKING:
    from lineage_rdf.claims import Problem

SEVERITIES = ("info", "warning", "violation")


@frozen
class Finding:
    """One thing to know or to mend.

    Args:
        code: stable code, for example `FTL-E021`; `SHACL` for a shape that has none.
        mnemonic: the code in words, for example `missing-dataset`.
        severity: `violation`, `warning` or `info`.
        focus: IRI of the node, or the path of the file.
        label: what a person calls it.
        path: the property, empty if none.
        value: the value, empty if none.
        message: what is wrong.
        fix: what to do.
        shape: IRI of the shape, empty for a reader's problem.
        profile: token of the profile, empty for a reader's problem.
        claims: where the sources state the fact that the finding is about, for example
            `README.md:base_model (stated)`; empty where nobody knows.
    """

    code: str
    mnemonic: str
    severity: str
    focus: str
    label: str
    path: str
    value: str
    message: str
    fix: str
    shape: str
    profile: str
    claims: tuple[str, ...] = ()


def from_result(result: Result, code: str, label: str, profile: str) -> Finding:
    """Return the finding of one result.

    Args:
        result: the result.
        code: the code of its shape; empty if it has none.
        label: what a person calls the focus node.
        profile: token of the profile that was checked.
    """
    known = codes().get(code)
    return Finding(
        code=code or "SHACL",
        mnemonic=known.mnemonic if known else result.component,
        severity=result.severity,
        focus=result.focus,
        label=label,
        path=result.path,
        value=result.value,
        message=result.message,
        fix=known.fix if known else "",
        shape=result.shape,
        profile=profile,
    )


def from_problem(problem: Problem) -> Finding:
    """Return the finding of a reader's problem."""
    known = codes().get(problem.code)
    place = f"{problem.source.path}:{problem.locator}" if problem.locator else problem.source.path
    return Finding(
        code=problem.code,
        mnemonic=known.mnemonic if known else "",
        severity=problem.severity,
        focus=problem.source.path,
        label=place,
        path="",
        value="",
        message=problem.message,
        fix=known.fix if known else "",
        shape="",
        profile="",
    )


def merge(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings merged on (focus, code) with the highest severity, the worst first (decisions section 6.4).

    A code that is about any property, such as a wrong datatype, is merged on the property too, a user's shape on constraint
    and value, and a reader's problem on its place and message: else one fault would hide another.
    """
    merged: dict[tuple[str, str, str], Finding] = {}
    for finding in findings:
        key = (finding.focus, finding.code, _detail(finding))
        old = merged.get(key)
        if old is None:
            merged[key] = finding
        elif weight(finding) > weight(old):
            merged[key] = evolve(finding, message=finding.message or old.message)
    return tuple(sorted(merged.values(), key=order))


def _detail(finding: Finding) -> str:
    if not finding.profile:
        return f"{finding.label} {finding.message}"
    known = codes().get(finding.code)
    if known is None:
        return f"{finding.shape} {finding.mnemonic} {finding.value}"
    return finding.path if known.subject == "any" else ""


def order(finding: Finding) -> tuple[int, str, str, str]:
    """Return what findings are sorted by: the worst first."""
    return (-weight(finding), finding.code, finding.label, finding.focus)


def weight(finding: Finding) -> int:
    """Return how severe a finding is, as a number that grows with it."""
    return SEVERITIES.index(finding.severity)


def at_least(findings: Iterable[Finding], severity: str) -> list[Finding]:
    """Return the findings that are as severe as `severity` or more."""
    least = SEVERITIES.index(severity)
    return [finding for finding in findings if weight(finding) >= least]


def refuse_unknown(severity: str) -> None:
    """Refuse what is no severity.

    Raises:
        UsageError: with those there are.
    """
    if severity not in SEVERITIES:
        raise UsageError(f"there is no severity {severity!r}", fix="use violation, warning or info")
