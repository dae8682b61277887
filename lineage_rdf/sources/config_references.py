"""Models as configurations name them: which values name one, and which of those are places on a disk."""

from __future__ import annotations

import re
from typing import Any

from lineage_rdf.claims import ModelReference

_NOTHING = frozenset({"", "none", "null", "nil", "~", "undefined", "n/a", "[]"})
_LOCAL = re.compile(r"^(?:[/\\~]|\.{1,2}[/\\]|[A-Za-z]:[/\\]|file:)")
_HUB_CACHE = re.compile(r"models--[^/\\]+[/\\]snapshots[/\\]")
# Possessive: a long text that is no address is looked at once.
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*+://")


def model_reference(raw: Any, revision: Any = None) -> ModelReference | None:
    """Return the model that a configuration value names, or None if it names none.

    Args:
        raw: the value: text, or anything else a broken file may hold.
        revision: the value of the revision key beside it.
    """
    name = name_of(raw)
    return ModelReference(name, revision=name_of(revision)) if name else None


def name_of(raw: Any) -> str | None:
    """Return a value as a name, or None for null, an empty text and the word None in its spellings."""
    if not isinstance(raw, str):
        return None
    name = raw.strip()
    return None if name.casefold() in _NOTHING else name


def is_local(raw: str) -> bool:
    """Return whether a name is a place on a disk and not an identifier on the Hub.

    Absolute and relative paths of any system count, and whatever has more parts than `org/name`; an address
    on the web does not.
    """
    if _URL.match(raw) and not raw.casefold().startswith("file:"):
        return False
    return bool(_LOCAL.match(raw)) or "\\" in raw or raw.rstrip("/").count("/") > 1


def is_followable(raw: str) -> bool:
    """Return whether others can find what a name means: no place on a disk, or one in the cache of the Hub.

    Folders of that cache carry organisation, name and commit in their path.
    """
    return not is_local(raw) or bool(_HUB_CACHE.search(raw))
