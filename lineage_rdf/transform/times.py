"""Times by what they mean rather than by how they are spelt."""

from __future__ import annotations

from datetime import UTC, datetime


def instant(text: str) -> str:
    """Return an xsd:dateTime in UTC, `2026-01-01T02:00:00+02:00` as `2026-01-01T00:00:00+00:00`; other text as it is.

    A time without a zone stays without one: nobody knows which instant it is.

    Args:
        text: the lexical form.
    """
    try:
        moment = datetime.fromisoformat(text)
        return (moment.astimezone(UTC) if moment.tzinfo else moment).isoformat()
    except (ValueError, OverflowError):
        return text
