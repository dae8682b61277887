"""What all report forms share: findings told once, groups of them, and counts in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from attrs import frozen

from lineage_rdf.check.codes import codes
from lineage_rdf.check.findings import SEVERITIES, Finding, merge
from lineage_rdf.check.verdicts import CheckRun, Verdict
from lineage_rdf.errors import LineageError, ManyErrors
from lineage_rdf.plain_text import counted
from lineage_rdf.vocabulary.naming import UNNAMED

_WORST_FIRST = SEVERITIES[::-1]
_SINGLE = {"violation": "violation", "warning": "warning", "info": "note"}
MORE = "--format json lists all"


@frozen
class Told:
    """A finding and the lineage it is about.

    Args:
        verdict: a verdict on that lineage, the first of those that share the finding.
        finding: the finding.
    """

    verdict: Verdict
    finding: Finding


@frozen
class Group:
    """The findings of one severity and code; of the user's own shapes, those of one constraint of one shape.

    Args:
        severity: `violation`, `warning` or `info`.
        code: the code.
        mnemonic: the code in words.
        title: the rule in a few words; of a shape of the user, what it says.
        shape: IRI of the user's shape; empty for our codes, and where the shape has no name.
        told: the findings, in the order of the inputs.
    """

    severity: str
    code: str
    mnemonic: str
    title: str
    shape: str
    told: tuple[Told, ...]


def told_once(run: CheckRun) -> list[Told]:
    """Return the findings of a run; one that several profiles share is told once, as severe as the strictest has it.

    Args:
        run: the run.
    """
    lineages: dict[tuple[str, str], list[Verdict]] = {}
    for verdict in run.verdicts:
        lineages.setdefault((verdict.origin, verdict.lineage), []).append(verdict)
    return [Told(verdicts[0], finding) for verdicts in lineages.values() for finding in _merged(verdicts)]


def _merged(verdicts: list[Verdict]) -> tuple[Finding, ...]:
    if len(verdicts) == 1:
        return verdicts[0].report.findings
    return merge(finding for verdict in verdicts for finding in verdict.report.findings)


def grouped(told: Iterable[Told]) -> list[Group]:
    """Return findings by severity and code, the worst first."""
    found: dict[tuple[int, str, str, str], list[Told]] = {}
    for item in told:
        finding = item.finding
        own = ("", "") if finding.code in codes() else (finding.shape, finding.mnemonic)
        found.setdefault((_WORST_FIRST.index(finding.severity), finding.code, *own), []).append(item)
    return [_group(found[key]) for key in sorted(found)]


def _group(told: list[Told]) -> Group:
    first = told[0].finding
    known = codes().get(first.code)
    title = known.title if known else own_title(first)
    shape = "" if known or first.shape.startswith("_:") else first.shape
    return Group(first.severity, first.code, first.mnemonic, title, shape, tuple(told))


def own_title(finding: Finding) -> str:
    """Return what a shape of the user says, in the words of one of its findings.

    Args:
        finding: the finding.
    """
    return finding.message or f"Shape of your own: {finding.shape or finding.mnemonic}"


def lineage_name(verdict: Verdict) -> str:
    """Return what a person calls a lineage; one without a name is told from others by its IRI.

    Args:
        verdict: a verdict on the lineage.
    """
    if verdict.name != UNNAMED or not verdict.lineage:
        return verdict.name or verdict.lineage
    return f"{UNNAMED} {verdict.lineage if verdict.lineage.startswith('_:') else f'<{verdict.lineage}>'}"


def tally(findings: Iterable[Finding]) -> str:
    """Return for example `2 violations, 1 warning`; `no findings` if there are none."""
    counts = Counter(finding.severity for finding in findings)
    words = [counted(counts[name], _SINGLE[name]) for name in _WORST_FIRST if counts[name]]
    return ", ".join(words) or "no findings"


def severity_word(severity: str) -> str:
    """Return what people call a severity: `info` is a note."""
    return _SINGLE[severity]


def total(run: CheckRun) -> str:
    """Return for example `3 of 4 passed (as written), 1 could not be checked`."""
    passed = sum(verdict.report.passed for verdict in run.verdicts)
    how = f" ({run.literals})" if run.verdicts else ""
    errors = len(list(single_errors(run)))
    unread = f", {errors:,} could not be checked" if errors else ""
    return f"{passed:,} of {len(run.verdicts):,} passed{how}{unread}"


def by_profile(run: CheckRun) -> dict[str, list[Verdict]]:
    """Return profile -> its verdicts, both in the order of the run."""
    found: dict[str, list[Verdict]] = {}
    for verdict in run.verdicts:
        found.setdefault(verdict.report.profile, []).append(verdict)
    return found


def lineage_count(run: CheckRun) -> int:
    """Return how many lineages were checked."""
    return len({(verdict.origin, verdict.lineage) for verdict in run.verdicts})


def single_errors(run: CheckRun) -> Iterator[LineageError]:
    """Yield the single faults of a run."""
    for error in run.errors:
        yield from _flat(error)


def _flat(error: LineageError) -> Iterator[LineageError]:
    if not isinstance(error, ManyErrors):
        yield error
        return
    for single in error.errors:
        yield from _flat(single)
