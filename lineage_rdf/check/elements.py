"""Completeness told apart by element: of how many nodes a fact is asked, and how many have it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

from attrs import frozen
from pyoxigraph import Quad

from lineage_rdf.check.codes import codes
from lineage_rdf.check.completeness import Completeness, _asked, _complete, _Fact, _fact, _Index
from lineage_rdf.check.engine import validate, validate_many
from lineage_rdf.check.findings import Finding, at_least
from lineage_rdf.check.request import CheckReport
from lineage_rdf.check.results import Engine


@frozen
class ElementCount:
    """How many nodes have a fact that is asked of them.

    Args:
        subject: the kind of node that is asked, for example `step`.
        element: the element of a lineage, for example `base-model`.
        have: how many nodes have it as the profile wants it.
        of: of how many nodes it is asked.
    """

    subject: str
    element: str
    have: int
    of: int


@frozen
class ElementCompleteness(Completeness):
    """How many of the facts that a profile asks for are there, and of which element.

    Args:
        elements: one for each fact that is asked at least once, in the order of the finding codes.
    """

    elements: tuple[ElementCount, ...] = ()


def completeness_by_element(
    quads: Sequence[Quad], token: str, findings: Sequence[Finding], engine: Engine = validate
) -> ElementCompleteness:
    """Return how complete a lineage is for a profile, element by element.

    Args:
        quads: the statements of the lineage.
        token: the profile.
        findings: what checking it against that profile found.
        engine: what tells where an excuse holds.
    """
    index = _Index(quads)
    (asked,) = _asked([quads], [index], token, lambda _lineages, shapes: [engine(quads, shapes)])
    return _told(token, asked, findings, index)


def completeness_by_element_on_ladders(
    lineages: Sequence[Sequence[Quad]], ladders: Sequence[Mapping[str, CheckReport]]
) -> list[dict[str, ElementCompleteness]]:
    """Return how complete many lineages are for each profile they were checked against, element by element.

    Args:
        lineages: the statements of each lineage.
        ladders: what `check_ladders` found of each.

    Returns:
        For each lineage, token -> what `completeness_by_element` gives.
    """
    found: list[dict[str, ElementCompleteness]] = [{} for _ in lineages]
    indexes = [_Index(quads) for quads in lineages]
    for token in ladders[0] if ladders else ():
        for number, asked in enumerate(_asked(lineages, indexes, token, validate_many)):
            findings = ladders[number][token].findings
            found[number][token] = _told(token, asked, findings, indexes[number])
    return found


def _told(
    token: str, asked: set[tuple[str, _Fact]], findings: Sequence[Finding], index: _Index
) -> ElementCompleteness:
    whole = _complete(token, asked, findings, index)
    failing = {(f.focus, _fact(f.code)) for f in at_least(findings, "violation")}
    of = Counter(fact for _, fact in asked)
    without = Counter(pair[1] for pair in asked if pair in failing)
    elements = (ElementCount(*fact, of[fact] - without[fact], of[fact]) for fact in sorted(of, key=place_of))
    return ElementCompleteness(whole.profile, whole.have, whole.of, whole.missing, tuple(elements))


def is_fact(code: str) -> bool:
    """Say whether a finding of this code is about a fact that completeness counts.

    Args:
        code: a finding code.
    """
    return _fact(code) is not None


def place_of(fact: tuple[str, str]) -> tuple[int, str, str]:
    """Return the place of a fact among all facts: that of its first finding code.

    Args:
        fact: the kind of node and the element.
    """
    return (_places().get(fact, len(_places())), *fact)


@cache
def _places() -> dict[tuple[str, str], int]:
    facts = dict.fromkeys((known.subject, known.element) for code, known in codes().items() if is_fact(code))
    return {fact: place for place, fact in enumerate(facts)}
