"""What changed of the findings of one lineage for one profile."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from attrs import frozen

from lineage_rdf.check.findings import Finding, order, weight
from lineage_rdf.check.pairing import Pair, findings_by_identity


@frozen
class ProfileChange:
    """What changed of one lineage for one profile.

    Args:
        profile: token of the profile.
        checked: `both`, or `old` or `new` if only that run checked the lineage against it.
        compared: whether both runs checked it, or the one that knows the lineage did and the other checked others against it;
            if not, there are no findings here.
        new: findings that the old run did not have.
        fixed: findings that the new run does not have, though it knows the lineage.
        unchanged: findings that both have with the same severity, as the new run tells them.
        raised: findings whose severity is higher now, each as it was and as it is.
        lowered: findings whose severity is lower now, each as it was and as it is.
        gone: findings of a lineage that vanished; nobody mended them.
    """

    profile: str
    checked: str
    compared: bool
    new: tuple[Finding, ...] = ()
    fixed: tuple[Finding, ...] = ()
    unchanged: tuple[Finding, ...] = ()
    raised: tuple[tuple[Finding, Finding], ...] = ()
    lowered: tuple[tuple[Finding, Finding], ...] = ()
    gone: tuple[Finding, ...] = ()


def profile_change(pair: Pair, token: str, shared: Collection[str]) -> ProfileChange:
    """Return what changed of a lineage for a profile.

    Args:
        pair: the lineage in both runs, or in the one that knows it.
        token: a profile that the lineage was checked against in one run at least.
        shared: the profiles that both runs checked something against.
    """
    by = [name for name, told in (("old", pair.old), ("new", pair.new)) if told and token in told.reports]
    if len(by) == 2:
        return _changes(pair, token)
    if (pair.old and pair.new) or token not in shared:
        return ProfileChange(token, by[0], compared=False)
    told = findings_by_identity(pair.told, token, pair.rule)
    findings = _ordered(finding for key in sorted(told) for finding in told[key])
    if pair.new:
        return ProfileChange(token, by[0], compared=True, new=findings)
    return ProfileChange(token, by[0], compared=True, gone=findings)


def _changes(pair: Pair, token: str) -> ProfileChange:
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
        profile=token,
        checked="both",
        compared=True,
        new=_ordered(new),
        fixed=_ordered(fixed),
        unchanged=_ordered([after for before, after in kept if before.severity == after.severity]),
        raised=tuple(two for two in kept if weight(two[1]) > weight(two[0])),
        lowered=tuple(two for two in kept if weight(two[1]) < weight(two[0])),
    )


def _ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=order))
