"""A small ontology of tides that meets every criterion, and ways to damage it."""

from __future__ import annotations

from pyoxigraph import Quad, RdfFormat, parse

PREFIXES = """
@prefix bibo: <http://purl.org/ontology/bibo/> .
@prefix dc: <http://purl.org/dc/elements/1.1/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix vann: <http://purl.org/vocab/vann/> .
@prefix tide: <https://w3id.org/tide#> .
"""
HEADER = """
<https://w3id.org/tide> a owl:Ontology .
<https://w3id.org/tide> dcterms:title "Tides"@en .
<https://w3id.org/tide> dcterms:description "Words for high and low water."@en .
<https://w3id.org/tide> dcterms:license <https://creativecommons.org/licenses/by/4.0/> .
<https://w3id.org/tide> owl:versionIRI <https://w3id.org/tide/1.0.0> .
<https://w3id.org/tide> owl:versionInfo "1.0.0" .
<https://w3id.org/tide> dcterms:creator "Harbour Lab" .
<https://w3id.org/tide> dcterms:publisher "Harbour Lab" .
<https://w3id.org/tide> vann:preferredNamespaceUri "https://w3id.org/tide#" .
<https://w3id.org/tide> vann:preferredNamespacePrefix "tide" .
<https://w3id.org/tide> dcterms:created "2026-01-02" .
<https://w3id.org/tide> dcterms:issued "2026-02-03" .
<https://w3id.org/tide> dcterms:bibliographicCitation "Harbour Lab (2026). Tides." .
<https://w3id.org/tide> bibo:doi "10.1234/tide" .
<https://w3id.org/tide> bibo:status "stable" .
<https://w3id.org/tide> foaf:logo <https://w3id.org/tide/logo.svg> .
<https://w3id.org/tide> dcterms:source <https://example.org/almanac> .
"""
TERMS = """
tide:HighWater a owl:Class .
tide:HighWater rdfs:isDefinedBy <https://w3id.org/tide> .
tide:HighWater rdfs:label "high water"@en .
tide:HighWater skos:definition "The highest level of one tide."@en .
tide:HighWater rdfs:subClassOf prov:Entity .
tide:height a owl:DatatypeProperty .
tide:height rdfs:label "Höhe"@de .
tide:height rdfs:comment "Level above the chart's zero." .
prov:Entity a owl:Class .
"""
TURTLE = PREFIXES + HEADER + TERMS


def quads(text: str = TURTLE) -> list[Quad]:
    """Return the statements of a text in Turtle."""
    return list(parse(text, RdfFormat.TURTLE))


def without(*parts: str) -> str:
    """Return the ontology without the lines that hold some words."""
    return "\n".join(line for line in TURTLE.splitlines() if not any(part in line for part in parts))
