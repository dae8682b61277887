"""The criteria, in order of their identifiers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from attrs import frozen

from lineage_rdf.terms.fair import header_checks, iri_checks, term_checks
from lineage_rdf.terms.fair.ontology import Ontology
from lineage_rdf.terms.fair.outcome import Outcome, not_run

NETWORK: Final = "needs the network"


@frozen
class Criterion:
    """One criterion.

    Args:
        id: its identifier in FOOPS!.
        principle: the FAIR principle it belongs to.
        title: what it asks, in a few words.
        check: what judges an ontology.
    """

    id: str
    principle: str
    title: str
    check: Callable[[Ontology], Outcome]


def _online(_: Ontology) -> Outcome:
    return not_run(NETWORK)


def _is_rdf(ontology: Ontology) -> Outcome:
    """RDF1: what could be read to get here is RDF."""
    return Outcome(1, 1, f"{ontology.name or 'the file'} is RDF")


def _has_page(_: Ontology) -> Outcome:
    return not_run("no page is named; name it with --html")


CRITERIA: Final = (
    Criterion("CN1", "A1", "its address answers in RDF", _online),
    Criterion("DOC1", "R1", "a page in HTML describes it", _has_page),
    Criterion("FIND1", "F3", "a prefix is declared", header_checks.prefix),
    Criterion("FIND2", "F4", "its prefix stands in prefix.cc or LOV", _online),
    Criterion("FIND3", "F4", "it stands in a register of vocabularies", _online),
    Criterion("FIND_3_BIS", "A2", "its metadata outlive it in a register", _online),
    Criterion("HTTP1", "A1.1", "it is fetched by an open protocol", iri_checks.open_protocol),
    Criterion("OM1", "F2", "the least of metadata", header_checks.minimum),
    Criterion("OM2", "R1", "recommended metadata", header_checks.recommended),
    Criterion("OM3", "R1", "detailed metadata", header_checks.detailed),
    Criterion("OM4.1", "R1.1", "a licence is stated", header_checks.licence),
    Criterion("OM4.2", "R1.1", "the address of its licence answers", _online),
    Criterion("OM5.1", "R1.2", "who made it, and when", header_checks.provenance),
    Criterion("OM5.2", "R1.2", "who published it, and when", header_checks.more_provenance),
    Criterion("PURL1", "F1", "its IRI is of a kind that lasts", iri_checks.lasting_iri),
    Criterion("RDF1", "I1", "it is there as RDF", _is_rdf),
    Criterion("URI1", "F1", "its address answers", _online),
    Criterion("URI2", "F1", "it goes by one IRI", iri_checks.consistent_iri),
    Criterion("VER1", "F1", "its version has an IRI", iri_checks.version_iri),
    Criterion("VER2", "F1", "the address of its version answers", _online),
    Criterion("VOC1", "I2", "its metadata are in known vocabularies", header_checks.metadata_vocabularies),
    Criterion("VOC2", "I2", "it builds on other vocabularies", header_checks.reused_vocabularies),
    Criterion("VOC3", "R1", "every term has a label", term_checks.labels),
    Criterion("VOC4", "R1", "every term has a definition", term_checks.definitions),
)
