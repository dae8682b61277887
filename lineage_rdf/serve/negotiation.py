"""Which form of an answer a client is sent (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from lineage_rdf.serve.faults import Refusal

_LONGEST = 4096  # of a header that is looked at


@lru_cache(maxsize=1024)
def preferred(accept: str, offered: tuple[str, ...]) -> str | None:
    """Return the media type that a client likes best of those there are; of equals the one that is offered first.

    Args:
        accept: the Accept header; empty if there is none.
        offered: the media types there are, the usual one first.

    Returns:
        One of them, or None if the client takes none.
    """
    ranges = _ranges(accept[:_LONGEST])
    if not ranges:
        return offered[0]
    best = max(offered, key=lambda media: _quality(media, ranges))
    return best if _quality(best, ranges) > 0 else None


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


def _ranges(accept: str) -> list[tuple[str, float]]:
    found = []
    for part in accept.split(","):
        media, *parameters = (piece.strip() for piece in part.split(";"))
        if "/" in media:
            found.append((media.lower(), _weight(parameters)))
    return found


def _weight(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0


def _quality(media: str, ranges: Sequence[tuple[str, float]]) -> float:
    """Return how much a media type is liked: what names it most exactly decides."""
    kind = f"{media.partition('/')[0]}/*"
    for asked in (media, kind, "*/*"):
        weights = [weight for name, weight in ranges if name == asked]
        if weights:
            return max(weights)
    return 0.0
