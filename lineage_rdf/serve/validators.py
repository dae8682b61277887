"""Entity tags: what a client has already is not sent again (RFC 9110, sections 8.8.3 and 13.1.2)."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Final

_TAG: Final = re.compile(r'(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")')


def entity_tag(body: bytes) -> str:
    """Return the tag of an answer, which is the same for the same bytes.

    Args:
        body: the whole answer.
    """
    return f'"{sha256(body).hexdigest()[:32]}"'


def is_known(tag: str, if_none_match: str | None) -> bool:
    """Tell whether a client has an answer already.

    Args:
        tag: the tag of the answer.
        if_none_match: the header of the request; None if there is none.
    """
    if if_none_match is None:
        return False
    return if_none_match.strip() == "*" or tag in _TAG.findall(if_none_match)
