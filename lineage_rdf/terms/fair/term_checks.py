"""The criteria that ask whether every term is labelled and defined."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from attrs import evolve
from pyoxigraph import Literal

from lineage_rdf.terms.fair.ontology import Ontology
from lineage_rdf.terms.fair.outcome import Outcome, not_run
from lineage_rdf.vocabulary.namespaces import DCTERMS, PROV, RDFS, SCHEMA, SKOS

_LABELS: Final = (f"{RDFS}label", f"{SKOS}prefLabel", "http://purl.obolibrary.org/obo/IAO_0000118")
_DEFINITIONS: Final = (f"{RDFS}comment", f"{SKOS}definition")
# Other places where people put a definition. FOOPS! does not look there, so they are only mentioned.
_ELSEWHERE: Final = {
    "dcterms:description": f"{DCTERMS}description",
    "dc:description": "http://purl.org/dc/elements/1.1/description",
    "schema:description": f"{SCHEMA}description",
    "prov:definition": f"{PROV}definition",
    "IAO:0000115": "http://purl.obolibrary.org/obo/IAO_0000115",
}
_NO_TERMS: Final = "the file defines no term of its own"


def labels(ontology: Ontology) -> Outcome:
    """VOC3."""
    return _coverage(ontology, _LABELS, "rdfs:label or skos:prefLabel")


def definitions(ontology: Ontology) -> Outcome:
    """VOC4."""
    outcome = _coverage(ontology, _DEFINITIONS, "skos:definition or rdfs:comment")
    elsewhere = [
        f"{count} by {name}"
        for name, iri in _ELSEWHERE.items()
        if (count := sum(_has(ontology, term, (iri,)) for term in outcome.missing))
    ]
    if not elsewhere:
        return outcome
    return evolve(outcome, found=f"of the others {', '.join(elsewhere)}, which does not count")


def _coverage(ontology: Ontology, properties: Sequence[str], names: str) -> Outcome:
    terms = ontology.terms
    if not terms:
        # FOOPS! fails such a file; an alignment has nothing to label, and nothing to be praised for either.
        return not_run(_NO_TERMS)
    missing = tuple(term for term in terms if not _has(ontology, term, properties))
    todo = f"give each of them {names}" if missing else ""
    return Outcome(len(terms) - len(missing), len(terms), "", missing, todo)


def _has(ontology: Ontology, term: str, properties: Sequence[str]) -> bool:
    """Tell whether a term has a text, in any language or none, under one of some properties."""
    row = ontology.about[term]
    return any(
        isinstance(value, Literal) and value.value.strip()
        for name in properties
        for value in row.get(name, ())
    )
