"""Makes reports of the violations in a store, one for each graph and profile."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from attrs import field, frozen
from pyoxigraph import BlankNode, NamedNode

from lineage_rdf.check.check import CheckReport, check_quads, files_of
from lineage_rdf.check.compiled.engine import statements_of
from lineage_rdf.check.compiled.facts import Pairs
from lineage_rdf.check.compiled.graph import text
from lineage_rdf.check.compiled.report import outcome_of
from lineage_rdf.check.compiled.run import Hit
from lineage_rdf.check.findings import at_least, from_result, merge
from lineage_rdf.check.in_place.graphs import Head, anchors
from lineage_rdf.check.in_place.labels import labels_of
from lineage_rdf.check.in_place.place import Place
from lineage_rdf.check.in_place.run import plan_in_place, violations
from lineage_rdf.check.profiles import Profile
from lineage_rdf.check.results import Outcome, restrict
from lineage_rdf.check.shapes import ShapesGraph, load_shapes


@frozen
class Judge:
    """Checks against some profiles at once; a shape that several of them have is looked at once.

    Args:
        profiles: the profiles.
        shapes: files of the user, checked together with each.
        fail_on: the severity from which a finding fails.
        reports: whether reports carry their sh:ValidationReport graph.
    """

    profiles: tuple[Profile, ...]
    shapes: tuple[Path, ...] = ()
    fail_on: str = "violation"
    reports: bool = True
    nothing: dict[str, CheckReport] = field(factory=dict, init=False)

    def prepare(self) -> None:
        """Read and compile all shapes, so that what is wrong with them is told before a store is asked.

        Raises:
            UsageError: if a shape or the severity cannot be used.
        """
        for item in self.profiles:
            self.nothing[item.token] = check_quads((), item.token, fail_on=self.fail_on, shapes=self.shapes)
        plan_in_place(self._whole)

    def counts(self, place: Place) -> dict[str, dict[str, int]]:
        """Return token -> graph -> how many nodes the anchor shapes look at.

        Raises:
            NoVerdictError: if the store does not answer.
        """
        return {item.token: anchors(place, item, self._whole) for item in self.profiles}

    def reports_of(
        self,
        place: Place,
        graphs: Collection[str],
        heads: Mapping[str, Sequence[Head]],
        axioms: Mapping[str, Pairs],
        counts: Mapping[str, Mapping[str, int]],
    ) -> dict[tuple[str, str], CheckReport]:
        """Return (graph, token) -> report.

        Args:
            place: the graphs.
            graphs: those that are checked.
            heads: graph -> its lineages.
            axioms: graph -> the subclass axioms that it adds.
            counts: what `counts` found.

        Raises:
            NoVerdictError: if a query does not come to its end.
        """
        hits = violations(self._whole, place, graphs, axioms)
        labels = labels_of(_foci(hits), heads, place)
        about = statements_of(plan_in_place(self._whole))
        reports: dict[tuple[str, str], CheckReport] = {}
        for graph in graphs:
            outcome = outcome_of(hits.pop(graph, ()), about, self.reports)
            for item in self.profiles:
                anchored = counts[item.token].get(graph, 0)
                report = self._report(item, anchored, outcome, labels.get(graph, {}))
                reports[graph, item.token] = report
        return reports

    def _report(
        self, item: Profile, anchored: int, outcome: Outcome, labels: Mapping[str, str]
    ) -> CheckReport:
        if not anchored:
            return self.nothing[item.token]
        part = restrict(outcome, self._names[item.token])
        codes = self._whole.codes
        findings = merge(
            from_result(r, codes.get(r.shape, ""), labels.get(r.focus, r.focus), item.token)
            for r in part.results
        )
        passed = not at_least(findings, self.fail_on)
        return CheckReport(item.token, findings, passed, anchored, part.report)

    @property
    def _files(self) -> tuple[Path, ...]:
        ours = (path for item in self.profiles for path in files_of(item))
        return tuple(dict.fromkeys((*ours, *self.shapes)))

    @property
    def _whole(self) -> ShapesGraph:
        return load_shapes(self._files)

    @cached_property
    def _names(self) -> dict[str, frozenset[str]]:
        """Token -> the names of the shapes that belong to the profile or to the user, as they stand among all shapes."""
        numbers = {path: number for number, path in enumerate(self._files)}
        found = {}
        for item in self.profiles:
            files = (*files_of(item), *self.shapes)
            blank = tuple(f"_:f{numbers[path]}x" for path in files)  # see `load_shapes`
            own = load_shapes(files).names
            found[item.token] = frozenset(
                name
                for name in self._whole.names
                if (name.startswith(blank) if name.startswith("_:") else name in own)
            )
        return found


def _foci(hits: Mapping[str, Sequence[Hit]]) -> dict[str, set[str]]:
    """Return graph -> the nodes that have violations; literals have no label."""
    return {
        graph: {text(hit.focus) for hit in found if isinstance(hit.focus, NamedNode | BlankNode)}
        for graph, found in hits.items()
    }
