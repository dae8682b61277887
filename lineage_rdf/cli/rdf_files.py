"""RDF files that a command reads exactly as they are written, and those it writes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from lineage_rdf.cli.console import put_data, save, tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyoxigraph import Quad

    from lineage_rdf.codec.syntax import Syntax

From: TypeAlias = Annotated[
    str, typer.Option("--from", help="Syntax of the input, if its name does not tell.")
]
Limit: TypeAlias = Annotated[
    float,
    typer.Option(
        "--limit", metavar="SECONDS", help="Stop if naming the blank nodes takes longer; the exit code is 3."
    ),
]
AllowLoss: TypeAlias = Annotated[
    bool, typer.Option("--allow-loss", help="Write what the syntax can hold and leave out the rest.")
]
LIMIT = 60.0  # seconds


def output_syntax(name: str, asked: str = "") -> Syntax:
    """Return the syntax of a file to write, or that of a stream that was asked for.

    Args:
        name: the name of the file, or `-`.
        asked: what was asked for; empty for nothing.

    Raises:
        UsageError: if the name is of no syntax we know, or a stream has none.
    """
    from lineage_rdf.codec.syntax import syntax_of
    from lineage_rdf.errors import UsageError

    if name == "-" and not asked:
        raise UsageError(
            "a stream has no name that tells its syntax", "-", "add --to, for example --to nquads"
        )
    return syntax_of(asked or name)


def read_rdf(source: str, from_: str = "") -> list[Quad]:
    """Return the statements of an RDF file, or for `-` of standard input, exactly as written.

    Args:
        source: the path.
        from_: the syntax; empty to tell it from the name, or from the first letters of a stream.

    Raises:
        LineageError: if it cannot be read.
    """
    from lineage_rdf.cli.inputs import STDIN, syntax_of_stream
    from lineage_rdf.codec.read import MAX_BYTES, read_file, read_quads
    from lineage_rdf.codec.syntax import syntax_of

    if source != "-":
        return read_file(Path(source), syntax_of(from_ or source))
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    return read_quads(data, syntax_of(from_ or syntax_of_stream(data)), STDIN)


def read_statements(path: str, *, text: bool) -> Sequence[Quad]:
    """Return the statements of an RDF file as they are written, or those that readers make of any other input.

    Args:
        path: a file, a folder, shorthand, or `-` for RDF on standard input.
        text: whether it is shorthand whatever it looks like.

    Raises:
        LineageError: if it cannot be read.
    """
    from lineage_rdf.cli.inputs import is_rdf_file, read_input

    if path == "-" or (not text and is_rdf_file(Path(path))):
        return read_rdf(path)
    return [quad for lineage in read_input(path, text=text) for quad in lineage.quads]


def write_rdf(quads: Sequence[Quad], target: str, *, to: str = "", allow_loss: bool = False) -> int:
    """Write statements to a file, or for `-` to standard output, and return the exit code.

    Args:
        quads: the statements.
        target: the file.
        to: the syntax asked for.
        allow_loss: leave out what the syntax cannot hold, rather than write nothing and return 1.

    Raises:
        LineageError: if it cannot be written.
    """
    from lineage_rdf.codec.write import write_quads

    written = write_quads(quads, output_syntax(target, to))
    for lost in written.lost:
        tell(f"lineage-rdf: {lost}" + ("; left out" if allow_loss else ""))
    if written.lost and not allow_loss:
        tell("lineage-rdf: nothing was written (write trig, nquads or jsonld, or allow it with --allow-loss)")
        return 1
    if target == "-":
        put_data(written.text)
    else:
        save(Path(target), written.text)
    return 0
