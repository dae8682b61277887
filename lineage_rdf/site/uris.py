"""Addresses as they stand in headers of HTTP, which hold nothing but ASCII."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

_IN_PATH: Final = "-._~!$&'()*+,;=:@/"  # what a path may hold as it is (RFC 3986, section 3.3)
_IN_URI: Final = f"{_IN_PATH}?#[]%"  # and what a whole URI may (RFC 3986, section 2)


def uri_of(iri: str) -> str:
    """Return an IRI, or a reference to one, as a URI (RFC 3987, section 3.1); nothing in it can end a header or a link.

    Args:
        iri: the IRI; what is percent-encoded in it stays so.
    """
    return quote(iri, safe=_IN_URI, errors="replace")


def path_as_uri(path: str) -> str:
    """Return a path as it stands in a URI.

    Args:
        path: a path as it was read, in which nothing is percent-encoded any more.
    """
    return quote(path, safe=_IN_PATH, errors="replace")
