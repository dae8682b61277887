"""What `report --evidence` shows: for each fact which file says so, where, and by which rule it was read."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from lineage_rdf.check.labels import labels
from lineage_rdf.plain_text import clean
from lineage_rdf.reading.evidence import claimed_text
from lineage_rdf.vocabulary.schemes import hyperparameter_for

if TYPE_CHECKING:
    from lineage_rdf.claims import Claim
    from lineage_rdf.lineage import Lineage

WIDTH: Final = 80
# What a terminal shows of one value; JSON and lineage.evidence.trig hold all of it.
_MOST: Final = 300
_WHOLE: Final = "the lineage as a whole"


def evidence_rows(lineage: Lineage) -> list[dict[str, Any]]:
    """Return one row for each claim, in the order of the steps, then by element, name and value, the strongest source first.

    The keys are those of a claim; `step` is null for what is said of the lineage as a whole, and `status` is how far the fact
    can be relied on, which for a fact on which sources disagree is `conflicting` in the row of each.
    """
    place = {step.iri: index for index, step in enumerate(lineage.steps)}
    names = labels([lineage.record])
    statuses = _statuses(lineage)
    rows = []
    for claim in lineage.claims:
        step = lineage.result.step_of.get(claim.stage)
        rows.append(
            {
                "step": names.get(step or ""),
                "element": claim.element,
                "value": claimed_text(claim),
                "status": _status(claim, step or lineage.iri, statuses),
                "file": claim.source.path,
                "sha256": "" if claim.source.is_head else claim.source.sha256,
                "locator": claim.locator,
                "rule": claim.rule,
                "reason": claim.reason,
                "_order": (place.get(step or "", len(place)), claim.element, claim.key),
                "_trust": claim.trust,
            }
        )
    rows.sort(key=lambda row: (row["_order"], row["value"], row["_trust"], row["file"], row["locator"]))
    return [{key: value for key, value in row.items() if key[0] != "_"} for row in rows]


def _statuses(lineage: Lineage) -> dict[tuple[str, str, str], str]:
    """Return (subject, element, name) -> status; the subject of a setting is its step, its name that of the setting."""
    settings = {s.iri: (step.iri, s.label) for step in lineage.steps for s in step.settings}
    found = {}
    for status in lineage.record.statuses:
        subject, name = settings.get(status.subject or "", (status.subject or "", ""))
        found[subject, status.element or "", name] = status.status or ""
    return found


def _status(claim: Claim, subject: str, statuses: dict[tuple[str, str, str], str]) -> str:
    term = hyperparameter_for(claim.key) if claim.element == "setting" else None
    name = (term.notation if term else claim.key) if claim.element == "setting" else ""
    own = "inferred" if claim.inferred else "stated"
    of_fact = statuses.get((subject, claim.element, name), "")
    return of_fact if of_fact == "conflicting" else own


def evidence_lines(lineage: Lineage) -> Iterator[str]:
    """Yield the evidence for a person: a heading for each step, each fact once, and below it each file that says so."""
    rows = evidence_rows(lineage)
    yield "Evidence" if rows else "Evidence: none; a lineage read from RDF has no claims"
    heading, fact = None, None
    for row in rows:
        if row["step"] != heading or fact is None:
            heading = row["step"]
            fact = None
            yield f"  {clean(heading or _WHOLE)}"
        if (row["element"], row["value"]) != fact:
            fact = row["element"], row["value"]
            yield from _wrapped(f"{row['element']}: {_short(row['value'])}", 4, 8)
        where = f"{row['file']}:{row['locator']}" if row["locator"] else row["file"]
        yield from _wrapped(f"{row['status']}, {where}, {row['rule']}", 6, 10)
        if row["reason"]:
            yield from _wrapped(f"because {row['reason']}", 10, 10)


def _wrapped(text: str, first: int, rest: int) -> list[str]:
    return textwrap.wrap(
        clean(text),
        WIDTH,
        initial_indent=" " * first,
        subsequent_indent=" " * rest,
        break_on_hyphens=False,
    )


def _short(value: str) -> str:
    return value if len(value) <= _MOST else f"{value[:_MOST]}… ({len(value)} letters)"
