"""Reads the text of a term page of the CASRAI Dictionary, and holds it against the JSON-LD that is printed on it.

Only what stands under known headings is read; partners' advertisements and logos are not. The site contradicts itself on its
version: the line of the term is believed, and a banner that says something else is remarked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from attrs import evolve

from lineage_rdf.codec.terms import is_iri
from lineage_rdf.errors import InputError
from lineage_rdf.terms.casrai import known
from lineage_rdf.terms.casrai.jsonld import read_term_jsonld
from lineage_rdf.terms.glossaries.assemble import Found
from lineage_rdf.terms.glossaries.casrai_head import Head, head_of, term_line
from lineage_rdf.terms.glossaries.casrai_printed import (
    address_in_jats,
    called_credit,
    differences,
    printed_block,
)
from lineage_rdf.terms.glossaries.markdown_parts import split_list
from lineage_rdf.terms.glossaries.mojibake import repaired_text
from lineage_rdf.terms.glossaries.page_text import Section, lines_of, sections
from lineage_rdf.terms.glossaries.place import Place
from lineage_rdf.terms.glossaries.reading_pages import read_pages
from lineage_rdf.terms.model import Citation, Imported, Origin, Remark, Term
from lineage_rdf.vocabulary.casrai import DICTIONARY, TITLE

EMPTY: Final = "FTL-T100"
OTHER_VERSION: Final = "FTL-T105"
DIFFERENCE: Final = "FTL-T106"
NO_IDENTIFIER: Final = "FTL-T107"
NOT_CREDIT: Final = "FTL-T005"
_NOTES, _REFERENCES, _ALSO = "editorial commentary", "references", "also known as"
# Heading -> whether what stands below it is an example, if it does not say itself whether it is one.
_EXAMPLES: Final = {
    "examples": True,
    "worked examples": True,
    "counter-examples": False,
    "looks similar, but isn't": False,
}
_LABELS: Final = {"is an instance": True, "not an instance": False}
_READ: Final = (*_EXAMPLES, _NOTES, _REFERENCES, _ALSO)
_END: Final = ("machine-readable encodings", "use in your systems", "jats xml <role> element", "partner deal")


def looks_like_casrai_page(text: str) -> bool:
    """Say whether a text is that of a term page: a line is `Dictionary term` with chips, and one is a heading of such pages.

    Args:
        text: the text of a file.
    """
    start = text[:200_000]
    lines = start.split("\n")
    return (
        "Dictionary term" in start
        and term_line(lines) >= 0
        and bool(sections(lines_of(start), (*_READ, *_END)))
    )


def read_casrai_pages(files: Mapping[str, bytes], origin: Origin, *, repair: bool = True) -> Imported:
    """Return the terms of pages of the dictionary, with a remark for each defect.

    A term gets the IRI that its page prints. No address of CASRAI is made up: without one it gets an IRI of our own.

    Args:
        files: name -> content, one page each.
        origin: what the user says of the files.
        repair: whether misread letters are mended.

    Raises:
        InputError: if a file is no such page or is too large; `ManyErrors` if several are.
        UsageError: if the base is none.
    """
    named = evolve(origin, title=origin.title or TITLE)
    found = read_pages(files, named, lambda text, name: _page(text, name, origin, repair))
    own = found.glossary.iri
    terms = tuple(
        evolve(term, sets=tuple(DICTIONARY if iri == own else iri for iri in term.sets))
        for term in found.glossary.terms
    )
    versions = {term.version for term in terms}
    version = versions.pop() if len(versions) == 1 else origin.version
    return Imported(known.dictionary(terms, version=version, accessed=origin.accessed), found.remarks)


def _page(text: str, name: str, origin: Origin, repair: bool) -> tuple[Found, list[Remark]]:
    lines = lines_of(text)
    at = term_line([line for _, line in lines])
    if at < 0:
        raise InputError("the page has no line `Dictionary term`", name, "give the text of the whole page")
    found = sections(lines[at:], (*_READ, *_END))
    first = min((section.number for section in found.values()), default=len(lines) + 1)
    head = head_of([line for number, line in lines if number < first])
    if not head.name:
        raise InputError("the page does not name its term", name, "give the text of the whole page")
    begins = {heading: section.number for heading, section in found.items()} | {"head": at + 1}
    place = Place(head.name, lambda at: f"{name}:{begins[at]}" if at in begins else name, repair)
    term = _identified(_term(head, found, place), text, evolve(origin, where=name), place)
    _tell(head, found, place)
    return Found(term, name), place.remarks


def _term(head: Head, found: Mapping[str, Section], place: Place) -> Term:
    def paragraphs(heading: str) -> str:
        return place.text(heading, "\n\n".join(found[heading].paragraphs())) if heading in found else ""

    note = paragraphs(_NOTES)
    references = found[_REFERENCES].items() if _REFERENCES in found else []
    instances = [(is_one, place.text("examples", text)) for is_one, text in _instances(found)]
    return Term(
        "",
        place.text("head", head.name),
        tuple(dict.fromkeys(place.text(_ALSO, alias) for alias in _aliases(found))),
        definition=place.text("head", head.definition),
        examples=tuple(text for is_one, text in instances if is_one),
        counter_examples=tuple(text for is_one, text in instances if not is_one),
        notes=(note,) if note else (),
        citations=tuple(Citation(place.text(_REFERENCES, item)) for item in references),
        categories=(head.track,) if head.track else (),
        status=head.status,
        reviewed=head.updated,
        version=head.version,
        author=head.author,
        license=head.license,
    )


def _aliases(found: Mapping[str, Section]) -> Iterator[str]:
    """Yield the other names; dots between them or lines part them."""
    for row in found[_ALSO].rows() if _ALSO in found else ():
        yield from split_list(row, "·")


def _instances(found: Mapping[str, Section]) -> Iterator[tuple[bool, str]]:
    """Yield the examples and counter-examples: whether it is an example, and its text.

    A line says of each which it is. Where the lines are missing, it is what the heading says.
    """
    for heading, default in _EXAMPLES.items():
        is_one, texts, blank = default, list[str](), False
        for _, line in found[heading].lines if heading in found else ():
            text = line.strip().removeprefix("•").strip()
            label = _LABELS.get(text.lower())
            if label is not None or line.strip().startswith("•"):
                if texts:
                    yield is_one, " ".join(texts)
                is_one, texts = default if label is None else label, [text] if label is None and text else []
            elif text and texts and blank and found[heading].is_last and not line.startswith(" "):
                break
            elif text:
                texts.append(text)
            blank = not text
        if texts:
            yield is_one, " ".join(texts)


def _identified(term: Term, text: str, origin: Origin, place: Place) -> Term:
    """Return the term with the IRI, the sets and the licence that its page prints; differences are remarked."""
    block, jats = printed_block(text), address_in_jats(text)
    block = repaired_text(block) if place.repair else block
    other = _printed(block, origin, place) if block else None
    for what in differences(term, other) if other else ():
        place.tell(DIFFERENCE, "machine-readable encodings", what, "the text of the page was believed")
    iri = other.iri if other and is_iri(other.iri) else jats
    if jats and iri != jats:
        what = f"its JATS names {jats} and its JSON-LD {iri}"
        place.tell(DIFFERENCE, "machine-readable encodings", what, "the JSON-LD was believed")
    if called_credit(text, other or term):
        what = "its JATS calls the vocabulary credit, which is the name of the CRediT taxonomy alone"
        fix = "the JATS that is written names CASRAI"
        place.tell(NOT_CREDIT, "machine-readable encodings", what, fix, repaired=True)
    if not is_iri(iri):
        fix = "look up its address; an IRI of our own was given to it, for none of CASRAI's is made up"
        place.tell(NO_IDENTIFIER, "", "the page does not print the identifier of its term", fix)
        iri = ""
    more = other or term
    return evolve(
        term,
        iri=iri,
        code=iri.rstrip("/").rpartition("/")[2],
        sets=more.sets,
        pages=more.pages,
        relations=more.relations,
        license=more.license or term.license,
    )


def _printed(block: str, origin: Origin, place: Place) -> Term | None:
    """Return the term of the JSON-LD of a page; what was mended in it is told beside what was mended on the page."""
    try:
        read = read_term_jsonld(block, origin)
    except InputError as error:
        place.tell(DIFFERENCE, "machine-readable encodings", error.what, "correct the JSON-LD of the page")
        return None
    # The page itself says the version, and the JSON-LD on it is read from the page.
    place.remarks += [remark for remark in read.remarks if remark.term]
    return read.glossary.terms[0]


def _tell(head: Head, found: Mapping[str, Section], place: Place) -> None:
    if head.banner and head.version and head.banner != head.version:
        what = f"its line says {head.version} and the banner of the site {head.banner}"
        place.tell(OTHER_VERSION, "head", what, f"{head.version} was taken")
    for heading in (_NOTES, _REFERENCES, _ALSO):
        if heading in found and not found[heading].rows():
            place.tell(
                EMPTY, heading, f"nothing stands under {heading.capitalize()}", "look at the page itself"
            )
    for is_one, heading in ((True, "examples"), (False, "counter-examples")):
        if heading in found and not any(is_one is kind for kind, _ in _instances(found)):
            place.tell(
                EMPTY, heading, f"nothing stands under {heading.capitalize()}", "look at the page itself"
            )
