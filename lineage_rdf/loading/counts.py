"""What came of loading or unloading, counted."""

from __future__ import annotations

from attrs import define, field, frozen

from lineage_rdf.errors import LineageError


@frozen
class Refused:
    """A lineage that was left as it is.

    Args:
        lineage: its IRI.
        name: what a person calls its head model; empty if nobody knows.
        why: the reason in one sentence.
    """

    lineage: str
    name: str
    why: str


@define
class Counts:
    """Counts of a run.

    Args:
        loaded: lineages that were not there before.
        replaced: lineages that took the place of others with their IRIs.
        equal: lineages that were there just so, for which nothing was done.
        unloaded: lineages that were deleted.
        refused: lineages for which nothing was done, with the reason.
        statements: statements that were written into lineages' own graphs, or deleted from them.
        evidence: statements that were written into graphs of evidence, or deleted from them.
        blank_nodes: blank nodes that got a name.
        left_out: statements of RDF files that belong to no lineage.
        unread: rows of tables that could not be read.
        left_behind: statements that describe graphs which are no more so, and that the store cannot delete.
        notes: what else a person should know, one line each.
        errors: what could not be read or written.
    """

    loaded: int = 0
    replaced: int = 0
    equal: int = 0
    unloaded: int = 0
    refused: list[Refused] = field(factory=list)
    statements: int = 0
    evidence: int = 0
    blank_nodes: int = 0
    left_out: int = 0
    unread: int = 0
    left_behind: int = 0
    notes: list[str] = field(factory=list)
    errors: list[LineageError] = field(factory=list)

    @property
    def changed(self) -> bool:
        """Whether anything was loaded, replaced or deleted."""
        return bool(self.loaded or self.replaced or self.unloaded)

    @property
    def exit_code(self) -> int:
        """0 all done; 1 a lineage was refused or a row is broken; otherwise the highest code of the errors."""
        codes = [error.exit_code for error in self.errors]
        return max([*codes, int(bool(self.refused or self.unread))])
