"""The vocabularies whose IRIs we use, and the copies in which those IRIs can be looked up."""

from __future__ import annotations

from attrs import frozen

CITED = "cited, not checked"


@frozen
class Vocabulary:
    """One foreign vocabulary.

    Attributes:
        name: what the list of foreign IRIs calls it.
        namespace: how its IRIs start.
        files: copies, relative to the folder of shared data, that define its terms.
        any_place: whether a mention in a copy is enough, because the copy belongs to another vocabulary.
        rdflib_name: name of rdflib's closed list of its terms, used instead of a file.
    """

    name: str
    namespace: str
    files: tuple[str, ...] = ()
    any_place: bool = False
    rdflib_name: str = ""


# Papers, code and pages that definitions rest on; only a reader can check them.
DOCUMENT = Vocabulary("document", "")

_MLDCAT = ("vocab/mldcat-context.jsonld", "vocab/mldcat-shacl.ttl", "vocab/mldcat-1.0.ttl")

VOCABULARIES = (
    Vocabulary("airo", "https://w3id.org/airo#", ("vocab/airo.ttl",)),
    Vocabulary("bibo", "http://purl.org/ontology/bibo/"),
    Vocabulary("casrai", "https://casrai.org/dictionary/", ("facts/casrai_terms.json",)),
    Vocabulary("croissant", "http://mlcommons.org/croissant/", ("vocab/croissant.ttl",)),
    Vocabulary("croissant-rai", "http://mlcommons.org/croissant/RAI/", ("vocab/croissant_rai.ttl",)),
    Vocabulary("dcat", "http://www.w3.org/ns/dcat#", ("vocab/dcat3.ttl",)),
    Vocabulary("dcterms", "http://purl.org/dc/terms/", rdflib_name="DCTERMS"),
    Vocabulary("dpv-ai", "https://w3id.org/dpv/ai#", ("vocab/dpv-ai.ttl",)),
    Vocabulary("dqv", "http://www.w3.org/ns/dqv#", ("vocab/airo.ttl",), any_place=True),
    Vocabulary("fair4ml", "https://w3id.org/fair4ml#", ("vocab/fair4ml-0.1.0.jsonld",)),
    Vocabulary("mldcat-ap", "http://data.europa.eu/it6/", _MLDCAT, any_place=True),
    Vocabulary("mls", "http://www.w3.org/ns/mls#", ("vocab/mls.ttl",)),
    Vocabulary("mlso", "http://w3id.org/mlso/", ("vocab/mlso.ttl",)),
    Vocabulary("owl", "http://www.w3.org/2002/07/owl#", rdflib_name="OWL"),
    Vocabulary("p-plan", "http://purl.org/net/p-plan#"),
    Vocabulary("prof", "http://www.w3.org/ns/dx/prof/", rdflib_name="PROF"),
    Vocabulary("prov", "http://www.w3.org/ns/prov#", ("vocab/prov-o.ttl",)),
    Vocabulary("prov-o", "http://www.w3.org/ns/prov-o#", ("vocab/prov-o.ttl",)),
    Vocabulary("qudt", "http://qudt.org/schema/qudt/", ("vocab/qudt-units.ttl",), any_place=True),
    Vocabulary("qudt-unit", "http://qudt.org/vocab/unit/", ("vocab/qudt-units.ttl",)),
    Vocabulary("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#", rdflib_name="RDF"),
    Vocabulary("rdfs", "http://www.w3.org/2000/01/rdf-schema#", rdflib_name="RDFS"),
    Vocabulary("schema", "http://schema.org/", ("vocab/schemaorg-30.0-http.nt",)),
    Vocabulary("skos", "http://www.w3.org/2004/02/skos/core#", rdflib_name="SKOS"),
    Vocabulary("spdx3", "https://spdx.org/rdf/3.0.1/terms/", ("schemas/spdx-3.0.1/spdx-model.ttl",)),
    Vocabulary("vann", "http://purl.org/vocab/vann/", rdflib_name="VANN"),
    Vocabulary("wfrun", "https://w3id.org/ro/terms/workflow-run#", ("schemas/ro/workflow-run.jsonld",)),
    Vocabulary("xsd", "http://www.w3.org/2001/XMLSchema#", rdflib_name="XSD"),
)
