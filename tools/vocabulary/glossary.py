"""Makes glossary.ttl: what imported glossaries say of a term that neither SKOS nor schema.org has a property for.

The module stands on its own, so a term of it is declared for OWL and described as a defined term in one file.
"""

from __future__ import annotations

from typing import Final

from lineage_rdf.vocabulary.namespaces import ONTOLOGY
from tools.vocabulary.core import label_of
from tools.vocabulary.graph import Statements
from tools.vocabulary.header import add_header, declare
from tools.vocabulary.source import Source, Table
from tools.vocabulary.terms import add_scheme, declare_skos

_SCHEME: Final = f"{ONTOLOGY}/glossary"
_KINDS: Final = {
    "class": "owl:Class",
    "object": "owl:ObjectProperty",
    "data": "owl:DatatypeProperty",
    "text": "owl:AnnotationProperty",
}


def glossary_turtle(source: Source) -> str:
    """Return the text of glossary.ttl."""
    out = Statements()
    table = source.glossary
    add_header(
        out,
        source.core["ontology"],
        iri=_SCHEME,
        title=table["title"],
        description=table["description"],
        version=table["version"],
        namespace=table["namespace"],
        prefix="glossary",
        sources=table["source"],
    )
    declare_skos(out)
    declare(out, "owl:AnnotationProperty", ["skos:note"])
    add_scheme(out, _SCHEME, table["title"])
    for name, row in table["terms"].items():
        _declared(out, f"glossary:{name}", row)
        _described(out, f"glossary:{name}", label_of(name, row), row)
    return out.turtle("Made from source/glossary.yaml by `make ontology`; change the source, not this file.")


def _declared(out: Statements, name: str, row: Table) -> None:
    """Say what OWL has to know of a term."""
    out.link(name, "rdf:type", _KINDS[row["kind"]])
    out.link(name, "rdfs:isDefinedBy", _SCHEME)
    out.link(name, "rdfs:subPropertyOf", *row.get("parents", []))
    for characteristic in row.get("characteristics", []):
        out.link(name, "rdf:type", f"owl:{characteristic}Property")
    for key in ("domain", "range"):
        out.link(name, f"rdfs:{key}", *([row[key]] if key in row else []))
    if row["kind"] == "data":
        out.link(name, "rdfs:range", "xsd:string")


def _described(out: Statements, name: str, label: str, row: Table) -> None:
    """Say what people have to know of it."""
    out.link(name, "rdf:type", "schema:DefinedTerm", "skos:Concept")
    for link in ("schema:inDefinedTermSet", "skos:inScheme"):
        out.link(name, link, _SCHEME)
    for text in ("rdfs:label", "skos:prefLabel", "schema:name"):
        out.text(name, text, label)
    for text in ("skos:definition", "schema:description"):
        out.text(name, text, row["definition"])
    out.text(name, "skos:example", row["example"])
    out.text(name, "schema:termCode", name.partition(":")[2], language=None)
    out.link(name, "dcterms:source", *row.get("source", []))
