"""Untrusted text in documents of reports: hidden letters become escapes."""

from __future__ import annotations

import json
import re
from typing import Any

from lineage_rdf.plain_text import HIDDEN, turtle_escape


def json_text(content: Any, depth: int = 4) -> str:
    """Return JSON for a program or a person, keys in the order given and hidden letters as escapes: nothing is lost.

    Args:
        content: what to write.
        depth: down to which depth each item gets a line of its own; what lies deeper stands on one line, so that each
            finding of 100,000 is a line and all are written at the speed of the library.
    """
    return hidden_as_escapes(_laid_out(content, depth, "") + "\n")


def _laid_out(item: Any, depth: int, indent: str) -> str:
    if not depth or not item or not isinstance(item, list | dict):
        return json.dumps(item, ensure_ascii=False)
    deeper = f"{indent}  "
    if isinstance(item, list):
        parts, ends = [_laid_out(member, depth - 1, deeper) for member in item], "[]"
    else:
        pairs = ((json.dumps(key), _laid_out(value, depth - 1, deeper)) for key, value in item.items())
        parts, ends = [f"{key}: {value}" for key, value in pairs], "{}"
    lines = f",\n{deeper}".join(parts)
    return f"{ends[0]}\n{deeper}{lines}\n{indent}{ends[1]}"


def hidden_as_escapes(document: str) -> str:
    """Return a JSON document with hidden letters as escapes."""
    return document if document.isascii() and "\x7f" not in document else HIDDEN.sub(_json_escape, document)


def rdf_text(document: str) -> str:
    """Return a Turtle document with hidden letters as escapes, which it allows in literals and IRIs alike."""
    return HIDDEN.sub(lambda match: turtle_escape(match[0]), document)


def _json_escape(match: re.Match[str]) -> str:
    return json.dumps(match[0])[1:-1] if match[0] != "\x7f" else "\\u007f"
