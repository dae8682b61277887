"""The documents that a form brings (RFC 7578)."""

from __future__ import annotations

from email.message import Message
from typing import Any, Final

from attrs import frozen

from lineage_rdf.errors import InputError

_MOST: Final = 100  # documents


@frozen
class Part:
    """A document of a form.

    Args:
        content_type: what it is said to be; Turtle if nothing is said.
        body: its bytes.
    """

    content_type: str
    body: bytes


def parts_of(content_type: str, body: bytes) -> list[Part]:
    """Return the documents of a form.

    Args:
        content_type: the Content-Type header of the form, which names the line between them.
        body: the form.

    Raises:
        InputError: if it is no such form.
    """
    # Loaded here, as hardly anybody sends such a form.
    from python_multipart import MultipartParser
    from python_multipart.exceptions import FormParserError

    header = Message()
    header["content-type"] = content_type
    boundary = header.get_param("boundary")
    if not isinstance(boundary, str) or not boundary:
        raise InputError("the form does not say what stands between its parts")
    found = _Found()
    try:
        parser = MultipartParser(boundary.encode("latin-1", "replace"), found.callbacks)
        parser.write(body)
        parser.finalize()
    except FormParserError as error:
        raise InputError(f"the form cannot be read: {error}") from None
    return found.parts


class _Found:
    """What the parser finds, part by part."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.callbacks: Any = {
            "on_part_begin": self._begin,
            "on_header_field": self._on_name,
            "on_header_value": self._on_value,
            "on_header_end": self._end_header,
            "on_part_data": self._on_data,
            "on_part_end": self._end,
        }
        self._begin()

    def _begin(self) -> None:
        self._type = "text/turtle"
        self._data: list[bytes] = []
        self._name, self._value = b"", b""
        if len(self.parts) >= _MOST:
            raise InputError(f"the form brings more than {_MOST} documents", fix="send several forms")

    def _on_name(self, data: bytes, start: int, end: int) -> None:
        self._name += data[start:end]

    def _on_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _end_header(self) -> None:
        if self._name.lower() == b"content-type":
            self._type = self._value.decode("latin-1")
        self._name, self._value = b"", b""

    def _on_data(self, data: bytes, start: int, end: int) -> None:
        self._data.append(data[start:end])

    def _end(self) -> None:
        self.parts.append(Part(self._type, b"".join(self._data)))
