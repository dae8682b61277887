"""JSON from strangers: bounded in size and depth, exact in numbers, with duplicate keys reported."""

from __future__ import annotations

import json
import re
from decimal import Decimal, InvalidOperation
from typing import Any

from attrs import frozen

MAX_DEPTH = 64
MAX_CHARACTERS = 32 * 1024 * 1024
MAX_ITEMS = 2_000_000
MAX_KEYS = 200_000
MAX_DIGITS = 400
_AS_ZEROS = bytes.maketrans(b"0123456789", b"0" * 10)
_PYTHON = {"None": "null", "True": "true", "False": "false"}
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
# Strings are matched whole, and possessively so that an open one costs no more than its length.
_STRING_OR_COMMA = re.compile(r'"(?:[^"\\]|\\.)*+\\?(?:"|\Z)|,(?=\s*[}\]])', re.DOTALL)
_SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")


class JsonTextError(ValueError):
    """The text is no JSON that can be used.

    Args:
        message: what is wrong, in plain words.
        line: where, from 1; 0 if it concerns the whole text.
    """

    def __init__(self, message: str, line: int = 0) -> None:
        """Keep the message and the line."""
        super().__init__(message)
        self.message = message
        self.line = line


@frozen
class JsonDocument:
    """What a JSON text says.

    Args:
        value: dicts, lists, str, bool, None, int, and Decimal for numbers with a fraction or an exponent.
            NaN, Infinity and numbers of more than 400 digits are kept as text.
        duplicates: keys that occur more than once in one object, each once; the last value counts.
    """

    value: Any
    duplicates: tuple[str, ...] = ()


def load_json(text: str) -> JsonDocument:
    """Return what a JSON text says.

    Args:
        text: the whole text.

    Returns:
        The value with exact numbers, and the keys that occur twice.

    Raises:
        JsonTextError: if the text is no JSON, is too large or too deep, or holds half a surrogate pair.
    """
    _check_size(text)
    duplicates: list[str] = []

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(items) > MAX_KEYS:
            raise JsonTextError(f"it has more than {MAX_KEYS} keys in one object")
        made = dict(items)
        if len(made) < len(items):
            duplicates.extend(_repeated(items))
        return made

    try:
        value = json.loads(
            text,
            object_pairs_hook=pairs,
            parse_float=_real,
            # A call for each number would cost more than all the rest of the parsing.
            parse_int=_integer if _has_long_number(text) else int,
            parse_constant=str,
        )
    except RecursionError:
        raise JsonTextError(f"it is nested more than {MAX_DEPTH} levels deep") from None
    except json.JSONDecodeError as error:
        raise JsonTextError(_explain(error), error.lineno) from None
    _check_depth(value)
    _check_characters(text, value)
    return JsonDocument(value, tuple(dict.fromkeys(duplicates)))


def line_of_key(text: str, key: str) -> int:
    """Return the first line, from 1, on which a key stands; 0 if it does not.

    JSON parsers of the standard library give no positions, so this looks for the quoted key followed by a
    colon.
    """
    found = re.search(re.escape(json.dumps(key, ensure_ascii=False)) + r"\s*:", text)
    return text.count("\n", 0, found.start()) + 1 if found else 0


def without_trailing_commas(text: str) -> tuple[str, tuple[int, ...]]:
    """Return a text without commas that stand before a closing bracket, and the lines, from 1, they stood on.

    JSON does not allow such commas, while what is typed by hand or copied from a programme often has them. Commas
    inside strings stay; each comma taken out leaves a blank, so that positions stay too.
    """
    places: list[int] = []

    def kept(found: re.Match[str]) -> str:
        if found[0] != ",":
            return found[0]
        places.append(found.start())
        return " "

    cleaned = _STRING_OR_COMMA.sub(kept, text)
    return cleaned, tuple(_lines_of(text, places))


def _lines_of(text: str, places: list[int]) -> list[int]:
    """Return the lines of some rising positions in one pass."""
    lines, line, start = [], 1, 0
    for place in places:
        line += text.count("\n", start, place)
        start = place
        lines.append(line)
    return lines


def _check_size(text: str) -> None:
    if len(text) > MAX_CHARACTERS:
        raise JsonTextError(f"it has more than {MAX_CHARACTERS} characters")
    if text.count(",") + text.count("[") + text.count("{") > MAX_ITEMS:
        raise JsonTextError(f"it has more than {MAX_ITEMS} items")


def _check_depth(value: Any) -> None:
    """Walk level by level, not by recursion, so that the check itself cannot fail on depth."""
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [child for item in level for child in _children(item) if isinstance(child, dict | list)]
        if not level:
            return
    raise JsonTextError(f"it is nested more than {MAX_DEPTH} levels deep")


def _children(item: Any) -> list[Any]:
    if isinstance(item, dict):
        return list(item.values())
    return item if isinstance(item, list) else []


def _check_characters(text: str, value: Any) -> None:
    """Refuse half surrogate pairs, which no UTF-8 file can hold; only escapes can bring them in."""
    if not _SURROGATE_ESCAPE.search(text):
        return
    if _LONE_SURROGATE.search(json.dumps(value, ensure_ascii=False, default=str)):
        raise JsonTextError("it holds an escape for half a surrogate pair, which is no character")


def _repeated(items: list[tuple[str, Any]]) -> list[str]:
    seen: set[str] = set()
    return [key for key, _ in items if key in seen or seen.add(key)]  # type: ignore[func-returns-value]


def _real(text: str) -> Decimal | str:
    """Return the exact number, or the text itself where its plain notation would not fit anywhere."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    return number if len(text) <= MAX_DIGITS and abs(number.adjusted()) <= MAX_DIGITS else text


def _has_long_number(text: str) -> bool:
    """Return whether digits follow on each other in such number that an integer may be too long."""
    return b"0" * MAX_DIGITS in text.encode("utf-8", "surrogatepass").translate(_AS_ZEROS)


def _integer(text: str) -> int | str:
    return int(text) if len(text) <= MAX_DIGITS else text


def _explain(error: json.JSONDecodeError) -> str:
    """Return the parser's message, with the usual cause of it where that can be seen."""
    before = error.doc[: error.pos].rstrip()[-1:]
    if error.msg.startswith("Expecting property name") and before in {",", "{"}:
        return "a key in double quotes is missing here; a comma before the closing bracket is not allowed"
    word = next((word for word in _PYTHON if error.doc.startswith(word, error.pos)), None)
    if word:
        return f"{word} is how Python writes it; JSON has {_PYTHON[word]}"
    if error.msg.startswith("Expecting value") and before == ",":
        return "a value is missing here; a comma before the closing bracket is not allowed"
    return f"{error.msg[0].lower()}{error.msg[1:]}"
