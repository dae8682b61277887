"""The metadata that every ontology file carries, and the declarations an OWL 2 DL file owes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lineage_rdf.vocabulary.namespaces import FTL, ONTOLOGY
from tools.vocabulary.graph import Statements

ANNOTATION_PROPERTIES = (
    "bibo:status",
    "dcterms:abstract",
    "dcterms:bibliographicCitation",
    "dcterms:created",
    "dcterms:creator",
    "dcterms:description",
    "dcterms:issued",
    "dcterms:license",
    "dcterms:modified",
    "dcterms:publisher",
    "dcterms:rights",
    "dcterms:source",
    "dcterms:title",
    "foaf:logo",
    "schema:domainIncludes",
    "skos:altLabel",
    "skos:definition",
    "skos:example",
    "skos:hiddenLabel",
    "skos:prefLabel",
    "skos:scopeNote",
    "vann:preferredNamespacePrefix",
    "vann:preferredNamespaceUri",
)

# SKOS defines skos:notation as a datatype property, so an annotation of that name would be illegal punning.
DATATYPE_PROPERTIES = ("skos:notation",)


def add_header(
    out: Statements,
    meta: dict[str, Any],
    *,
    iri: str,
    title: str,
    description: str,
    version: str,
    namespace: str = FTL,
    prefix: str = "ftl",
    sources: Iterable[str] = (),
) -> None:
    """Describe the ontology file `iri` itself.

    Args:
        out: where the statements go.
        meta: the `ontology` table of core.yaml (creator, publisher, license, rights, dates, status, citation).
        iri: the ontology IRI.
        title: its title.
        description: what it holds.
        version: its version, which also ends its version IRI.
        namespace: the namespace of the terms it holds.
        prefix: the preferred prefix of that namespace.
        sources: what the file was made after.
    """
    out.link(iri, "rdf:type", "owl:Ontology")
    out.link(iri, "owl:versionIRI", f"{iri}/{version}")
    out.text(iri, "owl:versionInfo", version, language=None)
    out.text(iri, "dcterms:title", title)
    out.text(iri, "dcterms:description", description)
    for key in ("creator", "publisher"):
        out.text(iri, f"dcterms:{key}", meta[key], language=None)
    out.link(iri, "dcterms:license", meta["license"])
    out.text(iri, "dcterms:rights", meta["rights"])
    out.link(iri, "dcterms:source", *sources)
    out.link(iri, "foaf:logo", f"{ONTOLOGY}/logo.svg")
    for key in ("created", "issued", "modified"):
        out.typed(iri, f"dcterms:{key}", meta[key], "dateTime")
    citation = (
        meta["citation"]
        if iri == ONTOLOGY
        else f"{meta['creator']} (2026). {title}, version {version}. {iri}/{version}"
    )
    out.text(iri, "dcterms:bibliographicCitation", citation, language=None)
    out.text(iri, "bibo:status", meta["status"])
    out.text(iri, "vann:preferredNamespacePrefix", prefix, language=None)
    out.text(iri, "vann:preferredNamespaceUri", namespace, language=None)


def declare(out: Statements, kind: str, names: Iterable[str]) -> None:
    """Declare `names` as `kind`, for example owl:AnnotationProperty."""
    for name in names:
        out.link(name, "rdf:type", kind)
