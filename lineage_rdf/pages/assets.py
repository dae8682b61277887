"""The files that the pages load, each from the site itself."""

from __future__ import annotations

from functools import cache
from typing import Final

from lineage_rdf.site.files import SHARED, bundled, files_of, shared_file

# What makes pictures move; without it they stay as they are.
GRAPH_PROGRAM: Final = "cytoscape-dagre.min.js"


@cache
def assets() -> dict[str, bytes]:
    """Return path -> content of every file that pages load, the search's scripts excepted (see `shards`)."""
    found = {name: shared_file(name) for name in SHARED} | files_of(__file__)
    program = bundled(GRAPH_PROGRAM)
    if program is not None:
        found[GRAPH_PROGRAM] = program
    return {f"assets/{name}": content for name, content in sorted(found.items())}
