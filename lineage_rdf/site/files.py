"""The files that all our pages load: style sheet, scripts and icon."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

_ASSETS: Final = Path(__file__).parent / "assets"


@cache
def shared_file(name: str) -> bytes:
    """Return a file that every site has: `base.css`, `icon.svg`, `theme.js` (runs before the page is drawn) or `tools.js`.

    Raises:
        FileNotFoundError: if there is no such file.
    """
    return (_ASSETS / name).read_bytes()
