"""Which form of an answer a client wants most (RFC 9110, section 12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from attrs import frozen

from lineage_rdf.errors import UsageError
from lineage_rdf.serve.faults import Refusal
from lineage_rdf.site.media import Form, by_media_type, by_name

_LONGEST: Final = 4096  # letters of the header that are looked at
_TOKEN: Final = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_RANGE: Final = re.compile(
    rf"\s*({_TOKEN})/({_TOKEN})\s*((?:;[^,\"]*(?:\"(?:[^\"\\]|\\.)*\"[^,\"]*)*)?)(?:,|\Z)"
)
_QUALITY: Final = re.compile(r";\s*q\s*=\s*(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)\s*(?:;|\Z)", re.IGNORECASE)


def preferred(accept: str, offered: tuple[str, ...]) -> str | None:
    """Return the media type that a client likes best of those there are; of equals the one that is offered first.

    Args:
        accept: the Accept header; empty if there is none.
        offered: the media types there are, the usual one first.

    Returns:
        One of them, or None if the client takes none.
    """
    # What is kept in mind must not be as long as a stranger likes.
    return _preferred(accept[:_LONGEST], offered)


@lru_cache(maxsize=1024)
def _preferred(accept: str, offered: tuple[str, ...]) -> str | None:
    ranges = list(_ranges(accept))
    if not ranges:
        return offered[0]
    best = max(offered, key=lambda media: _quality_of(media, ranges))
    return best if _quality_of(best, ranges) > 0 else None


def choose(accept: str, offered: Sequence[str]) -> str:
    """Return the media type that a client likes best of those there are.

    Args:
        accept: see `preferred`.
        offered: see `preferred`.

    Raises:
        Refusal: with status 406 and all alternatives, if the client takes none of them.
    """
    return taken(preferred(accept, tuple(offered)), offered)


def taken(media: str | None, offered: Iterable[str]) -> str:
    """Return the media type that a client likes best.

    Args:
        media: it; None if the client takes none of those there are.
        offered: those there are.

    Raises:
        Refusal: with status 406 and all alternatives, if there is none.
    """
    if media is None:
        what = "there is no form of the answer that the Accept header lets through"
        raise Refusal(406, what, f"accept one of {', '.join(offered)}")
    return media


def pick(accept: str, forms: tuple[Form, ...]) -> tuple[Form, str] | None:
    """Return the form that a client likes best, with the media type by which it knows it; None if it takes none.

    Args:
        accept: the Accept header; empty if there is none.
        forms: the forms there are, the usual one first.
    """
    types = by_media_type(forms)
    found = preferred(accept, tuple(types))
    return (types[found], found) if found else None


def form_for(accept: str, forms: tuple[Form, ...], name: str = "") -> tuple[Form, str]:
    """Return the form of an answer, with the media type by which the client knows it.

    Args:
        accept: the Accept header; empty if there is none.
        forms: the forms there are, the usual one first.
        name: what `format=` in the address asks for in place of the header; empty if there is none.

    Raises:
        UsageError: if no form goes by that name.
        Refusal: with status 406 and all alternatives, if the client takes none of them.
    """
    if not name:
        found = pick(accept, forms)
        taken(found and found[1], [form.media_type for form in forms])
        return found or (forms[0], forms[0].media_type)
    form = by_name(name, forms)
    if form is None:
        known = ", ".join(one.name for one in forms)
        raise UsageError("there is no such format", "format", f"use one of {known}")
    return form, form.media_type


@frozen
class _Range:
    kind: str
    subtype: str
    quality: float

    @property
    def precision(self) -> int:
        return (self.kind != "*") + (self.subtype != "*")

    def holds(self, media_type: str) -> bool:
        kind, _, subtype = media_type.partition("/")
        return self.kind in ("*", kind) and self.subtype in ("*", subtype)


def _ranges(accept: str) -> Iterator[_Range]:
    """Yield what stands in the header; what cannot be read is passed over up to the next comma."""
    place = 0
    while place < len(accept):
        found = _RANGE.match(accept, place)
        if not found:
            comma = accept.find(",", place)
            place = comma + 1 if comma >= 0 else len(accept)
            continue
        place = found.end()
        kind, subtype, rest = found[1].lower(), found[2].lower(), found[3]
        if kind != "*" or subtype == "*":
            yield _Range(kind, subtype, _quality(rest))


def _quality(parameters: str) -> float:
    """Return the weight; one that is none counts as 0, so that nothing is sent by mistake."""
    found = _QUALITY.search(parameters)
    if found:
        return float(found[1])
    return 0.0 if re.search(r";\s*q\s*=", parameters, re.IGNORECASE) else 1.0


def _quality_of(media: str, ranges: Sequence[_Range]) -> float:
    """Return how much a media type is liked: what names it most exactly decides."""
    matching = [item for item in ranges if item.holds(media)]
    precision = max((item.precision for item in matching), default=0)
    return max((item.quality for item in matching if item.precision == precision), default=0.0)
