"""How much one file may tell: bounds on what strangers send, wide enough for every real file that was seen.

Of 26,082 real model cards and 261 other real files none made more than 522 claims or 9 problems, and no value had more than
601 characters.
"""

from __future__ import annotations

from typing import Any, Final

import attrs

MAX_VALUE: Final = 65_536
MAX_CLAIMS: Final = 2_000
MAX_PROBLEMS: Final = 500
VALUE_TOO_LONG: Final = "FTL-R170"
TOO_MUCH: Final = "FTL-R171"


def length_of(value: Any) -> int:
    """Return the number of characters of the texts in the value of a claim, or in a part of one."""
    if isinstance(value, str):
        return len(value)
    parts = value if isinstance(value, tuple) else attrs.astuple(value) if attrs.has(type(value)) else ()
    return sum(map(length_of, parts))
