"""Which form of an answer a client wants most (RFC 9110, section 12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from attrs import frozen

from lineage_rdf.serve.media import Form

_LONGEST: Final = 4096  # letters of the header that are looked at
_TOKEN: Final = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_RANGE: Final = re.compile(
    rf"\s*({_TOKEN})/({_TOKEN})\s*((?:;[^,\"]*(?:\"(?:[^\"\\]|\\.)*\"[^,\"]*)*)?)(?:,|\Z)"
)
_QUALITY: Final = re.compile(r";\s*q\s*=\s*(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)\s*(?:;|\Z)", re.IGNORECASE)
_EMPTY: Final = re.compile(r"[\s,]*\Z")


@frozen
class Choice:
    """What an answer is written as.

    Args:
        form: the form.
        media_type: the media type by which the client knows it, which may be another name of the form.
    """

    form: Form
    media_type: str

    @property
    def content_type(self) -> str:
        """The media type with the charset, which texts need."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


def choose(accept: str | None, offered: Sequence[Form]) -> Choice | None:
    """Return the form that a client likes best, the first of those that it likes as much; None if it takes none.

    Args:
        accept: the header; None or empty if the client takes anything.
        offered: the forms that there are, the one that we would rather send first.
    """
    if accept is None or _EMPTY.match(accept):
        return Choice(offered[0], offered[0].media_type)
    ranges = list(_ranges(accept[:_LONGEST]))
    best: tuple[float, Choice] | None = None
    for form in offered:
        quality, media_type = _liking(form, ranges)
        if quality > 0 and (best is None or quality > best[0]):
            best = (quality, Choice(form, media_type))
    return best[1] if best else None


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


def _liking(form: Form, ranges: Sequence[_Range]) -> tuple[float, str]:
    """Return how much a form is liked and by which name: its own, or another one that the client writes out."""
    own = _most_precise(form.media_type, ranges)
    others = [
        (found.quality, name)
        for name in form.others
        if (found := _most_precise(name, ranges)) and found.precision == 2
    ]
    likings = [*((own.quality, form.media_type) for _ in [0] if own), *others]
    return max(likings, key=lambda liking: liking[0], default=(0.0, form.media_type))


def _most_precise(media_type: str, ranges: Sequence[_Range]) -> _Range | None:
    matching = [item for item in ranges if item.holds(media_type)]
    return max(matching, key=lambda item: item.precision, default=None)
