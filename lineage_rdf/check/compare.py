"""Two runs of a check side by side: findings that are new or fixed, and rungs of the ladder lost or won."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from attrs import frozen

from lineage_rdf.check.findings import SEVERITIES, Finding, at_least
from lineage_rdf.check.pairing import Pair, Told, findings_by_identity, lineages_of, pair_lineages
from lineage_rdf.check.profiles import LADDER
from lineage_rdf.check.request import CheckReport
from lineage_rdf.check.verdicts import CheckRun
from lineage_rdf.errors import UsageError

_NO_RUNG = ""


@frozen
class ProfileChange:
    """What changed of one lineage for one profile.

    Args:
        profile: token of the profile.
        checked: `both`, or `old` or `new` if only that run checked the lineage against it.
        new: findings that the old run did not have.
        fixed: findings that the new run does not have.
        unchanged: findings that both have with the same severity, as the new run tells them.
        raised: findings whose severity is higher now, each as it was and as it is.
        lowered: findings whose severity is lower now, each as it was and as it is.
    """

    profile: str
    checked: str
    new: tuple[Finding, ...]
    fixed: tuple[Finding, ...]
    unchanged: tuple[Finding, ...]
    raised: tuple[tuple[Finding, Finding], ...]
    lowered: tuple[tuple[Finding, Finding], ...]


@frozen
class LineageChange:
    """What changed of one lineage.

    Args:
        lineage: its IRI in the new run, or in the old one if it vanished.
        name: what a person calls it.
        origin: where it was read from, in the new run or in the old one if it vanished.
        rule: what paired the two: `iri`, `name`, `origin` or `only`; else `appeared` or `vanished`.
        was: its IRI in the old run; empty if it appeared.
        rung_before: the highest rung it reached, of those that both runs checked; empty if none.
        rung_after: the highest rung it reaches, of those that both runs checked; empty if none.
        profiles: one for each profile it was checked against, the ladder from the bottom up and then the others.
    """

    lineage: str
    name: str
    origin: str
    rule: str
    was: str
    rung_before: str
    rung_after: str
    profiles: tuple[ProfileChange, ...]

    @property
    def rung_lost(self) -> bool:
        """Whether it reaches a lower rung than before."""
        return _height(self.rung_after) < _height(self.rung_before)

    @property
    def rung_won(self) -> bool:
        """Whether it reaches a higher rung than before."""
        return _height(self.rung_after) > _height(self.rung_before)


@frozen
class Comparison:
    """What changed between two runs.

    Args:
        lineages: one for each lineage of either run.
        fail_on: the severity from which a finding counts as a failure in both.
        unread_before: how many inputs of the old run could not be read; their lineages seem to have appeared.
        unread_after: how many inputs of the new run could not be read; their lineages seem to have vanished.
    """

    lineages: tuple[LineageChange, ...]
    fail_on: str
    unread_before: int = 0
    unread_after: int = 0

    @property
    def worse(self) -> bool:
        """Whether a rung was lost, or a finding at or above `fail_on` is new or was raised to it."""
        findings = (finding for item in self.lineages for finding in _risen(item))
        return any(item.rung_lost for item in self.lineages) or bool(at_least(findings, self.fail_on))

    def count(self, kind: str) -> int:
        """Return how many findings are `new`, `fixed`, `unchanged`, `raised` or `lowered`."""
        return sum(len(getattr(change, kind)) for item in self.lineages for change in item.profiles)


def _risen(item: LineageChange) -> chain[Finding]:
    return chain.from_iterable(
        [*change.new, *(after for _, after in change.raised)] for change in item.profiles
    )


def compare(old: CheckRun, new: CheckRun, fail_on: str = "violation") -> Comparison:
    """Compare two runs of a check.

    Whether a rung was reached is judged anew with one `fail_on` for both, whatever each run was asked to fail on. A lineage, or
    a profile, that only one run has counts with all its findings: as new, or as fixed.

    Args:
        old: the earlier run.
        new: the later run.
        fail_on: the severity from which a finding fails: violation, warning or info.

    Returns:
        The lineages of the new run in its order, then those that vanished.

    Raises:
        UsageError: for an unknown severity.
    """
    if fail_on not in SEVERITIES:
        raise UsageError(f"there is no severity {fail_on!r}", fix="use violation, warning or info")
    pairs = pair_lineages(lineages_of(old), lineages_of(new), only=True)
    lineages = tuple(_lineage(pair, fail_on) for pair in pairs)
    return Comparison(lineages, fail_on, len(old.errors), len(new.errors))


def _lineage(pair: Pair, fail_on: str) -> LineageChange:
    told, old, new = pair.told, pair.old, pair.new
    both = [token for token in LADDER if old and new and token in old.reports and token in new.reports]
    return LineageChange(
        lineage=told.lineage,
        name=told.name,
        origin=told.origin,
        rule=pair.rule,
        was=old.lineage if old else "",
        rung_before=_rung(old, both, fail_on),
        rung_after=_rung(new, both, fail_on),
        profiles=tuple(_profile(pair, token) for token in _tokens(pair)),
    )


def _tokens(pair: Pair) -> list[str]:
    tokens = {token for told in (pair.old, pair.new) if told for token in told.reports}
    return sorted(tokens, key=lambda token: (token not in LADDER, _height(token), token))


def _profile(pair: Pair, token: str) -> ProfileChange:
    was = findings_by_identity(pair.old, token, pair.rule)
    now = findings_by_identity(pair.new, token, pair.rule)
    new: list[Finding] = []
    fixed: list[Finding] = []
    kept: list[tuple[Finding, Finding]] = []
    for key in sorted(was.keys() | now.keys()):
        before, after = was.get(key, []), now.get(key, [])
        kept += zip(before, after, strict=False)
        fixed += before[len(after) :]
        new += after[len(before) :]
    return ProfileChange(
        token,
        _checked(pair, token),
        _ordered(new),
        _ordered(fixed),
        _ordered([after for before, after in kept if before.severity == after.severity]),
        tuple(pair for pair in kept if _severity(pair[1]) > _severity(pair[0])),
        tuple(pair for pair in kept if _severity(pair[1]) < _severity(pair[0])),
    )


def _checked(pair: Pair, token: str) -> str:
    by = [name for name, told in (("old", pair.old), ("new", pair.new)) if told and token in told.reports]
    return by[0] if len(by) == 1 else "both"


def _ordered(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda item: (-_severity(item), item.code, item.label, item.focus)))


def _severity(finding: Finding) -> int:
    return SEVERITIES.index(finding.severity)


def _rung(told: Told | None, tokens: Sequence[str], fail_on: str) -> str:
    reached = [token for token in tokens if told and _passes(told.reports[token], fail_on)]
    return reached[-1] if reached else _NO_RUNG


def _passes(reports: Sequence[CheckReport], fail_on: str) -> bool:
    return all(report.nodes_checked and not at_least(report.findings, fail_on) for report in reports)


def _height(token: str) -> int:
    return LADDER.index(token) if token in LADDER else -1
