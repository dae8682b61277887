"""Differences between versions for people, for programs, and for a changelog."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from lineage_rdf.plain_text import clean, counted
from lineage_rdf.terms.versions.difference import Change, Impact, TermChange, VersionDifference, What
from lineage_rdf.terms.versions.step import Step, step_of

_SIGNS: Final = {What.ADDED: "+", What.CHANGED: "~", What.DEPRECATED: "!", What.REMOVED: "-"}
_LONGEST: Final = 200


def as_text(difference: VersionDifference) -> str:
    """Return a difference as text: a block for what was added, changed, deprecated and removed, and what it means."""
    lines: list[str] = []
    for what in What:
        found = difference.of(what)
        if found:
            lines.append(f"{what} ({len(found)})")
            lines += [line for term in found for line in _term(term)]
    lines += _verdict(difference)
    return "".join(f"{line}\n" for line in lines)


def _term(term: TermChange) -> Iterator[str]:
    label = f' "{clean(term.label)}"' if term.label else ""
    breaking = f"  BREAKING: {term.why}" if term.impact is Impact.MAJOR and term.why else ""
    yield f"  {_SIGNS[term.what]} {clean(term.name)} ({term.kind}){label}{breaking}"
    if term.definition:
        yield f"      {_short(term.definition)}"
    if term.replaced_by:
        yield f"      use instead: {clean(', '.join(term.replaced_by))}"
    if term.reason:
        yield f"      reason: {_short(term.reason)}"
    yield from (f"      FAULT: {fault}" for fault in term.faults)
    for change in term.changes:
        yield f"      {clean(change.aspect)}: {_values(change.old)} -> {_values(change.new)}{_remark(change)}"


def _remark(change: Change) -> str:
    if not change.why:
        return "  BREAKING" if change.impact is Impact.MAJOR else ""
    return f"  BREAKING: {change.why}" if change.impact is Impact.MAJOR else f"  ({change.why})"


def _values(values: Iterable[str]) -> str:
    return _short(", ".join(values)) or "nothing"


def _short(text: str) -> str:
    text = clean(text)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."


def _verdict(difference: VersionDifference) -> Iterator[str]:
    if difference.equal:
        yield "no difference"
        return
    step = step_of(difference)
    breaking = sum(term.impact is Impact.MAJOR for term in difference.terms)
    review = sum(change.review for term in difference.terms for change in term.changes)
    told = f"breaking: {counted(breaking, 'term')}" if breaking else "not breaking"
    yield f"{counted(len(difference.terms), 'term')} differ{'s' if len(difference.terms) == 1 else ''}; {told}"
    if review:
        yield f"to review: {counted(review, 'changed definition')}"
    yield _asked(step)


def _asked(step: Step) -> str:
    assert step.impact is not None
    name = step.impact.name.lower()
    if not step.suggested:
        return f"a {name} change; the old version has no number"
    told = f"a {name} change: {step.old} -> {step.suggested}"
    if step.is_enough is None:
        return told
    return f"{told}; the new version is {step.declared}" + ("" if step.is_enough else ", which is too low")


def as_content(difference: VersionDifference) -> dict[str, Any]:
    """Return a difference as content for JSON."""
    step = step_of(difference)
    return {
        "equal": difference.equal,
        "breaking": difference.breaking,
        "old": difference.old or None,
        "new": difference.new or None,
        "step": step.impact.name.lower() if step.impact else None,
        "suggested": step.suggested or None,
        "enough": step.is_enough,
        **{str(what): [_row(term) for term in difference.of(what)] for what in What},
    }


def _row(term: TermChange) -> dict[str, Any]:
    return {
        "iri": term.iri,
        "name": term.name,
        "kind": term.kind,
        "label": term.label,
        "step": term.impact.name.lower(),
        "why": term.why,
        "definition": term.definition,
        "replacedBy": list(term.replaced_by),
        "reason": term.reason,
        "faults": list(term.faults),
        "changes": [
            {
                "aspect": change.aspect,
                "old": list(change.old),
                "new": list(change.new),
                "step": change.impact.name.lower(),
                "why": change.why,
                "review": change.review,
            }
            for change in term.changes
        ],
    }
