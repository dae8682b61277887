"""Makes terms.ttl: every class and property once more, as an individual that is a defined term and a concept."""

from __future__ import annotations

from lineage_rdf.vocabulary.namespaces import ONTOLOGY
from tools.vocabulary.core import label_of
from tools.vocabulary.deprecation import add_deprecation
from tools.vocabulary.graph import Statements
from tools.vocabulary.header import ANNOTATION_PROPERTIES, DATATYPE_PROPERTIES, add_header, declare
from tools.vocabulary.source import Source, Table

TERMS = f"{ONTOLOGY}/terms"

# SKOS and schema.org are used between individuals, so OWL needs them as object properties, not annotations.
LINKS = (
    "schema:hasDefinedTerm",
    "schema:inDefinedTermSet",
    "skos:broadMatch",
    "skos:broader",
    "skos:closeMatch",
    "skos:exactMatch",
    "skos:hasTopConcept",
    "skos:inScheme",
    "skos:narrowMatch",
    "skos:related",
    "skos:relatedMatch",
)
TEXTS = ("schema:description", "schema:name", "schema:termCode", *DATATYPE_PROPERTIES)
CLASSES = ("schema:DefinedTerm", "schema:DefinedTermSet", "skos:Concept", "skos:ConceptScheme")
ANNOTATIONS = (*ANNOTATION_PROPERTIES, "dcterms:identifier")


def declare_skos(out: Statements) -> None:
    """Declare what a file of terms uses of SKOS and schema.org."""
    declare(out, "owl:AnnotationProperty", ANNOTATIONS)
    declare(out, "owl:ObjectProperty", LINKS)
    declare(out, "owl:DatatypeProperty", TEXTS)
    declare(out, "owl:Class", CLASSES)


def add_scheme(out: Statements, iri: str, title: str) -> None:
    """Type a scheme as DefinedTermSet and ConceptScheme."""
    out.link(iri, "rdf:type", "schema:DefinedTermSet", "skos:ConceptScheme")
    out.text(iri, "skos:prefLabel", title)


def terms_turtle(source: Source) -> str:
    """Return the text of terms.ttl."""
    out = Statements()
    meta = source.core["ontology"]
    add_header(
        out,
        meta,
        iri=TERMS,
        title="Terms of the fine-tune lineage ontology",
        description="Every class and property of the ontology as a schema.org defined term and a SKOS concept.",
        version=meta["version"],
        sources=[ONTOLOGY],
    )
    out.link(TERMS, "owl:imports", ONTOLOGY)
    declare_skos(out)
    add_scheme(out, TERMS, "Terms of the fine-tune lineage ontology")
    for kind, name, row in source.core_terms():
        _term(out, kind, name, row)
    return out.turtle("Made from source/core.yaml by `make ontology`; change the source, not this file.")


def _term(out: Statements, kind: str, name: str, row: Table) -> None:
    out.link(name, "rdf:type", "schema:DefinedTerm", "skos:Concept")
    out.link(name, "schema:inDefinedTermSet", TERMS)
    out.link(name, "skos:inScheme", TERMS)
    out.text(name, "schema:termCode", name, language=None)
    out.text(name, "skos:prefLabel", label_of(name, row))
    out.text(name, "schema:name", label_of(name, row))
    out.text(name, "schema:description", row["definition"])
    out.text(name, "skos:altLabel", *row.get("alt", []))
    out.text(name, "skos:definition", row["definition"])
    out.text(name, "skos:example", *([row["example"]] if "example" in row else []))
    out.text(name, "skos:scopeNote", *([row["note"]] if "note" in row else []))
    out.link(name, "dcterms:source", *row.get("source", []))
    add_deprecation(out, name, row)
    out.text(name, "skos:notation", *([row["hub"]] if "hub" in row else []), language=None)
    if kind == "class":
        out.link(name, "skos:broader", *(parent for parent in row.get("parents", []) if ":" not in parent))
