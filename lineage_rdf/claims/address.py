"""Web addresses in what people write."""

from __future__ import annotations

from pyoxigraph import NamedNode


def web_address(text: str | None) -> str | None:
    """Return a text that is an http(s) IRI by RFC 3987, stripped; None for anything else, such as a name."""
    stripped = (text or "").strip()
    if not stripped.startswith(("http://", "https://")):
        return None
    try:
        return NamedNode(stripped).value
    except ValueError:
        return None
