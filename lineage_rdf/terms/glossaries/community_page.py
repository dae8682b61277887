"""Reads the text of a page that tells how communities use a term: what it is not, other interpretations, reasoned relations.

The layout is that of a public glossary page of which only the text is known; its headings are fixed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from lineage_rdf.errors import InputError
from lineage_rdf.plain_text import clean
from lineage_rdf.terms.glossaries.assemble import Found
from lineage_rdf.terms.glossaries.markdown_parts import split_list
from lineage_rdf.terms.glossaries.page_text import Section, has_headings, lines_of, sections
from lineage_rdf.terms.glossaries.place import Place
from lineage_rdf.terms.glossaries.reading_pages import read_pages
from lineage_rdf.terms.model import Imported, Origin, Reading, Relation, Remark, Term
from lineage_rdf.terms.relations import PROPERTIES

EMPTY: Final = "FTL-T100"
UNREAD_LINE: Final = "FTL-T102"
UNKNOWN_KIND: Final = "FTL-T103"
_DEFINITION: Final = "definition"
_NOT: Final = "what this is not"
_READINGS: Final = "alternative interpretations"
_HEADINGS: Final = (
    _DEFINITION, _NOT, _READINGS, "examples", "counterexamples", "relations", "implementations",
)  # fmt: skip
# Headings that stand on no page of another layout.
_OWN: Final = (_DEFINITION, _NOT)
_ALSO: Final = "also known as:"
_SOURCES: Final = "sources:"
_COMMUNITY: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_KIND: Final = re.compile(r"[\w-]{1,60}")
_STATUSES: Final = frozenset(
    {
        "published",
        "draft",
        "proposed",
        "review",
        "reviewed",
        "approved",
        "stable",
        "experimental",
        "deprecated",
        "archived",
    }
)
_CHIP: Final = re.compile(r"[\w&/-]{1,40}")


def looks_like_community_page(text: str) -> bool:
    """Say whether a text is such a page: it has the headings `Definition` and `What this is NOT` on lines of their own.

    Args:
        text: the text of a file.
    """
    return has_headings(text, _OWN)


def read_community_pages(files: Mapping[str, bytes], origin: Origin, *, repair: bool = True) -> Imported:
    """Return the terms of such pages as one glossary, with a remark for each defect.

    Args:
        files: name -> content, one page each.
        origin: what the user says of the files.
        repair: whether misread letters are mended.

    Raises:
        InputError: if a file is no such page or is too large; `ManyErrors` if several are.
        UsageError: if the base is none.
    """
    return read_pages(files, origin, lambda text, name: _page(text, name, repair))


def _page(text: str, name: str, repair: bool) -> tuple[Found, list[Remark]]:
    lines = lines_of(text)
    found = sections(lines, _HEADINGS)
    if _DEFINITION not in found:
        raise InputError("the page has no heading Definition", name, "give the text of the whole page")
    head = _Head([line for number, line in lines if number < found[_DEFINITION].number])
    if not head.name:
        raise InputError("the page does not name its term", name, "give the whole text, from the title on")
    begins = {heading: section.number for heading, section in found.items()}
    place = Place(head.name, lambda at: f"{name}:{begins[at]}" if at in begins else name, repair)
    term = _term(head, found, place)
    for heading, section in found.items():
        if not _has_items(heading, section):
            fix = "write it, or take the heading out"
            place.tell(EMPTY, heading, f"nothing stands under {heading.capitalize()}", fix)
    return Found(term, name), place.remarks


def _has_items(heading: str, section: Section) -> bool:
    """Say whether something stands in a section beside the words that lead to it."""
    if heading == _READINGS:
        return any(True for _ in _communities(section))
    return bool(section.rows() if heading == _DEFINITION else section.items())


def _term(head: _Head, found: Mapping[str, Section], place: Place) -> Term:
    def items(heading: str) -> tuple[str, ...]:
        section = found.get(heading)
        return tuple(place.text(heading, item) for item in section.items()) if section else ()

    definition = "\n\n".join(found[_DEFINITION].paragraphs())
    return Term(
        "",
        place.text("title", head.name),
        tuple(dict.fromkeys(place.text("also known as", alias) for alias in head.aliases)),
        definition=place.text(_DEFINITION, definition),
        is_not=items(_NOT),
        examples=items("examples"),
        counter_examples=items("counterexamples"),
        implementations=items("implementations"),
        readings=tuple(_readings(found.get(_READINGS), place)),
        relations=tuple(_relations(items("relations"), place)),
        categories=head.categories,
        part_of_speech=head.kind,
        status=head.status,
    )


class _Head:
    """Title, chips and other names: the last lines before the definition; what stands above them is navigation.

    Args:
        lines: the lines before the definition.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        rows = [line.strip() for line in lines if line.strip()]
        also = rows.pop() if rows and rows[-1].lower().startswith(_ALSO) else ""
        self.aliases = split_list(also[len(_ALSO) :])
        chips = _chips(rows)
        self.kind = chips[0].lower() if chips else ""
        self.status = chips[-1].lower() if chips else ""
        self.categories = (" ".join(chips[1:-1]),) if chips else ()
        self.name = rows[-1] if rows else ""


def _chips(rows: list[str]) -> list[str]:
    """Take the chips off the rows: kind, category and status on one line, as `Process models published`, or on three."""
    words = rows[-1].split() if len(rows) > 1 else []
    if 3 <= len(words) <= 8 and words[-1].lower() in _STATUSES and all(map(_CHIP.fullmatch, words)):
        rows.pop()
        return words
    if len(rows) > 3 and rows[-1].lower() in _STATUSES:
        found, rows[-3:] = rows[-3:], []
        return found
    return []


def _communities(section: Section) -> Iterator[tuple[str, list[str], str]]:
    """Yield community, texts and the line of sources; the name of a community stands alone and is one word or hyphened."""
    name, texts, sources = "", list[str](), ""
    for paragraph in section.paragraphs():
        if _COMMUNITY.fullmatch(paragraph):
            if name:
                yield name, texts, sources
            name, texts, sources = paragraph, [], ""
        elif paragraph.lower().startswith(_SOURCES):
            sources = paragraph[len(_SOURCES) :].strip()
        elif name:
            texts.append(paragraph)
    if name:
        yield name, texts, sources


def _readings(section: Section | None, place: Place) -> Iterator[Reading]:
    for name, texts, sources in _communities(section) if section else ():
        yield Reading(
            "interpretation",
            name,
            place.text(_READINGS, "\n\n".join(texts)),
            tuple(place.text(_READINGS, source) for source in split_list(sources)),
        )


def _relations(items: Sequence[str], place: Place) -> Iterator[Relation]:
    """Yield `kind target (reason)`; a kind that is not known is kept."""
    for item in items:
        kind, _, rest = item.partition(" ")
        target, bracket, reason = rest.partition("(")
        if not target.strip() or not _KIND.fullmatch(kind):
            what = f"a relation is not of the form kind, target, reason: {clean(item[:60])!r}"
            place.tell(UNREAD_LINE, "relations", what, "write `kind target (reason)`; it was left out")
            continue
        if kind not in PROPERTIES:
            what = f"the kind of relation {clean(kind[:60])!r} is not known"
            fix = "it was kept, and others take it for related"
            place.tell(UNKNOWN_KIND, "relations", what, fix)
        rationale = reason.strip().removesuffix(")") if bracket else ""
        yield Relation(kind, target.strip(), rationale=rationale.strip())
