"""A small vocabulary of tides in two versions, and a way to compare texts."""

from __future__ import annotations

from pyoxigraph import RdfFormat, parse

from lineage_rdf.terms.versions import (
    Change,
    TermChange,
    VersionDifference,
    Vocabulary,
    compare,
    vocabulary_of,
)

PREFIXES = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix ex: <https://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <http://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix tide: <https://w3id.org/tide#> .
@prefix vann: <http://purl.org/vocab/vann/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
HEADER = """
<https://w3id.org/tide> a owl:Ontology ; owl:versionInfo "%s" ;
    vann:preferredNamespacePrefix "tide" ; vann:preferredNamespaceUri "https://w3id.org/tide#" .
"""
CLASSES = """
tide:Event a owl:Class ; rdfs:label "event"@en ; skos:definition "Something that the water does."@en .
tide:Tide a owl:Class ; rdfs:subClassOf tide:Event ; rdfs:label "tide"@en ;
    skos:definition "The rise and fall of the sea."@en .
tide:SpringTide a owl:Class ; rdfs:label "spring tide"@en ; skos:definition "Near full moon."@en ; rdfs:subClassOf tide:Tide .
tide:Gauge a owl:Class ; rdfs:label "gauge"@en ; skos:definition "A thing that measures the level of water."@en .
tide:height a owl:DatatypeProperty ; rdfs:label "height"@en ; skos:definition "The level above the zero of the chart."@en ;
    rdfs:domain tide:Tide ; rdfs:range xsd:integer .
tide:measuredBy a owl:ObjectProperty ; rdfs:label "measured by"@en ; skos:definition "The gauge that saw it."@en ;
    rdfs:range tide:Gauge ; schema:domainIncludes tide:Tide, tide:Event .
"""


def turtle(body: str = CLASSES, version: str = "1.2.0") -> str:
    """Return a version as Turtle."""
    return PREFIXES + HEADER % version + body


def read(text: str) -> Vocabulary:
    """Return the vocabulary of a text in Turtle."""
    return vocabulary_of(parse(text, RdfFormat.TURTLE))


def differ(old: str, new: str) -> VersionDifference:
    """Return the difference of two bodies, with the same header."""
    return compare(read(turtle(old)), read(turtle(new)))


def only(difference: VersionDifference) -> TermChange:
    """Return the one term that differs."""
    (term,) = difference.terms
    return term


def aspect(old: str, new: str) -> Change:
    """Return the one aspect of the one term that differs."""
    (change,) = only(differ(old, new)).changes
    return change


def edited(old: str, new: str) -> str:
    """Return the classes with a text replaced."""
    assert old in CLASSES, old
    return CLASSES.replace(old, new)
