"""Makes ftl.ttl: the classes and properties as OWL 2, with foreign superclasses declared as stubs."""

from __future__ import annotations

from itertools import combinations

from lineage_rdf.vocabulary.namespaces import ONTOLOGY
from tools.vocabulary.deprecation import add_deprecation
from tools.vocabulary.graph import Statements
from tools.vocabulary.header import ANNOTATION_PROPERTIES, add_header, declare
from tools.vocabulary.source import Source, Table, split_name

KINDS = {"class": "owl:Class", "object": "owl:ObjectProperty", "data": "owl:DatatypeProperty"}


def core_turtle(source: Source) -> str:
    """Return the text of ftl.ttl."""
    out = Statements()
    meta = source.core["ontology"]
    add_header(
        out,
        meta,
        iri=ONTOLOGY,
        title=meta["title"],
        description=meta["description"],
        version=meta["version"],
        sources=meta["source"],
    )
    out.text(ONTOLOGY, "dcterms:abstract", meta["abstract"])
    declare(out, "owl:AnnotationProperty", ANNOTATION_PROPERTIES)
    for kind, name, row in source.core_terms():
        _term(out, kind, name, row)
    for group in source.core["disjoint"]:
        for one, other in combinations(group, 2):
            out.link(one, "owl:disjointWith", other)
    return out.turtle("Made from source/core.yaml by `make ontology`; change the source, not this file.")


def label_of(name: str, row: Table) -> str:
    """Return the given label or the split name."""
    return str(row.get("label") or split_name(name))


def _term(out: Statements, kind: str, name: str, row: Table) -> None:
    out.link(name, "rdf:type", KINDS[kind])
    out.link(name, "rdfs:isDefinedBy", ONTOLOGY)
    out.text(name, "rdfs:label", label_of(name, row))
    out.text(name, "skos:definition", row["definition"])
    add_deprecation(out, name, row)
    for characteristic in row.get("characteristics", []):
        out.link(name, "rdf:type", f"owl:{characteristic}Property")
    parent_property = "rdfs:subClassOf" if kind == "class" else "rdfs:subPropertyOf"
    for parent in row.get("parents", []):
        out.link(name, parent_property, parent)
        _stub(out, kind, parent)
    out.link(name, "schema:domainIncludes", *row.get("used_on", []))
    _domain_and_range(out, kind, name, row)


def _domain_and_range(out: Statements, kind: str, name: str, row: Table) -> None:
    for key in ("domain", "range"):
        if key not in row:
            continue
        if kind == "data" and key == "range":
            out.link(name, "rdfs:range", f"xsd:{row[key]}")
        else:
            out.link(name, f"rdfs:{key}", row[key])
            _stub(out, "class", row[key])
    for name_on in row.get("used_on", []):
        _stub(out, "class", name_on)


def _stub(out: Statements, kind: str, name: str) -> None:
    """Declare a foreign class or property by its type alone: nothing is said about it."""
    if ":" in name:
        out.link(name, "rdf:type", KINDS[kind])
