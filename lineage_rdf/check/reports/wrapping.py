"""Lines of a report that go on below themselves, where it is known how wide the terminal is."""

from __future__ import annotations

import textwrap
from typing import Final

# Where less than this is left beside the margin, wrapped text is harder to read than the terminal's own wrapping.
_NARROWEST: Final = 24


def hung(text: str, margin: str, width: int | None, lead: str = "") -> list[str]:
    """Return a text as lines below a margin, none for an empty one; all but the first stand below the text after the lead.

    Args:
        text: the text, on one line.
        margin: what stands in front of each line.
        width: columns of the terminal; None to leave the text on one line.
        lead: what stands in front of the text, for example `fix: `.
    """
    if not text:
        return []
    deeper = margin + " " * len(lead)
    if width is None or width - len(deeper) < _NARROWEST:
        return [f"{margin}{lead}{text}"]
    return textwrap.wrap(
        text,
        width,
        initial_indent=f"{margin}{lead}",
        subsequent_indent=deeper,
        break_long_words=False,
        break_on_hyphens=False,
    )
