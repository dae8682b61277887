"""Reads one clause of the shorthand into facts, and tells what kind of step it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lineage_rdf.sources.shorthand_data import datasets
from lineage_rdf.sources.shorthand_facts import Fact
from lineage_rdf.sources.shorthand_models import named_models
from lineage_rdf.sources.shorthand_scan import BLANK, Scan, trimmed
from lineage_rdf.sources.shorthand_settings import settings
from lineage_rdf.sources.shorthand_words import (
    DISTILLING,
    FINE_TUNING,
    KINDS,
    MERGE_METHODS,
    NOT_FINE_TUNING,
    OBJECTIVES,
    PARAMETERIZATIONS,
    QUANTIZATION_METHODS,
    REWARD,
    VAGUE_PURPOSE,
)

_METHODS: Final = (
    ("objective", OBJECTIVES, "FineTuning"),
    ("objective", REWARD, "RewardModelTraining"),
    ("objective", DISTILLING, "Distilling"),
)
_SERVICE: Final = re.compile(
    r"(?:[A-Z][\w.]*\s+)+fine-?tuning (?:API|service|endpoint)|fine-?tuning (?:API|service|endpoint)"
)
_FOR: Final = re.compile(rf"(?<![\w-])for\s+(?P<np>[^,;()[\].\n{BLANK}]+)", re.IGNORECASE)
_MAKE: Final = re.compile(
    rf"(?<![\w-])(?:in order )?to\s+(?:build|create|make|develop|power|serve as)\s+"
    rf"(?P<np>[^,;()[\].\n{BLANK}]+)",
    re.IGNORECASE,
)
_TO: Final = re.compile(
    rf"(?<![\w-])(?:in order )?to\s+"
    rf"(?P<np>(?!(?:an?|the|our|my)\s)(?-i:[a-z]+)\s+[^,;()[\].\n{BLANK}]+)",
    re.IGNORECASE,
)
_BRACKETS: Final = re.compile(r"\([^()]*\)")
_LOOSE_END = re.compile(r"\s+(?:with|using|and|by|via|on|for|of|to|from)$", re.IGNORECASE)
_NEGATION: Final = re.compile(r"\b(?:not|no|never|without)\b", re.IGNORECASE)


def details(scan: Scan, start: int, end: int) -> list[Fact]:
    """Return and mark the settings, parameterizations, models and data that a clause names."""
    facts = [*settings(scan, start, end), *_parameterizations(scan, start, end)]
    facts += named_models(scan, start, end)
    facts += datasets(scan, start, end)
    return [*facts, *_service(scan, start, end)]


def kind_of(scan: Scan, start: int, end: int) -> tuple[str, list[Fact]]:
    """Return the class of step a clause speaks of, and its objective or method, and mark the words.

    Words in brackets add to a step but do not make one.
    """
    outside = _without_brackets(scan, start, end)
    kind, facts = _training(scan, start, end, outside)
    if kind:
        for pattern in (FINE_TUNING, NOT_FINE_TUNING["PreTraining"]):
            list(scan.take_all(pattern, start, end))
        return kind, facts
    return _other_kind(scan, start, end, outside)


def _training(scan: Scan, start: int, end: int, outside: Scan) -> tuple[str, list[Fact]]:
    kind = "FineTuning" if outside.search(FINE_TUNING, start, end) else ""
    for element, table, class_name in _METHODS:
        if (not kind and outside.longest(table, start, end)) or (
            kind == "FineTuning" and class_name == "Distilling" and outside.longest(table, start, end)
        ):
            kind = class_name
        if kind:
            found = list(_notations(scan, table, element, start, end))
            if found:
                return kind, found
    return kind, []


def _other_kind(scan: Scan, start: int, end: int, outside: Scan) -> tuple[str, list[Fact]]:
    facts = [
        *_notations(outside, MERGE_METHODS, "merge-method", start, end),
        *_notations(outside, QUANTIZATION_METHODS, "quantization-method", start, end),
    ]
    named = {"merge-method": "Merging", "quantization-method": "Quantizing"}
    worded = outside.longest({**KINDS, **NOT_FINE_TUNING}, start, end)
    for fact in facts:
        scan.blank(fact.start, fact.end)
    if worded:
        scan.blank(*worded[1].span())
        return worded[0], facts
    return (named[facts[0].element], facts) if facts else ("", [])


def _notations(
    scan: Scan, table: dict[str, re.Pattern[str]], element: str, start: int, end: int
) -> Iterator[Fact]:
    """Yield and mark one fact for each notation that is named, once each."""
    seen: set[str] = set()
    while (found := scan.longest(table, start, end)) is not None:
        name, match = found
        scan.blank(*match.span())
        if name not in seen:
            seen.add(name)
            yield Fact(element=element, value=name, start=match.start(), end=match.end(), rule=element)


def _parameterizations(scan: Scan, start: int, end: int) -> Iterator[Fact]:
    yield from _notations(scan, PARAMETERIZATIONS, "parameterization", start, end)


def _service(scan: Scan, start: int, end: int) -> Iterator[Fact]:
    """Yield the hosted service that trained, as a method in words; its words stay, for they name the step."""
    match = scan.search(_SERVICE, start, end)
    if match:
        words = FINE_TUNING.search(match[0])
        at = match.start() + (words.start() if words else 0)
        scan.blank(match.start(), at)
        scan.blank(at + len(words[0]) if words else match.end(), match.end())
        yield Fact(element="method", value=match[0], start=match.start(), end=match.end(), rule="service")


def purposes(scan: Scan, start: int, end: int) -> Iterator[Fact]:
    """Yield what the model is for and what training was to change; an empty purpose stays unread."""
    for element, pattern in (("intended-use", _MAKE), ("intended-use", _FOR), ("intended-change", _TO)):
        for match in pattern.finditer(scan.rest, start, end):
            span = trimmed(scan.text, *match.span("np"))
            words = _LOOSE_END.sub("", scan.text[slice(*span)])
            if words and not VAGUE_PURPOSE.fullmatch(words) and not _NEGATION.search(words):
                scan.blank(match.start(), span[0] + len(words))
                yield Fact(
                    element=element, value=words, start=span[0], end=span[0] + len(words), rule=element
                )


def _without_brackets(scan: Scan, start: int, end: int) -> Scan:
    """Return the unread text with everything in brackets marked as read."""
    outside = Scan(scan.text)
    outside.rest = scan.rest
    for match in _BRACKETS.finditer(scan.rest, start, end):
        outside.blank(*match.span())
    return outside
