"""The criteria that ask for parts of the header, and for vocabularies of others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pyoxigraph import NamedNode

from lineage_rdf.terms.fair.metadata import SPACES, find, outcome_of
from lineage_rdf.terms.fair.ontology import Ontology
from lineage_rdf.terms.fair.outcome import Outcome
from lineage_rdf.vocabulary.namespaces import OWL, RDF, RDFS, XSD

# Reusing these is no reuse: every ontology is written in them.
_OWN_LANGUAGE: Final = (RDF, RDFS, OWL, XSD)
_METADATA: Final = (
    "bibo",
    "dc",
    "dcterms",
    "doap",
    "foaf",
    "mod",
    "owl",
    "pav",
    "prov",
    "rdfs",
    "schema",
    "vann",
)
_SHOWN: Final = 5


def minimum(ontology: Ontology) -> Outcome:
    """OM1."""
    return outcome_of(
        ontology, ("title", "description", "licence", "version IRI", "creator", "namespace IRI")
    )


def recommended(ontology: Ontology) -> Outcome:
    """OM2."""
    return outcome_of(ontology, ("prefix", "version", "date of creation", "citation"), ("contributor",))


def detailed(ontology: Ontology) -> Outcome:
    """OM3."""
    return outcome_of(
        ontology,
        ("DOI", "publisher", "logo", "status", "source", "date of issue"),
        ("earlier version", "version it is compatible with", "date of change"),
    )


def licence(ontology: Ontology) -> Outcome:
    """OM4.1: a statement of rights does as well."""
    field = "rights" if find(ontology, "rights") and not find(ontology, "licence") else "licence"
    return outcome_of(ontology, (field,))


def provenance(ontology: Ontology) -> Outcome:
    """OM5.1."""
    return outcome_of(ontology, ("creator", "date of creation"), ("contributor", "earlier version"))


def more_provenance(ontology: Ontology) -> Outcome:
    """OM5.2."""
    return outcome_of(ontology, ("date of issue", "publisher"))


def prefix(ontology: Ontology) -> Outcome:
    """FIND1."""
    return outcome_of(ontology, ("prefix",))


def metadata_vocabularies(ontology: Ontology) -> Outcome:
    """VOC1."""
    used = sorted(name for name in _METADATA if any(iri.startswith(SPACES[name]) for iri in ontology.said))
    if used:
        return Outcome(1, 1, ", ".join(used))
    todo = "describe the ontology with dcterms:title, dcterms:creator and so on"
    return Outcome(0, 1, "", ("metadata in a known vocabulary",), todo)


def reused_vocabularies(ontology: Ontology) -> Outcome:
    """VOC2."""
    imports = sorted(
        value.value for value in ontology.said.get(f"{OWL}imports", ()) if isinstance(value, NamedNode)
    )
    if imports:
        return Outcome(1, 1, f"imports {_some(imports)}")
    spaces = sorted({_namespace(iri) for iri in ontology.foreign} - set(_OWN_LANGUAGE))
    if spaces:
        return Outcome(1, 1, f"takes terms from {_some(spaces)}")
    todo = "import a vocabulary, or make classes and properties of others the parents, domains or ranges of these"
    return Outcome(0, 1, "", ("another vocabulary",), todo)


def _namespace(iri: str) -> str:
    return iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]


def _some(names: Iterable[str]) -> str:
    names = list(names)
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more
