"""All statements in one file, in the syntaxes that have named graphs, plain and compressed."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path
from typing import Final

from pyoxigraph import RdfFormat, parse

from lineage_rdf.codec.turtle import write_trig
from lineage_rdf.publish.spool import Pieces

LINEAGES: Final = "lineages.nq"
_TRIG: Final = "lineages.trig"
_LEVEL: Final = 6
# Where they are in a site.
DUMPS: Final = {f"dumps/{name}{end}": f"{name}{end}" for name in (LINEAGES, _TRIG) for end in ("", ".gz")}


def write_dumps(work: Path) -> None:
    """Write the dumps beside the one that the first pass made; the same lineages give the same bytes.

    Args:
        work: the folder where that is.
    """
    with (work / _TRIG).open("w", encoding="utf-8") as trig:
        for document in Pieces(work / LINEAGES):
            trig.write(write_trig(parse(document, RdfFormat.N_QUADS)))
    for name in (LINEAGES, _TRIG):
        with (
            (work / name).open("rb") as plain,
            (work / f"{name}.gz").open("wb") as file,
            # Neither a name nor a time in it.
            gzip.GzipFile("", "wb", _LEVEL, file, mtime=0) as packed,
        ):
            shutil.copyfileobj(plain, packed, 1 << 20)
