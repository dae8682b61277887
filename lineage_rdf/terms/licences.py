"""Licences of texts: the names and addresses of those of Creative Commons, and whether texts may stand in one set.

Whether they may is a fact to review, never a verdict.
"""

from __future__ import annotations

import re
from typing import Final

from lineage_rdf.errors import UsageError
from lineage_rdf.terms.model import Glossary

_TEXT: Final = re.compile(r"CC[ -]?(BY(?:-NC)?(?:-SA|-ND)?)[ -]([1-4]\.\d)", re.IGNORECASE)
_IRI: Final = re.compile(
    r"https?://creativecommons\.org/licenses/(by(?:-nc)?(?:-sa|-nd)?)/([1-4]\.\d)(?:/(?:deed(?:\.\w\w)?|legalcode)?)?"
)
_ZERO: Final = re.compile(r"CC[ -]?0(?:[ -]1\.0)?", re.IGNORECASE)
_ZERO_IRI: Final = "https://creativecommons.org/publicdomain/zero/1.0/"
# A licence of theirs anywhere in a text, of any version and port.
_CC: Final = re.compile(
    r"creativecommons\.org/(?:licenses|publicdomain)/([a-z-]+)|\bcc[ -]?(by[a-z -]*|0|zero)", re.I
)


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


def refuse_mixed(glossary: Glossary, *, allowed: bool = False) -> None:
    """Refuse to write texts under a share-alike licence into a set that has another licence.

    Args:
        glossary: the set and its terms.
        allowed: whether the user wants it nevertheless.

    Raises:
        UsageError: naming the licences and how many terms have them.
    """
    whole = family(glossary.license)
    if allowed or not whole:
        return
    mixed: dict[str, int] = {}
    for term in glossary.terms:
        own = family(term.license)
        if "sa" in own.split("-") and own != whole:
            mixed[term.license] = mixed.get(term.license, 0) + 1
    if mixed:
        told = ", ".join(f"{count} under {name}" for name, count in sorted(mixed.items()))
        raise UsageError(
            f"the set is under {glossary.license} and has texts with a share-alike licence: {told}",
            glossary.title,
            "give the set their licence with --licence, leave them out, or allow it with --allow-licence-mix after a review",
        )


def family(license_: str) -> str:
    """Return the kind of a Creative Commons licence, for example `by-sa`; the empty text for any other."""
    match = _CC.search(license_)
    return re.sub(r"[^a-z0-9]+", "-", (match[1] or match[2]).lower()).strip("-") if match else ""
