"""All criteria over one ontology, and its score."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from attrs import evolve, frozen
from pyoxigraph import Quad

from lineage_rdf.codec.read import read_bytes, read_quads
from lineage_rdf.codec.syntax import syntax_of
from lineage_rdf.terms.fair.criteria import CRITERIA, Criterion
from lineage_rdf.terms.fair.iri_checks import consistent_iri
from lineage_rdf.terms.fair.ontology import Ontology, ontology_of
from lineage_rdf.terms.fair.outcome import Outcome
from lineage_rdf.terms.fair.page_check import page
from lineage_rdf.terms.files import NOWHERE


@frozen
class Assessment:
    """What came of all criteria.

    Args:
        ontology: the ontology.
        outcomes: (criterion, outcome) pairs in order of the criteria.
    """

    ontology: Ontology
    outcomes: tuple[tuple[Criterion, Outcome], ...]

    @property
    def run(self) -> tuple[tuple[Criterion, Outcome], ...]:
        """The pairs that have a verdict."""
        return tuple(pair for pair in self.outcomes if pair[1].was_run)

    @property
    def passed(self) -> bool:
        """Whether every criterion that was run is met."""
        return all(outcome.passed for _, outcome in self.run)

    @property
    def score(self) -> float:
        """The mean share of points over the criteria that were run, from 0 to 1, as FOOPS! counts it."""
        return sum(outcome.points / outcome.of for _, outcome in self.run) / len(self.run)

    def outcome(self, identifier: str) -> Outcome:
        """Return the outcome of the criterion of an identifier.

        Raises:
            KeyError: if there is no such criterion.
        """
        return {criterion.id: outcome for criterion, outcome in self.outcomes}[identifier]


def assess(
    quads: Iterable[Quad], name: str = "", *, address: str = "", html: Path | None = None
) -> Assessment:
    """Return what the criteria say of an ontology.

    Args:
        quads: its statements.
        name: the file, for messages.
        address: where it is or will be published, if the caller knows.
        html: a page about it, if there is one.

    Raises:
        InputError: if the page cannot be read.
    """
    ontology = ontology_of(quads, name)
    outcomes = {criterion.id: criterion.check(ontology) for criterion in CRITERIA}
    if html:
        outcomes["DOC1"] = page(ontology, html)
    if address:
        outcomes["URI2"] = _at(ontology, address)
    return Assessment(ontology, tuple((criterion, outcomes[criterion.id]) for criterion in CRITERIA))


def assess_file(
    path: Path, *, name: str = "", address: str = "", html: Path | None = None, syntax: str = ""
) -> Assessment:
    """Return what the criteria say of an ontology file.

    Args:
        path: the file, in any syntax of RDF.
        name: what to call it; the path without it.
        address: where it is or will be published; relative references are resolved against it.
        html: a page about it, if there is one.
        syntax: how it is written, if its name does not tell.

    Raises:
        LineageError: if a file cannot be read.
    """
    name = name or str(path)
    data = read_bytes(path)
    quads = read_quads(data, syntax_of(syntax or path.name), name, base=address or NOWHERE)
    return assess(quads, name, address=address, html=html)


def _at(ontology: Ontology, address: str) -> Outcome:
    """Return the outcome of URI2 where the address is known."""
    found = consistent_iri(ontology)
    if not found.passed or ontology.iri.rstrip("#/") == address.rstrip("#/"):
        return found
    todo = f"name the ontology {address} in the file, or publish it at {ontology.iri}"
    return evolve(found, points=0, missing=(f"the same IRI as its address, {address}",), todo=todo)
