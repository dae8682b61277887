"""What the texts of licences ask of what is made from the licensed thing: facts with their sources, never advice.

The facts stand in two tables beside this file. Shapes are filled from them when they are built (`tools/shapes/licences.py`), and
the query `licence-conflicts` reads them when it runs, so that both go by the same facts.

A licence is an SPDX expression (SPDX 3.0.1, annex on licence expressions). Who may choose between licences (`OR`) is not bound
by any one of them; so an expression with `OR` asks for nothing. Patterns have no backslash and no look-around, for they become
part of queries that several engines run.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Final

from attrs import frozen

FLAGS: Final = re.IGNORECASE  # SPDX ids match without regard to case
WEIGHTS: Final = "weights"
OUTPUTS: Final = "outputs"
DATA: Final = "data"
# The references that stand for a licence without a name: the words of the Hub, and what is made of words without a letter.
UNNAMED: Final = "^LicenseRef-(HF-)?(other|unknown|unnamed)$"


@frozen
class Family:
    """Licences with terms in common.

    Args:
        name: its name.
        kind: families of one kind count as one where a licence asks for its own kind.
        ids: the SPDX ids of its licences, as a regular expression.
        title: what a person calls it.
        holders: the Hub accounts of who gives the licence.
        text: the address of its text.
    """

    name: str
    kind: str
    ids: str
    title: str
    holders: tuple[str, ...]
    text: str


@frozen
class Duty:
    """What the licences of a family ask for.

    Args:
        family: the family.
        term: what is asked, for example `passes-on`.
        reach: how far it reaches: `weights`, `outputs`, `data`.
        section: where it stands in the text.
        holds: what a name has to match, or the kind of family that is left out; empty if neither.
    """

    family: Family
    term: str
    reach: tuple[str, ...]
    section: str
    holds: str

    @property
    def source(self) -> str:
        """Text and section in words, for example `Gemma Terms of Use of 1 April 2026, section 3.1`."""
        return f"{self.family.title}, {self.section}"


@cache
def families() -> dict[str, Family]:
    """Return name -> family."""
    return {
        row["name"]: Family(
            row["name"], row["kind"], row["ids"], row["title"], tuple(row["holders"].split()), row["text"]
        )
        for row in _rows("licence_families.tsv")
    }


@cache
def duties(term: str = "", reach: str = "") -> tuple[Duty, ...]:
    """Return the duties of a kind.

    Args:
        term: only this term; empty for all.
        reach: only those that reach so far; empty for all.
    """
    known = (
        Duty(
            families()[row["family"]], row["term"], tuple(row["reach"].split()), row["section"], row["holds"]
        )
        for row in _rows("licence_duties.tsv")
    )
    return tuple(duty for duty in known if term in ("", duty.term) and (not reach or reach in duty.reach))


def carrying(found: Iterable[Family]) -> str:
    """Return the pattern of the expressions by which a licence of some families binds: alone, or joined to others by AND."""
    return f"^([^ ]+ (AND|WITH) )*[(]*({_ids(found)})[)]*( (AND|WITH) [^ ]+)*$"


def made_of(found: Iterable[Family]) -> str:
    """Return the pattern of the expressions that name nothing but licences of some families."""
    return f"^([(]*({_ids(found)})( WITH [^ )]+)?[)]*( (AND|OR) |$))+$"


@cache
def families_with(term: str, reach: str = "") -> tuple[Family, ...]:
    """Return the families that ask for something."""
    return tuple(dict.fromkeys(duty.family for duty in duties(term, reach)))


@cache
def families_of_kind(kind: str) -> tuple[Family, ...]:
    """Return the families of a kind."""
    return tuple(family for family in families().values() if family.kind == kind)


def kinds_with(term: str, reach: str = "") -> tuple[str, ...]:
    """Return the kinds of the families that ask for something, each once."""
    return tuple(dict.fromkeys(family.kind for family in families_with(term, reach)))


def _ids(found: Iterable[Family]) -> str:
    return "|".join(family.ids for family in found)


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = files("lineage_rdf.vocabulary").joinpath(name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    head = next(lines).split("\t")
    for line in lines:
        yield dict(zip(head, line.split("\t"), strict=True))
