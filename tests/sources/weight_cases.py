"""What the tests of weight heads share: making small files of both formats byte by byte."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Mapping
from typing import Any

from lineage_rdf.sources.reader import InputFile

_SIZES = {"F32": 4, "F16": 2, "BF16": 2, "I64": 8, "U8": 1, "I32": 4}


def safetensors(
    shapes: Mapping[str, tuple[int, ...]], dtype: str = "BF16", metadata: Mapping[str, Any] | None = None
) -> bytes:
    """Return a whole file with zeros for weights."""
    header: dict[str, Any] = {"__metadata__": dict(metadata)} if metadata is not None else {}
    at = 0
    for name, shape in shapes.items():
        end = at + _SIZES[dtype]
        for length in shape:
            end = at + (end - at) * length
        header[name] = {"dtype": dtype, "shape": list(shape), "data_offsets": [at, end]}
        at = end
    return with_header(json.dumps(header)) + bytes(at)


def with_header(text: str) -> bytes:
    data = text.encode()
    return len(data).to_bytes(8, "little") + data


def head(path: str, data: bytes, siblings: Iterable[str] = (), shards: Iterable[InputFile] = ()) -> InputFile:
    name = path.rsplit("/", 1)[-1]
    return InputFile(path, data, frozenset({name, *siblings}), size=len(data), shards=tuple(shards))


def gguf(
    values: Mapping[str, Any], tensors: Mapping[str, tuple[int, ...]] | None = None, *, order: str = "<"
) -> bytes:
    """Return the head of a GGUF file of version 3, without weights."""
    tensors = tensors or {}
    data = b"GGUF" + struct.pack(f"{order}IQQ", 3, len(tensors), len(values))
    for key, value in values.items():
        data += _text(key, order) + _typed(value, order)
    for name, shape in tensors.items():
        data += _text(name, order) + struct.pack(f"{order}I{len(shape)}Q", len(shape), *shape)
        data += struct.pack(f"{order}IQ", 0, 0)
    return data


def _text(text: str, order: str) -> bytes:
    data = text.encode()
    return struct.pack(f"{order}Q", len(data)) + data


def _typed(value: Any, order: str) -> bytes:
    if isinstance(value, str):
        return struct.pack(f"{order}I", 8) + _text(value, order)
    if isinstance(value, list):
        kind, members = 8, b"".join(_text(item, order) for item in value)
        return struct.pack(f"{order}IIQ", 9, kind, len(value)) + members
    return struct.pack(f"{order}II", 4, value)
