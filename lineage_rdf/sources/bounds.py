"""How much one file may tell: bounds on what strangers send, wide enough for every real file that was seen.

Of 26,082 real model cards and 261 other real files none made more than 522 claims or 9 problems, and no value had more than
601 characters.
"""

from __future__ import annotations

from typing import Any, Final

import attrs

from lineage_rdf.claims import Value

MAX_VALUE: Final = 65_536
MAX_CLAIMS: Final = 5_000
MAX_PROBLEMS: Final = 500
VALUE_TOO_LONG: Final = "FTL-R170"
TOO_MUCH: Final = "FTL-R171"


def length_of(value: Value) -> int:
    """Return the number of characters of the texts in the value of a claim."""
    return _length(value)


def _length(item: Any) -> int:
    if isinstance(item, str):
        return len(item)
    parts = item if isinstance(item, tuple) else attrs.astuple(item) if attrs.has(type(item)) else ()
    return sum(_length(part) for part in parts)
