"""A run as JUnit XML, which CI systems show as tests: a suite per profile, a case per lineage.

A lineage that did not pass has one failure, because many readers show no second one; all findings that fail stand in it. The
others are output of the case. What could not be checked is a suite of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from lineage_rdf.check.findings import Finding, at_least
from lineage_rdf.check.reports.fixing import published_fix
from lineage_rdf.check.reports.places import origin_name
from lineage_rdf.check.reports.safe_text import plain, shown
from lineage_rdf.check.reports.summary import by_profile, severity_word, single_errors, tally
from lineage_rdf.check.verdicts import CheckRun, Verdict
from lineage_rdf.errors import LineageError

INPUTS: Final = "inputs"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'


def render(run: CheckRun, *, details: bool = False) -> str:
    """Return the run as JUnit XML, without times and host names.

    Args:
        run: the verdicts and errors.
        details: changes nothing; a case always holds everything but the snippets.
    """
    root = Element("testsuites", name="lineage-rdf")
    for profile, verdicts in by_profile(run).items():
        _suite(root, profile, verdicts)
    errors = list(single_errors(run))
    if errors:
        _unread(root, errors)
    _counts(root, root.iter("testcase"))
    indent(root)
    return f"{_HEAD}{tostring(root, encoding='unicode')}\n"


def _suite(root: Element, profile: str, verdicts: Sequence[Verdict]) -> None:
    suite = SubElement(root, "testsuite", name=shown(profile))
    for verdict in verdicts:
        name = f"{verdict.name or verdict.lineage} ({origin_name(verdict.origin)})"
        case = SubElement(suite, "testcase", name=shown(name), classname=f"lineage-rdf.{shown(profile)}")
        _case(case, verdict)
    _counts(suite, suite)


def _case(case: Element, verdict: Verdict) -> None:
    findings = verdict.report.findings
    failing = () if verdict.report.passed else _worst(findings)
    others = findings[len(failing) :]
    if not verdict.report.passed:
        kind = failing[0].code if failing else "not-passed"
        message = tally(failing) if failing else "not passed"
        failure = SubElement(case, "failure", message=message, type=shown(kind))
        failure.text = _text(failing, verdict.origin)
    if others:
        SubElement(case, "system-out").text = _text(others, verdict.origin)


def _worst(findings: Sequence[Finding]) -> Sequence[Finding]:
    """Return the findings of the highest severity there is; they come first."""
    return at_least(findings, findings[0].severity) if findings else ()


def _text(findings: Iterable[Finding], origin: str) -> str:
    return "\n".join(line for finding in findings for line in _lines(finding, origin))


def _lines(finding: Finding, origin: str) -> list[str]:
    label, fix = shown(finding.label or finding.focus), published_fix(finding, origin).text
    lines = [f"{severity_word(finding.severity)} {finding.code} {finding.mnemonic}: {label}"]
    lines += (
        [f"  {finding.message}", f"  node: {finding.focus}"] if finding.focus else [f"  {finding.message}"]
    )
    return [plain(line) for line in [*lines, f"  fix: {fix}"][: None if fix else -1]]


def _unread(root: Element, errors: Sequence[LineageError]) -> None:
    suite = SubElement(root, "testsuite", name=INPUTS)
    for number, error in enumerate(errors, 1):
        name = shown(error.where) or f"input {number}"
        case = SubElement(suite, "testcase", name=name, classname=f"lineage-rdf.{INPUTS}")
        SubElement(case, "error", message=shown(error.what), type=type(error).__name__).text = shown(
            str(error)
        )
    _counts(suite, suite)


def _counts(element: Element, cases: Iterable[Element]) -> None:
    listed = list(cases)
    element.set("tests", str(len(listed)))
    for name, tag in (("failures", "failure"), ("errors", "error")):
        element.set(name, str(sum(case.find(tag) is not None for case in listed)))
