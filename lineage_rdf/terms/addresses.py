"""IRIs for what a glossary brings: never in a foreign namespace, and the same on every run (decisions section 1.4)."""

from __future__ import annotations

import re
import unicodedata
from typing import Final
from urllib.parse import quote
from uuid import uuid5

from attrs import frozen

from lineage_rdf.claims.mint import Minter
from lineage_rdf.vocabulary.namespaces import FTL_UUID
from lineage_rdf.vocabulary.schemes import fold

_BREAK: Final = re.compile(r"[^0-9A-Za-z]+")


@frozen
class Addresses:
    """Makes the IRIs of one glossary.

    Args:
        title: what the glossary is called; it keeps glossaries apart where there is no base.
        base: an http(s) address of the publisher that ends in `/` or `#`; empty for `urn:uuid:` IRIs.

    Raises:
        UsageError: if the base is no http(s) address that ends in `/` or `#`.
    """

    title: str
    base: str = ""

    def __attrs_post_init__(self) -> None:
        """Refuse a base to which a path cannot be added."""
        Minter(self.title, self.base)

    def scheme(self) -> str:
        """Return the IRI of the glossary itself: its base without the last sign, as schemes are written."""
        return self.base.rstrip("/#") if self.base else self._uuid()

    def term(self, name: str) -> str:
        """Return the IRI of the term that is called `name`, in any spelling."""
        return self.base + slug(name) if self.base else self._uuid("term", fold(name))

    def part(self, kind: str, name: str) -> str:
        """Return the IRI of a category, role or tag, in any spelling; letters with other accents are another name."""
        if not self.base:
            return self._uuid(kind, fold(name))
        return f"{self.base}{kind}/{slug(name) if name.isascii() else _quoted(name)}"

    def _uuid(self, *path: str) -> str:
        return _uuid(fold(self.title), "glossary", *path)


def note_iri(term: str, *path: str) -> str:
    """Return the IRI of a note or relation of a term; nothing is added to the IRI of the term, which may be another's.

    Args:
        term: IRI of the term.
        path: the kind of note and what tells it from others of its kind.
    """
    return _uuid(term, "note", *path)


def slug(name: str) -> str:
    """Return a name as a part of an address: small letters, digits and hyphens; other scripts percent-encoded."""
    plain = unicodedata.normalize("NFKD", name)
    ascii_name = plain.encode("ascii", "ignore").decode("ascii")
    if sum(letter.isalnum() for letter in ascii_name) < sum(letter.isalnum() for letter in name):
        return _quoted(name)
    return _BREAK.sub("-", ascii_name).strip("-").lower() or quote(name, safe="")


def _quoted(name: str) -> str:
    return quote(re.sub(r"\s+", "-", unicodedata.normalize("NFC", name).casefold().strip()), safe="")


def _uuid(*parts: str) -> str:
    return f"urn:uuid:{uuid5(FTL_UUID, chr(0).join(unicodedata.normalize('NFC', part) for part in parts))}"
