"""The header of a safetensors file: names, types, shapes and places of its tensors, and text that somebody added.

The layout is told at https://github.com/huggingface/safetensors#format: eight bytes with the length of the
header, the header as JSON, then the tensors one behind the other without a gap. Only the header is read, and its
texts are those of strangers.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from math import prod
from typing import Any, Final

from attrs import frozen

from lineage_rdf.sources.json_text import JsonTextError, load_json

MAX_HEADER: Final = 16 << 20
MAX_KEYS: Final = 1_000_000
METADATA: Final = "__metadata__"
_MAX_DIMENSIONS: Final = 16
# Bits of one element, for the types that the format names.
_BITS: Final = {
    "F64": 64, "I64": 64, "U64": 64, "C64": 64, "F32": 32, "I32": 32, "U32": 32, "F16": 16, "BF16": 16, "I16": 16,
    "U16": 16, "F8_E4M3": 8, "F8_E5M2": 8, "F8_E8M0": 8, "F8_E4M3FNUZ": 8, "F8_E5M2FNUZ": 8, "I8": 8, "U8": 8,
    "BOOL": 8, "F6_E2M3": 6, "F6_E3M2": 6, "F4": 4,
}  # fmt: skip


class HeaderError(ValueError):
    """The bytes are no header that can be used; the message says why, in plain words."""


@frozen
class Tensor:
    """What a header says of one tensor.

    Args:
        name: its name.
        dtype: its type as the format names it, for example `BF16`.
        shape: its lengths, outermost first.
        start: where its bytes begin, counted from the end of the header.
        end: where they end.
    """

    name: str
    dtype: str
    shape: tuple[int, ...]
    start: int
    end: int

    @property
    def count(self) -> int:
        """How many elements it has."""
        return prod(self.shape)


@frozen
class SafetensorsHeader:
    """What a header says.

    Args:
        tensors: the tensors in the order of the header.
        metadata: what somebody added, untrusted text; values that are no text are left out.
        duplicates: keys that stand twice in one object.
        not_text: keys of the metadata whose values are no text.
        astray: what is wrong with the places of the tensors; empty if they follow on each other.
    """

    tensors: tuple[Tensor, ...]
    metadata: dict[str, str]
    duplicates: tuple[str, ...]
    not_text: tuple[str, ...]
    astray: str


def header_length(data: bytes) -> int:
    """Return the length of the header in bytes that the first eight bytes give.

    Raises:
        HeaderError: if they give none, or one above 16 MiB.
    """
    if len(data) < 8:
        raise HeaderError("the file is shorter than the eight bytes that give the length of the header")
    length = int.from_bytes(data[:8], "little")
    if length > MAX_HEADER:
        raise HeaderError(f"the header is said to have {length} bytes; at most {MAX_HEADER} are read")
    return length


def read_header(data: bytes, size: int | None = None) -> SafetensorsHeader:
    """Return what a header says.

    Args:
        data: the file from its first byte to the end of the header, or more of it.
        size: the size of the whole file in bytes, where it is known.

    Raises:
        HeaderError: if it is no header.
    """
    length = header_length(data)
    if len(data) < 8 + length:
        raise HeaderError("the file ends inside the header")
    text = data[8 : 8 + length]
    if text.count(b":") > MAX_KEYS:
        raise HeaderError(f"the header has more than {MAX_KEYS} keys")
    try:
        document = load_json(text.decode())
    except UnicodeDecodeError:
        raise HeaderError("the header is not UTF-8") from None
    except JsonTextError as error:
        raise HeaderError(f"the header is not readable as JSON: {error.message}") from None
    if not isinstance(document.value, dict):
        raise HeaderError("the header is not a mapping of names to tensors")
    values = dict(document.value)
    texts, not_text = _metadata(values.pop(METADATA, {}))
    tensors = tuple(_tensor(name, value) for name, value in values.items())
    room = None if size is None else size - 8 - length
    return SafetensorsHeader(tensors, texts, document.duplicates, not_text, _astray(tensors, room))


def _metadata(value: Any) -> tuple[dict[str, str], tuple[str, ...]]:
    if not isinstance(value, dict):
        return {}, (METADATA,)
    texts = {key: item for key, item in value.items() if isinstance(item, str)}
    return texts, tuple(key for key in value if key not in texts)


def _tensor(name: str, value: Any) -> Tensor:
    entry = value if isinstance(value, dict) else {}
    dtype, shape = entry.get("dtype"), _lengths(entry.get("shape"), _MAX_DIMENSIONS)
    offsets = _lengths(entry.get("data_offsets"), 2)
    if not isinstance(dtype, str) or shape is None or offsets is None or len(offsets) != 2:
        raise HeaderError(f"the entry {name[:80]!r} does not describe a tensor")
    return Tensor(name, dtype, shape, offsets[0], offsets[1])


def _lengths(value: Any, most: int) -> tuple[int, ...] | None:
    """Return a list of some whole numbers below 2^63; None for all else, also longer numbers, which would only cost time."""
    if not isinstance(value, list) or len(value) > most or not set(map(type, value)) <= {int}:
        return None
    return tuple(value) if not value or (min(value) >= 0 and max(value) < 1 << 63) else None


def _astray(tensors: Iterable[Tensor], room: int | None) -> str:
    """Return what is wrong with the places of tensors, empty if nothing is."""
    ordered = sorted(tensors, key=lambda tensor: (tensor.start, tensor.end))
    for tensor in ordered:
        bits = _BITS.get(tensor.dtype)
        if bits and tensor.count * bits != (tensor.end - tensor.start) * 8:
            return f"type and shape of {tensor.name[:80]!r} do not fit its place"
    if ordered and ordered[0].start:
        return f"there is a gap before {ordered[0].name[:80]!r}"
    for one, other in pairwise(ordered):
        if one.end != other.start:
            return f"{other.name[:80]!r} does not begin where the tensor before it ends"
    if ordered and room is not None and ordered[-1].end > room:
        return f"the file ends before {ordered[-1].name[:80]!r} does"
    return ""
