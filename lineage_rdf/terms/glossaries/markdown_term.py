"""Reads the rendered Markdown page of an entry: the fifteen fields, and what roles should do and how to put the term to use.

Only what stands under a known heading or label is read. The renderer is that of the ai-glossary repository.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from attrs import define, evolve, field

from lineage_rdf.errors import InputError
from lineage_rdf.plain_text import clean
from lineage_rdf.terms.glossaries.assemble import Found
from lineage_rdf.terms.glossaries.entry import term_of
from lineage_rdf.terms.glossaries.markdown_parts import (
    bullets,
    labelled,
    link_of,
    paragraphs,
    split_list,
    without_tags,
)
from lineage_rdf.terms.glossaries.place import Place
from lineage_rdf.terms.glossaries.reading_pages import read_pages
from lineage_rdf.terms.glossaries.schema import FIELDS
from lineage_rdf.terms.model import Imported, Origin, Reading, Remark
from lineage_rdf.terms.names import key

EMPTY: Final = "FTL-T100"
UNKNOWN_HEADING: Final = "FTL-T101"
UNREAD_LINE: Final = "FTL-T102"
_HEADINGS: Final = (
    "role takeaways", "practice & apply", "short definition", "long definition", "audience perspectives",
    "examples", "governance", "relationships", "citations",
)  # fmt: skip
_LOOKS: Final = re.compile(r"^## (short definition|long definition)[ \t]*\r?$", re.MULTILINE | re.IGNORECASE)
_REVIEWED: Final = re.compile(r"\(last reviewed:\s{0,9}([^()\n]{1,60})\)", re.IGNORECASE)
_END: Final = re.compile(r"_(License|Source file):\s{0,9}`?([^`\n]*?)`?_", re.IGNORECASE)


def looks_like_markdown_term(text: str) -> bool:
    """Say whether a text is the rendered page of an entry: it has the headings of both definitions.

    Args:
        text: the text of a file.
    """
    found = {match[1].lower() for match in _LOOKS.finditer(text)}
    return len(found) == 2


def read_markdown_terms(files: Mapping[str, bytes], origin: Origin, *, repair: bool = True) -> Imported:
    """Return the terms of rendered pages as one glossary, with a remark for each defect.

    Args:
        files: name -> content, one page each.
        origin: what the user says of the files.
        repair: whether misread letters are mended.

    Raises:
        InputError: if a file is no such page or is too large; `ManyErrors` if several are.
        UsageError: if the base is none.
    """
    return read_pages(files, origin, lambda text, name: _page(text, name, repair))


@define
class _Page:
    """A page by its parts: lines with their numbers."""

    name: str = ""
    head: list[tuple[int, str]] = field(factory=list)
    sections: dict[str, list[tuple[int, str]]] = field(factory=dict)
    unknown: dict[str, int] = field(factory=dict)
    ends: dict[str, tuple[int, str]] = field(factory=dict)
    begins: dict[str, int] = field(factory=dict)


def _page(text: str, name: str, repair: bool) -> tuple[Found, list[Remark]]:
    page = _divided(text)
    if not page.name:
        raise InputError("the page has no title", name, "give the whole page, with its line `# term`")
    lines: dict[str, int] = {}
    place = Place(page.name, _where(name, lines), repair)
    entry = _entry(page, lines, place)
    term = term_of(entry, place)
    takeaways = [
        Reading("takeaway", place.text("role takeaways", who), place.text("role takeaways", what))
        for who, what in _bulleted(page, "role takeaways", place)
    ]
    practices = [
        place.text("practice & apply", item) for item in bullets(page.sections.get("practice & apply", []))
    ]
    file = page.ends.get("source file")
    term = evolve(
        term,
        readings=(*term.readings, *takeaways),
        practices=tuple(practices),
        notes=(f"Source file: {file[1]}",) if file and file[1] else (),
    )
    _tell_headings(page, lines, place)
    return Found(term, name), [evolve(remark, term=term.name) for remark in place.remarks]


def _where(name: str, lines: Mapping[str, int]) -> Callable[[str], str]:
    def where(at: str) -> str:
        line = lines.get(at) or lines.get(at.split(".")[0])
        return f"{name}:{line}" if line else name

    return where


def _divided(text: str) -> _Page:
    """Return the parts of a page; comments and admonitions, which the renderer adds, are left out."""
    page = _Page()
    into: list[tuple[int, str]] | None = None
    aside = False
    for number, line in enumerate(text.split("\n"), 1):
        aside = line.startswith("!!!") or (aside and (not line.strip() or line.startswith("    ")))
        end = _END.fullmatch(line.strip()) if line.startswith("_") else None
        if end:
            page.ends[end[1].lower()] = (number, end[2].strip())
        elif line.startswith("## "):
            into = _section(page, line[3:].strip(), number)
        elif line.startswith("# ") and not page.name:
            page.name, into = line[2:].strip(), page.head
        elif into is not None and not aside and not line.startswith("<!--"):
            into.append((number, line))
    return page


def _section(page: _Page, heading: str, number: int) -> list[tuple[int, str]]:
    known = " ".join(heading.lower().split())
    if known not in _HEADINGS:
        page.unknown.setdefault(heading, number)
        return []
    page.begins.setdefault(known, number)
    return page.sections.setdefault(known, [])


def _entry(page: _Page, lines: dict[str, int], place: Place) -> dict[str, Any]:
    """Return the fields as the YAML of the entry has them."""
    entry: dict[str, Any] = {"term": page.name}
    for number, label, text in labelled(page.head):
        lines.update(dict.fromkeys(_head_field(entry, label.lower(), text), number))
    for field_, heading in (("short_def", "short definition"), ("long_def", "long definition")):
        lines[field_] = page.begins.get(heading, 1)
        entry[field_] = "\n\n".join(paragraphs(page.sections.get(heading, [])))
    entry["audiences"] = {
        label.lower(): text for label, text in _bulleted(page, "audience perspectives", place)
    }
    entry["examples"] = dict(_examples(page.sections.get("examples", [])))
    entry["governance"] = dict(_governance(page, place))
    entry["relationships"] = {
        label.lower(): split_list(text) for label, text in _bulleted(page, "relationships", place)
    }
    entry["citations"] = [link_of(item) for item in bullets(page.sections.get("citations", []))]
    for name in ("audiences", "examples", "governance", "relationships", "citations"):
        lines[name] = page.begins.get("audience perspectives" if name == "audiences" else name, 1)
    if "license" in page.ends:
        lines["license"], entry["license"] = page.ends["license"]
    return entry


def _head_field(entry: dict[str, Any], label: str, text: str) -> tuple[str, ...]:
    """Take one line of the head of a page and return the fields that it holds."""
    if label in ("aliases", "categories", "roles"):
        items = split_list(text)
        entry[label] = [_role(item) for item in items] if label == "roles" else items
        return (label,)
    if label == "part of speech":
        entry["part_of_speech"] = text.strip("`")
        return ("part_of_speech",)
    if label == "status":
        plain = without_tags(text)
        reviewed = _REVIEWED.search(plain)
        entry["status"] = plain[: reviewed.start() if reviewed else None].strip().lower()
        entry["last_reviewed"] = reviewed[1].strip() if reviewed else None
        return ("status", "last_reviewed")
    return ()


def _role(printed: str) -> str:
    """Return a role by the word that the entry has for it: pages print `Data Science & Research` for data_science."""
    known = FIELDS["roles"].values
    return next((role for role in known if key(printed).startswith(key(role))), printed)


def _bulleted(page: _Page, heading: str, place: Place) -> Iterator[tuple[str, str]]:
    """Yield label and text of the items of a section; a remark if one has no label."""
    for item in bullets(page.sections.get(heading, [])):
        found = labelled([(0, item)])
        if found:
            yield found[0][1], found[0][2]
        else:
            what = f"an item of {heading} has no label in bold: {clean(item[:60])!r}"
            place.tell(UNREAD_LINE, heading, what, "write - **Label:** and the text; it was left out")


def _governance(page: _Page, place: Place) -> Iterator[tuple[str, Any]]:
    for label, text in _bulleted(page, "governance", place):
        if label.lower() == "nist rmf tags":
            yield "nist_rmf_tags", split_list(text)
        else:
            yield "_".join(label.lower().split()), text


def _examples(section: list[tuple[int, str]]) -> Iterator[tuple[str, list[str]]]:
    """Yield what to do and what not, which stand under labels in bold."""
    name = ""
    groups: dict[str, list[tuple[int, str]]] = {}
    for number, line in section:
        label = line.strip()
        if label.startswith("**") and label.endswith("**"):
            name = "do" if label.strip("*: ").lower() == "do" else "dont"
        else:
            groups.setdefault(name, []).append((number, line))
    yield from ((group, bullets(lines)) for group, lines in groups.items() if group)


def _tell_headings(page: _Page, lines: dict[str, int], place: Place) -> None:
    for heading, number in page.unknown.items():
        lines[heading] = number
        what = f"the heading {clean(heading[:60])!r} is not known"
        place.tell(UNKNOWN_HEADING, heading, what, "what stands below it was left out")
    for heading in ("role takeaways", "practice & apply"):
        if heading in page.begins and not bullets(page.sections[heading]):
            lines[heading] = page.begins[heading]
            place.tell(EMPTY, heading, f"nothing stands under {heading}", "write it, or take the heading out")
