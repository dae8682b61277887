"""What lineages tell of the things of one shard, gathered from rows; what pages ask of it is what they ask of `pages.Known`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import define, field
from pyoxigraph import Quad, RdfFormat, parse

from lineage_rdf.pages import Kind, Limits, Relative, Some, Thing, Use
from lineage_rdf.publish.family import Family
from lineage_rdf.publish.first_pass import TOLD, USED
from lineage_rdf.publish.rows import Row


@define
class Entry:
    """What is known of a thing.

    Args:
        thing: the thing, as the lineage calls it that tells most about it.
        home: the number of that lineage; -1 if none tells of it and some only use it.
        rank: how well that lineage tells of it, the lowest is best.
        lines: all statements about it, those of its home first.
        uses: the first places that speak of it.
        count: how many there are.
    """

    thing: Thing
    home: int = -1
    rank: int = 0
    lines: dict[str, None] = field(factory=dict)
    uses: list[Use] = field(factory=list)
    count: int = 0

    def tell(self, number: int, thing: Thing, rank: int, lines: Sequence[str]) -> None:
        """Take in what a lineage says."""
        if self.home < 0 or rank < self.rank:
            self.thing, self.home, self.rank = thing, number, rank
            self.lines = dict.fromkeys(lines) | self.lines
        else:
            self.lines.update(dict.fromkeys(lines))

    def quads(self) -> list[Quad]:
        """Return the statements."""
        return list(parse("".join(self.lines).encode(), RdfFormat.N_TRIPLES))


class Known:
    """The things of a shard.

    Args:
        rows: what lineages tell of them.
        family: the models of all shards.
        limits: how much a page shows.
    """

    def __init__(self, rows: Iterable[Row], family: Family, limits: Limits) -> None:
        self._entries: dict[str, Entry] = {}
        self._family = family
        self._most = limits.uses
        for row in rows:
            self._add(row)

    def _add(self, row: Row) -> None:
        iri, what, number, kind, label, *more = row
        thing = Thing(iri, Kind(kind), label)
        entry = self._entries.setdefault(iri, Entry(thing))
        if what == TOLD:
            entry.tell(number, thing, *more)
            return
        entry.count += what == USED
        if what == USED and len(entry.uses) < self._most:
            words, places = more
            place, lineage, *result = (Thing(name, Kind(kind), label) for name, kind, label in places)
            entry.uses.append(Use(place, words, lineage, *result))

    def __iter__(self) -> Iterator[Entry]:
        """Yield what is known, in the order of the IRIs."""
        return (self._entries[iri] for iri in sorted(self._entries))

    def statements(self, iri: str) -> Sequence[Quad]:
        """Return nothing: what a lineage is asked for has all statements already."""
        return ()

    def uses(self, thing: Thing) -> Some[Use]:
        """Return where lineages speak of a thing of this shard."""
        entry = self._entries[thing.iri]
        return Some(tuple(entry.uses), entry.count)

    def siblings(self, iri: str) -> Some[Relative]:
        """Return the models made from the same bases."""
        return self._family.siblings(iri)

    def family(self, iri: str) -> Some[Relative]:
        """Return what descends from a model."""
        return self._family.family(iri)
