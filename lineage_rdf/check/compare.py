"""Two runs of a check side by side: findings that are new or fixed, and rungs of the ladder lost or won.

Only what both runs asked is compared: a finding of a profile that one run was not checked against is neither new nor fixed.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import chain

from attrs import frozen

from lineage_rdf.check.compare_findings import ProfileChange, profile_change
from lineage_rdf.check.findings import Finding, at_least, refuse_unknown
from lineage_rdf.check.pairing import Pair, Told, lineages_of, pair_lineages
from lineage_rdf.check.profiles import LADDER
from lineage_rdf.check.request import CheckReport
from lineage_rdf.check.verdicts import CheckRun
from lineage_rdf.errors import UsageError

_NO_RUNG = ""


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
        only_old: profiles that only the old run was checked against, the ladder from the bottom up and then the others.
        only_new: profiles that only the new run was checked against, in the same order.
        unread_before: how many inputs of the old run could not be read; their lineages seem to have appeared.
        unread_after: how many inputs of the new run could not be read; their lineages seem to have vanished.
    """

    lineages: tuple[LineageChange, ...]
    fail_on: str
    only_old: tuple[str, ...] = ()
    only_new: tuple[str, ...] = ()
    unread_before: int = 0
    unread_after: int = 0

    @property
    def worse(self) -> bool:
        """Whether a rung was lost, or a finding at or above `fail_on` is new or was raised to it."""
        findings = (finding for item in self.lineages for finding in _risen(item))
        return any(item.rung_lost for item in self.lineages) or bool(at_least(findings, self.fail_on))

    def count(self, kind: str) -> int:
        """Return how many findings are `new`, `fixed`, `unchanged`, `raised`, `lowered` or `gone`."""
        return sum(len(getattr(change, kind)) for item in self.lineages for change in item.profiles)


def _risen(item: LineageChange) -> chain[Finding]:
    return chain.from_iterable(
        [*change.new, *(after for _, after in change.raised)] for change in item.profiles
    )


def compare(old: CheckRun, new: CheckRun, fail_on: str = "violation") -> Comparison:
    """Compare two runs of a check.

    Whether a rung was reached is judged anew with one `fail_on` for both, whatever each run was asked to fail on. Of a profile
    that only one run was checked against nothing is compared. The findings of a lineage that appeared are new, and those of
    one that vanished are gone and not fixed.

    Args:
        old: the earlier run.
        new: the later run.
        fail_on: the severity from which a finding fails: violation, warning or info.

    Returns:
        The lineages of the new run in its order, then those that vanished.

    Raises:
        UsageError: for an unknown severity, and if no profile was checked in both runs.
    """
    refuse_unknown(fail_on)
    before, after = _profiles(old), _profiles(new)
    shared = _shared(before, after)
    pairs = pair_lineages(lineages_of(old), lineages_of(new), only=True)
    return Comparison(
        lineages=tuple(_lineage(pair, shared, fail_on) for pair in pairs),
        fail_on=fail_on,
        only_old=_in_order(before - shared),
        only_new=_in_order(after - shared),
        unread_before=len(old.errors),
        unread_after=len(new.errors),
    )


def _profiles(run: CheckRun) -> set[str]:
    return {verdict.report.profile for verdict in run.verdicts}


def _shared(before: set[str], after: set[str]) -> set[str]:
    """Return the profiles that can be compared; a run that found no lineage at all leaves out none."""
    shared = before & after if before and after else before | after
    if before and not shared:
        old, new = ", ".join(_in_order(before)), ", ".join(_in_order(after))
        what = (
            f"the old run was checked against {old} and the new one against {new}, so nothing can be compared"
        )
        raise UsageError(
            what, fix=f"use a profile that both have, for example --profile {_in_order(before)[-1]}"
        )
    return shared


def _in_order(tokens: Collection[str]) -> tuple[str, ...]:
    return tuple(sorted(tokens, key=lambda token: (token not in LADDER, _height(token), token)))


def _lineage(pair: Pair, shared: Collection[str], fail_on: str) -> LineageChange:
    told, old, new = pair.told, pair.old, pair.new
    both = [token for token in LADDER if old and new and token in old.reports and token in new.reports]
    tokens = {token for side in (old, new) if side for token in side.reports}
    return LineageChange(
        lineage=told.lineage,
        name=told.name,
        origin=told.origin,
        rule=pair.rule,
        was=old.lineage if old else "",
        rung_before=_rung(old, both, fail_on),
        rung_after=_rung(new, both, fail_on),
        profiles=tuple(profile_change(pair, token, shared) for token in _in_order(tokens)),
    )


def _rung(told: Told | None, tokens: Sequence[str], fail_on: str) -> str:
    reached = [token for token in tokens if told and _passes(told.reports[token], fail_on)]
    return reached[-1] if reached else _NO_RUNG


def _passes(reports: Sequence[CheckReport], fail_on: str) -> bool:
    return all(report.nodes_checked and not at_least(report.findings, fail_on) for report in reports)


def _height(token: str) -> int:
    return LADDER.index(token) if token in LADDER else -1
