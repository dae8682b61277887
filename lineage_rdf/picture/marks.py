"""Which mark stands before a fact: from the fact-status nodes of a lineage."""

from __future__ import annotations

from collections import defaultdict

from lineage_rdf.picture.boxes import CONFLICTING, INFERRED, MISSING
from lineage_rdf.picture.wording import last_part
from lineage_rdf.records import FactStatus, LineageRecord

_MARK = {"inferred": INFERRED, "undisclosed": MISSING, "unresolved": MISSING, "conflicting": CONFLICTING}
_WORST_LAST = ("inferred", "conflicting", "unresolved", "undisclosed")


class Marks:
    """The fact statuses of one lineage, by subject and element."""

    def __init__(self, record: LineageRecord) -> None:
        """Index the statuses."""
        self._statuses: dict[tuple[str, str], list[FactStatus]] = defaultdict(list)
        for status in record.statuses:
            self._statuses[status.subject or "", status.element or ""].append(status)

    def status(self, subject: str, elements: tuple[str, ...], value: str | None = None) -> FactStatus | None:
        """Return the worst status of a fact, or None if it is simply stated.

        Args:
            subject: IRI of the node the fact is about.
            elements: notations of the elements that may name the fact, for example `("base-model",)`.
            value: the IRI or notation of the value; a status that means another value does not count.
        """
        found = [
            status
            for element in elements
            for status in self._statuses[subject, element]
            if status.status in _MARK and _means(status, value)
        ]
        return max(found, key=lambda status: _WORST_LAST.index(status.status or ""), default=None)

    def mark(self, subject: str, elements: tuple[str, ...], value: str | None = None) -> str:
        """Return the mark of a fact; the empty text if it is simply stated."""
        status = self.status(subject, elements, value)
        return _MARK[status.status or ""] if status else ""


def _means(status: FactStatus, value: str | None) -> bool:
    meant = status.object_meant or status.value_meant
    if meant is None or value is None:
        return True
    return value in (meant, last_part(meant))
