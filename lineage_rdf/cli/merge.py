"""`lineage-rdf merge`: several lineages in one file, and where they disagree."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from lineage_rdf.cli.check_options import refuse_overwriting
from lineage_rdf.cli.console import put_json, tell, tell_lines
from lineage_rdf.cli.limit import refuse_limit
from lineage_rdf.cli.options import Text, TextOrJson
from lineage_rdf.cli.rdf_files import LIMIT, Limit, naming_within, read_statements, syntax_named, write_rdf
from lineage_rdf.errors import InputError, LineageError, UsageError, raise_all
from lineage_rdf.plain_text import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lineage_rdf.transform.merge import Merged, Source

HELP: Final = """Write several lineages into one file, each into a named graph of its own, and tell where they disagree.

Lineages meet at the models, datasets and agents that they share. Two files that tell one lineage differently, or a model
with two licences, digests or bases, are told on standard error; the file is written all the same, and the exit code is 1.

\b
Examples:
  lineage-rdf merge one.ttl two.jsonld -o all.trig
  lineage-rdf merge models/* -o all.nq
  lineage-rdf merge old.ttl new.ttl -o both.trig --format json
"""


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("merge", help=HELP, short_help="Write several lineages into one file; tell conflicts.")(merge)


def merge(
    paths: Annotated[
        list[str], typer.Argument(metavar="FILE...", help="RDF files, folders, shorthand, or -.")
    ],
    out: Annotated[
        Path, typer.Option("-o", "--out", help="File to write: TriG, N-Quads or JSON-LD, by its name.")
    ],
    form: Annotated[
        TextOrJson, typer.Option("--format", help="json prints the conflicts on standard output.")
    ] = TextOrJson.text,
    text: Text = False,
    limit: Limit = LIMIT,
) -> int:
    """Write the union; returns 1 if lineages disagree."""
    from lineage_rdf.transform.merge import merge as union

    refuse_limit(limit)
    _refuse(paths, out)
    sources = _sources(paths, text=text)

    def done(merged: Merged) -> int:
        write_rdf(merged.quads, str(out))
        _tell(merged, form)
        return int(bool(merged.conflicts))

    quads = [quad for source in sources for quad in source.quads]
    return naming_within(limit, quads, lambda: union(sources), done, "the merge")


def _refuse(paths: Sequence[str], out: Path) -> None:
    """Refuse what cannot work before anything is read.

    Raises:
        UsageError: if the output has no named graphs or is an input, or standard input is named twice.
    """
    syntax = syntax_named(str(out), "", "--to")
    if not syntax.has_graphs:
        raise UsageError(
            f"{syntax.title} has no named graphs, and each lineage has one",
            str(out),
            "write .trig, .nq or .jsonld",
        )
    refuse_overwriting(out, paths)
    if paths.count("-") > 1:
        raise UsageError("standard input can be read once only", "-", "name it once")


def _sources(paths: Sequence[str], *, text: bool) -> list[Source]:
    """Return the statements of all inputs; all are attempted.

    Raises:
        LineageError: if one or more cannot be read.
    """
    found, errors = [], []
    for path in paths:
        try:
            found.append(_source(path, text=text))
        except LineageError as error:
            errors.append(error)
    raise_all(errors)
    return found


def _source(path: str, *, text: bool) -> Source:
    from lineage_rdf.codec.names import node
    from lineage_rdf.codec.read import with_http_schema
    from lineage_rdf.transform.merge import Source

    quads = with_http_schema(read_statements(path, text=text))
    if not any(quad.object == node("FineTuneLineage") for quad in quads):
        raise InputError(
            "there is no ftl:FineTuneLineage in this file", path, "name a file that holds a lineage"
        )
    return Source(path, quads)


def _tell(merged: Merged, form: TextOrJson) -> None:
    from lineage_rdf.transform.conflict_text import as_content, as_lines

    for line in as_lines(merged.conflicts):
        tell_lines(f"{line}\n")
    told = [counted(len(merged.lineages), "lineage"), counted(len(merged.conflicts), "conflict")]
    if merged.repeated:
        told.append(f"{merged.repeated} told again in the same way")
    if merged.beside:
        told.append(f"{counted(merged.beside, 'statement')} of no lineage kept beside them")
    tell(", ".join(told))
    if form is TextOrJson.json:
        put_json(as_content(merged))
