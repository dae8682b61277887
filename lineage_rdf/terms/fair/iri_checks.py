"""The criteria that look at the IRIs of an ontology and of its version."""

from __future__ import annotations

import re
from typing import Final

from pyoxigraph import NamedNode

from lineage_rdf.terms.fair.metadata import find
from lineage_rdf.terms.fair.ontology import Ontology
from lineage_rdf.terms.fair.outcome import Outcome
from lineage_rdf.terms.files import NOWHERE
from lineage_rdf.vocabulary.namespaces import RDFS, SCHEMA, SKOS

# Registers whose addresses are meant to last. FOOPS! looks for these texts anywhere in the IRI; we look at the host.
_LASTING: Final = re.compile(
    r"https?://(?:(?:www\.)?w3id\.org|(?:dx\.)?doi\.org|purl\.[a-z0-9.-]*org|www\.w3\.org|perma\.cc"
    r"|(?:[a-z0-9-]+\.)*linked\.data\.gov\.au|data\.europa\.eu|dbpedia\.org)(?:[/:?#]|\Z)",
    re.IGNORECASE,
)
_POINTS_AT: Final = (f"{RDFS}isDefinedBy", f"{SKOS}inScheme", f"{SCHEMA}inDefinedTermSet")
_NO_HEADER: Final = "declare the ontology: <IRI> a owl:Ontology"
_NO_IRI: Final = ("IRI of the ontology",)


def _is_relative(ontology: Ontology) -> bool:
    return not ontology.iri or ontology.iri.startswith(NOWHERE)


def _unnamed(ontology: Ontology, of: int = 1) -> Outcome:
    what = "the ontology's IRI is relative to wherever the file lies" if ontology.iri else ""
    todo = "write the ontology's whole IRI, or name it with --iri" if ontology.iri else _NO_HEADER
    return Outcome(0, of, what, _NO_IRI, todo)


def open_protocol(ontology: Ontology) -> Outcome:
    """HTTP1."""
    if _is_relative(ontology):
        return _unnamed(ontology)
    if ontology.iri.lower().startswith(("http://", "https://")):
        return Outcome(1, 1, ontology.iri.partition(":")[0])
    return Outcome(
        0, 1, ontology.iri.partition(":")[0], ("http or https",), "give the ontology an http or https IRI"
    )


def lasting_iri(ontology: Ontology) -> Outcome:
    """PURL1: the pattern of the IRI is judged, not whether anybody has registered it."""
    if _is_relative(ontology):
        return _unnamed(ontology)
    if _LASTING.match(ontology.iri):
        return Outcome(1, 1, ontology.iri)
    todo = "name the ontology by a register of lasting addresses, such as w3id.org or purl.org"
    return Outcome(0, 1, ontology.iri, ("address in a register",), todo)


def version_iri(ontology: Ontology) -> Outcome:
    """VER1: there is one, and it is not the ontology's own."""
    found = find(ontology, "version IRI")
    if not found:
        return Outcome(0, 2, "", ("version IRI",), "add owl:versionIRI to the header")
    if found.value == ontology.iri:
        return Outcome(1, 2, found.value, ("version IRI of its own",), "give each version an IRI of its own")
    version = find(ontology, "version")
    return Outcome(2, 2, found.value + (f" (version {version.value})" if version else ""))


def consistent_iri(ontology: Ontology) -> Outcome:
    """URI2, as far as the file tells: it names one ontology, and its own terms point at that one.

    FOOPS! compares the IRI with the address the file was fetched from; where the caller names that address, so do we.
    """
    if _is_relative(ontology):
        return _unnamed(ontology)
    if ontology.others:
        rest = ", ".join(f"<{other.removeprefix(NOWHERE)}>" for other in ontology.others)
        return Outcome(
            0, 1, f"<{ontology.iri}> and {rest}", ("one IRI",), "declare one owl:Ontology in the file"
        )
    astray = sorted(iri for iri in ontology.terms if not _agrees(ontology, iri))
    if astray:
        todo = f"make rdfs:isDefinedBy or skos:inScheme of {astray[0]} name {ontology.iri}"
        return Outcome(
            0, 1, ontology.iri, (f"agreement of {len(astray)} of {len(ontology.terms)} terms",), todo
        )
    return Outcome(1, 1, ontology.iri)


def _agrees(ontology: Ontology, term: str) -> bool:
    """Tell whether what a term points at, if it points at anything, is the ontology."""
    row = ontology.about[term]
    targets = {
        value.value.rstrip("#/")
        for name in _POINTS_AT
        for value in row.get(name, ())
        if isinstance(value, NamedNode)
    }
    return not targets or ontology.iri.rstrip("#/") in targets
