"""A defect of a glossary together with the changes that mend it."""

from __future__ import annotations

from typing import TypeAlias

from attrs import frozen

from lineage_rdf.terms.model import Relation, Remark

# Places of two terms in the glossary.
Link: TypeAlias = tuple[int, int]


@frozen
class Defect:
    """One defect.

    Args:
        remark: what is wrong, and what to do.
        done: what the changes below do, in words; empty if the defect cannot be mended safely.
        drops: place of a term -> a relation that it loses.
        adds: place of a term -> a relation that it gets.
        aliases: place of a term -> another name that it loses.
    """

    remark: Remark
    done: str = ""
    drops: tuple[tuple[int, Relation], ...] = ()
    adds: tuple[tuple[int, Relation], ...] = ()
    aliases: tuple[tuple[int, str], ...] = ()


def defect(code: str, term: str, what: str, fix: str) -> Defect:
    """Return a defect that cannot be mended safely.

    Args:
        code: its code.
        term: the name of the term.
        what: the defect in one sentence without a full stop.
        fix: what to do.
    """
    return Defect(Remark(code, term, what, fix))
