"""The links of a glossary between the places of its terms."""

from __future__ import annotations

from collections.abc import Iterator

from lineage_rdf.terms.model import Glossary, Relation
from lineage_rdf.terms.names import Names
from lineage_rdf.terms.relations import ASSOCIATIVE


class Links:
    """Terms by their places, and who links to whom.

    Args:
        glossary: the terms.
    """

    def __init__(self, glossary: Glossary) -> None:
        self.terms = glossary.terms
        self.names = Names(glossary.terms)
        self._places: dict[str, int] = {}
        for place, term in enumerate(glossary.terms):
            self._places.setdefault(term.iri, place)
        self.known = {
            (place, relation.kind, other) for place, relation, other in self.all() if other is not None
        }

    def all(self) -> Iterator[tuple[int, Relation, int | None]]:
        """Yield the place of a term, a relation of it, and the place of the other term, None if there is no such term."""
        for place, term in enumerate(self.terms):
            for relation in term.relations:
                yield place, relation, self.place_of(relation)

    def place_of(self, relation: Relation) -> int | None:
        """Return the place of the term that a relation leads to: by its IRI, or by its label where that names one."""
        if relation.target:
            return self._places.get(relation.target)
        found = self.names.find(relation.label)
        return self._places.get(found.iri) if found else None

    def name(self, place: int) -> str:
        """Return the name of the term at a place."""
        return self.terms[place].name

    def to(self, place: int, kind: str, rationale: str = "") -> Relation:
        """Return a relation that leads to the term at a place."""
        term = self.terms[place]
        return Relation(kind, term.name, term.iri, rationale)

    def upwards(self) -> Iterator[tuple[int, int]]:
        """Yield the narrower and the broader term of each link, whichever of the two says it."""
        for place, kind, other in self.known:
            if place != other and kind == "broader":
                yield place, other
            elif place != other and kind == "narrower":
                yield other, place

    def only_direction(self) -> str:
        """Return `broader` or `narrower` if every link of the hierarchy is told by it alone, and there are several; else ""."""
        told = [
            kind for place, kind, other in self.known if place != other and kind in ("broader", "narrower")
        ]
        return told[0] if len(told) > 1 and len(set(told)) == 1 else ""

    def associative(self) -> Iterator[tuple[int, Relation, int]]:
        """Yield the links that say `related` or a kind of it, between two terms."""
        for place, relation, other in self.all():
            if other is not None and other != place and relation.kind in ASSOCIATIVE:
                yield place, relation, other
