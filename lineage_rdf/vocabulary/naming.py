"""What a person calls a model or dataset."""

from __future__ import annotations

from typing import Final

UNNAMED: Final = "unnamed model"
_SHORT_COMMIT: Final = 12


def name_with_revision(identifier: str | None, name: str | None, revision: str | None) -> str:
    """Return an identifier with the first 12 letters of its revision, or else the name; empty text without either.

    Args:
        identifier: for example `org/name`.
        name: a name that need not be unique.
        revision: commit, tag or branch.
    """
    if identifier:
        return f"{identifier}@{revision[:_SHORT_COMMIT]}" if revision else identifier
    return name or ""
