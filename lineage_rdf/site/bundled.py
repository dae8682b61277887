"""Programs of others that our pages load from the same place, once `make assets` has built them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

_FOLDER: Final = Path(__file__).parent / "assets" / "bundled"


@cache
def bundled(name: str) -> bytes | None:
    """Return a bundled program, or None if it was not built.

    Args:
        name: the name of its file, for example `cytoscape-dagre.min.js`.
    """
    path = _FOLDER / name
    return path.read_bytes() if path.is_file() else None
