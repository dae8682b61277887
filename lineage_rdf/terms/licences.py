"""Whether the texts of a glossary may stand in one set: a fact to review, never a verdict."""

from __future__ import annotations

import re
from typing import Final

from lineage_rdf.errors import UsageError
from lineage_rdf.terms.model import Glossary

_CC: Final = re.compile(
    r"creativecommons\.org/(?:licenses|publicdomain)/([a-z-]+)|\bcc[ -]?(by[a-z -]*|0|zero)", re.I
)


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
            "give the set their licence with --license, leave them out, or allow it with --allow-licence-mix after a review",
        )


def family(license_: str) -> str:
    """Return the kind of a Creative Commons licence, for example `by-sa`; the empty text for any other."""
    match = _CC.search(license_)
    return re.sub(r"[^a-z0-9]+", "-", (match[1] or match[2]).lower()).strip("-") if match else ""
