"""Finding terms by what they are called, in any spelling, and the names that come near."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from heapq import nsmallest
from typing import Final

from attrs import evolve

from lineage_rdf.terms.model import Relation, Term
from lineage_rdf.vocabulary.schemes import fold

# A part of a name that so many names share says little, and to look at all of them would take too long.
_COMMON: Final = 150
_LOOKED_AT: Final = 6
_NEAR: Final = 0.6
_LONGEST: Final = 200


def key(name: str) -> str:
    """Return a name without case, blanks, hyphens and underscores; names of one key have one address (see `Addresses`)."""
    return unicodedata.normalize("NFC", fold(" ".join(name.split())))


def spelling(name: str) -> str:
    """Return a name without case and superfluous blanks: what still differs is another spelling and worth to be kept."""
    return unicodedata.normalize("NFC", " ".join(name.split()).casefold())


class Names:
    """The terms of a glossary by name and alias.

    Args:
        terms: the terms.
    """

    def __init__(self, terms: Iterable[Term]) -> None:
        self.named: dict[str, list[Term]] = {}
        self.claimed: dict[str, list[Term]] = {}
        # Key -> the alias as the first of its terms spells it.
        self.spelt: dict[str, str] = {}
        for term in terms:
            self.named.setdefault(key(term.name), []).append(term)
            for wanted, alias in {key(alias): alias for alias in reversed(term.aliases)}.items():
                self.claimed.setdefault(wanted, []).append(term)
                self.spelt.setdefault(wanted, alias)

    def find(self, label: str) -> Term | None:
        """Return the term of that name, or else the only one of that alias, or None."""
        wanted = key(label)
        if not wanted:
            return None
        if wanted in self.named:
            return self.named[wanted][0]
        found = self.claimed.get(wanted, ())
        return found[0] if len(found) == 1 else None


class Near:
    """The names of a glossary by their parts, for suggestions.

    Args:
        names: the names, as they are to be suggested.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = list(dict.fromkeys(names))
        self._with: dict[str, list[int]] = {}
        for number, name in enumerate(self._names):
            for part in _parts(name):
                self._with.setdefault(part, []).append(number)

    def to(self, label: str, but: Iterable[str] = (), most: int = 3) -> list[str]:
        """Return the names that come nearest to a label, the nearest first; only a few are compared, so it is quick.

        Args:
            label: what is looked for.
            but: names that are not meant.
            most: how many to return at most.
        """
        shared: Counter[int] = Counter()
        for part in _parts(label):
            numbers = self._with.get(part, [])
            if len(numbers) <= _COMMON:
                shared.update(numbers)
        looked_at = nsmallest(_LOOKED_AT, shared, key=lambda number: (-shared[number], number))
        rated = _rated(label, [self._names[number] for number in looked_at])
        unwanted = set(but)
        return [name for _, name in sorted(rated) if name not in unwanted][:most]


def _rated(label: str, names: Iterable[str]) -> Iterator[tuple[float, str]]:
    """Yield the names that are near to a label, with how far they are from it."""
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(spelling(label[:_LONGEST]))
    for name in names:
        matcher.set_seq1(spelling(name[:_LONGEST]))
        if (
            matcher.real_quick_ratio() >= _NEAR
            and matcher.quick_ratio() >= _NEAR
            and matcher.ratio() >= _NEAR
        ):
            yield 1 - matcher.ratio(), name


def _parts(name: str) -> set[str]:
    """Return the groups of three letters in a name, with marks at its ends."""
    text = f"  {key(name[:_LONGEST])} "
    return {text[place : place + 3] for place in range(len(text) - 2)}


def linked(terms: Sequence[Term]) -> tuple[Term, ...]:
    """Return terms whose relations name the IRI of the term that the label means, where there is exactly one.

    Args:
        terms: terms of one glossary, with their IRIs.
    """
    names = Names(terms)
    return tuple(
        evolve(term, relations=tuple(_linked(relation, names) for relation in term.relations))
        if any(not relation.target for relation in term.relations)
        else term
        for term in terms
    )


def _linked(relation: Relation, names: Names) -> Relation:
    found = None if relation.target else names.find(relation.label)
    return evolve(relation, target=found.iri) if found else relation
