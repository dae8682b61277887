"""The lineages of a large N-Quads file, a piece at a time: the statements of each named graph have to stand together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Final

from pyoxigraph import DefaultGraph, Quad

from lineage_rdf.codec.read import stream_quads
from lineage_rdf.codec.syntax import Syntax
from lineage_rdf.errors import InputError

# What is read at a time; a line, and what stands about one lineage, may be longer.
_PIECE: Final = 1 << 22
_LONGEST_LINE: Final = 1 << 26


def graphs_in_runs(path: Path) -> Iterator[list[Quad]]:
    """Yield the statements of each named graph of a file; those outside of named graphs are left out.

    Args:
        path: the N-Quads file.

    Raises:
        InputError: if it cannot be read, or the statements of a graph do not stand together.
    """
    seen: set[str] = set()
    run: list[Quad] = []
    for quad in _quads(path):
        if isinstance(quad.graph_name, DefaultGraph):
            continue
        if run and quad.graph_name != run[0].graph_name:
            yield run
            run = []
        if not run:
            _refuse_again(str(quad.graph_name), seen, path)
        run.append(quad)
    if run:
        yield run


def _refuse_again(graph: str, seen: set[str], path: Path) -> None:
    if graph in seen:
        what = (
            f"the statements of the graph {graph} do not stand together, and the file is too large to be held"
        )
        raise InputError(what, str(path), "load it into a store, `lineage-rdf load`, and name the store")
    seen.add(graph)


def _quads(path: Path) -> Iterator[Quad]:
    try:
        with path.open("rb") as file:
            for piece in _pieces(file, path):
                yield from stream_quads(piece, Syntax.NQUADS, str(path))
    except OSError as error:
        raise InputError(f"it cannot be read: {error.strerror or error}", str(path)) from None


def _pieces(file: BinaryIO, path: Path) -> Iterable[bytes]:
    """Yield a file in pieces that end where a line ends."""
    while piece := file.read(_PIECE):
        line = piece if piece.endswith(b"\n") else piece + file.readline(_LONGEST_LINE)
        if not line.endswith(b"\n") and file.read(1):
            raise InputError("a line is longer than 64 MiB", str(path))
        yield line
