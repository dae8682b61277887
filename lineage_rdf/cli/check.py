"""`lineage-rdf check`: are lineages complete and consistent enough for a purpose?"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from lineage_rdf.cli.check_options import FORM_OF, Given, refuse_overwriting
from lineage_rdf.cli.checking import Task, check_inputs, check_place
from lineage_rdf.cli.limit import within
from lineage_rdf.cli.options import Text

if TYPE_CHECKING:
    from lineage_rdf.check.verdicts import CheckRun
    from lineage_rdf.cli.check_output import Older

HELP: Final = """Check lineages against a profile; one verdict per lineage and profile, then a total.

Reads RDF files, model folders, model cards and training configs, and RDF from standard input (-); or checks what a store
holds, where it lies: --store for a folder of Oxigraph, --endpoint for any SPARQL 1.1 endpoint.

\b
Exit codes: 0 all passed, 1 something did not pass, 2 something could not be read, 3 no verdict.
With --against: 1 if something is worse than before.

\b
Examples:
  lineage-rdf check lineage.ttl
  lineage-rdf check lineage.ttl --profile disclosure --profile governance
  lineage-rdf check models/* --profile reproducible --format json
  lineage-rdf check lineage.ttl --profile lineage --details
  lineage-rdf check lineages/*.ttl --format html -o report.html
  lineage-rdf check new.ttl --against old.ttl
  lineage-rdf check --endpoint http://localhost:7878/query --profile disclosure
"""


class Severity(StrEnum):
    """The severity from which a finding fails."""

    violation = "violation"
    warning = "warning"
    info = "info"


class EngineName(StrEnum):
    """What does the SHACL validation."""

    sparql = "sparql"
    pyshacl = "pyshacl"


class Form(StrEnum):
    """How results are printed; the names are those of `check.reports.FORMS`."""

    table = "table"
    json = "json"
    sarif = "sarif"
    junit = "junit"
    github = "github"
    turtle = "turtle"
    jsonld = "jsonld"
    csv = "csv"
    html = "html"


class GraphKind(StrEnum):
    """Which graphs of a store are checked."""

    named = "named"
    default = "default"


_SHAPES_LIMIT: Final = 300.0  # seconds for shapes of the user, which may ask what never ends


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("check", help=HELP, short_help="Check lineages against a profile.")(check)


def check(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="PATH...", help="What to check; - is standard input.")
    ] = None,
    profile: Annotated[
        list[str] | None,
        typer.Option(
            "--profile",
            "-p",
            help="Profile to check against; may be repeated: wellformed (if none is given), instance, "
            "disclosure, lineage, reproducible, governance.",
        ),
    ] = None,
    shapes: Annotated[
        list[Path] | None,
        typer.Option("--shapes", help="SHACL shapes of your own, checked as well; may be repeated."),
    ] = None,
    fail_on: Annotated[
        Severity, typer.Option("--fail-on", help="The severity from which a finding fails.")
    ] = Severity.violation,
    form: Annotated[
        Form | None,
        typer.Option("--format", help="How to print the results; by the ending of -o FILE, else table."),
    ] = None,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="File to write the results to.")] = None,
    details: Annotated[
        bool, typer.Option("--details", help="Show for every finding what to write, and which file says so.")
    ] = False,
    completeness: Annotated[
        bool, typer.Option("--completeness", help="Tell how many of the facts asked for are there.")
    ] = False,
    against: Annotated[
        str,
        typer.Option(
            "--against",
            metavar="OLD",
            help="An older version, or a JSON report, to compare with on the profiles that both have.",
        ),
    ] = "",
    baseline: Annotated[
        Path | None,
        typer.Option("--baseline", help="JSON report of known findings, which are not told again."),
    ] = None,
    engine: Annotated[
        EngineName, typer.Option("--engine", help="What validates; pyshacl is the slow reference.")
    ] = EngineName.sparql,
    store: Annotated[
        str, typer.Option("--store", metavar="DIR", help="Check every lineage of an Oxigraph store.")
    ] = "",
    endpoint: Annotated[
        str, typer.Option("--endpoint", metavar="URL", help="Check every lineage behind a SPARQL endpoint.")
    ] = "",
    graph: Annotated[
        GraphKind | None, typer.Option("--graph", help="Which graphs of a store; chosen by what there is.")
    ] = None,
    whole: Annotated[
        bool,
        typer.Option("--whole", help="Judge an RDF file as one graph, as SHACL engines do, however large."),
    ] = False,
    timeout: Annotated[
        float | None,
        typer.Option(
            "--timeout", metavar="SECONDS", help="Give no verdict after so long; 300 with --shapes."
        ),
    ] = None,
    text: Text = False,
) -> int:
    """Check every path, or a store; the highest exit code wins."""
    from lineage_rdf.check.request import Request
    from lineage_rdf.cli.check_output import Output, read_older

    files = shapes or []
    refuse_overwriting(out, [*(paths or []), *files, against, baseline or ""])
    request = Request.of(profile or ["wellformed"], fail_on=fail_on.value, shapes=files)
    told_as = form.value if form else FORM_OF.get(out.suffix.lower() if out else "", Form.table.value)
    task = Task(
        request,
        engine=engine.value,
        text=text,
        completeness=completeness or (told_as == Form.html and not whole),
        reports=told_as in (Form.turtle, Form.jsonld),
        whole=whole,
    )
    given = Given(paths or [], store, endpoint, graph.value if graph else "")
    given.refuse(task, completeness=completeness)

    def work() -> tuple[CheckRun, Older]:
        older = read_older(against, baseline, task)
        place = given.place
        run = check_place(place, task, given.graph, timeout) if place else check_inputs(given.paths, task)
        return run, older

    def tell(found: tuple[CheckRun, Older]) -> int:
        return Output(told_as, out, details=details, matrix=completeness).write(*found, fail_on.value)

    return within(_SHAPES_LIMIT if timeout is None and shapes else timeout, work, tell)
