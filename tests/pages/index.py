"""What lineages say of the same models, datasets, agents and terms, in memory: what pages need to know, in the plainest way."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from attrs import define, evolve, field
from pyoxigraph import Quad, Triple

from lineage_rdf.pages.gather import material, term_material
from lineage_rdf.pages.material import Limits, Relative, Some, Use
from lineage_rdf.pages.relations import relations, uses_in
from lineage_rdf.pages.things import SHARED, Division, Kind, Thing

# How well a lineage tells of a thing: as its head, as something that it made, or in passing.
_HEAD, _MADE, _TOLD = 0, 1, 2


@define
class _Entry:
    """What is kept of a thing."""

    thing: Thing
    rank: int = _TOLD
    home: str = ""
    uses: list[Use] = field(factory=list)
    count: int = 0
    parents: tuple[str, ...] = ()
    children: dict[str, tuple[str, str]] = field(factory=dict)
    statements: dict[Triple, None] = field(factory=dict)


class Index:
    """Facts across lineages.

    Args:
        limits: how much a page shows.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._entries: dict[str, _Entry] = {}
        self.lineages = 0

    def add(self, division: Division) -> None:
        """Add what one lineage says; each lineage is added once."""
        self.lineages += 1
        record = division.record
        made = {step.produced_model for step in record.steps}
        for iri, thing in division.things.items():
            if thing.kind in SHARED:
                rank = _HEAD if iri == record.head_model else _MADE if iri in made else _TOLD
                self._add_thing(thing, rank, division)
        for use in uses_in(division):
            entry = self._entry(use.thing)
            entry.count += 1
            if len(entry.uses) < self.limits.uses:
                entry.uses.append(use.use)
        for child, relative in relations(division):
            self._relate(child, relative)

    def _add_thing(self, thing: Thing, rank: int, division: Division) -> None:
        entry = self._entry(thing)
        first = not entry.home
        if first or rank < entry.rank:
            entry.thing, entry.rank, entry.home = thing, rank, division.record.iri
        if rank != _HEAD or not first:
            # The lineage of which it is the head tells these again when its pages are made.
            entry.statements.update((quad.triple, None) for quad in division.statements[thing.iri])

    def _entry(self, thing: Thing) -> _Entry:
        return self._entries.setdefault(thing.iri, _Entry(thing))

    def _relate(self, child: Thing, relative: Relative) -> None:
        entry = self._entry(child)
        if relative.parent not in entry.parents:
            entry.parents += (relative.parent,)
        above = self._entries.get(relative.parent)
        if above is not None and child.iri not in above.children:
            above.children[child.iri] = (relative.relation, relative.words)

    @property
    def things(self) -> Iterator[Thing]:
        """The models, datasets, agents and terms."""
        return (entry.thing for entry in self._entries.values())

    def home(self, iri: str) -> str:
        """Return the lineage with which the page of a thing is made: the one that tells most about it; empty for terms."""
        entry = self._entries.get(iri)
        return entry.home if entry else ""

    def statements(self, iri: str) -> list[Quad]:
        """Return what lineages say of a thing, without what that of which it is the head says."""
        return [Quad(*triple) for triple in self._entries[iri].statements]

    def uses(self, thing: Thing) -> Some[Use]:
        """Return where lineages speak of a thing."""
        entry = self._entries[thing.iri]
        return Some(tuple(entry.uses), entry.count)

    def siblings(self, iri: str) -> Some[Relative]:
        """Return the models made from the same bases, in the order of their bases."""
        found: dict[str, Relative] = {}
        total = 0
        entry = self._entries.get(iri)
        for parent in entry.parents if entry else ():
            above = self._entries.get(parent)
            if above is not None:
                total += len(above.children) - (iri in above.children)
                room = self.limits.siblings - len(found)
                ones = (one for one in above.children if one != iri and one not in found)
                found.update((one, self._relative(one, parent)) for one in islice(ones, room))
        return Some(tuple(found.values()), total)

    def family(self, iri: str) -> Some[Relative]:
        """Return what descends from a model, each after what it was made from; beyond the limit it is counted."""
        seen = {iri}
        queue = [iri]
        found: list[Relative] = []
        for parent in queue:
            entry = self._entries.get(parent)
            for child in entry.children if entry else ():
                if child not in seen:
                    seen.add(child)
                    queue.append(child)
                    if len(found) < self.limits.family:
                        found.append(self._relative(child, parent))
        return Some(tuple(found), len(queue) - 1)

    def _relative(self, iri: str, parent: str) -> Relative:
        relation, words = self._entries[parent].children[iri]
        return Relative(self._entries[iri].thing, parent, relation, words)


def materials(division, index, verdict=None):
    """Yield the material of each page that is made with a lineage: its own, its steps', and that of what it tells most about."""
    for thing in division.things.values():
        own = thing.kind in (Kind.LINEAGE, Kind.STEP)
        if own or index.home(thing.iri) == division.record.iri:
            yield material(thing, division, index, verdict)


def term_materials(index):
    """Yield the material of the page of each term that a lineage uses."""
    terms = {thing.iri: thing for thing in index.things if thing.kind is Kind.TERM}
    for thing in terms.values():
        yield evolve(term_material(thing, index.uses(thing)), pages=terms)
