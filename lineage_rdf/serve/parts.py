"""The parts of a form that was posted (RFC 7578): files to be read, or documents for a graph."""

from __future__ import annotations

from email.message import Message
from typing import Any, Final

from attrs import frozen

from lineage_rdf.errors import InputError

MOST: Final = 100  # documents


@frozen
class Part:
    """A part of a form.

    Args:
        content_type: what it is said to be; empty if nothing is said.
        body: its bytes.
        name: the name of its field; empty if it has none.
        file_name: the name of its file; empty if it is none.
    """

    content_type: str
    body: bytes
    name: str = ""
    file_name: str = ""


def parts_of(content_type: str, body: bytes, most: int = MOST) -> list[Part]:
    """Return the parts of a form.

    Args:
        content_type: the Content-Type header of the form, which names the line between them.
        body: the form.
        most: how many parts it may have.

    Raises:
        InputError: if it is no such form, has too many parts, or a name in it is no UTF-8.
    """
    # Loaded here, as hardly anybody sends such a form.
    from python_multipart import MultipartParser
    from python_multipart.exceptions import FormParserError

    header = Message()
    header["content-type"] = content_type
    boundary = header.get_param("boundary")
    if not isinstance(boundary, str) or not boundary:
        raise InputError("the form does not say what stands between its parts")
    found = _Found(most)
    try:
        parser = MultipartParser(boundary.encode("latin-1", "replace"), found.callbacks)
        parser.write(body)
        parser.finalize()
    except FormParserError as error:
        raise InputError(f"the form cannot be read: {error}") from None
    return found.parts


class _Found:
    """What the parser finds, part by part."""

    def __init__(self, most: int) -> None:
        self._most = most
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
        self._type = ""
        self._names: dict[bytes, bytes] = {}
        self._data: list[bytes] = []
        self._name, self._value = b"", b""
        if len(self.parts) >= self._most:
            raise InputError(f"the form has more than {self._most} parts", fix="send fewer, or several forms")

    def _on_name(self, data: bytes, start: int, end: int) -> None:
        self._name += data[start:end]

    def _on_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _end_header(self) -> None:
        from python_multipart.multipart import parse_options_header

        if self._name.lower() == b"content-type":
            self._type = self._value.decode("latin-1")
        elif self._name.lower() == b"content-disposition":
            self._names = parse_options_header(self._value)[1]
        self._name, self._value = b"", b""

    def _on_data(self, data: bytes, start: int, end: int) -> None:
        self._data.append(data[start:end])

    def _end(self) -> None:
        try:
            name, file_name = (self._names.get(key, b"").decode() for key in (b"name", b"filename"))
        except UnicodeDecodeError:
            raise InputError("a name in the form is no UTF-8", fix="write names as UTF-8") from None
        self.parts.append(Part(self._type, b"".join(self._data), name, file_name))
