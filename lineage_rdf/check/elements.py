"""The facts that completeness counts: each a kind of node and an element, told by finding codes."""

from __future__ import annotations

from functools import cache
from typing import TypeAlias

from attrs import frozen

from lineage_rdf.check.codes import codes

Fact: TypeAlias = tuple[str, str]  # (subject kind, element) of a code
_LETTERS = ("E", "N", "G", "C")
# Whether any step tells how it was done is another question than the method of each step, and has a code of its own.
_NAMES: dict[Fact, str] = {("lineage", "method"): "procedure"}


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


def fact_of(code: str) -> Fact | None:
    """Return the fact that a finding of this code is about; None if completeness does not count it.

    Args:
        code: a finding code.
    """
    known = codes().get(code)
    return (known.subject, known.element) if known and code[4:5] in _LETTERS else None


def name_of(fact: Fact) -> str:
    """Return what a table calls a fact: its element, or another word where two facts that are counted share it.

    Args:
        fact: the kind of node and the element.
    """
    return _NAMES.get(fact, fact[1])


def place_of(fact: Fact) -> tuple[int, str, str]:
    """Return the place of a fact among all facts: that of its first finding code.

    Args:
        fact: the kind of node and the element.
    """
    return (_places().get(fact, len(_places())), *fact)


@cache
def _places() -> dict[Fact, int]:
    facts = dict.fromkeys(fact for code in codes() if (fact := fact_of(code)))
    return {fact: place for place, fact in enumerate(facts)}
