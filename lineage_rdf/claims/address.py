"""Web addresses in what people write."""

from __future__ import annotations

import re

from pyoxigraph import NamedNode

_LOGIN = re.compile(r"(?<=://)[^/?#\s]*@")
_KEY = re.compile(
    r"[?&#;][^=&#;?\s]*(?:token|key|secret|sig|passw|auth|credential)[^=&#;?\s]*=[^&#;\s]*", re.IGNORECASE
)


def without_secrets(text: str) -> str:
    """Return a text without what opens the addresses in it.

    That is a user name and password (`https://user:password@host`), and parameters whose names tell that they are keys
    (`?token=`, `&X-Amz-Signature=`).
    """
    return _KEY.sub("", _LOGIN.sub("", text))


def web_address(text: str | None) -> str | None:
    """Return a text that is an http(s) IRI by RFC 3987, stripped; None for anything else, such as a name.

    A user name, password or key in it is left out: what is read here is published.
    """
    stripped = without_secrets((text or "").strip())
    if not stripped.startswith(("http://", "https://")):
        return None
    try:
        return NamedNode(stripped).value
    except ValueError:
        return None
