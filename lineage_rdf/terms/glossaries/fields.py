"""The values of an entry by field: of the kind that the schema wants, with a remark for everything that is not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from lineage_rdf.plain_text import clean
from lineage_rdf.terms.glossaries.place import Place
from lineage_rdf.terms.glossaries.schema import CITATIONS, FIELDS, GROUPS, TEXT, TEXTS, TOP, parts_of
from lineage_rdf.terms.model import Citation

UNKNOWN = "FTL-T080"
MISSING = "FTL-T081"
WRONG_KIND = "FTL-T082"
_SHOWN = 60
# Stands for the parts of a field that has none: they were remarked, and are not missing as well.
_WRONG = object()


def values_of(entry: Mapping[str, Any], place: Place) -> dict[str, Any]:
    """Return field -> text, tuple of texts or tuple of citations, of the fields that have a value.

    Args:
        entry: the entry as plain values.
        place: takes the remarks.
    """
    flat = dict(_flat(entry, place))
    values = {
        name: _value(name, flat[name], place) for name in FIELDS if flat.get(name, _WRONG) is not _WRONG
    }
    values = {name: value for name, value in values.items() if value}
    _tell_missing(entry, flat, values, place)
    return values


def _flat(entry: Mapping[str, Any], place: Place) -> Iterator[tuple[str, Any]]:
    """Yield the fields that are known, and the parts of those that have parts."""
    for name, value in entry.items():
        if name not in TOP:
            _tell_unknown(name, "", TOP, place)
        elif name not in GROUPS:
            yield name, value
        elif isinstance(value, dict):
            for part, inner in value.items():
                if part in parts_of(name):
                    yield f"{name}.{part}", inner
                else:
                    _tell_unknown(part, name, parts_of(name), place)
        elif value is not None:
            _tell_wrong(name, f"{name} has no parts", f"write {' and '.join(parts_of(name))} below it", place)
            yield from ((f"{name}.{part}", _WRONG) for part in parts_of(name))


def _value(name: str, value: Any, place: Place) -> Any:
    kind = FIELDS[name].kind
    if kind == TEXT:
        return _text(name, value, place)
    items = value if isinstance(value, list) else [value] if value is not None else []
    if not isinstance(value, list) and items:
        _tell_wrong(name, f"{name} is no list", "it was taken as a list of one", place, repaired=True)
    read = _citation if kind == CITATIONS else _text
    return tuple(found for item in items if (found := read(name, item, place)))


def _text(name: str, value: Any, place: Place) -> str:
    """Return a text; a number or truth value is one that somebody forgot to quote."""
    if isinstance(value, str):
        return place.text(name, value)
    if value is None:
        return ""
    if isinstance(value, bool | int | Decimal):
        text = str(value).lower() if isinstance(value, bool) else _number(value)
        _tell_wrong(name, f"{name} has a {_kind(value)}", "it was taken as text", place, repaired=True)
        return text
    _tell_wrong(name, f"{name} has a {_kind(value)} where a text belongs", "write one text", place)
    return ""


def _number(value: int | Decimal) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _citation(name: str, value: Any, place: Place) -> Citation | None:
    if not isinstance(value, dict):
        _tell_wrong(name, f"a {_kind(value)} stands for a citation", "write source and url", place)
        return None
    for key in value:
        if key not in ("source", "url"):
            _tell_unknown(key, name, ("source", "url"), place)
    source, url = (_text(f"{name}.{part}", value.get(part), place) for part in ("source", "url"))
    for part, text in (("source", source), ("url", url)):
        if not text:
            place.tell(MISSING, name, f"a citation has no {part}", f"write its {part}")
    return Citation(source, url) if source or url else None


def _tell_missing(
    entry: Mapping[str, Any], flat: Mapping[str, Any], values: Mapping[str, Any], place: Place
) -> None:
    """Remark the fields that the schema requires: one remark for a field of which all parts are missing."""
    there = {name.split(".")[0] for name in flat}
    for group in GROUPS:
        empty = not any(FIELDS[f"{group}.{part}"].required for part in parts_of(group))
        if entry.get(group) is None or (group not in there and not empty):
            fix = f"write {' and '.join(parts_of(group))} below it"
            place.tell(MISSING, group, f"the field {group} is missing", fix)
    for name, field in FIELDS.items():
        asked = field.required and (name.split(".")[0] in there or "." not in name)
        if asked and name not in values and _is_empty(flat.get(name)):
            many = field.kind in (TEXTS, CITATIONS)
            fix = "write at least one" if many else "write it"
            place.tell(MISSING, name, f"the field {name} is missing or empty", fix)


def _is_empty(value: Any) -> bool:
    """Say whether nothing stands in a field; what is of the wrong kind was remarked as that."""
    items = value if isinstance(value, list) else [value]
    return all(item is None or (isinstance(item, str) and not item.strip()) for item in items)


def _tell_unknown(name: str, group: str, known: tuple[str, ...], place: Place) -> None:
    at = f"{group}.{name}" if group else name
    near = get_close_matches(name[:_SHOWN], known, n=1)
    fix = f"write {near[0]} if that is meant" if near else "take it out, or write its text into another field"
    place.tell(UNKNOWN, at, f"there is no field {clean(at[:_SHOWN])}", f"{fix}; it was left out")


def _tell_wrong(at: str, what: str, fix: str, place: Place, *, repaired: bool = False) -> None:
    place.tell(WRONG_KIND, at, what, fix, repaired=repaired)


def _kind(value: Any) -> str:
    names = {
        bool: "truth value",
        int: "number",
        Decimal: "number",
        dict: "mapping",
        list: "list",
        str: "text",
    }
    return names.get(type(value), "nothing")
