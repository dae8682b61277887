"""Namespaces and the prefixes under which we write them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

ONTOLOGY: Final = "https://w3id.org/ftl"
FTL: Final = "https://w3id.org/ftl#"
GLOSSARY: Final = "https://w3id.org/ftl/glossary#"
PROV: Final = "http://www.w3.org/ns/prov#"
SCHEMA: Final = "http://schema.org/"
SCHEMA_HTTPS: Final = "https://schema.org/"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
DCTERMS: Final = "http://purl.org/dc/terms/"
SH: Final = "http://www.w3.org/ns/shacl#"
PROF: Final = "http://www.w3.org/ns/dx/prof/"
VANN: Final = "http://purl.org/vocab/vann/"
BIBO: Final = "http://purl.org/ontology/bibo/"
PAV: Final = "http://purl.org/pav/"
CASRAI: Final = "https://casrai.org/dictionary/term/"

# What urn:uuid: names are made from that follow from what they name (decisions section 1.4).
FTL_UUID: Final[UUID] = uuid5(NAMESPACE_URL, FTL)

HUB: Final = "https://huggingface.co/"
HUB_DATASETS: Final = "https://huggingface.co/datasets/"

# Schemes whose members lineages point at; each gets a prefix of its own in Turtle.
SCHEMES: Final = (
    "objective",
    "parameterization",
    "merge-method",
    "quantization-method",
    "dataset-role",
    "agent-role",
    "comparison-role",
    "hyperparameter",
    "metric",
    "element",
    "unit",
    "status",
    "outcome",
    "access",
    "relation",
    "concept",
)


def scheme_namespace(scheme: str) -> str:
    """Return the namespace of a scheme's members, for example `https://w3id.org/ftl/objective/`."""
    return f"{ONTOLOGY}/{scheme}/"


PREFIXES: Final[dict[str, str]] = {
    "bibo": BIBO,
    "casrai": CASRAI,
    "dcterms": DCTERMS,
    "ftl": FTL,
    "glossary": GLOSSARY,
    "owl": OWL,
    "pav": PAV,
    "prof": PROF,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "sh": SH,
    "skos": SKOS,
    "vann": VANN,
    "xsd": XSD,
    **{scheme: scheme_namespace(scheme) for scheme in SCHEMES},
}


def prefixed(iri: str, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """Return an IRI with the longest prefix that fits, or as it is if none does.

    Args:
        iri: the IRI.
        prefixes: prefix -> namespace.
    """
    fits = [(space, name) for name, space in prefixes.items() if name and space and iri.startswith(space)]
    space, name = max(fits, key=lambda pair: (len(pair[0]), pair[1]), default=("", ""))
    return f"{name}:{iri[len(space) :]}" if name and iri != space else iri
