"""What the properties that describe a term are about, in words."""

from __future__ import annotations

from typing import Final

from lineage_rdf.vocabulary.namespaces import BIBO, DCTERMS, OWL, RDF, RDFS, SCHEMA, SKOS

TYPE: Final = f"{RDF}type"
KIND, CHARACTERISTICS, LABEL, DEFINITION = "kind", "characteristics", "label", "definition"
PARENTS, DOMAIN, RANGE, USED_ON = "parents", "domain", "range", "used on"
DISJOINT, EQUIVALENT, SCHEME, VERSION = "disjoint with", "equivalent", "scheme", "version"
DEPRECATED, REPLACED_BY, REASON = "deprecated", "replaced by", "reason"

_DC: Final = "http://purl.org/dc/elements/1.1/"
ASPECTS: Final = {
    **dict.fromkeys((f"{RDFS}label", f"{SKOS}prefLabel", f"{SCHEMA}name"), LABEL),
    **dict.fromkeys(
        (
            f"{SKOS}definition",
            f"{RDFS}comment",
            f"{SCHEMA}description",
            f"{DCTERMS}description",
            f"{_DC}description",
            "http://purl.obolibrary.org/obo/IAO_0000115",
        ),
        DEFINITION,
    ),
    **dict.fromkeys((f"{RDFS}subClassOf", f"{RDFS}subPropertyOf"), PARENTS),
    f"{RDFS}domain": DOMAIN,
    f"{RDFS}range": RANGE,
    **dict.fromkeys((f"{SCHEMA}domainIncludes", f"{SCHEMA}rangeIncludes"), USED_ON),
    **dict.fromkeys((f"{OWL}disjointWith", f"{OWL}propertyDisjointWith"), DISJOINT),
    **dict.fromkeys(
        (f"{OWL}equivalentClass", f"{OWL}equivalentProperty", f"{OWL}inverseOf", f"{OWL}propertyChainAxiom"),
        EQUIVALENT,
    ),
    **dict.fromkeys((f"{SKOS}inScheme", f"{SCHEMA}inDefinedTermSet", f"{RDFS}isDefinedBy"), SCHEME),
    f"{OWL}deprecated": DEPRECATED,
    f"{DCTERMS}isReplacedBy": REPLACED_BY,
    f"{SKOS}changeNote": REASON,
    **dict.fromkeys((f"{OWL}versionInfo", f"{OWL}versionIRI"), VERSION),
    **dict.fromkeys(
        (f"{SKOS}altLabel", f"{SKOS}hiddenLabel", f"{SKOS}notation", f"{SCHEMA}alternateName"), "other names"
    ),
    **dict.fromkeys((f"{SKOS}{kind}" for kind in ("broader", "narrower", "related")), "broader and related"),
    **dict.fromkeys(
        (f"{SKOS}{kind}Match" for kind in ("exact", "close", "broad", "narrow", "related")), "matches"
    ),
    f"{SKOS}example": "example",
    **dict.fromkeys(
        (f"{SKOS}scopeNote", f"{SKOS}note", f"{SKOS}editorialNote", f"{SKOS}historyNote"), "note"
    ),
    f"{DCTERMS}source": "source",
    f"{BIBO}status": "status",
    f"{RDFS}seeAlso": "see also",
}
# Kinds of terms, told in words.
KINDS: Final = {
    f"{OWL}Ontology": "ontology",
    f"{OWL}Class": "class",
    f"{RDFS}Class": "class",
    f"{OWL}ObjectProperty": "object property",
    f"{OWL}DatatypeProperty": "data property",
    f"{OWL}AnnotationProperty": "annotation property",
    f"{RDF}Property": "property",
    f"{SKOS}ConceptScheme": "scheme",
    f"{SKOS}Concept": "concept",
    f"{SCHEMA}DefinedTerm": "concept",
}
# A property with one of the first allows less, with one of the others more follows from it.
RESTRICTING: Final = frozenset(
    f"<{OWL}{name}Property>" for name in ("Functional", "InverseFunctional", "Asymmetric", "Irreflexive")
)
CONCLUDING: Final = frozenset(f"<{OWL}{name}Property>" for name in ("Transitive", "Symmetric", "Reflexive"))
