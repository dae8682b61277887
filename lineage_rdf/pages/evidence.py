"""How sure the facts of a lineage are, by what they are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from lineage_rdf.pages.leads import Leads
from lineage_rdf.picture.wording import last_part
from lineage_rdf.records import FactStatus, LineageRecord
from lineage_rdf.site.markup import list_of, text

# Of these no badge is shown: a fact without a status is stated.
_ORDER = ("conflicting", "unresolved", "undisclosed", "inferred")


class Evidence:
    """The statuses of the facts of one lineage.

    Args:
        record: the lineage.
    """

    def __init__(self, record: LineageRecord) -> None:
        self._about: dict[str, list[FactStatus]] = defaultdict(list)
        for status in record.statuses:
            self._about[status.subject or ""].append(status)

    def about(self, *nodes: str) -> list[FactStatus]:
        """Return the statuses of facts about some nodes, the worst first."""
        found = [status for node in nodes for status in self._about.get(node, ())]
        return sorted(found, key=lambda one: (_place(one), one.element or "", one.iri))

    def value(self, node: str, element: str, value: str) -> FactStatus | None:
        """Return the status of one value of a fact, if it has one of its own."""
        for status in self._about.get(node, ()):
            meant = status.object_meant or status.value_meant
            if status.element == element and meant and value in (meant, last_part(meant)):
                return status
        return None


def _place(status: FactStatus) -> int:
    return _ORDER.index(status.status) if status.status in _ORDER else len(_ORDER)


def badge(status: FactStatus | None, leads: Leads) -> str:
    """Return how sure a fact is, as a mark that leads to what it means; `stated` has none."""
    if status is None or not status.status:
        return ""
    return f'<span class="sure {text(status.status)}">{leads.code(status.status, "status")}</span>'


def evidence_list(statuses: Iterable[FactStatus], leads: Leads) -> str:
    """Return statuses as a list: which fact, how sure, why; the empty text without any."""
    items = [" ".join(_words(status, leads)) for status in statuses]
    return list_of(items, "evidence") if items else ""


def _words(status: FactStatus, leads: Leads) -> Iterator[str]:
    yield leads.code(status.element, "element") if status.element else "fact"
    if status.object_meant:
        yield f"({leads.iri(status.object_meant)})"
    elif status.value_meant:
        yield f"({text(status.value_meant)})"
    yield badge(status, leads)
    why = "; ".join(words for words in (status.reason, status.rule and f"by {status.rule}") if words)
    if why:
        yield f'<span class="also">{text(why)}</span>'
