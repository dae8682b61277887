"""Verdicts: what came of checking some inputs, whichever way they were reached and however it is told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from attrs import field, frozen

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from lineage_rdf.check.completeness import Completeness
    from lineage_rdf.check.request import CheckReport
    from lineage_rdf.errors import LineageError


@frozen
class Verdict:
    """One lineage against one profile.

    Args:
        origin: where it was read: a path, `<standard input>`, a store or the address of an endpoint.
        lineage: IRI of the lineage; of a store, the IRI of its named graph if nothing in it is a lineage.
        name: what a person calls it.
        report: what the check found.
        completeness: how complete it is, for the profile and each it builds on; empty if nobody asked.
        quads: the statements of the lineage, where they are at hand: what to write about a finding names the nodes in them.
    """

    origin: str
    lineage: str
    name: str
    report: CheckReport
    completeness: tuple[Completeness, ...] = ()
    quads: Sequence[Quad] = field(default=(), eq=False, repr=False)


@frozen
class CheckRun:
    """What came of all inputs of one run.

    Args:
        verdicts: one for each lineage and profile, in the order of the inputs.
        errors: what could not be read or checked.
        literals: `as written` if the literals of the files were judged, `as stored` if those of a store.
        engine: `sparql` or `pyshacl`.
        told: what else there is to know, for example which shapes of the user met no node.
    """

    verdicts: list[Verdict] = field(factory=list)
    errors: list[LineageError] = field(factory=list)
    literals: str = "as written"
    engine: str = "sparql"
    told: list[str] = field(factory=list)

    @property
    def exit_code(self) -> int:
        """The highest code: 0 passed, 1 not passed, 2 unreadable, 3 no verdict."""
        failed = any(not verdict.report.passed for verdict in self.verdicts)
        return max([int(failed), *(error.exit_code for error in self.errors)])
