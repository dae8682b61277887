"""The documents of a form."""

from __future__ import annotations

import pytest

from lineage_rdf.errors import InputError
from lineage_rdf.serve.parts import Part, parts_of

FORM = "multipart/form-data; boundary=line"


def form(*parts: tuple[str, bytes]) -> bytes:
    head = b"--line\r\nContent-Disposition: form-data; name=x\r\n"
    return b"".join(head + more.encode() + b"\r\n" + body + b"\r\n" for more, body in parts) + b"--line--\r\n"


def test_each_part_has_its_type_and_its_bytes() -> None:
    long = b"x" * 100_000
    first = ("Content-Type: text/turtle; charset=utf-8\r\n", b"\x00\r\n--lin")
    assert parts_of(FORM, form(first, ("", b""), ("CONTENT-TYPE: a/b\r\n", long))) == [
        Part("text/turtle; charset=utf-8", b"\x00\r\n--lin", "x"),
        Part("", b"", "x"),
        Part("a/b", long, "x"),
    ]


def test_a_part_has_the_names_of_its_field_and_its_file() -> None:
    head = 'Content-Disposition: form-data; name="files"; filename="sft/größe.json"\r\n'
    (part,) = parts_of(FORM, b"--line\r\n" + head.encode() + b"\r\n{}\r\n--line--\r\n")
    assert part == Part("", b"{}", "files", "sft/größe.json")
    with pytest.raises(InputError, match="UTF-8"):
        parts_of(FORM, b"--line\r\n" + head.encode("latin-1") + b"\r\n{}\r\n--line--\r\n")


@pytest.mark.parametrize(
    ("media", "body", "says"),
    [
        ("multipart/form-data", form(), "does not say what stands between"),
        ("multipart/form-data; boundary=", form(), "does not say what stands between"),
        (FORM, b"no form", "cannot be read"),
        (FORM, form(*[("", b"x")] * 101), "more than 100 parts"),
    ],
)
def test_what_is_no_form_is_refused(media: str, body: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says):
        parts_of(media, body)
