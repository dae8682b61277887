"""Reads files of terms in whatever layouts they have, as glossaries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from attrs import evolve
from pyoxigraph import NamedNode, Quad

from lineage_rdf.codec.blank_nodes import without_blank_nodes
from lineage_rdf.codec.file_bytes import utf8
from lineage_rdf.codec.read import read_quads
from lineage_rdf.codec.syntax import Syntax, is_rdf_name, syntax_of
from lineage_rdf.errors import InputError, LineageError, ManyErrors
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
from lineage_rdf.terms.integrity import repaired
from lineage_rdf.terms.merging import merged
from lineage_rdf.terms.model import Glossary, Imported, Origin, Remark

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
    mended = repaired(whole.glossary)
    if not repair:
        told = (evolve(remark, repaired=False) for remark in mended.remarks)
        return evolve(whole, remarks=(*whole.remarks, *told))
    return Imported(mended.glossary, (*whole.remarks, *mended.remarks))


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
            yield told, form.read(group, evolve(origin, where=first), repair=repair)
        except LineageError as error:
            errors.append(error)


def raise_all(errors: list[LineageError]) -> None:
    """Raise the errors that there are.

    Raises:
        LineageError: the only one, or `ManyErrors`.
    """
    if errors:
        raise errors[0] if len(errors) == 1 else ManyErrors(errors)


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
    """Read RDF; what is a blank node or has no IRI gets one, so that others can link to it."""
    statements = list(read_quads(data, syntax, origin.where))
    named, _ = without_blank_nodes(statements, origin.where)
    glossary = glossary_of(named)
    if not glossary.terms:
        raise InputError(
            "there is no skos:Concept and no schema:DefinedTerm in it", origin.where, "give a file of terms"
        )
    sources = sum(len(reading.sources) for term in glossary.terms for reading in term.readings)
    if sources > MAX_SOURCES:
        what = f"its terms share notes that name {sources:,} sources when they are told for each term"
        raise InputError(what, origin.where, "give each term notes of its own")
    return Imported(_with_iri(glossary, origin), tuple(_unnamed(glossary, statements, origin.where)))


def _unnamed(glossary: Glossary, statements: Iterable[Quad], where: str) -> Iterator[Remark]:
    """Yield a remark for each term that is a blank node in its file."""
    known = {quad.subject.value for quad in statements if isinstance(quad.subject, NamedNode)}
    for term in glossary.terms:
        if term.iri not in known:
            what = "it is a blank node, to which nothing outside its file can link"
            yield Remark(NO_IRI, term.name, what, f"it got {term.iri}", True, where)


def _with_iri(glossary: Glossary, origin: Origin) -> Glossary:
    """Return a glossary with an IRI and a title; a file that has no scheme is one."""
    if glossary.iri:
        return glossary
    title = origin.title or title_of(origin.where)
    iri = Addresses(title, origin.base).scheme()
    terms = tuple(evolve(term, sets=term.sets or (iri,)) for term in glossary.terms)
    return evolve(glossary, iri=iri, title=title, terms=terms)
