"""One entry in the fifteen fields as a term."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final
from urllib.parse import urlsplit

from lineage_rdf.codec.terms import is_iri
from lineage_rdf.plain_text import clean
from lineage_rdf.terms.glossaries.fields import values_of
from lineage_rdf.terms.glossaries.place import Place
from lineage_rdf.terms.glossaries.schema import (
    AUDIENCES,
    FIELDS,
    LONG_WORDS,
    MOST_CHARACTERS,
    MOST_WORDS,
    RELATIONS,
)
from lineage_rdf.terms.licences import licence_iri
from lineage_rdf.terms.model import Citation, Reading, Relation, Term
from lineage_rdf.terms.names import key, spelling

NOT_IN_LIST: Final = "FTL-T083"
TOO_LONG: Final = "FTL-T084"
LENGTH: Final = "FTL-T085"
BAD_DATE: Final = "FTL-T086"
BAD_ADDRESS: Final = "FTL-T087"
ALIAS_TWICE: Final = "FTL-T089"
ITEM_TWICE: Final = "FTL-T090"
_TIME_BEHIND: Final = re.compile(r"[Tt ]\s*\d{1,2}:")
_SHOWN: Final = 60


def term_of(entry: Mapping[str, Any], place: Place) -> Term:
    """Return the term of an entry, without an IRI; its name is empty if it has none.

    Args:
        entry: the entry as plain values: texts, numbers, lists and mappings.
        place: takes the remarks.
    """
    values = {name: _checked(name, value, place) for name, value in values_of(entry, place).items()}
    _tell_lengths(values, place)
    many: dict[str, Any] = {name: values.get(name, ()) for name in ("aliases", "categories", "roles")}
    long, risk = values.get("long_def", ""), values.get("governance.risk_notes", "")
    return Term(
        "",
        values.get("term", ""),
        definition=values.get("short_def", ""),
        scope=(long,) if long else (),
        examples=values.get("examples.do", ()),
        counter_examples=values.get("examples.dont", ()),
        risks=(risk,) if risk else (),
        readings=tuple(_readings(values)),
        relations=tuple(_relations(values)),
        citations=values.get("citations", ()),
        tags=values.get("governance.nist_rmf_tags", ()),
        part_of_speech=values.get("part_of_speech", ""),
        status=values.get("status", ""),
        reviewed=_day(values.get("last_reviewed", ""), place),
        license=licence_iri(values.get("license", "")),
        **many,
    )


def _readings(values: Mapping[str, Any]) -> Iterator[Reading]:
    for audience in AUDIENCES:
        if text := values.get(f"audiences.{audience}"):
            yield Reading("audience", audience, text)


def _relations(values: Mapping[str, Any]) -> Iterator[Relation]:
    for kind in RELATIONS:
        for label in values.get(f"relationships.{kind}", ()):
            yield Relation(kind, label)


def _checked(name: str, value: Any, place: Place) -> Any:
    """Return the value of a field in the spelling of its list, and each item once."""
    if isinstance(value, str):
        return _listed(name, value, place)
    if name == "citations":
        for citation in value:
            _tell_address(citation, place)
        return tuple(dict.fromkeys(value))
    return tuple(_once(name, [_listed(name, item, place) for item in value], place))


def _listed(name: str, value: str, place: Place) -> str:
    """Return a value as the list of its field spells it, or as it is if the list does not have it."""
    known = FIELDS[name].values
    if not known or value in known:
        return value
    meant = next((item for item in known if key(item) == key(value)), "")
    what = f"{name} has {clean(value[:_SHOWN])!r}, which is none of its values"
    fix = f"{meant} was put in its place" if meant else f"use one of {', '.join(known)}"
    place.tell(NOT_IN_LIST, name, what, fix, repaired=bool(meant))
    return meant or value


def _once(name: str, items: list[str], place: Place) -> Iterator[str]:
    seen: set[str] = set()
    for item in items:
        same = spelling(item) if name == "aliases" else item
        if same not in seen:
            seen.add(same)
            yield item
            continue
        code = ALIAS_TWICE if name == "aliases" else ITEM_TWICE
        what = f"{name} has {clean(item[:_SHOWN])!r} twice"
        place.tell(code, name, what, "one of the two was left out", repaired=True)


def _tell_lengths(values: Mapping[str, Any], place: Place) -> None:
    short, long = values.get("short_def", ""), values.get("long_def", "")
    words = len(short.split())
    if len(short) > MOST_CHARACTERS or words > MOST_WORDS:
        what = f"short_def has {len(short)} characters and {words} words"
        fix = f"shorten it to {MOST_CHARACTERS} characters and {MOST_WORDS} words"
        place.tell(TOO_LONG, "short_def", what, fix)
    words, (least, most) = len(long.split()), LONG_WORDS
    if long and not least <= words <= most:
        place.tell(LENGTH, "long_def", f"long_def has {words} words", f"write from {least} to {most} words")


def _day(text: str, place: Place) -> str:
    """Return a date as yyyy-mm-dd; empty if it is none, since another form may be read in two ways."""
    if not text or is_day(text):
        return text
    day = text[:10]
    timed = is_day(day) and _TIME_BEHIND.match(text[10:]) is not None
    what = f"last_reviewed has {clean(text[:_SHOWN])!r}, which is no date"
    fix = "the day was taken from it" if timed else "write yyyy-mm-dd; it was left out"
    place.tell(BAD_DATE, "last_reviewed", what, fix, repaired=timed)
    return day if timed else ""


def is_day(text: str) -> bool:
    """Say whether a text is a day that exists, as yyyy-mm-dd."""
    try:
        return len(text) == 10 and text.isascii() and date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def is_web_address(text: str) -> bool:
    """Say whether a text is an address of the web that works as an IRI."""
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and is_iri(text)
    except ValueError:
        return False


def _tell_address(citation: Citation, place: Place) -> None:
    if citation.url and not is_web_address(citation.url):
        what = f"citations has {clean(citation.url[:_SHOWN])!r}, which is no address of the web"
        place.tell(BAD_ADDRESS, "citations", what, "write the address with https:// at its beginning")
