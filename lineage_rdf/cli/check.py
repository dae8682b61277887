"""`lineage-rdf check`: are lineages complete and consistent enough for a purpose?"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer

from lineage_rdf.cli import check_text
from lineage_rdf.cli.checking import check_inputs
from lineage_rdf.cli.console import put, put_data, put_json, tell_error
from lineage_rdf.cli.options import Text

HELP: Final = """Check lineages against a profile; one verdict per lineage and profile, then a total.

Reads RDF files, model folders, model cards and training configs, and RDF from standard input (-).

\b
Exit codes: 0 all passed, 1 something did not pass, 2 something could not be read, 3 no verdict.

\b
Examples:
  lineage-rdf check lineage.ttl
  lineage-rdf check lineage.ttl --profile disclosure --profile governance
  lineage-rdf check models/* --profile reproducible --format json
  curl -s https://example.org/lineage.ttl | lineage-rdf check - --fail-on warning
"""


class Severity(StrEnum):
    """The severity from which a finding fails."""

    violation = "violation"
    warning = "warning"
    info = "info"


class Form(StrEnum):
    """How results are printed."""

    table = "table"
    json = "json"
    turtle = "turtle"


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("check", help=HELP, short_help="Check lineages against a profile.")(check)


def check(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH...", help="What to check; - is standard input.")
    ],
    profile: Annotated[
        list[str] | None, typer.Option("--profile", "-p", help="Profile to check against; may be repeated.")
    ] = None,
    shapes: Annotated[
        list[Path] | None,
        typer.Option("--shapes", help="SHACL shapes of your own, checked as well; may be repeated."),
    ] = None,
    fail_on: Annotated[
        Severity, typer.Option("--fail-on", help="The severity from which a finding fails.")
    ] = Severity.violation,
    form: Annotated[Form, typer.Option("--format", help="How to print the results.")] = Form.table,
    text: Text = False,
) -> int:
    """Check every path; the highest exit code wins."""
    outcome = check_inputs(paths, profile or ["wellformed"], shapes or [], fail_on.value, text=text)
    if form is Form.json:
        put_json(check_text.as_json(outcome))
    elif form is Form.turtle:
        put_data(check_text.as_turtle(outcome))
    else:
        put(check_text.as_table(outcome))
    for error in outcome.errors:
        tell_error(error)
    return outcome.exit_code
