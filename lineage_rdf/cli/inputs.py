"""What commands are given: RDF files, model folders and other files, shorthand, and RDF on standard input."""

from __future__ import annotations

import re
import sys
from os.path import exists, isdir  # unlike those of `Path` they raise nothing for names that cannot be
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Quad

    from lineage_rdf.lineage import Lineage

STDIN = "<standard input>"


def rdf_stream(path: str, *, whole: bool = False) -> Iterator[Quad] | None:
    """Return the statements of an RDF file or, for `-`, of standard input, some perhaps twice; None for any other input.

    Nothing but RDF is looked for, so that the readers of all other files need not be loaded.

    Args:
        path: the path.
        whole: whether JSON-LD is RDF even if it is a document of SPDX.

    Raises:
        InputError: if it cannot be read.
    """
    from lineage_rdf.codec.read import read_bytes, stream_normal
    from lineage_rdf.codec.syntax import syntax_of, syntax_of_stream

    if path == "-":
        data = standard_input()
        return stream_normal(data, syntax_of(syntax_of_stream(data)), STDIN)
    file = Path(path)
    if not is_rdf_file(file, whole=whole):
        return None
    return stream_normal(read_bytes(file), syntax_of(file.name), path)


def is_rdf_file(file: Path, *, whole: bool = False) -> bool:
    """Say whether a path is that of a file whose name ends like RDF, apart from JSON-LD that is a document of SPDX.

    Args:
        file: the path.
        whole: whether JSON-LD is RDF even if it is a document of SPDX.
    """
    from lineage_rdf.codec.syntax import Syntax, is_rdf_name, syntax_of

    if not is_rdf_name(file.name) or isdir(file) or not exists(file):
        return False
    # A reader takes a document of SPDX as plain JSON, for its context lies on the web.
    return whole or syntax_of(file.name) is not Syntax.JSONLD or not _is_spdx(file)


_OF_SPDX = re.compile(rb'"@context"\s*:\s*\[?\s*"https?://spdx\.org/')


def _is_spdx(file: Path) -> bool:
    try:
        with file.open("rb") as stream:
            return _OF_SPDX.search(stream.read(1 << 25)) is not None
    except OSError:
        return False


def read_input(path: str, *, text: bool = False) -> list[Lineage]:
    """Return the lineages of one input; `-` is an RDF document on standard input.

    Raises:
        LineageError: if it cannot be read.
    """
    from lineage_rdf.codec.syntax import syntax_of_stream
    from lineage_rdf.lineage import read_all, read_document

    if path != "-":
        return read_all(path, text=text)
    data = standard_input()
    return read_document(data, syntax_of_stream(data), STDIN)


def standard_input() -> bytes:
    """Return what stands on standard input, up to one byte more than is read of any file."""
    from lineage_rdf.codec.read import MAX_BYTES

    return sys.stdin.buffer.read(MAX_BYTES + 1)
