"""Digital object identifiers in texts and in statements (ISO 26324; the form of https://www.doi.org/the-identifier/resources/handbook)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

_DOI: Final = re.compile(
    r"(?:https?://(?:dx\.)?doi\.org/|doi:[ ]?)?(10\.\d{4,9}/[^\s\"<>{}|\\^`]+)", re.IGNORECASE
)
# Within a sentence these belong to the sentence.
_AFTER: Final = ".,;:!?)]}'*_"


def doi_of(text: str) -> str | None:
    """Return a text that is one DOI, in any of its forms, as https://doi.org/...; else None."""
    found = _DOI.fullmatch(text.strip())
    return f"https://doi.org/{found[1]}" if found else None


def dois_in(text: str) -> Iterator[str]:
    """Yield the DOIs that a text names by address or with `doi:`, once each."""
    rows = (
        f"https://doi.org/{_without_end(match[1])}" for match in _DOI.finditer(text) if match[0] != match[1]
    )
    yield from dict.fromkeys(doi for doi in rows if not doi.endswith("/"))


def first_dois(groups: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """Return the first DOI of each group of texts that has one, without repeats."""
    found = (next((doi for text in group if (doi := doi_of(text))), None) for group in groups)
    return tuple(dict.fromkeys(doi for doi in found if doi))


def _without_end(doi: str) -> str:
    """Return a DOI without what belongs to the sentence around it; a bracket that was opened in it stays."""
    end, left_open = len(doi), doi.count("(") - doi.count(")")
    while doi[end - 1] in _AFTER and not (doi[end - 1] == ")" and left_open >= 0):
        end -= 1
        left_open += doi[end] == ")"
    return doi[:end]
