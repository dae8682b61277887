"""What is wrong with a frame that PyLD takes and then fails with, in words that a person can act on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from lineage_rdf.codec.frame_conditions import Frame, flag, properties_of
from lineage_rdf.errors import InputError

# What PyLD says when it looks for the frame of a value in an empty array: of a literal, and of a node.
_NO_FRAME: Final = ("list index out of range", "a JSON-LD frame must be a single object")


def explained(error: InputError, frame: Frame, where: str) -> InputError:
    """Return an error of framing, in other words if the reason is a property with `[]` in a frame that takes nodes all the same.

    A frame with an `@id` or a class takes nodes by that alone, unless it requires all (JSON-LD 1.1 Framing, section 4.2.3). That
    a node does not have a property, which it says with `[]`, then is no condition, and there is no frame for the values it has.

    Args:
        error: the error.
        frame: the frame, expanded.
        where: the name of the document, for messages.
    """
    names = sorted(set(_ignored(frame)))
    if not names or not any(words in error.what for words in _NO_FRAME):
        return error
    taken = "the frame takes nodes by their @type or @id alone, so that [] is no condition"
    return InputError(
        f"{taken}, and one of them has {' or '.join(names)}",
        where,
        'add "@requireAll": true to take only nodes without it, or write {} in place of []',
    )


def _ignored(frame: Frame) -> Iterator[str]:
    """Yield the properties with `[]` of every frame that takes nodes without looking at them."""
    waiting: list[Any] = [frame]
    while waiting:
        item = waiting.pop()
        if isinstance(item, list):
            waiting += item
        elif isinstance(item, dict):
            waiting += item.values()
            if _takes_by_name(item):
                yield from (name for name, value in properties_of(item).items() if value == [])


def _takes_by_name(frame: Frame) -> bool:
    named = any(kind != {} for kind in frame.get("@type", []))
    return ("@id" in frame or named) and not flag(frame, "@requireAll", False)
