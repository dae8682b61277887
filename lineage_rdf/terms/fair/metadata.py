"""What a header may say, and the properties under which it may say it.

Which properties count is a fact of FOOPS!, taken from the descriptions of its tests OM1 to OM5.2 (state of April 2026).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from attrs import frozen

from lineage_rdf.terms.fair.ontology import Ontology
from lineage_rdf.terms.fair.outcome import Outcome
from lineage_rdf.vocabulary.namespaces import BIBO, DCTERMS, OWL, PAV, PROV, RDFS, SCHEMA, SKOS, VANN

SPACES: Final = {
    "bibo": BIBO,
    "cc": "http://creativecommons.org/ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": DCTERMS,
    "doap": "http://usefulinc.com/ns/doap#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "mod": "https://w3id.org/mod#",
    "owl": OWL,
    "pav": PAV,
    "prov": PROV,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "skos": SKOS,
    "vann": VANN,
}
# The first property of each is the one to add.
FIELDS: Final = {
    "title": "dcterms:title dc:title schema:name",
    "description": "dcterms:description dc:description dcterms:abstract dc:abstract schema:description rdfs:comment"
    " doap:description doap:shortdesc skos:note",
    "licence": "dcterms:license schema:license doap:license cc:license",
    "rights": "dcterms:rights dc:rights dcterms:accessRights",
    "version IRI": "owl:versionIRI",
    "creator": "dcterms:creator dc:creator pav:createdBy pav:authoredBy schema:creator foaf:maker prov:wasAttributedTo"
    " doap:developer",
    "namespace IRI": "vann:preferredNamespaceUri",
    "prefix": "vann:preferredNamespacePrefix",
    "version": "owl:versionInfo schema:schemaVersion",
    "date of creation": "dcterms:created schema:dateCreated doap:created prov:generatedAtTime pav:createdOn",
    "citation": "dcterms:bibliographicCitation schema:citation",
    "contributor": "dcterms:contributor dc:contributor schema:contributor doap:documenter doap:maintainer doap:helper"
    " doap:translator pav:contributedBy",
    "DOI": "bibo:doi schema:identifier dcterms:identifier",
    "publisher": "dcterms:publisher dc:publisher schema:publisher",
    "logo": "foaf:logo schema:logo",
    "status": "bibo:status mod:status",
    "source": "dcterms:source dc:source prov:hadOriginalSource",
    "date of issue": "dcterms:issued dcterms:submitted schema:datePublished",
    "earlier version": "owl:priorVersion dcterms:replaces dc:replaces prov:wasRevisionOf pav:previousVersion",
    "version it is compatible with": "owl:backwardCompatibleWith",
    "date of change": "dcterms:modified schema:dateModified",
}


@frozen
class Found:
    """A part of the header that is there.

    Args:
        property: the property, with its prefix.
        value: its first value.
    """

    property: str
    value: str


def expand(name: str) -> str:
    """Return the IRI of a name with one of our prefixes for headers."""
    prefix, _, rest = name.partition(":")
    return SPACES[prefix] + rest


def find(ontology: Ontology, field: str) -> Found | None:
    """Return where a header says something, or None if it does not.

    Args:
        ontology: the ontology.
        field: a key of `FIELDS`.
    """
    for name in FIELDS[field].split():
        for value in sorted(ontology.texts(expand(name))):
            # An identifier of any kind may stand under the last two; only a DOI is one.
            is_doi = name == "bibo:doi" or "doi." in value
            if value.strip() and (field != "DOI" or is_doi):
                return Found(name, value)
    return None


def outcome_of(ontology: Ontology, fields: Iterable[str], optional: Iterable[str] = ()) -> Outcome:
    """Return the outcome of a criterion that asks for some parts of the header.

    Args:
        ontology: the ontology.
        fields: the parts it asks for; each is a point.
        optional: parts that it only mentions.
    """
    fields = tuple(fields)
    there = {field: found for field in fields if (found := find(ontology, field))}
    missing = tuple(field for field in fields if field not in there)
    told = (
        f"{found.value if len(fields) == 1 else field} ({found.property})" for field, found in there.items()
    )
    return Outcome(
        len(there),
        len(fields),
        "; ".join(told),
        missing,
        _advice(ontology, missing),
        tuple(field for field in optional if not find(ontology, field)),
    )


def _advice(ontology: Ontology, missing: tuple[str, ...]) -> str:
    if not missing:
        return ""
    if not ontology.iri:
        return "declare the ontology: <IRI> a owl:Ontology, with its metadata"
    names = [FIELDS[field].split()[0] for field in missing]
    wrong = [told for field in missing for told in _misspelt(ontology, field)]
    return "; ".join([*wrong, f"add {', '.join(names)} to the header"])


def _misspelt(ontology: Ontology, field: str) -> list[str]:
    """Return what to say of properties of the header that differ by case only from one that counts."""
    known = {expand(name).casefold(): name for name in FIELDS[field].split()}
    return [
        f"write {known[iri.casefold()]} instead of <{iri}>"
        for iri in sorted(ontology.said)
        if iri.casefold() in known and expand(known[iri.casefold()]) != iri
    ]
