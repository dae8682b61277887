"""The headers of every response."""

from __future__ import annotations

from typing import Final

Headers = list[tuple[bytes, bytes]]

# Nothing from elsewhere is loaded, nothing is sent elsewhere, and no other site may show a page in a frame of its own.
POLICY: Final = (
    b"default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    b"frame-ancestors 'none'"
)
_ALWAYS: Final = (
    (b"content-security-policy", POLICY),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)
# Data are there to be read by pages of all sites; requests that carry a token are not.
_SHARED: Final = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"ETag, Link, Location, Retry-After"),
)
PREFLIGHT: Final = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-allow-methods", b"GET, HEAD, POST"),
    (b"access-control-allow-headers", b"Accept, Content-Type, If-None-Match"),
    (b"access-control-max-age", b"86400"),
    *_ALWAYS,
)


def completed(headers: Headers, *, shared: bool) -> Headers:
    """Return the headers of a response with those that every response has; a route may have set a policy of its own.

    Args:
        headers: the headers, names in lower case.
        shared: whether pages of other sites may read the response.
    """
    has_policy = any(name == _ALWAYS[0][0] for name, _ in headers)
    return [*headers, *(_ALWAYS[1:] if has_policy else _ALWAYS), *(_SHARED if shared else ())]
