"""The work of `check`: every input is attempted, and what fails does not stop the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from lineage_rdf.cli.console import flat, progress
from lineage_rdf.cli.inputs import STDIN, rdf_stream, read_input
from lineage_rdf.errors import LineageError, UsageError

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from lineage_rdf.check.documents import Subject
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

    def prepare(self) -> None:
        """Read all shapes, so that what is wrong with them is told once and before anything is read.

        Raises:
            UsageError: if a shape of the user cannot be used, or looks at nothing.
            InputError: if a file of the user cannot be read.
        """
        if self.request.shapes:
            self.request.refuse_broken(compiled=self.engine == "sparql")

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

    Raises:
        UsageError: if a shape of the user cannot be used, or looks at nothing.
    """
    from lineage_rdf.check.own_shapes import told_of_idle
    from lineage_rdf.check.verdicts import CheckRun

    task.prepare()
    run = CheckRun(engine=task.engine)
    names: set[str] = set()
    with progress("checking", len(paths)) as advance:
        for path in paths:
            try:
                run.verdicts.extend(_check_input(path, task, names))
            except LineageError as error:
                run.errors.extend(flat(error))
            advance()
    if run.verdicts and not task.whole:
        run.told.extend(told_of_idle(task.request.shapes, names))
    return run


def _check_input(path: str, task: Task, names: set[str]) -> list[Verdict]:
    """Return the verdicts on an input, and take up the names in it if there are shapes of the user."""
    stream = None if task.text else rdf_stream(path, whole=task.whole)
    origin = STDIN if path == "-" else path
    if task.whole:
        if stream is None:
            raise UsageError("--whole is for RDF files", path, "leave it out, or name an RDF file")
        return _whole(stream, origin, task)
    return _of_files(path, task, names) if stream is None else _of_document(list(stream), origin, task, names)


def _of_document(quads: list[Quad], origin: str, task: Task, names: set[str]) -> list[Verdict]:
    from lineage_rdf.check.documents import verdicts_on_document
    from lineage_rdf.check.own_shapes import names_in

    found = verdicts_on_document(
        quads,
        origin,
        task.request,
        engine=task.reference(),
        with_reports=task.reports,
        with_completeness=task.completeness,
    )
    if task.request.shapes:
        names |= names_in(quads)
    return found


def _of_files(path: str, task: Task, names: set[str]) -> list[Verdict]:
    from lineage_rdf.check.documents import Subject
    from lineage_rdf.check.own_shapes import names_in

    lineages = read_input(path, text=task.text)
    subjects = [Subject(one.origin, one.iri, one.name, one.quads) for one in lineages]
    for lineage in lineages if task.request.shapes else ():
        names |= names_in(lineage.quads)
    pairs = zip(lineages, _verdicts(subjects, task), strict=True)
    return [verdict for lineage, verdicts in pairs for verdict in _with_sources(lineage, verdicts, task)]


def _verdicts(subjects: Sequence[Subject], task: Task) -> list[list[Verdict]]:
    from lineage_rdf.check.documents import verdicts_on

    return verdicts_on(
        subjects,
        task.request,
        engine=task.reference(),
        with_reports=task.reports,
        with_completeness=task.completeness,
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


def check_place(place: str, task: Task, graph: str, timeout: float | None) -> CheckRun:
    """Check every lineage of a store where it lies.

    Args:
        place: the folder of an Oxigraph store, or the address of a SPARQL 1.1 endpoint.
        task: what to do.
        graph: `named` or `default`; empty to choose by what there is.
        timeout: seconds that the check may take.

    Raises:
        InputError: if the store cannot be opened or does not answer truthfully.
        NoVerdictError: if a query does not come to its end.
    """
    from lineage_rdf.check.in_place import check_store
    from lineage_rdf.store import open_store
    from lineage_rdf.store.endpoint import LIMIT

    task.prepare()
    with open_store(place, limit=max(LIMIT, timeout or 0)) as store:
        return check_store(
            store,
            [item.token for item in task.request.profiles],
            fail_on=task.request.fail_on,
            shapes=task.request.shapes,
            timeout=timeout,
            graph=graph or None,
            reports=task.reports,
        )
