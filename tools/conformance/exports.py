"""Which of the forms that are no RDF carry a term: model cards, and the recipes of training frameworks.

A form carries a term if its text changes when the statements with that term are taken out of a lineage that has them, so nothing
is said here that does not happen. What a recipe says is missing does not count: that tells of the check, not of the fact.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

from pyoxigraph import NamedNode, Quad

from lineage_rdf.codec.decode import decode
from lineage_rdf.editing.card import updated_card
from lineage_rdf.errors import LineageError
from lineage_rdf.lineage import Lineage
from lineage_rdf.reading.read import ReadResult
from lineage_rdf.recipes.make import FORMS, recipe_of_step
from lineage_rdf.sources.axolotl import KIND as AXOLOTL
from lineage_rdf.sources.framework_keys import framework_keys
from lineage_rdf.sources.llamafactory import KIND as LLAMA_FACTORY
from lineage_rdf.sources.trl_config import KIND as TRL
from tools.conformance.readers import lineages, mentioned

CARD: Final = "card"
_ALL: Final = (CARD, *FORMS)
_FRAMEWORKS: Final = {"trl": TRL, "axolotl": AXOLOTL, "llama-factory": LLAMA_FACTORY}
# How many lineages are tried for a term: those with most terms, in which much is told, and those with fewest statements, in
# which little else can stand in the term's place. A quick look finds nearly all that the thorough one finds.
THOROUGH: Final = (10, 30)
QUICK: Final = (2, 1)


class _Nothing:
    """What a check that was not made has found."""

    findings: Final = ()


class _Unchecked(Lineage):
    """A lineage that is not checked: what it lacks is no part of what a form carries."""

    def check(self, profile: str = "wellformed", **_: Any) -> Any:
        return _Nothing()


def carried(iris: Iterable[str], effort: tuple[int, int] = THOROUGH) -> dict[str, frozenset[str]]:
    """Return IRI of a term -> the forms that carry it: `card`, and those of recipes.

    Args:
        iris: the terms to try.
        effort: how many lineages to try for each, of the richest and of the smallest.
    """
    wanted = frozenset(iris)
    with_term: dict[str, list[Lineage]] = {}
    for lineage in _distinct():
        for iri in mentioned(lineage.quads) & wanted:
            with_term.setdefault(iri, []).append(lineage)
    before = _Before()
    return {iri: before.forms_with(iri, _tried(having, *effort)) for iri, having in sorted(with_term.items())}


def _distinct() -> list[Lineage]:
    """Return the lineages, each once though several inputs give it, those with most terms first."""
    by_content = {frozenset(lineage.quads): lineage for lineage in reversed(lineages())}
    rank = {id(lineage): len(mentioned(lineage.quads)) for lineage in by_content.values()}
    return sorted(by_content.values(), key=lambda lineage: (-rank[id(lineage)], lineage.iri))


def _tried(having: Sequence[Lineage], richest: int, smallest: int) -> list[Lineage]:
    rest = sorted(having[richest:], key=lambda lineage: (len(lineage.quads), lineage.iri))
    return [*having[:richest], *rest[:smallest]]


def keys() -> dict[str, dict[str, str]]:
    """Return notation of a hyperparameter -> framework -> the key that it has there first."""
    found: dict[str, dict[str, str]] = {}
    for form, kind in _FRAMEWORKS.items():
        for key in framework_keys(kind):
            if key.hyperparameter:
                found.setdefault(key.hyperparameter, {}).setdefault(form, key.key)
    return found


class _Before:
    """The forms of lineages as they are, each made once."""

    def __init__(self) -> None:
        self._made: dict[int, dict[str, str]] = {}

    def forms_with(self, iri: str, tried: Iterable[Lineage]) -> frozenset[str]:
        """Return the forms whose text changes when a term is taken out of one of some lineages."""
        found: set[str] = set()
        for lineage in tried:
            # The lineages live as long as the process, so their identity is a name.
            if id(lineage) not in self._made:
                self._made[id(lineage)] = _forms_of(_copy(lineage, lineage.quads), _ALL)
            open_ = {form: text for form, text in self._made[id(lineage)].items() if form not in found}
            after = _forms_of(_without(lineage, iri), open_)
            found |= {form for form, text in open_.items() if after.get(form) != text}
        return frozenset(found)


def _without(lineage: Lineage, iri: str) -> Lineage | None:
    """Return a lineage without the statements that use a term; None if no lineage is left."""
    term = NamedNode(iri)
    return _copy(lineage, tuple(quad for quad in lineage.quads if term not in (quad.predicate, quad.object)))


def _copy(lineage: Lineage, quads: tuple[Quad, ...]) -> Lineage | None:
    records = [record for record in decode(quads) if record.iri == lineage.iri]
    return _Unchecked(ReadResult(records[0], quads)) if records else None


def _forms_of(lineage: Lineage | None, wanted: Collection[str]) -> dict[str, str]:
    """Return form -> its text, of those of some forms that can be made of a lineage."""
    if lineage is None:
        return {}
    found = {CARD: updated_card("", lineage.record)} if CARD in wanted else {}
    places = [place for place, step in enumerate(lineage.steps) if step.is_training]
    for form in FORMS:
        if form in wanted and places:
            found[form] = "\n".join(_recipe(lineage, place, form) for place in places)
    return found


def _recipe(lineage: Lineage, place: int, form: str) -> str:
    try:
        return recipe_of_step(lineage, lineage.steps[place], form).text
    except LineageError as error:
        return str(error)
