"""How complete a collection of lineages is: what it has of what is asked, element by element, and the rungs that are reached.

Verdicts are added one after another and only counters are kept, so that a collection of any size can be counted; each lineage
by itself is kept only while they are few.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from attrs import define, field

from lineage_rdf.check.completeness import Completeness
from lineage_rdf.check.elements import fact_of, place_of
from lineage_rdf.check.findings import at_least
from lineage_rdf.check.pairing import Key, called, key_of
from lineage_rdf.check.profiles import LADDER
from lineage_rdf.check.reach import highest, next_up, not_asked
from lineage_rdf.check.verdicts import Verdict

# As many lineages are told one by one.
FEW: Final = 20


@define
class Tally:
    """A count out of another.

    Args:
        have: how many there are.
        of: how many were asked for.
    """

    have: int = 0
    of: int = 0

    def add(self, have: int, of: int) -> None:
        """Count more."""
        self.have += have
        self.of += of

    def __str__(self) -> str:
        """Return for example `9 of 12`."""
        return f"{self.have} of {self.of}"


@define
class Row:
    """One lineage of a small collection.

    Args:
        lineage: its IRI.
        name: what a person calls it.
        origin: where it was read from.
        passed: profile -> whether it passed.
        complete: profile -> how complete it is.
        in_the_way: profile -> findings, other than missing facts, for which it does not pass.
    """

    lineage: str
    name: str
    origin: str
    passed: dict[str, bool] = field(factory=dict)
    complete: dict[str, Completeness] = field(factory=dict)
    in_the_way: dict[str, tuple[str, ...]] = field(factory=dict)

    @property
    def called(self) -> str:
        """Its name, and where it was read from if it has none."""
        return called(self.name, self.origin)

    @property
    def rung(self) -> str:
        """The highest rung of the ladder it reaches, of those it was checked against; empty if none."""
        return highest(self.passed)

    @property
    def next_rung(self) -> str:
        """The lowest rung it was checked against and does not reach; empty if it reaches all."""
        return next_up(self.passed)

    @property
    def missing(self) -> tuple[str, ...]:
        """One line for each fact that is missing for the next rung."""
        found = self.complete.get(self.next_rung)
        return found.missing if found else ()


@define
class Matrix:
    """The counts of a collection.

    A lineage that is told twice counts once, as it was told first.

    Args:
        repeated: how many more verdicts there were on a lineage and profile that had one.
        passed: profile -> how many lineages pass it, of those checked against it.
        complete: profile -> how many facts are there, of those asked of all lineages.
        elements: (kind of node, element) -> profile -> how many nodes have it, of those asked.
        rows: the lineages, while there are at most `FEW`; then none.
    """

    repeated: int = 0
    passed: dict[str, Tally] = field(factory=dict)
    complete: dict[str, Tally] = field(factory=dict)
    elements: dict[tuple[str, str], dict[str, Tally]] = field(factory=dict)
    rows: dict[Key, Row] = field(factory=dict)
    _seen: dict[Key, int] = field(factory=dict)  # what was told of each lineage, a bit for each
    _bits: dict[str, int] = field(factory=dict)

    @property
    def lineages(self) -> int:
        """How many lineages there are."""
        return len(self._seen)

    @property
    def profiles(self) -> list[str]:
        """The profiles that something is known of: the ladder from the bottom up, then the others by name."""
        return sorted({*self.passed, *self.complete}, key=_ladder_first)

    @property
    def not_asked(self) -> tuple[str, ...]:
        """The rungs of the ladder that no lineage was checked against."""
        return not_asked(self.passed)

    def add(self, verdict: Verdict) -> None:
        """Count a verdict, with the completeness it tells.

        Args:
            verdict: a verdict; those of one lineage may come in any order.
        """
        key, profile = key_of(verdict), verdict.report.profile
        again = self._has_seen(key, f"passed {profile}")
        row = self._row(key, verdict)
        if again:
            self.repeated += 1
            return
        self.passed.setdefault(profile, Tally()).add(verdict.report.passed, 1)
        if row:
            row.passed[profile] = verdict.report.passed
            row.in_the_way[profile] = tuple(_in_the_way(verdict))
        for found in verdict.completeness:
            if not self._has_seen(key, f"complete {found.profile}"):
                self._count(found, row)

    def _has_seen(self, key: Key, what: str) -> bool:
        """Say whether something was told of a lineage before, and remember that it was."""
        bit = self._bits.setdefault(what, 1 << len(self._bits))
        before = self._seen.get(key, 0)
        self._seen[key] = before | bit
        return bool(before & bit)

    def _row(self, key: Key, verdict: Verdict) -> Row | None:
        """Return the row of a lineage; None as soon as there are more than a few."""
        if len(self._seen) > FEW:
            self.rows.clear()
            return None
        return self.rows.setdefault(key, Row(verdict.lineage, verdict.name, verdict.origin))

    def _count(self, found: Completeness, row: Row | None) -> None:
        self.complete.setdefault(found.profile, Tally()).add(found.have, found.of)
        if row:
            row.complete[found.profile] = found
        for item in found.elements:
            by_profile = self.elements.setdefault((item.subject, item.element), {})
            by_profile.setdefault(found.profile, Tally()).add(item.have, item.of)

    def by_element(self) -> Iterator[tuple[tuple[str, str], dict[str, Tally]]]:
        """Yield the elements in the order of the finding codes."""
        yield from sorted(self.elements.items(), key=lambda item: place_of(item[0]))


def matrix_of(verdicts: Iterable[Verdict]) -> Matrix:
    """Return the counts of a collection.

    Args:
        verdicts: the verdicts, for example those of a run; they are taken one after another and not kept.
    """
    matrix = Matrix()
    for verdict in verdicts:
        matrix.add(verdict)
    return matrix


def _ladder_first(token: str) -> tuple[int, str]:
    return (LADDER.index(token) if token in LADDER else len(LADDER), token)


def _in_the_way(verdict: Verdict) -> Iterator[str]:
    """Yield what keeps a lineage from passing and is not told as a missing fact."""
    findings = verdict.report.findings
    if verdict.report.passed or not findings:
        return
    worst = findings[0].severity
    for finding in at_least(findings, worst):
        if worst != "violation" or not fact_of(finding.code):
            yield f"{finding.code} {finding.mnemonic}: {finding.label or finding.focus}"
