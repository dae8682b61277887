"""Which property says which field of a term or a glossary: one table for writing and for reading."""

from __future__ import annotations

from typing import Final

from lineage_rdf.vocabulary.namespaces import BIBO, DCTERMS, GLOSSARY, OWL, PAV, RDF, RDFS, SCHEMA, SKOS

TYPE: Final = f"{RDF}type"
VALUE: Final = f"{RDF}value"
LABEL: Final = f"{RDFS}label"
SEE_ALSO: Final = f"{RDFS}seeAlso"
CONCEPT: Final = (f"{SKOS}Concept", f"{SCHEMA}DefinedTerm")
SCHEME: Final = (f"{SKOS}ConceptScheme", f"{SCHEMA}DefinedTermSet")
COLLECTION: Final = f"{SKOS}Collection"
MEMBER: Final = f"{SKOS}member"
IN_SET: Final = (f"{SKOS}inScheme", f"{SCHEMA}inDefinedTermSet")
PART_OF: Final = f"{SCHEMA}isPartOf"
HAS_TERM: Final = f"{SCHEMA}hasDefinedTerm"
TOP: Final = f"{SKOS}hasTopConcept"
DEPRECATED: Final = f"{OWL}deprecated"
REPLACED_BY: Final = f"{DCTERMS}isReplacedBy"
MODIFIED: Final = f"{DCTERMS}modified"
LICENSE: Final = f"{DCTERMS}license"
SCHEMA_LICENSE: Final = f"{SCHEMA}license"
RIGHTS: Final = f"{DCTERMS}rights"
SOURCE: Final = f"{DCTERMS}source"
AUDIENCE: Final = f"{DCTERMS}audience"
CREATIVE_WORK: Final = f"{SCHEMA}CreativeWork"
CITATION: Final = f"{SCHEMA}citation"
NAME: Final = f"{SCHEMA}name"
URL: Final = f"{SCHEMA}url"
VERSION_INFO: Final = f"{OWL}versionInfo"
VERSION: Final = f"{SCHEMA}version"
CODE: Final = f"{SCHEMA}termCode"
NOTATION: Final = f"{SKOS}notation"
PREFERRED: Final = f"{SKOS}prefLabel"
# What is imported was retrieved; a source of which nothing was copied, as the edition that `terms align` cites, was accessed.
RETRIEVED: Final = f"{PAV}retrievedOn"
ACCESSED: Final = f"{PAV}sourceAccessedOn"

# Field -> its properties: all are written, and a text under any of them is read.
NAMES: Final = (f"{SKOS}prefLabel", NAME)
DEFINITION: Final = (f"{SKOS}definition", f"{SCHEMA}description")
TEXTS: Final[dict[str, tuple[str, ...]]] = {
    "aliases": (f"{SKOS}altLabel", f"{SCHEMA}alternateName"),
    "scope": (f"{SKOS}scopeNote",),
    "is_not": (f"{GLOSSARY}isNot",),
    "examples": (f"{SKOS}example",),
    "counter_examples": (f"{GLOSSARY}counterExample",),
    "notes": (f"{SKOS}note",),
    "practices": (f"{GLOSSARY}practice",),
    "risks": (f"{GLOSSARY}riskNote",),
    "implementations": (f"{GLOSSARY}implementation",),
}
# Fields whose values are no sentences of a language.
PLAIN: Final[dict[str, str]] = {
    "code": CODE,
    "part_of_speech": f"{GLOSSARY}partOfSpeech",
    "status": f"{BIBO}status",
    "version": VERSION,
    "author": f"{DCTERMS}creator",
}
# Fields whose values are concepts that the glossary has beside its terms: property, and their part of the address.
GROUPS: Final[dict[str, tuple[str, str]]] = {
    "roles": (f"{GLOSSARY}accountableRole", "role"),
    "tags": (f"{GLOSSARY}governanceTag", "tag"),
}
CATEGORY: Final = "category"

# Kind of reading -> property.
READING: Final[dict[str, str]] = {
    "interpretation": f"{GLOSSARY}interpretation",
    "audience": f"{GLOSSARY}audienceNote",
    "takeaway": f"{GLOSSARY}roleTakeaway",
}
QUALIFIED_NOTE: Final = f"{GLOSSARY}QualifiedNote"
QUALIFIED_RELATION: Final = f"{GLOSSARY}QualifiedRelation"
HAS_RELATION: Final = f"{GLOSSARY}qualifiedRelation"
RELATION_TYPE: Final = f"{GLOSSARY}relationType"
RELATION_TARGET: Final = f"{GLOSSARY}relationTarget"
TARGET_LABEL: Final = f"{GLOSSARY}targetLabel"
RATIONALE: Final = f"{GLOSSARY}rationale"

# Of a glossary itself.
TITLE: Final = (f"{DCTERMS}title", NAME)
DESCRIPTION: Final = f"{DCTERMS}description"
PUBLISHER: Final = f"{DCTERMS}publisher"
ISSUED: Final = f"{DCTERMS}issued"
