"""Reads files of terms in whatever layouts they have, as glossaries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath
from typing import Final

from attrs import evolve
from pyoxigraph import NamedNode, Quad

from lineage_rdf.codec.blank_nodes import without_blank_nodes
from lineage_rdf.codec.file_bytes import utf8
from lineage_rdf.codec.read import read_quads
from lineage_rdf.codec.syntax import Syntax, is_rdf_name, syntax_of
from lineage_rdf.errors import InputError, LineageError, raise_all
from lineage_rdf.terms.addresses import Addresses
from lineage_rdf.terms.casrai.bulk import (
    looks_like_bulk_csv,
    looks_like_bulk_json,
    read_bulk_csv,
    read_bulk_json,
)
from lineage_rdf.terms.casrai.jsonld import looks_like_term_jsonld, read_term_jsonld
from lineage_rdf.terms.casrai.values import document_of
from lineage_rdf.terms.from_graph import glossary_of
from lineage_rdf.terms.glossaries.assemble import title_of
from lineage_rdf.terms.glossaries.formats import FORMATS, Format, format_of
from lineage_rdf.terms.integrity import integrity, repaired
from lineage_rdf.terms.left_out import label_remarks, left_out
from lineage_rdf.terms.merging import merged
from lineage_rdf.terms.model import Glossary, Imported, Origin, Remark
from lineage_rdf.terms.statements import Statements
from lineage_rdf.terms.to_graph import glossary_quads

# A glossary is text that people write; a dictionary of a thousand terms has about a megabyte.
MAX_BYTES: Final = 64 << 20
# Terms may share one note in RDF, while each gets one of its own when it is written.
MAX_SOURCES: Final = 1_000_000
NO_IRI: Final = "FTL-T001"


def import_terms(files: Mapping[str, bytes], origin: Origin, *, repair: bool = True) -> Imported:
    """Return the terms of some files as one glossary, mended where that is safe, with a remark for each defect.

    Args:
        files: name -> content.
        origin: what the user says of them.
        repair: whether misread letters, one-way links and the like are mended; if not they are only told.

    Raises:
        LineageError: if a file cannot be read; all are attempted.
    """
    errors: list[LineageError] = []
    found = [imported for _, imported in read_glossaries(files, origin, errors, repair=repair)]
    raise_all(errors)
    whole = merged(found)
    if not repair:
        remarks = (*whole.remarks, *integrity(whole.glossary), *whole.left_out)
        return evolve(whole, remarks=remarks)
    mended = repaired(whole.glossary)
    return Imported(mended.glossary, (*whole.remarks, *mended.remarks, *whole.left_out))


def read_glossaries(
    files: Mapping[str, bytes], origin: Origin, errors: list[LineageError], *, repair: bool = True
) -> Iterator[tuple[str, Imported]]:
    """Yield name and terms of each glossary: each file of RDF, JSON or CSV, and all files of another layout together.

    Args:
        files: name -> content.
        origin: what the user says of them.
        errors: takes the errors of what cannot be read.
        repair: whether misread letters are mended.
    """
    groups: dict[Format, dict[str, bytes]] = {}
    for name, data in files.items():
        try:
            if form := _form(name, data):
                groups.setdefault(form, {})[name] = data
            else:
                yield name, _read_one(name, data, evolve(origin, where=name))
        except LineageError as error:
            errors.append(error)
    for form, group in groups.items():
        first = next(iter(group))
        try:
            told = first if len(group) == 1 else f"{len(group)} files ({form.title})"
            yield told, form.read(group, evolve(origin, where=first, folder=_folder(group)), repair=repair)
        except LineageError as error:
            errors.append(error)


def _folder(files: Iterable[str]) -> str:
    """Return the folder that several files are in, so that one more of them changes neither title nor IRIs."""
    names = [PurePath(name.replace("\\", "/")) for name in files]
    folders = {name.parent for name in names}
    return str(folders.pop()) if len(names) > 1 and len(folders) == 1 else ""


def _form(name: str, data: bytes) -> Format | None:
    """Return the layout of a file that may be one of many of a glossary; None for RDF, JSON and tables.

    Raises:
        InputError: if the file is too large.
    """
    if len(data) > MAX_BYTES:
        raise InputError("the file is larger than 64 MB", name, "split it")
    return None if is_rdf_name(name) else format_of(data)


def _read_one(name: str, data: bytes, origin: Origin) -> Imported:
    """Return the terms of a file that is a glossary by itself.

    Raises:
        InputError: if it is in no layout that is known, or cannot be read.
    """
    if is_rdf_name(name) and syntax_of(name) is not Syntax.JSONLD:
        return _of_rdf(data, syntax_of(name), origin)
    text = utf8(data, name)
    if text.lstrip()[:1] in ("{", "["):
        return _read_json(text, origin)
    if looks_like_bulk_csv(text):
        return read_bulk_csv(text, origin)
    known = ", ".join(form.title for form in FORMATS)
    raise InputError(
        "it is no file of terms that is known here", name, f"give RDF, CASRAI's JSON or CSV, {known}"
    )


def _read_json(text: str, origin: Origin) -> Imported:
    """Read JSON: the bulk file, DefinedTerm JSON-LD without SKOS, or any other JSON-LD as RDF."""
    document = document_of(text, origin.where)
    if looks_like_bulk_json(document):
        if looks_like_term_jsonld(document):
            what = "it has a list `entries` as the bulk file has, and a DefinedTerm beside it"
            raise InputError(what, origin.where, "make two files of it")
        return read_bulk_json(text, origin)
    if looks_like_term_jsonld(document) and "skos" not in text:
        return read_term_jsonld(text, origin)
    return _of_rdf(text.encode(), Syntax.JSONLD, origin)


def _of_rdf(data: bytes, syntax: Syntax, origin: Origin) -> Imported:
    """Read RDF; what the user says of it goes before what it says, and terms of no scheme get one.

    What is a blank node gets an IRI, so that others can link to it.
    """
    statements = list(read_quads(data, syntax, origin.where))
    quads, _ = without_blank_nodes(statements, origin.where)
    found = glossary_of(quads)
    if not found.terms:
        raise InputError(
            "there is no skos:Concept and no schema:DefinedTerm in it", origin.where, "give a file of terms"
        )
    sources = sum(len(reading.sources) for term in found.terms for reading in term.readings)
    if sources > MAX_SOURCES:
        what = f"its terms share notes that name {sources:,} sources when they are told for each term"
        raise InputError(what, origin.where, "give each term notes of its own")
    title = origin.title or found.title or title_of(origin.where)
    iri = found.iri or Addresses(title, origin.base).scheme()
    glossary = evolve(
        found,
        iri=iri,
        title=title,
        terms=tuple(evolve(term, sets=term.sets or (iri,)) for term in found.terms)
        if not found.iri
        else found.terms,
        accessed=origin.accessed or found.accessed,
        version=found.version or origin.version,
    )
    told = (*label_remarks(Statements(quads), origin.where), *_unnamed(glossary, statements, origin.where))
    return Imported(glossary, told, left_out(quads, glossary_quads(glossary), origin.where))


def _unnamed(glossary: Glossary, statements: Iterable[Quad], where: str) -> Iterator[Remark]:
    """Yield a remark for each term that is a blank node in its file."""
    known = {quad.subject.value for quad in statements if isinstance(quad.subject, NamedNode)}
    for term in glossary.terms:
        if term.iri not in known:
            what = "it is a blank node, to which nothing outside its file can link"
            yield Remark(NO_IRI, term.name, what, f"it got {term.iri}", True, where)
