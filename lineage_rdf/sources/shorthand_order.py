"""Cuts a clause at its commas and joining words, and puts the parts into the order in which they happened."""

from __future__ import annotations

import re
from typing import Final

from lineage_rdf.sources.shorthand_clause import details, kind_of
from lineage_rdf.sources.shorthand_models import looks_like_model
from lineage_rdf.sources.shorthand_scan import Scan
from lineage_rdf.sources.shorthand_split import Clause, parts
from lineage_rdf.sources.shorthand_words import OBJECTIVES, REWARD

_AFTER: Final = re.compile(r"(?<!\w)after(?=\s)", re.IGNORECASE)
_JOINING: Final = re.compile(r"\s+(?:and|&|plus)\s+|\s*\+\s*|:\s+", re.IGNORECASE)
_METHODS: Final = (*OBJECTIVES.values(), *REWARD.values())


def spans(scan: Scan, clause: Clause) -> list[tuple[int, int, bool]]:
    """Return the parts of a clause in the order of events: `B after A` is A, then B; `A + B` is A, B.

    With each comes whether the word `after` says that it followed the one before.
    """
    spans: list[tuple[int, int, bool]] = []
    for start, end in parts(scan.rest, clause):
        after = _AFTER.search(scan.rest, start, end)
        if after and is_stage(scan.rest[start : after.start()]) and is_stage(scan.rest[after.end() : end]):
            spans += [(after.end(), end, False), (start, after.start(), True)]
        else:
            spans += [(*span, False) for span in _joined(scan, start, end)]
    return spans


def _joined(scan: Scan, start: int, end: int) -> list[tuple[int, int]]:
    """Cut `SFT on A and DPO on B` between the two, and `LoRA rank 8: SFT on A` behind the colon.

    The cut is made only where an objective stands right behind the joining word.
    """
    for match in _JOINING.finditer(scan.rest, start, end):
        behind = any(pattern.match(scan.rest, match.end(), end) for pattern in _METHODS)
        before = _names_objective(scan.rest[start : match.start()])
        if behind and before != match[0].startswith(":"):
            return [(start, match.start()), *_joined(scan, match.end(), end)]
    return [(start, end)]


def _names_objective(text: str) -> bool:
    return any(pattern.search(text) for pattern in _METHODS)


def is_stage(text: str) -> bool:
    """Return whether words name a stage: they hold a method, and what else they hold is no model."""
    probe = Scan(text)
    facts = details(probe, 0, len(text))
    kind, _ = kind_of(probe, 0, len(text))
    if not kind and not any(fact.element == "parameterization" for fact in facts):
        return False
    return not looks_like_model(text.strip())
