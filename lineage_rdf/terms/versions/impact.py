"""How much a changed aspect of a term asks of those who use it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, TypeAlias

from attrs import frozen

from lineage_rdf.terms.versions import aspects
from lineage_rdf.terms.versions.difference import Impact
from lineage_rdf.terms.versions.scope import is_as_wide
from lineage_rdf.terms.versions.vocabulary import AXIOMS, Vocabulary

_WORD: Final = re.compile(r"\w+")
# A definition that keeps fewer of its words than this share is taken for another one.
_SAME: Final = 0.5
# What tells people more and programs nothing.
_PATCH: Final = (
    "label",
    "example",
    "note",
    "source",
    "status",
    "see also",
    "version",
    "replaced by",
    "reason",
)


@frozen
class Judgement:
    """What a change means.

    Args:
        impact: how much it asks.
        why: what makes it so; empty if it is plain.
        review: whether a person should look whether the meaning is still the same.
    """

    impact: Impact
    why: str = ""
    review: bool = False


@frozen
class Difference:
    """An aspect before and after.

    Args:
        old: all its values before.
        new: all its values now.
        before: the old version.
        after: the new version.
    """

    old: frozenset[str]
    new: frozenset[str]
    before: Vocabulary
    after: Vocabulary

    @property
    def gone(self) -> frozenset[str]:
        """The values that are gone."""
        return self.old - self.new

    @property
    def came(self) -> frozenset[str]:
        """The values that came."""
        return self.new - self.old


_Rule: TypeAlias = Callable[[Difference], Judgement]
_MINOR: Final = Judgement(Impact.MINOR)
_PLAIN: Final = Judgement(Impact.PATCH)


def judge(aspect: str, difference: Difference, *, is_header: bool = False) -> Judgement:
    """Return what a change of an aspect means.

    Args:
        aspect: the aspect.
        difference: its values before and after.
        is_header: whether it is one of an ontology, about which data say nothing.
    """
    if is_header or aspect in _PATCH:
        return _PLAIN
    rule = _RULES.get(aspect)
    return rule(difference) if rule else _MINOR


def _definition(difference: Difference) -> Judgement:
    old, new = _words(difference.old), _words(difference.new)
    if not old or old == new or (old <= new and len(difference.old) < len(difference.new)):
        return _PLAIN
    if not new:
        return Judgement(Impact.MINOR, "the definition is gone", review=True)
    if len(old & new) / len(old | new) < _SAME:
        return Judgement(
            Impact.MAJOR, "most words of the definition are others, so the meaning may be", review=True
        )
    return Judgement(Impact.PATCH, "reworded; see whether it means the same", review=True)


def _words(values: frozenset[str]) -> set[str]:
    return {word.casefold() for value in values for word in _WORD.findall(value.rpartition('"')[0])}


def _kind(difference: Difference) -> Judgement:
    if difference.gone:
        return Judgement(Impact.MAJOR, "it is no longer of this kind")
    return _MINOR


def _parents(difference: Difference) -> Judgement:
    gone = {value[1:-1] for value in difference.gone}
    lost = not difference.after.lead_to({value[1:-1] for value in difference.new}, gone)
    return Judgement(Impact.MAJOR, "it is no longer a kind of this") if lost else _MINOR


def _scope(difference: Difference) -> Judgement:
    if is_as_wide(difference.old, difference.new, difference.after):
        return Judgement(Impact.MINOR, "widened")
    narrower = is_as_wide(difference.new, difference.old, difference.after)
    return Judgement(Impact.MAJOR, "narrowed" if narrower else "no longer what it was")


def _used_on(difference: Difference) -> Judgement:
    return Judgement(Impact.MAJOR, "narrowed") if difference.gone else Judgement(Impact.MINOR, "widened")


def _characteristics(difference: Difference) -> Judgement:
    if difference.came & aspects.RESTRICTING:
        return Judgement(Impact.MAJOR, "data that were right may not be any more")
    if difference.gone & aspects.CONCLUDING:
        return Judgement(Impact.MAJOR, "less follows from it")
    return _MINOR


def _disjoint(difference: Difference) -> Judgement:
    if difference.came:
        return Judgement(Impact.MAJOR, "data that were right may not be any more")
    return _MINOR


def _lost(why: str) -> _Rule:
    return lambda difference: Judgement(Impact.MAJOR, why) if difference.gone else _MINOR


_RULES: Final[dict[str, _Rule]] = {
    aspects.DEFINITION: _definition,
    aspects.KIND: _kind,
    aspects.PARENTS: _parents,
    aspects.DOMAIN: _scope,
    aspects.RANGE: _scope,
    aspects.USED_ON: _used_on,
    aspects.CHARACTERISTICS: _characteristics,
    aspects.DISJOINT: _disjoint,
    aspects.EQUIVALENT: _lost("less follows from it"),
    aspects.SCHEME: _lost("it is no longer in this scheme"),
    AXIOMS: _disjoint,
}
