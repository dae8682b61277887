"""`lineage-rdf terms import`: other people's terms as clean SKOS and DefinedTerm, every repair reported."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, TypeAlias

import typer

from lineage_rdf.cli.options import TextOrJson

if TYPE_CHECKING:
    from lineage_rdf.terms.model import Origin

HELP: Final = """Read other people's terms and write them as SKOS and schema.org DefinedTerm, with their defects mended.

Read are DefinedTerm JSON-LD as CASRAI's pages print it, CASRAI's bulk JSON and CSV, the text of its term pages, entries of a
glossary in YAML, rendered Markdown pages of such entries, the text of pages with interpretations by community, and SKOS
in any syntax of RDF (docs/terms.md).

Every defect is told on stderr with what was done about it; --format json tells it as JSON on stdout and needs -o. What can
be mended safely is mended unless --as-is is given. The exit code is 0 if the terms were read, whatever had to be mended.

\b
Examples:
  lineage-rdf terms import fine-tuning.jsonld
  lineage-rdf terms import data/terms --base https://example.org/terms/ -o glossary.ttl
  lineage-rdf terms import casrai.json -o casrai.ttl --accessed 2026-11-20
"""

Accessed: TypeAlias = Annotated[
    str, typer.Option("--accessed", metavar="YYYY-MM-DD", help="The day on which the files were fetched.")
]
SeenVersion: TypeAlias = Annotated[
    str,
    typer.Option("--seen-version", metavar="VERSION", help="The version, where the file does not say it."),
]
Title: TypeAlias = Annotated[str, typer.Option("--title", help="What the glossary is called.")]
Base: TypeAlias = Annotated[
    str, typer.Option("--base", metavar="IRI", help="Address under which terms without an IRI get theirs.")
]


def register(terms: typer.Typer) -> None:
    """Add the command below `terms`."""
    terms.command(
        "import", help=HELP, short_help="Read other people's terms, mend and report their defects."
    )(import_terms)


def import_terms(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Files of terms, or folders of YAML.")
    ],
    output: Annotated[
        str,
        typer.Option("-o", "--out", metavar="OUT", help="The RDF file to write; - is standard output."),
    ] = "-",
    to: Annotated[str, typer.Option("--to", help="Syntax of OUT, if its name does not tell.")] = "",
    accessed: Accessed = "",
    seen_version: SeenVersion = "",
    title: Title = "",
    base: Base = "",
    as_is: Annotated[
        bool, typer.Option("--as-is", help="Mend nothing but what makes terms readable.")
    ] = False,
    form: Annotated[TextOrJson, typer.Option("--format", help="How to tell of defects.")] = TextOrJson.text,
) -> int:
    """Import some files; returns 0.

    Raises:
        LineageError: if a file cannot be read or the result cannot be written.
    """
    from lineage_rdf.cli.console import put_json
    from lineage_rdf.cli.rdf_files import put_written, syntax_named, write_rdf
    from lineage_rdf.cli.terms_files import imported, remark_row, tell_remarks
    from lineage_rdf.codec.syntax import Syntax
    from lineage_rdf.codec.write import Written
    from lineage_rdf.errors import UsageError
    from lineage_rdf.terms.exports.prefixed_jsonld import prefixed_jsonld
    from lineage_rdf.terms.to_graph import glossary_quads

    if form is TextOrJson.json and output == "-":
        raise UsageError(
            "terms and report cannot both go to standard output", fix="write the terms to a file with -o"
        )
    read = imported(files, origin_of(accessed, seen_version, title, base), repair=not as_is)
    quads, to = glossary_quads(read.glossary, base=base), to or ("turtle" if output == "-" else "")
    if syntax_named(output, to, "--to") is Syntax.JSONLD:
        code = put_written(Written(prefixed_jsonld(quads)), output, allow_loss=False)
    else:
        code = write_rdf(quads, output, to=to)
    if form is TextOrJson.json:
        put_json([remark_row(remark) for remark in read.remarks])
    else:
        tell_remarks(read.remarks)
    return code


def origin_of(accessed: str, version: str, title: str, base: str) -> Origin:
    """Return what the user says of files of terms.

    Raises:
        UsageError: if the day is none, the base no address, or a text no Unicode.
    """
    from datetime import date

    from lineage_rdf.errors import UsageError
    from lineage_rdf.terms.addresses import Addresses
    from lineage_rdf.terms.model import Origin

    if accessed:
        try:
            accessed = date.fromisoformat(accessed).isoformat()
        except ValueError:
            raise UsageError(f"{accessed!r} is no day", "--accessed", "write it as 2026-11-20") from None
    for option, text in (("--title", title), ("--seen-version", version)):
        refuse_halves(option, text)
    Addresses(title, base)
    return Origin("", title, base, accessed, version)


def refuse_halves(option: str, text: str) -> None:
    """Refuse what was no UTF-8 on the command line, of which the system makes halves of surrogate pairs.

    Raises:
        UsageError: if the text of an option holds one.
    """
    from lineage_rdf.errors import UsageError

    try:
        text.encode()
    except UnicodeEncodeError:
        raise UsageError("the text is not UTF-8", option, "write Unicode text") from None
