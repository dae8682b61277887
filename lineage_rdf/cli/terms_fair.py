"""`lineage-rdf terms fair`: how findable, accessible, interoperable and reusable an ontology is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from lineage_rdf.cli.console import put, put_json
from lineage_rdf.cli.options import TextOrJson
from lineage_rdf.errors import LineageError, UsageError, raise_all

if TYPE_CHECKING:
    from lineage_rdf.terms.fair import Assessment

HELP: Final = """Assess ontology files by the FAIR criteria of FOOPS! that need no network.

Without a file, the files of our own vocabulary are assessed. Each criterion that can be judged from the file is met or
not, with what was found and what to do; those that need the network are named and not run. The score is the mean share
of points, as FOOPS! counts it.

\b
Exit codes: 0 every criterion that was run is met, 1 one is not, 2 unreadable input or wrong usage.

\b
Examples:
  lineage-rdf terms fair
  lineage-rdf terms fair my-ontology.ttl --html my-ontology.html
  lineage-rdf terms fair my-ontology.ttl --iri https://w3id.org/my-ontology --format json
"""


def register(terms: typer.Typer) -> None:
    """Add the command below `terms`."""
    terms.command("fair", help=HELP, short_help="Assess an ontology by the FAIR criteria of FOOPS!.")(fair)


def fair(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE...", help="Ontologies, in any syntax of RDF.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="The page that describes the ontology.")
    ] = None,
    address: Annotated[
        str, typer.Option("--iri", metavar="IRI", help="Where the ontology is or will be published.")
    ] = "",
    form: Annotated[TextOrJson, typer.Option("--format", help="How to print.")] = TextOrJson.text,
) -> int:
    """Print what the criteria say; returns 0 if all that were run are met, else 1.

    Raises:
        LineageError: if a file cannot be read.
        UsageError: if a page or an address is given for several files.
    """
    from lineage_rdf.terms.fair.report import as_content, as_text

    if (html or address) and len(files or ()) != 1:
        raise UsageError("a page and an address belong to one ontology", fix="name one file")
    found, errors = _assessed(files or [], html, address)
    if found and form is TextOrJson.json:
        put_json(as_content(found))
    elif found:
        put(as_text(found))
    raise_all(errors)
    return int(not all(assessment.passed for assessment in found))


def _assessed(
    files: list[Path], html: Path | None, address: str
) -> tuple[list[Assessment], list[LineageError]]:
    """Return the assessments of all files, and what was wrong with those that cannot be read."""
    from lineage_rdf.terms.fair import assess_file
    from lineage_rdf.terms.files import own_files
    from lineage_rdf.vocabulary.resources import ontology_folder

    if not files:
        root = ontology_folder()
        return [assess_file(path, name=path.relative_to(root).as_posix()) for path in own_files()], []
    found: list[Assessment] = []
    errors: list[LineageError] = []
    for path in files:
        try:
            found.append(assess_file(path, html=html, address=address))
        except LineageError as error:
            errors.append(error)
    return found, errors
