"""RDF files that a command reads exactly as they are written, and those it writes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias, TypeVar

import typer

from lineage_rdf.cli.console import put_data, save, tell
from lineage_rdf.cli.limit import within

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pyoxigraph import Quad

    from lineage_rdf.codec.syntax import Syntax
    from lineage_rdf.codec.write import Written

T = TypeVar("T")
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


def syntax_named(name: str, asked: str, option: str, more: str = "") -> Syntax:
    """Return the syntax that was asked for, or the one that the name of a file tells.

    Args:
        name: a file, or `-` for a stream.
        asked: what the option says, empty if it was not given.
        option: the option.
        more: what else the option takes, for the message.

    Raises:
        UsageError: if neither names a syntax.
    """
    from lineage_rdf.codec.syntax import syntax_of
    from lineage_rdf.errors import UsageError

    if name == "-" and not asked:
        fix = f"add {option}, for example {option} turtle"
        raise UsageError("a stream has no name that tells its syntax", "-", fix)
    try:
        return syntax_of(asked or name)
    except UsageError as error:
        if not (asked and more):
            raise
        raise UsageError(error.what, error.where, f"{error.fix}, {more}") from None


def data_of(source: str) -> tuple[bytes, str]:
    """Return the bytes of a file, or for `-` of standard input, and what messages call it.

    Raises:
        InputError: if it cannot be read.
    """
    from lineage_rdf.cli.inputs import STDIN, standard_input
    from lineage_rdf.codec.read import read_bytes

    return (standard_input(), STDIN) if source == "-" else (read_bytes(Path(source)), source)


def read_rdf(source: str, from_: str = "") -> list[Quad]:
    """Return the statements of an RDF file, or for `-` of standard input, exactly as written.

    Args:
        source: the path.
        from_: the syntax; empty to tell it from the name, or from the first letters of a stream.

    Raises:
        LineageError: if it cannot be read.
    """
    from lineage_rdf.codec.read import read_quads
    from lineage_rdf.codec.syntax import syntax_of, syntax_of_stream

    syntax = syntax_of(from_ or source) if from_ or source != "-" else None
    data, name = data_of(source)
    return read_quads(data, syntax or syntax_of(syntax_of_stream(data)), name)


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

    return put_written(write_quads(quads, syntax_named(target, to, "--to")), target, allow_loss=allow_loss)


def put_written(
    written: Written, target: str, *, allow_loss: bool, instead: str = "trig, nquads or jsonld"
) -> int:
    """Put a text into a file, or for `-` on standard output, and return the exit code.

    Args:
        written: the text, and what it could not hold.
        target: the file.
        allow_loss: put it there although something is lost, rather than nothing.
        instead: the forms in which nothing would be lost.

    Raises:
        LineageError: if it cannot be written.
    """
    for lost in written.lost:
        tell(f"lineage-rdf: {lost}" + ("; left out" if allow_loss else ""))
    if written.lost and not allow_loss:
        tell(f"lineage-rdf: nothing was written (write {instead}, or allow it with --allow-loss)")
        return 1
    if target == "-":
        put_data(written.text)
    else:
        save(Path(target), written.text)
    return 0


def naming_within(
    limit: float, quads: Sequence[Quad], work: Callable[[], T], done: Callable[[T], int], what: str
) -> int:
    """Do work that names blank nodes, within a limit of time if there are any, and return the exit code.

    Args:
        limit: seconds.
        quads: what the work is about.
        work: what to do; it prints nothing.
        done: prints what came of it.
        what: what the work is called in messages.

    Raises:
        NoVerdictError: if the time is over.
    """
    from lineage_rdf.codec.terms import has_blank_nodes

    seconds = limit if has_blank_nodes(quads) else None
    return within(seconds, work, done, what=what, option="--limit")
