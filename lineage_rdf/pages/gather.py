"""The material of the page of one thing, from the lineage that tells most about it and from what is known across lineages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from attrs import evolve
from pyoxigraph import Quad

from lineage_rdf.pages.material import Material, Relative, Some, Use
from lineage_rdf.pages.terms import definition_of, term_statements
from lineage_rdf.pages.things import Division, Kind, Thing
from lineage_rdf.pages.verdicts import Verdict

_UNJUDGED = (Kind.DATASET, Kind.AGENT)


class Known(Protocol):
    """What pages need to know across lineages."""

    def thing(self, iri: str) -> Thing | None:
        """Return the model, dataset, agent or term with an IRI."""

    def statements(self, iri: str) -> Sequence[Quad]:
        """Return what lineages say of a thing."""

    def uses(self, iri: str) -> Some[Use]:
        """Return where lineages speak of a thing."""

    def siblings(self, iri: str) -> Some[Relative]:
        """Return the models made from the same bases."""

    def family(self, iri: str) -> Some[Relative]:
        """Return what descends from a model."""


def material(thing: Thing, division: Division, index: Known, verdict: Verdict | None = None) -> Material:
    """Return the material of the page of one thing of a lineage.

    Args:
        thing: one of `division.things`.
        division: the lineage that tells most about it.
        index: what all lineages say.
        verdict: how the lineage was judged.
    """
    record = division.record
    verdict = None if thing.kind in _UNJUDGED else verdict
    found = Material(
        thing=thing,
        quads=division.statements[thing.iri],
        record=record,
        verdict=verdict,
        pages=division.pages,
        owners=division.owners,
    )
    if thing.kind in (Kind.MODEL, Kind.DATASET, Kind.AGENT):
        quads = merged(found.quads, index.statements(thing.iri))
        found = evolve(found, quads=quads, uses=index.uses(thing.iri))
    relatives = thing.iri if thing.kind is Kind.MODEL else record.head_model or ""
    if thing.kind in (Kind.MODEL, Kind.LINEAGE) and index.thing(relatives):
        found = evolve(found, siblings=index.siblings(relatives), family=index.family(relatives))
    return found


def merged(*parts: Sequence[Quad]) -> list[Quad]:
    """Return statements without those that were told before; which graph told them does not matter here."""
    return [Quad(*triple) for triple in dict.fromkeys(quad.triple for part in parts for quad in part)]


def term_material(thing: Thing, uses: Some[Use]) -> Material:
    """Return the material of the page of a term of our vocabulary."""
    quads = term_statements(thing.iri)
    return Material(thing=thing, quads=quads, uses=uses, definition=definition_of(thing.iri))
