"""`lineage-rdf terms check`: whether a glossary holds together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from lineage_rdf.cli.console import put, put_json
from lineage_rdf.cli.options import TextOrJson
from lineage_rdf.cli.terms_files import contents, remark_row
from lineage_rdf.plain_text import clean, counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lineage_rdf.errors import LineageError
    from lineage_rdf.terms.model import Imported, Remark

HELP: Final = """Check glossaries: links that lead nowhere or one way, circles, names that two terms claim, missing definitions.

Reads what `terms import` reads. All files of entries in YAML, and all pages of one layout, are taken as one glossary, so that
their terms may name each other. The exit code is 1 if there is a defect, 2 if a file cannot be read.

\b
Examples:
  lineage-rdf terms check glossary.ttl
  lineage-rdf terms check data/terms
  lineage-rdf terms check page.txt --format json
"""


def register(terms: typer.Typer) -> None:
    """Add the command below `terms`."""
    terms.command("check", help=HELP, short_help="Check glossaries for broken links, circles and the like.")(
        check
    )


def check(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Files of terms, or folders of YAML.")
    ],
    form: Annotated[TextOrJson, typer.Option("--format", help="How to print the defects.")] = TextOrJson.text,
    title: Annotated[
        str, typer.Option("--title", help="What the glossary is called, for files other than RDF.")
    ] = "",
) -> int:
    """Print the defects of each glossary; returns 1 if there are any.

    Raises:
        LineageError: if a file cannot be read; all are attempted, and what was found in the others is printed.
    """
    from lineage_rdf.errors import raise_all
    from lineage_rdf.terms.importing import read_glossaries
    from lineage_rdf.terms.integrity import checked
    from lineage_rdf.terms.model import Origin

    errors: list[LineageError] = []
    found = read_glossaries(contents(files, errors), Origin("", title), errors)
    reports = [(name, imported, checked(imported)) for name, imported in found]
    if form is TextOrJson.json:
        put_json([_content(name, imported, remarks) for name, imported, remarks in reports])
    else:
        put("".join(_lines(name, imported, remarks) for name, imported, remarks in reports))
    raise_all(errors)
    return int(any(remarks for _, _, remarks in reports))


def _lines(name: str, imported: Imported, remarks: Sequence[Remark]) -> str:
    lines = [_line(remark) for remark in remarks]
    terms = counted(len(imported.glossary.terms), "term")
    lines.append(f"{clean(name)}: {counted(len(remarks), 'defect')} in {terms}")
    return "".join(f"{line}\n" for line in lines)


def _line(remark: Remark) -> str:
    from lineage_rdf.check.codes import codes

    row = codes().get(remark.code)
    places = [clean(place) for place in (remark.where, remark.term) if place]
    head = f"{': '.join(places)}: " if places else ""
    return f"{head}{remark.code} {row.mnemonic if row else ''}: {clean(remark.what)} ({clean(remark.fix)})"


def _content(name: str, imported: Imported, remarks: Sequence[Remark]) -> dict[str, Any]:
    return {
        "file": name,
        "glossary": imported.glossary.iri,
        "title": imported.glossary.title,
        "terms": len(imported.glossary.terms),
        "defects": [remark_row(remark) for remark in remarks],
    }
