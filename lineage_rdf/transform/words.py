"""Names of properties and classes in words."""

from __future__ import annotations

import re
from typing import Final

_BORDER: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")


def in_words(name: str, between: str = " ") -> str:
    """Return a name in lower case: `base model` for baseModel.

    Args:
        name: the local name.
        between: what stands between two words.
    """
    return _BORDER.sub(between, name).lower()
