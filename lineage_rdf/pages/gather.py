"""The material of the page of one thing, from the lineage that tells most about it and from what is known across lineages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

from attrs import evolve
from pyoxigraph import Quad

from lineage_rdf.pages.material import Material, Relative, Some, Use
from lineage_rdf.pages.terms import definition_of, term_statements
from lineage_rdf.pages.things import SHARED, Division, Kind, Thing
from lineage_rdf.pages.verdicts import Verdict

# Of these a page shows how they stand before the profiles, and what descends from them.
JUDGED: Final = (Kind.LINEAGE, Kind.MODEL)


class Known(Protocol):
    """What pages need to know across lineages."""

    def statements(self, iri: str) -> Sequence[Quad]:
        """Return what lineages say of a thing."""

    def uses(self, thing: Thing) -> Some[Use]:
        """Return where lineages speak of a model, dataset, agent or term."""

    def siblings(self, iri: str) -> Some[Relative]:
        """Return the models made from the same bases."""

    def family(self, iri: str) -> Some[Relative]:
        """Return what descends from a model."""


def material(thing: Thing, division: Division, known: Known, verdict: Verdict | None = None) -> Material:
    """Return the material of the page of one thing of a lineage.

    Args:
        thing: one of `division.things`.
        division: the lineage that tells most about it.
        known: what all lineages say.
        verdict: how the lineage was judged.
    """
    record = division.record
    found = Material(
        thing=thing,
        quads=division.statements[thing.iri],
        record=record,
        verdict=verdict if thing.kind in JUDGED else None,
        pages=division.pages,
        owners=division.owners,
    )
    if thing.kind in SHARED:
        quads = merged(found.quads, known.statements(thing.iri))
        found = evolve(found, quads=quads, uses=known.uses(thing))
    relatives = thing.iri if thing.kind is Kind.MODEL else record.head_model
    if thing.kind in JUDGED and relatives:
        found = evolve(found, siblings=known.siblings(relatives), family=known.family(relatives))
    return found


def merged(*parts: Sequence[Quad]) -> list[Quad]:
    """Return statements without those that were told before; which graph told them does not matter here."""
    return [Quad(*triple) for triple in dict.fromkeys(quad.triple for part in parts for quad in part)]


def term_material(thing: Thing, uses: Some[Use]) -> Material:
    """Return the material of the page of a term of our vocabulary."""
    quads = term_statements(thing.iri)
    return Material(thing=thing, quads=quads, uses=uses, definition=definition_of(thing.iri))
