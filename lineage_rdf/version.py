"""The version of this package, at the lowest floor so that every room may name it."""

from __future__ import annotations

from typing import Final

VERSION: Final = "0.1.0"
