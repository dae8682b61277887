"""Assessments for people and for programs."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from math import floor
from typing import Any, Final

from lineage_rdf.plain_text import clean
from lineage_rdf.terms.fair.assess import Assessment
from lineage_rdf.terms.fair.criteria import NETWORK, Criterion
from lineage_rdf.terms.fair.outcome import Outcome
from lineage_rdf.terms.files import NOWHERE

_SHOWN: Final = 5
_WIDTH: Final = 110


def as_text(assessments: Sequence[Assessment]) -> str:
    """Return assessments as text: every criterion if there is one ontology, of several a line each and what to do."""
    several = len(assessments) > 1
    lines = [*(_table(assessments) if several else _block(assessments[0])), *_online(assessments)]
    if several:
        good = sum(assessment.passed for assessment in assessments)
        lines.append(f"{good} of {len(assessments)} ontologies meet every criterion that was run")
    return "".join(f"{line}\n" for line in lines)


def as_content(assessments: Iterable[Assessment]) -> list[dict[str, Any]]:
    """Return assessments as content for JSON."""
    return [
        {
            "ontology": assessment.ontology.iri.removeprefix(NOWHERE) or None,
            "file": assessment.ontology.name,
            "terms": len(assessment.ontology.terms),
            "passed": assessment.passed,
            "score": round(assessment.score, 4),
            "criteria": [_row(*pair) for pair in assessment.outcomes],
        }
        for assessment in assessments
    ]


def _row(criterion: Criterion, outcome: Outcome) -> dict[str, Any]:
    head = {
        "id": criterion.id,
        "principle": criterion.principle,
        "title": criterion.title,
        "status": _status(outcome),
    }
    if not outcome.was_run:
        return {**head, "why": outcome.found}
    return {
        **head,
        "points": outcome.points,
        "of": outcome.of,
        "found": outcome.found,
        "missing": list(outcome.missing),
        "todo": outcome.todo,
        "optional": list(outcome.optional),
    }


def _status(outcome: Outcome) -> str:
    if not outcome.was_run:
        return "not run"
    return "pass" if outcome.passed else "fail"


def _table(assessments: Sequence[Assessment]) -> Iterator[str]:
    """Yield a line for each ontology, and then what to do, each thing once."""
    width = max(len(clean(assessment.ontology.name)) for assessment in assessments)
    todo: dict[tuple[str, str], list[str]] = {}
    for assessment in assessments:
        name = clean(assessment.ontology.name)
        failed = [(criterion, outcome) for criterion, outcome in assessment.run if not outcome.passed]
        short = " ".join(f"{criterion.id} {outcome.points}/{outcome.of}" for criterion, outcome in failed)
        yield f"{name:{width}}  {_met(assessment)}  {short}".rstrip()
        for criterion, outcome in failed:
            todo.setdefault((f"{criterion.id} {criterion.title}", clean(outcome.todo)), []).append(name)
    for (title, text), names in todo.items():
        where = names[0] if len(names) == 1 else f"{len(names)} ontologies"
        yield from _wrapped(f"{title} ({where}): {text}", indent=4)


def _met(assessment: Assessment) -> str:
    good = sum(outcome.passed for _, outcome in assessment.run)
    # Rounded down, so that 1.00 is a full score and nothing else.
    return f"{good:2} of {len(assessment.run)} met, score {floor(assessment.score * 100) / 100:.2f}"


def _block(assessment: Assessment) -> Iterator[str]:
    name = clean(assessment.ontology.iri or "no ontology is declared")
    yield f"{clean(assessment.ontology.name)}: {name}"
    yield f"  {_met(assessment).strip()}"
    for criterion, outcome in assessment.outcomes:
        if outcome.was_run:
            yield from _lines(criterion, outcome)
        elif outcome.found != NETWORK:
            yield f"  -     {criterion.id:10} {criterion.title}: not run, {outcome.found}"


def _lines(criterion: Criterion, outcome: Outcome) -> Iterator[str]:
    mark = "pass" if outcome.passed else "FAIL"
    points = f" {outcome.points}/{outcome.of}" if outcome.of > 1 else ""
    found = f": {clean(outcome.found)}" if outcome.found else ""
    yield from _wrapped(f"  {mark}  {criterion.id:10} {criterion.title}{points}{found}")
    if outcome.missing:
        more = len(outcome.missing) - _SHOWN
        named = ", ".join(map(clean, outcome.missing[:_SHOWN])) + (f" and {more} more" if more > 0 else "")
        yield from _wrapped(f"        {'':10} missing: {named}")
    if outcome.todo:
        yield from _wrapped(f"        {'':10} do: {clean(outcome.todo)}")


def _online(assessments: Sequence[Assessment]) -> Iterator[str]:
    """Yield what no file can tell; that is the same for all of them."""
    names = [criterion.id for criterion, outcome in assessments[0].outcomes if outcome.found == NETWORK]
    yield from _wrapped(f"not run, as each {NETWORK}: {', '.join(names)}", indent=4)


def _wrapped(text: str, indent: int = 21) -> list[str]:
    return textwrap.wrap(
        text, _WIDTH, subsequent_indent=" " * indent, break_on_hyphens=False, break_long_words=False
    )
