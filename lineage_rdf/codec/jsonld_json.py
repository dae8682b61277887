"""The JSON of a JSON-LD document: loaded without loss, bounded in depth, and with no number where a decimal is wanted."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from lineage_rdf.codec.jsonld_context import CONTEXT_URLS, DECIMAL, keys_by_name
from lineage_rdf.codec.numbers import parse_decimal, plain
from lineage_rdf.errors import InputError

MAX_DEPTH = 200


class _Number(float):
    """A JSON number with a fraction or an exponent that remembers how it was written."""

    text: str

    def __new__(cls, text: str) -> _Number:
        number = super().__new__(cls, text)
        number.text = text
        return number


def load_json(text: str, where: str) -> Any:
    """Return a JSON value; numbers keep their spelling, a repeated key is an error.

    Raises:
        InputError: with the line of the fault.
    """
    try:
        return json.loads(text, parse_float=_Number, object_pairs_hook=_object_of(where))
    except json.JSONDecodeError as error:
        raise InputError(f"not valid JSON: {error.msg}", f"{where}:{error.lineno}") from None
    except RecursionError:
        raise InputError("the JSON nests too deeply", where) from None
    except ValueError as error:
        raise InputError(f"not valid JSON: {error}", where) from None


def _object_of(where: str) -> Callable[[list[tuple[str, Any]]], dict[str, Any]]:
    def made(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        table = dict(pairs)
        if len(table) < len(pairs):
            seen: set[str] = set()
            twice = next(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]
            raise InputError(f"the key {twice!r} stands twice in one object", where, "keep one of the two")
        return table

    return made


def refuse_faults(document: Any, where: str) -> None:
    """Look through a document once.

    Args:
        document: the parsed JSON.
        where: its name, for messages.

    Raises:
        InputError: if it nests too deeply, or a JSON number stands under a key that our context coerces to a decimal.
    """
    _check(document, where, "$", 0, ours=False)


def _check(item: Any, where: str, path: str, depth: int, *, ours: bool) -> None:
    """Walk the document once: depth, and numbers under our decimal keys."""
    if depth > MAX_DEPTH:
        raise InputError(f"the document nests deeper than {MAX_DEPTH} levels", f"{where} {path}")
    if isinstance(item, list):
        for place, member in enumerate(item):
            _check(member, where, f"{path}[{place}]", depth + 1, ours=ours)
    elif isinstance(item, dict):
        ours = ours or _uses_our_context(item.get("@context"))
        for name, member in item.items():
            inside = ours and name != "@context"
            if inside:
                _check_decimal(name, member, where, f"{path}.{name}")
            _check(member, where, f"{path}.{name}", depth + 1, ours=inside)


def _uses_our_context(context: Any) -> bool:
    """Say whether a document's context gives `realValue` and its like our meaning."""
    items = context if isinstance(context, list) else [context]
    return any(
        item in CONTEXT_URLS if isinstance(item, str) else isinstance(item, dict) and "realValue" in item
        for item in items
    )


def _check_decimal(name: str, member: Any, where: str, path: str) -> None:
    key = keys_by_name().get(name)
    numbers = [n for n in (member if isinstance(member, list) else [member]) if isinstance(n, int | float)]
    if key is None or key.coercion != DECIMAL or not numbers or isinstance(numbers[0], bool):
        return
    text = numbers[0].text if isinstance(numbers[0], _Number) else str(numbers[0])
    number = parse_decimal(text)
    spelt = text if number is None else plain(number)
    raise InputError(
        "a JSON number stands where a decimal is wanted, and JSON-LD would make a double of it",
        f"{where} {path}",
        f'write it as text: "{name}": "{spelt}"',
    )
