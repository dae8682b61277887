"""JSON that stands inside a page or a script of ours, and can end neither."""

from __future__ import annotations

import json
from typing import Any

from lineage_rdf.plain_text import in_script


def embedded(document: Any) -> str:
    """Return a document as JSON on one line that is safe inside a script element.

    Args:
        document: what `json.dumps` takes.
    """
    return in_script(json.dumps(document, ensure_ascii=False, separators=(",", ":")))
