"""The licences of Creative Commons by the names that pages print and by their addresses."""

from __future__ import annotations

import re
from typing import Final

_TEXT: Final = re.compile(r"CC[ -]?(BY(?:-NC)?(?:-SA|-ND)?)[ -]([1-4]\.\d)", re.IGNORECASE)
_IRI: Final = re.compile(
    r"https?://creativecommons\.org/licenses/(by(?:-nc)?(?:-sa|-nd)?)/([1-4]\.\d)(?:/(?:deed(?:\.\w\w)?|legalcode)?)?"
)
_ZERO: Final = re.compile(r"CC[ -]?0(?:[ -]1\.0)?", re.IGNORECASE)
_ZERO_IRI: Final = "https://creativecommons.org/publicdomain/zero/1.0/"


def licence_iri(text: str) -> str:
    """Return the address of a licence, or the text as it is if it names none that is known.

    Args:
        text: for example `CC BY-SA 4.0` or `CC-BY 4.0`.

    Source: https://creativecommons.org/licenses/ (the address of the deed without a language stands for the licence).
    """
    words = " ".join(text.split())
    match = _TEXT.fullmatch(words)
    if match:
        return f"https://creativecommons.org/licenses/{match[1].lower()}/{match[2]}/"
    return _ZERO_IRI if _ZERO.fullmatch(words) else words


def licence_text(licence: str) -> str:
    """Return the printed name of a licence, for example `CC BY-SA 4.0`; what is not known stays as it is.

    Args:
        licence: its address, or a text.
    """
    match = _IRI.fullmatch(licence)
    if match:
        return f"CC {match[1].upper()} {match[2]}"
    return "CC0 1.0" if licence == _ZERO_IRI else licence
