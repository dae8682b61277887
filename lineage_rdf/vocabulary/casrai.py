"""What we know of the CASRAI Dictionary: its terms, the sets they are in, and the edition in which we saw them."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from attrs import frozen

from lineage_rdf.vocabulary.namespaces import CASRAI
from lineage_rdf.vocabulary.resources import ontology_folder

DICTIONARY: Final = "https://casrai.org/dictionary/"
TITLE: Final = "CASRAI Dictionary"


@frozen
class CasraiTerm:
    """One term whose page is known.

    Args:
        iri: its address, which is its identifier.
        name: its name.
        aliases: what it is also known as; names, never identifiers.
        term_set: the set that its JSON-LD names; empty where none is recorded.
    """

    iri: str
    name: str
    aliases: tuple[str, ...]
    term_set: str

    @property
    def slug(self) -> str:
        """The last part of its address."""
        return self.iri.removeprefix(CASRAI)


@frozen
class Edition:
    """The dictionary as it was when its terms were matched to ours.

    The site shows more than one version at a time, so a version is always told together with the day on which it was seen.

    Args:
        version: the version that the term pages gave, such as `v2026.2`.
        accessed: when it was seen, as the text of an xsd:dateTime.
        licence: the address of its licence.
        attribution: how the licence asks it to be named.
    """

    version: str
    accessed: str
    licence: str
    attribution: str


@cache
def casrai_terms() -> dict[str, CasraiTerm]:
    """Return IRI -> term, for the terms whose pages are known."""
    rows = (
        CasraiTerm(row["id"], row["name"], tuple(row.get("alt", ())), row.get("set") or "")
        for row in _table()["terms"]
    )
    return {term.iri: term for term in rows}


@cache
def cited_slugs() -> tuple[str, ...]:
    """Return the slugs that others cite and whose pages we have not read."""
    return tuple(_table()["cited"])


@cache
def term_sets() -> dict[str, str]:
    """Return IRI of a set, as JSON-LD names it -> the page of its domain; both are in use and only one ends with a slash."""
    return {row["id"]: row["page"] for row in _table()["sets"]}


@cache
def edition() -> Edition:
    """Return the edition that our matches are about."""
    table = _table()
    return Edition(table["version"], table["accessed"], table["license"], table["attribution"])


@cache
def _table() -> dict[str, Any]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    path = ontology_folder() / "source" / "casrai.yaml"
    table: dict[str, Any] = yaml.load(path.read_text("utf-8"), loader)
    return table
