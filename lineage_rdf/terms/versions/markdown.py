"""A difference between versions as a section of a changelog, in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from lineage_rdf.plain_text import clean, counted
from lineage_rdf.terms.versions.difference import Change, Impact, TermChange, VersionDifference, What
from lineage_rdf.terms.versions.step import step_of

_SPECIAL: Final = re.compile(r"([\\`*_\[\]<>|#])")


def as_markdown(difference: VersionDifference) -> str:
    """Return a difference as a section of a changelog; a heading and one sentence if nothing differs."""
    lines = [f"## {_plain(difference.new) or 'New version'}", "", _head(difference)]
    for what in What:
        found = difference.of(what)
        if found:
            lines += ["", f"### {str(what).capitalize()}", ""]
            lines += [line for term in found for line in _item(term)]
    return "\n".join(lines) + "\n"


def _head(difference: VersionDifference) -> str:
    since = f"Since {_plain(difference.old)}" if difference.old else "Since the version before"
    step = step_of(difference)
    if step.impact is None:
        return f"{since} nothing has changed."
    terms = len(difference.terms)
    told = f"{since} {counted(terms, 'term')} differ{'s' * (terms == 1)}"
    return f"{told}: a {step.impact.name.lower()} change, {'breaking' if difference.breaking else 'not breaking'}."


def _item(term: TermChange) -> Iterator[str]:
    told = [f"* {_code([term.name])} ({term.kind})"]
    if term.definition:
        told.append(f": {_plain(term.definition)}")
    if term.what is What.DEPRECATED:
        instead = f"use {_code(term.replaced_by)}" if term.replaced_by else "nothing takes its place"
        told.append(f": {instead}" + (f". {_plain(term.reason)}" if term.reason else ""))
    if term.impact is Impact.MAJOR and term.why:
        told.append(f" **breaking**: {term.why}")
    yield "".join(told)
    for change in term.changes:
        yield f"  * {_aspect(change.aspect)}: {_code(change.old)} → {_code(change.new)}{_remark(change)}"


def _aspect(name: str) -> str:
    """Return an aspect in words as it is; a property that has no words is code."""
    return _code([name]) if ":" in name else name


def _remark(change: Change) -> str:
    told = (
        f" **breaking**{': ' if change.why else ''}"
        if change.impact is Impact.MAJOR
        else " " * bool(change.why)
    )
    return told + (change.why if change.impact is Impact.MAJOR else f"({change.why})" if change.why else "")


def _code(values: Iterable[str]) -> str:
    """Return values as code; a value that holds a backtick gets a longer fence."""
    return ", ".join(_fenced(clean(value)) for value in values) or "nothing"


def _fenced(text: str) -> str:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    gap = " " if longest else ""
    return f"{fence}{gap}{text}{gap}{fence}"


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", clean(text))
