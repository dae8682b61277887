"""`lineage-rdf diff`: what changed between two lineages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from lineage_rdf.cli.console import put, put_json
from lineage_rdf.cli.inputs import read_input
from lineage_rdf.cli.limit import refuse_limit
from lineage_rdf.cli.options import Text, TextOrJson
from lineage_rdf.cli.rdf_files import LIMIT, Limit, naming_within, read_statements
from lineage_rdf.errors import UsageError

if TYPE_CHECKING:
    from lineage_rdf.transform import Difference, StatementDifference

HELP: Final = """Tell what changed between two lineages: steps, methods, hyperparameters, data, models, evaluations, statuses.

Values are compared, not spellings (5 equals 5.0), and what local nodes are called is no difference. Each input is a folder,
an RDF file, shorthand, or - for RDF on standard input. With --rdf the statements themselves are compared, of any RDF.

\b
Exit codes: 0 equal, 1 different, 2 unreadable input or wrong usage, 3 no verdict.

\b
Examples:
  lineage-rdf diff old.ttl new.ttl
  lineage-rdf diff ./my-model published.jsonld --format json
  lineage-rdf diff "gpt2 -> SFT -> DPO" "gpt2 -> SFT -> KTO -> DPO"
  lineage-rdf diff old.ttl new.jsonld --rdf
"""


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("diff", help=HELP, short_help="Tell what changed between two lineages.")(diff)


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="A folder, an RDF file, shorthand, or -.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="A folder, an RDF file, shorthand, or -.")],
    form: Annotated[TextOrJson, typer.Option("--format", help="How to print.")] = TextOrJson.text,
    rdf: Annotated[
        bool, typer.Option("--rdf", help="Compare the statements, literals as they are spelt.")
    ] = False,
    text: Text = False,
    limit: Limit = LIMIT,
) -> int:
    """Compare two inputs; returns 0 if they are equal, else 1."""
    refuse_limit(limit)
    if old == new == "-":
        raise UsageError("standard input can be read once only", "-", "give one of the two as a file")
    if rdf:
        return _statements(old, new, form, limit, text=text)
    return _lineages(old, new, form, limit, text=text)


def _lineages(old: str, new: str, form: TextOrJson, limit: float, *, text: bool) -> int:
    from lineage_rdf.transform.content import as_content
    from lineage_rdf.transform.many import diff_all
    from lineage_rdf.transform.text import as_text

    before, after = read_input(old, text=text), read_input(new, text=text)

    def tell(found: list[Difference]) -> int:
        if form is TextOrJson.json:
            put_json(as_content(found))
        else:
            put(as_text(found))
        return int(not all(difference.equal for difference in found))

    quads = [quad for lineage in (*before, *after) for quad in lineage.quads]
    return naming_within(limit, quads, lambda: diff_all(before, after), tell, "the comparison")


def _statements(old: str, new: str, form: TextOrJson, limit: float, *, text: bool) -> int:
    from lineage_rdf.transform import statement_difference
    from lineage_rdf.transform.content import statements_as_content
    from lineage_rdf.transform.text import statements_as_text

    before, after = read_statements(old, text=text), read_statements(new, text=text)

    def tell(found: StatementDifference) -> int:
        if form is TextOrJson.json:
            put_json(statements_as_content(found))
        else:
            put(statements_as_text(found))
        return int(not found.equal)

    quads = [*before, *after]
    return naming_within(limit, quads, lambda: statement_difference(before, after), tell, "the comparison")
