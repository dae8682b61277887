"""A run as JUnit XML, which CI systems show as tests: a suite per profile, a case per lineage.

A lineage that did not pass has one failure, because many readers show no second one; all findings that fail stand in it. The
others are output of the case. What could not be checked is a suite of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from lineage_rdf.check.findings import Finding, at_least
from lineage_rdf.check.reports.fixing import Fixing
from lineage_rdf.check.reports.places import origin_name
from lineage_rdf.check.reports.summary import by_profile, lineage_name, severity_word, tally
from lineage_rdf.check.reports.unread import Unread, unread
from lineage_rdf.check.verdicts import CheckRun, Verdict
from lineage_rdf.plain_text import clean, clean_lines

INPUTS: Final = "inputs"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'


def render(run: CheckRun, *, details: bool = False) -> str:
    """Return the run as JUnit XML, without times and host names.

    Args:
        run: the verdicts and errors.
        details: changes nothing; a case always holds everything but the snippets.
    """
    root = Element("testsuites", name="lineage-rdf")
    fixing = Fixing(published=True)
    for profile, verdicts in by_profile(run).items():
        _suite(root, profile, verdicts, fixing)
    errors = list(unread(run))
    if errors:
        _unread(root, errors)
    _counts(root, root.iter("testcase"))
    indent(root)
    return f"{_HEAD}{tostring(root, encoding='unicode')}\n"


def _suite(root: Element, profile: str, verdicts: Sequence[Verdict], fixing: Fixing) -> None:
    suite = SubElement(root, "testsuite", name=clean(profile))
    for verdict in verdicts:
        name = f"{lineage_name(verdict)} ({origin_name(verdict.origin)})"
        case = SubElement(suite, "testcase", name=clean(name), classname=f"lineage-rdf.{clean(profile)}")
        _case(case, verdict, fixing)
    _counts(suite, suite)


def _case(case: Element, verdict: Verdict, fixing: Fixing) -> None:
    findings = verdict.report.findings
    failing = () if verdict.report.passed else _worst(findings)
    others = findings[len(failing) :]
    if not verdict.report.passed:
        kind = failing[0].code if failing else "not-passed"
        message = tally(failing) if failing else "not passed"
        failure = SubElement(case, "failure", message=message, type=clean(kind))
        failure.text = _text(failing, verdict.origin, fixing)
    if others:
        SubElement(case, "system-out").text = _text(others, verdict.origin, fixing)


def _worst(findings: Sequence[Finding]) -> Sequence[Finding]:
    """Return the findings of the highest severity there is; they come first."""
    return at_least(findings, findings[0].severity) if findings else ()


def _text(findings: Iterable[Finding], origin: str, fixing: Fixing) -> str:
    return "\n".join(line for finding in findings for line in _lines(finding, fixing.words(finding, origin)))


def _lines(finding: Finding, fix: str) -> list[str]:
    label = clean(finding.label or finding.focus)
    lines = [f"{severity_word(finding.severity)} {finding.code} {finding.mnemonic}: {label}"]
    lines += (
        [f"  {finding.message}", f"  node: {finding.focus}"] if finding.focus else [f"  {finding.message}"]
    )
    return [clean_lines(line) for line in [*lines, f"  fix: {fix}"][: None if fix else -1]]


def _unread(root: Element, errors: Sequence[Unread]) -> None:
    suite = SubElement(root, "testsuite", name=INPUTS)
    for name, item in zip(_case_names(errors), errors, strict=True):
        case = SubElement(suite, "testcase", name=name, classname=f"lineage-rdf.{INPUTS}")
        kind = type(item.error).__name__
        SubElement(case, "error", message=clean(item.error.what), type=kind).text = clean(item.text)
    _counts(suite, suite)


def _case_names(errors: Sequence[Unread]) -> Iterator[str]:
    """Yield what the cases are called: a name that stays when a fault moves to another line."""
    seen: Counter[str] = Counter()
    for number, item in enumerate(errors, 1):
        name = clean(item.name) or f"input {number}"
        seen[name] += 1
        yield name if seen[name] == 1 else f"{name} ({seen[name]})"


def _counts(element: Element, cases: Iterable[Element]) -> None:
    listed = list(cases)
    element.set("tests", str(len(listed)))
    for name, tag in (("failures", "failure"), ("errors", "error")):
        element.set(name, str(sum(case.find(tag) is not None for case in listed)))
