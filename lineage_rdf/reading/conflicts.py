"""Facts on which sources disagree, as problems that name both sides: conflicts are reported, never averaged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lineage_rdf.claims import Claim, Problem, Source
from lineage_rdf.records import FactStatus, LineageRecord
from lineage_rdf.vocabulary.schemes import members

DISAGREE = "FTL-R155"
# How the reason of a status names the losing side; a fact may be unresolved or undisclosed as well.
_OTHER_SIDE = "but there is also"


def is_conflict(status: FactStatus) -> bool:
    """Say whether sources disagree about the fact that a status qualifies."""
    return status.status == "conflicting" or _OTHER_SIDE in (status.reason or "")


def conflict_problems(record: LineageRecord, claims: Sequence[Claim]) -> Iterator[Problem]:
    """Yield a problem for each fact of a lineage on which sources disagree; what both say is in the message.

    Args:
        record: the lineage.
        claims: its claims; the problem stands at the one that won.
    """
    told: set[tuple[str, str]] = set()
    settings = {setting.iri: setting.label for step in record.steps for setting in step.settings}
    for status in record.statuses:
        reason = status.reason or ""
        if not is_conflict(status) or (status.element or "", reason) in told:
            continue
        told.add((status.element or "", reason))
        term = members("element").get(status.element or "")
        fact = settings.get(status.subject or "") or (term.label if term else status.element)
        winner = next((c for c in claims if (c.element, c.rule) == (status.element, status.rule)), None)
        yield Problem(
            code=DISAGREE,
            message=f"{fact}: {reason}",
            source=winner.source if winner else Source(".", "", "folder"),
            locator=winner.locator if winner else "",
        )
