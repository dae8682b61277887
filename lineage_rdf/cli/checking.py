"""The work of `check`: every input is attempted, and what fails does not stop the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from lineage_rdf.cli.console import flat, progress
from lineage_rdf.cli.inputs import STDIN, rdf_stream, read_input
from lineage_rdf.errors import LineageError

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from lineage_rdf.check.request import Request
    from lineage_rdf.check.results import Engine
    from lineage_rdf.check.verdicts import CheckRun, Verdict
    from lineage_rdf.lineage import Lineage


@frozen
class Task:
    """What `check` is asked to do with each input.

    Args:
        request: profiles, shapes of the user, and the severity that fails.
        engine: `sparql` or `pyshacl`.
        text: whether inputs are shorthand.
        completeness: whether verdicts say how complete the lineage is.
        reports: whether verdicts carry their sh:ValidationReport graph.
        whole: whether an RDF file is one graph, its lineages not told apart.
    """

    request: Request
    engine: str = "sparql"
    text: bool = False
    completeness: bool = False
    reports: bool = False
    whole: bool = False

    def reference(self) -> Engine | None:
        """Return the engine that takes the place of ours, None if it is ours."""
        if self.engine != "pyshacl":
            return None
        from lineage_rdf.check.pyshacl_engine import validate

        return validate


def check_inputs(paths: Sequence[str], task: Task) -> CheckRun:
    """Check each input on its own.

    Args:
        paths: folders, files, shorthand or `-` for standard input.
        task: what to do.
    """
    from lineage_rdf.check.verdicts import CheckRun

    run = CheckRun(engine=task.engine)
    with progress("checking", len(paths)) as advance:
        for path in paths:
            try:
                run.verdicts.extend(_check_input(path, task))
            except LineageError as error:
                run.errors.extend(flat(error))
            advance()
    return run


def _check_input(path: str, task: Task) -> Iterable[Verdict]:
    from lineage_rdf.check.documents import Subject, subjects_of, verdicts_on

    stream = None if task.text else rdf_stream(path)
    origin = STDIN if path == "-" else path
    if stream is not None and task.whole:
        return _whole(stream, origin, task)
    lineages: Sequence[Lineage | None]
    if stream is not None:
        subjects = subjects_of(list(stream), origin)
        lineages = [None] * len(subjects)
    else:
        lineages = read_input(path, text=task.text)
        subjects = [Subject(one.origin, one.iri, one.name, one.quads) for one in lineages]
    found = verdicts_on(
        subjects,
        task.request,
        engine=task.reference(),
        with_reports=task.reports,
        with_completeness=task.completeness,
    )
    return (
        verdict
        for lineage, verdicts in zip(lineages, found, strict=True)
        for verdict in (verdicts if lineage is None else _with_sources(lineage, verdicts, task))
    )


def _whole(stream: Iterator[Quad], origin: str, task: Task) -> list[Verdict]:
    """Return the verdicts on a file as one graph."""
    from lineage_rdf.check.verdicts import Verdict
    from lineage_rdf.check.whole import check_whole

    reports = check_whole(stream, task.request, with_reports=task.reports)
    return [Verdict(origin, "", origin, report) for report in reports.values()]


def _with_sources(lineage: Lineage, verdicts: Iterable[Verdict], task: Task) -> Iterator[Verdict]:
    """Yield verdicts on a lineage that was read from files, with what its readers noticed and which file says what."""
    from lineage_rdf.check.claims_of_findings import with_claims
    from lineage_rdf.check.problems import with_problems

    for verdict in verdicts:
        report = with_problems(verdict.report, lineage.problems, task.request.fail_on)
        findings = with_claims(report.findings, lineage.claims, lineage.result.step_of, lineage.record)
        yield evolve(verdict, report=evolve(report, findings=findings))


def check_place(place: str, task: Task, graph: str | None, timeout: float | None) -> CheckRun:
    """Check every lineage of a store where it lies.

    Args:
        place: the folder of an Oxigraph store, or the address of a SPARQL 1.1 endpoint.
        task: what to do.
        graph: `named` or `default`; None to choose by what there is.
        timeout: seconds that the check may take.

    Raises:
        InputError: if the store cannot be opened or does not answer truthfully.
        NoVerdictError: if a query does not come to its end.
    """
    from lineage_rdf.check.in_place import check_store
    from lineage_rdf.store import open_store

    with open_store(place) as store:
        return check_store(
            store,
            [item.token for item in task.request.profiles],
            fail_on=task.request.fail_on,
            shapes=task.request.shapes,
            timeout=timeout,
            graph=graph,
            reports=task.reports,
        )
