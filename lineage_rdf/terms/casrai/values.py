"""Values of JSON documents as texts."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from lineage_rdf.codec.jsonld_json import MAX_DEPTH, load_json
from lineage_rdf.errors import InputError
from lineage_rdf.terms.glossaries.entry import is_day

# The dictionary has less than a thousand entries; each may have remarks of its own.
MAX_ENTRIES: Final = 200_000
_HALF_ESCAPE: Final = re.compile(r"\\u[dD][89a-fA-F]")
_HALF: Final = re.compile("[\ud800-\udfff]")


def document_of(text: str, where: str) -> Any:
    """Return a JSON document of which every text can be written.

    Args:
        text: the document.
        where: the file, for messages.

    Raises:
        InputError: if it is no JSON, has a key twice in one object, or an escape for half a surrogate pair in a text.
    """
    document = load_json(text, where)
    _refuse_depth(document, where)
    # UTF-8 cannot hold such halves, so that only escapes can bring them in.
    if _HALF_ESCAPE.search(text) and _HALF.search(json.dumps(document, ensure_ascii=False)):
        what = "it has an escape for half a surrogate pair, which is no character"
        raise InputError(what, where, "write the letter itself, or both halves")
    return document


def refuse_many(entries: int, where: str) -> None:
    """Refuse files with more entries than anybody could look through.

    Raises:
        InputError: if there are more.
    """
    if entries > MAX_ENTRIES:
        raise InputError(f"there are more than {MAX_ENTRIES:,} entries", where, "split the file")


def _refuse_depth(document: Any, where: str) -> None:
    """Walk level by level, so that the walk itself cannot fail on depth."""
    level = [document] if isinstance(document, dict | list) else []
    for _ in range(MAX_DEPTH + 1):
        if not level:
            return
        inside = (item.values() if isinstance(item, dict) else item for item in level)
        level = [child for children in inside for child in children if isinstance(child, dict | list)]
    raise InputError(f"the JSON nests deeper than {MAX_DEPTH} levels", where)


def texts(value: Any) -> list[str]:
    """Return the texts of a JSON-LD value: a text, an object with `@id` or `@value`, or a list of these; blanks trimmed."""
    if isinstance(value, str):
        return [value.strip()] if value.strip() else []
    if isinstance(value, dict):
        return texts(value.get("@id") or value.get("@value"))
    if isinstance(value, list):
        return [text for part in value if not isinstance(part, list) for text in texts(part)]
    return []


def day(text: str) -> str:
    """Return the day with which a date or time begins, the empty text if it begins with none."""
    return text[:10] if is_day(text[:10]) else ""
