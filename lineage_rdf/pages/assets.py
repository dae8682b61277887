"""The files that the pages load, each from the site itself."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from lineage_rdf.site.bundled import bundled
from lineage_rdf.site.files import shared_file

_FOLDER: Final = Path(__file__).parent / "assets"
_SHARED: Final = ("base.css", "icon.svg", "theme.js", "tools.js")
_OWN: Final = ("graph.js", "pages.css", "search.js")
# What makes pictures move; without it they stay as they are.
GRAPH_PROGRAM: Final = "cytoscape-dagre.min.js"


@cache
def assets() -> dict[str, bytes]:
    """Return path -> content of every file that pages load, the search's scripts excepted (see `shards`)."""
    found = {name: shared_file(name) for name in _SHARED}
    found |= {name: (_FOLDER / name).read_bytes() for name in _OWN}
    program = bundled(GRAPH_PROGRAM)
    if program is not None:
        found[GRAPH_PROGRAM] = program
    return {f"assets/{name}": content for name, content in sorted(found.items())}
