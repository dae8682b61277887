"""Reads a glossary in YAML: one entry of fifteen fields for each term, a file each or many in one file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Any, Final

from attrs import evolve

from lineage_rdf.codec.file_bytes import utf8
from lineage_rdf.errors import InputError, LineageError, raise_all
from lineage_rdf.plain_text import clean
from lineage_rdf.sources.yaml_text import YamlDocument, YamlTextError, load_yaml, load_yaml_documents
from lineage_rdf.terms.glossaries.assemble import Found, assembled
from lineage_rdf.terms.glossaries.entry import term_of
from lineage_rdf.terms.glossaries.place import Place
from lineage_rdf.terms.model import Imported, Origin, Remark

KEY_TWICE: Final = "FTL-T091"
NO_TERM: Final = "FTL-T092"
TAG: Final = "FTL-T093"
MAX_TERMS: Final = 200_000
# A line of `---` ends whatever stands before it, a text in quotes and a block of text too (YAML 1.2.2, 9.1.2).
_MARK: Final = re.compile(r"^---(?=\s|$)", re.MULTILINE)
_LOOKS: Final = re.compile(r"^[ -]{0,8}[\"']?(term|short_def)[\"']?[ \t]{0,8}:(?=\s|$)", re.MULTILINE)


def looks_like_yaml_terms(text: str) -> bool:
    """Say whether a text is meant as YAML entries: it has the keys `term` and `short_def` at the beginning of lines.

    Args:
        text: the text of a file; front matter of Markdown with these keys is taken for one too.
    """
    return {match[1] for match in _LOOKS.finditer(text)} == {"term", "short_def"}


def read_yaml_terms(files: Mapping[str, bytes], origin: Origin, *, repair: bool = True) -> Imported:
    """Return the terms of YAML files as one glossary, with a remark for each defect.

    Args:
        files: name -> content; each holds one entry, a list of entries, or several documents of either.
        origin: what the user says of the files.
        repair: whether misread letters are mended.

    Raises:
        InputError: if a file is no YAML, is too large, or holds no entry; `ManyErrors` if several are.
        UsageError: if the base is none.
    """
    found: list[Found] = []
    remarks: list[Remark] = []
    errors: list[LineageError] = []
    for name, data in files.items():
        try:
            _read(utf8(data, name), name, repair, found, remarks)
        except LineageError as error:
            errors.append(error)
    if not files:
        raise InputError("there is no file", origin.where, "name the files of the terms")
    raise_all(errors)
    return assembled(found, remarks, origin)


def _read(text: str, name: str, repair: bool, found: list[Found], remarks: list[Remark]) -> None:
    before = len(found)
    for document in _documents(text.replace("\r\n", "\n").replace("\r", "\n"), name):
        where = _places(document, name, ())
        _tell_faults(document, where, remarks)
        for path, value in _entries(document.value):
            _entry(value, _places(document, name, path), repair, found, remarks)
            if len(found) > MAX_TERMS:
                raise InputError(f"there are more than {MAX_TERMS:,} terms", name, "split the glossary")
    if len(found) == before:
        raise InputError("there is no entry with a term in it", name, "give it the fields of the schema")


def _documents(text: str, name: str) -> Iterator[YamlDocument]:
    """Yield the documents of a text, each read by itself, so that there may be any number of them."""
    begins = [match.start() for match in _MARK.finditer(text)]
    # Directives stand before the mark; a head of comments and blanks alone is no document.
    edges = [0, *begins, len(text)]
    line = 1
    for begin, end in pairwise(edges):
        part = text[begin:end]
        try:
            if begins and "\n%" in f"\n{text[: begins[0]]}":
                yield from load_yaml_documents(text)
                return
            if part.removeprefix("---").strip():
                yield _document(part, line)
        except YamlTextError as error:
            at = f"{name}:{error.line}" if error.line else name
            fix = "correct the YAML; a large glossary may be parted by lines of --- or into files"
            raise InputError(f"the file is {error.message}", at, fix) from None
        line += part.count("\n")


def _document(part: str, line: int) -> YamlDocument:
    mark = part.startswith("---")
    # The mark gives way to blanks: what is behind it on its line belongs to the document.
    body = f"   {part[3:]}" if mark and part[3:4] == "\n" else part
    return load_yaml(body, line)


def _entries(value: Any) -> Iterator[tuple[tuple[int, ...], Any]]:
    if isinstance(value, list):
        yield from (((number,), item) for number, item in enumerate(value))
    elif value is not None:
        yield (), value


def _places(document: YamlDocument, name: str, path: tuple[int, ...]) -> Callable[[str], str]:
    """Return a function from a field to file and line."""

    def where(at: str) -> str:
        steps = (*path, *(at.split(".") if at else ()))
        lines = (document.line(steps[:count]) for count in range(len(steps), 0, -1))
        line = next((line for line in lines if line), None)
        return f"{name}:{line}" if line else name

    return where


def _entry(
    value: Any, where: Callable[[str], str], repair: bool, found: list[Found], remarks: list[Remark]
) -> None:
    named = value.get("term") if isinstance(value, dict) else None
    place = Place(named.strip() if isinstance(named, str) else "", where, repair)
    if not isinstance(value, dict):
        place.tell(NO_TERM, "", "an item is no entry", "write it as fields; it was left out")
    else:
        term = term_of(value, place)
        if term.name:
            found.append(Found(term, where("")))
        # A name may have been mended, and remarks are to speak of the term by the name that it has now.
        place.remarks = [evolve(remark, term=term.name) for remark in place.remarks]
    remarks += place.remarks


def _tell_faults(document: YamlDocument, where: Callable[[str], str], remarks: list[Remark]) -> None:
    name = where("").rpartition(":")[0] or where("")
    for path, line in document.duplicates:
        what = f"the field {clean('.'.join(map(str, path)))} is given twice"
        fix = "delete one of the two; the last one was taken"
        remarks.append(Remark(KEY_TWICE, "", what, fix, where=f"{name}:{line}"))
    for tag, line in document.tags:
        what = f"a value asks for the type {clean(tag)}"
        remarks.append(
            Remark(TAG, "", what, "take the tag out; it was read as if it had none", where=f"{name}:{line}")
        )
