"""Pages of one term each, read as one glossary."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from lineage_rdf.codec.file_bytes import utf8
from lineage_rdf.errors import InputError, LineageError, raise_all
from lineage_rdf.terms.glossaries.assemble import Found, assembled
from lineage_rdf.terms.model import Imported, Origin, Remark

MAX_CHARACTERS: Final = 4_000_000
# From the text of a page and its name to the term and the remarks on it.
ReadPage: TypeAlias = Callable[[str, str], tuple[Found, list[Remark]]]


def read_pages(files: Mapping[str, bytes], origin: Origin, read: ReadPage) -> Imported:
    """Return the terms of some pages as one glossary.

    Args:
        files: name -> content.
        origin: what the user says of the files.
        read: reads one page.

    Raises:
        InputError: if a file is no page or is too large; `ManyErrors` if several are.
        UsageError: if the base is none.
    """
    found: list[Found] = []
    remarks: list[Remark] = []
    errors: list[LineageError] = []
    for name, data in files.items():
        try:
            term, told = read(page_text(data, name), name)
        except LineageError as error:
            errors.append(error)
        else:
            found.append(term)
            remarks += told
    if not files:
        raise InputError("there is no file", origin.where, "name the files of the pages")
    raise_all(errors)
    return assembled(found, remarks, origin)


def page_text(data: bytes, name: str) -> str:
    """Return the text of a page with newlines as line ends.

    Args:
        data: the content of the file.
        name: its name, for messages.

    Raises:
        InputError: if it is no UTF-8 or is too large.
    """
    text = utf8(data, name)
    if len(text) > MAX_CHARACTERS:
        raise InputError(
            f"the page has more than {MAX_CHARACTERS:,} characters", name, "give the page of one term"
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")
