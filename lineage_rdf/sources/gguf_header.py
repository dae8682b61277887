"""The head of a GGUF file: keys with typed values, then names, shapes and types of the tensors.

The layout is told at https://github.com/ggml-org/ggml/blob/master/docs/gguf.md. Lists are passed over and not kept: the long ones
are vocabularies. Every length is held against what is there before it is used, so a false one costs nothing.
"""

from __future__ import annotations

import struct
from math import prod
from typing import Any, Final

from attrs import define, field, frozen

MAX_HEAD: Final = 16 << 20
MAX_KEYS: Final = 100_000
MAX_TENSORS: Final = 200_000
MAX_ITEMS: Final = 2_000_000
_MAX_TEXT: Final = 10_000
_MAX_DEPTH: Final = 4
_STRING, _ARRAY = 8, 9
# Number of a value type -> how struct spells it.
_SCALARS: Final = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}


class HeadError(ValueError):
    """The bytes are no head of a GGUF file that can be used; the message says why, in plain words."""


class _EndsEarly(HeadError):
    """The head goes on behind the bytes that are there."""


@frozen
class GgufHeader:
    """What a head says.

    Args:
        values: key -> text, number or truth value; lists and texts of more than 10,000 bytes are left out.
        parameters: the sum over the shapes of all tensors; None if the head goes on behind what was read.
        duplicates: keys that stand twice; the first value counts.
    """

    values: dict[str, Any]
    parameters: int | None
    duplicates: tuple[str, ...]


@define
class _Cursor:
    """A place in the bytes, from which values are taken one by one."""

    data: bytes
    order: str = "<"
    at: int = 4
    items: int = 0
    wide: str = field(default="Q")

    def take(self, kind: str) -> Any:
        """Return the next value of a fixed size."""
        try:
            (value,) = struct.unpack_from(self.order + kind, self.data, self.at)
        except struct.error:
            raise _EndsEarly("the file ends inside the head") from None
        self.at += struct.calcsize(self.order + kind)
        return value

    def text(self) -> bytes:
        """Return the next text."""
        length = self.take(self.wide)
        self.skip(length)
        return self.data[self.at - length : self.at]

    def skip(self, length: int) -> None:
        """Pass over some bytes."""
        if length > len(self.data) - self.at:
            raise _EndsEarly("the file ends inside the head")
        self.at += length

    def skip_texts(self, number: int) -> None:
        """Pass over some texts; a vocabulary has a hundred thousand of them, so this is one tight loop."""
        length = struct.Struct(self.order + self.wide)
        at, width, unpack = self.at, length.size, length.unpack_from
        try:
            for _ in range(number):
                at += width + unpack(self.data, at)[0]
        except (struct.error, OverflowError):
            raise _EndsEarly("the file ends inside the head") from None
        self.skip(at - self.at)

    def count(self, number: int) -> None:
        """Count members of lists, of which only so many are passed over one by one."""
        self.items += number
        if self.items > MAX_ITEMS:
            raise HeadError(f"the head has lists of more than {MAX_ITEMS} texts")


def read_header(data: bytes) -> GgufHeader:
    """Return what a head says.

    Args:
        data: the file from its first byte, as far as it was read. What lies behind its end is left out.

    Raises:
        HeadError: if it is no head of a GGUF file.
    """
    cursor, tensors, keys = _start(data)
    values: dict[str, Any] = {}
    twice: list[str] = []
    try:
        for _ in range(keys):
            key = cursor.text().decode("utf-8", "replace")
            value = _value(cursor, cursor.take("I"), 0)
            if key in values:
                twice.append(key)
            values.setdefault(key, value)
        parameters = sum(_tensor(cursor) for _ in range(tensors))
    except _EndsEarly:
        if len(data) < MAX_HEAD:
            raise
        return GgufHeader(_known(values), None, tuple(twice))
    return GgufHeader(_known(values), parameters, tuple(twice))


def _known(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}


def _start(data: bytes) -> tuple[_Cursor, int, int]:
    """Return a place behind the first numbers, and how many tensors and keys there are."""
    if data[:4] != b"GGUF":
        raise HeadError("the file does not begin with GGUF")
    cursor = _Cursor(data)
    version = cursor.take("I")
    if version & 0xFFFF == 0:  # written by a machine that puts the greatest byte first
        cursor.order = ">"
        version = int.from_bytes(data[4:8], "big")
    if version not in (1, 2, 3):
        raise HeadError(f"version {version} of the format is not known here")
    cursor.wide = "I" if version == 1 else "Q"
    tensors, keys = cursor.take(cursor.wide), cursor.take(cursor.wide)
    if tensors > MAX_TENSORS or keys > MAX_KEYS:
        raise HeadError(f"the head is said to have {tensors} tensors and {keys} keys, which is too much")
    return cursor, tensors, keys


def _value(cursor: _Cursor, kind: int, depth: int) -> Any:
    """Return the next value, or None for what is passed over."""
    if kind in _SCALARS:
        return cursor.take(_SCALARS[kind])
    if kind == _STRING:
        text = cursor.text()
        return text.decode("utf-8", "replace") if len(text) <= _MAX_TEXT else None
    if kind != _ARRAY:
        raise HeadError(f"a value has the type {kind}, which is not known here")
    _skip_list(cursor, depth)
    return None


def _skip_list(cursor: _Cursor, depth: int) -> None:
    kind, length = cursor.take("I"), cursor.take(cursor.wide)
    if kind in _SCALARS:
        cursor.skip(length * struct.calcsize(cursor.order + _SCALARS[kind]))
        return
    if depth >= _MAX_DEPTH:
        raise HeadError(f"lists stand in lists more than {_MAX_DEPTH} deep")
    if length > len(cursor.data):  # every member takes at least a byte
        raise _EndsEarly("the file ends inside the head")
    cursor.count(length)
    if kind == _STRING:
        cursor.skip_texts(length)
        return
    for _ in range(length):
        _value(cursor, kind, depth + 1)


def _tensor(cursor: _Cursor) -> int:
    """Pass over what is said of one tensor and return how many elements it has."""
    cursor.text()
    dimensions = cursor.take("I")
    if dimensions > 8:
        raise HeadError(f"a tensor has {dimensions} dimensions, which is too much")
    count: int = prod(cursor.take(cursor.wide) for _ in range(dimensions))
    cursor.take("I")
    cursor.take("Q")
    return count
