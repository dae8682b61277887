"""What came of a whole run, counted."""

from __future__ import annotations

from collections import Counter
from typing import Final

from attrs import define, field

from lineage_rdf.bulk.outcome import Outcome
from lineage_rdf.bulk.problems import TOLD_TWICE
from lineage_rdf.bulk.rungs import NO_VERDICT

# Front matter that could not be read, was read in part, or is not made of keys and values.
_BROKEN: Final = frozenset(("FTL-R001", "FTL-R002", "FTL-R003"))
# As many rows are named; the rest are counted.
_MOST_NAMED: Final = 20


@define
class Seen:
    """How often a finding was made.

    Args:
        severity: the highest severity with which it was.
        count: how often.
        first: the first row or folder in which it was.
    """

    severity: str
    first: str
    count: int = 0


@define
class Summary:
    """Counts of a run; everything in it follows from the input alone.

    Args:
        rows: rows and folders that were there.
        told: those that tell at least one lineage.
        untold: those that tell none: nothing was done to a model.
        unread: those of which nothing could be read.
        lineages: lineages that were written.
        edges: ftl:derivedFromModel statements in them.
        broken_front_matter: rows and folders with a card whose front matter is broken.
        findings: code -> how often.
        rungs: rung -> lineages that reach it; empty if nobody asked.
        unread_first: the first of those that could not be read, each with the reason.
        faults: the first rows and folders that a fault of ours ended, each with the fault.
        faulty: how many there were of these.
    """

    rows: int = 0
    told: int = 0
    untold: int = 0
    unread: int = 0
    lineages: int = 0
    edges: int = 0
    broken_front_matter: int = 0
    findings: dict[str, Seen] = field(factory=dict)
    rungs: Counter[str] = field(factory=Counter)
    unread_first: list[str] = field(factory=list)
    faults: list[str] = field(factory=list)
    faulty: int = 0
    _known: set[str] = field(factory=set)

    @property
    def exit_code(self) -> int:
        """0 all read; 1 a row or folder is broken; 3 a fault of ours or a check without a verdict."""
        if self.faulty or self.rungs[NO_VERDICT]:
            return 3
        return int(bool(self.unread) or any(seen.severity == "violation" for seen in self.findings.values()))

    def add(self, outcome: Outcome) -> str:
        """Count what came of one row or folder and return what is to be written of it.

        Lineages of one name would become one in a store, so of those only the first is kept (decisions section 1.5).
        """
        self.rows += 1
        codes = {code for code, _ in outcome.problems}
        self.broken_front_matter += bool(codes & _BROKEN)
        for code, severity in outcome.problems:
            self._note(code, severity, outcome.where)
        self._place(outcome)
        return "".join(self._keep(outcome))

    def _place(self, outcome: Outcome) -> None:
        if outcome.fault:
            self.faulty += 1
            self.faults += [f"{outcome.where}: {outcome.fault}"] * (len(self.faults) < _MOST_NAMED)
        elif outcome.unread:
            self.unread += 1
            self.unread_first += [f"{outcome.where}: {outcome.unread}"] * (
                len(self.unread_first) < _MOST_NAMED
            )
        elif outcome.lineages:
            self.told += 1
        else:
            self.untold += 1

    def _keep(self, outcome: Outcome) -> list[str]:
        kept = []
        for told in outcome.lineages:
            if told.iri in self._known:
                self._note(TOLD_TWICE, "warning", outcome.where)
                continue
            self._known.add(told.iri)
            self.lineages += 1
            self.edges += told.edges
            self.rungs.update(told.rungs)
            kept.append(told.text)
        return kept

    def _note(self, code: str, severity: str, where: str) -> None:
        seen = self.findings.setdefault(code, Seen(severity, where))
        seen.count += 1
        if severity == "violation":
            seen.severity = severity
