"""Which addresses a picture may link to."""

from __future__ import annotations

from urllib.parse import urlsplit


def safe_link(iri: str) -> str:
    """Return the IRI if it is a web address, else the empty text: `javascript:` never becomes a link."""
    try:
        parts = urlsplit(iri)
    except ValueError:
        return ""
    return iri if parts.scheme in ("http", "https") and parts.netloc else ""
