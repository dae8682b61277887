"""The files that pages load: what all our sites have in common, and what one of them has of its own."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

_ASSETS: Final = Path(__file__).parent / "assets"
SHARED: Final = ("base.css", "icon.svg", "theme.js", "tools.js")


@cache
def shared_file(name: str) -> bytes:
    """Return a file that every site has: `base.css`, `icon.svg`, `theme.js` (runs before the page is drawn) or `tools.js`.

    Raises:
        FileNotFoundError: if there is no such file.
    """
    return (_ASSETS / name).read_bytes()


@cache
def bundled(name: str) -> bytes | None:
    """Return a program of others that our pages load from the same place, or None if `make assets` did not build it.

    Args:
        name: the name of its file, for example `cytoscape-dagre.min.js`.
    """
    path = _ASSETS / "bundled" / name
    return path.read_bytes() if path.is_file() else None


@cache
def files_of(module: str) -> dict[str, bytes]:
    """Return name -> content of all files in the folder `assets` beside a module.

    Args:
        module: the file of the module.
    """
    folder = Path(module).parent / "assets"
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}
