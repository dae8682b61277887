"""Finds and loads the YAML front matter of a card, also where it is broken in the ways that real cards are.

The Hub takes what stands between a first line `---` and the next line `---`
(https://huggingface.co/docs/hub/model-cards#model-card-metadata).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from attrs import frozen

from lineage_rdf.sources.model_card import codes
from lineage_rdf.sources.reader import Reading
from lineage_rdf.sources.yaml_text import YamlDocument, YamlTextError, load_yaml

MAX_REPAIRS = 4
KNOWN_KEYS: Final = (
    "language|license|licence|license_name|license_link|tags|datasets|metrics|base_model|library_name|pipeline_tag|model-index"
    "|model_name|widget|thumbnail|inference|co2_eq_emissions|base_model_relation|quantized_by|model_creator"
)
_NO_OPENING: Final = re.compile(rf"(?:{KNOWN_KEYS})[ \t]*:(?:[ \t]|$)", re.MULTILINE)
_OPENING: Final = re.compile(r"\s*?^[ \t]*(-{3,})[ \t]*\n", re.MULTILINE)
_CLOSING: Final = re.compile(r"^---[ \t]*$", re.MULTILINE)
_LOOSE_CLOSING: Final = re.compile(r"^(?:[ \t]+-{3,}|-{4,})[ \t]*$", re.MULTILINE)
_TOP_KEY: Final = re.compile(r"[\w\"'-][^:#\n]{0,60}:(?:\s|$)")
_INSIDE: Final = re.compile(r"[ \t]|-(?:\s|$)|#(?!#*[ \t]+\S)|\s*$")


@frozen
class FrontMatter:
    """Front matter and where it stands.

    Args:
        text: the YAML text; empty if there is none.
        first_line: the line of the file on which it begins, from 1.
        end: offset at which the body begins.
        repair: what was wrong with its bounds, in words; empty if nothing was.
    """

    text: str = ""
    first_line: int = 1
    end: int = 0
    repair: str = ""


@lru_cache(maxsize=2)  # a card is split to tell what it is, and again to read it
def split(text: str) -> FrontMatter:
    """Return the front matter of a card.

    Args:
        text: the whole card with newlines as line ends and no byte-order mark.
    """
    opening = _OPENING.match(text)
    if opening:
        return _closed(
            text, opening.end(), "" if opening[1] == "---" else "its first line has more than three dashes"
        )
    if _NO_OPENING.match(text):
        return _closed(text, 0, "the line `---` before it is missing")
    return FrontMatter()


def _closed(text: str, start: int, repair: str) -> FrontMatter:
    """Find where front matter ends that begins at an offset."""
    first_line = text.count("\n", 0, start) + 1
    strict = _CLOSING.search(text, start)
    if strict and _is_yaml_like(text[start : strict.start()]):
        return FrontMatter(text[start : strict.start()], first_line, strict.end(), repair)
    loose = _LOOSE_CLOSING.search(text, start)
    if loose and (strict is None or loose.start() < strict.start()):
        return FrontMatter(
            text[start : loose.start()],
            first_line,
            loose.end(),
            repair or "its last line is not exactly `---`",
        )
    if strict is None or not _is_yaml_like(text[start : strict.start()]):
        end = _end_of_keys(text, start)
        return FrontMatter(text[start:end], first_line, end, repair or "the line `---` after it is missing")
    return FrontMatter(text[start : strict.start()], first_line, strict.end(), repair)


def _is_yaml_like(text: str) -> bool:
    """Return whether no prose stands in a text, as it does where the closing line is missing."""
    if "\n#" not in text:
        return True
    return all(_INSIDE.match(line) or _TOP_KEY.match(line) or line[0] == "#" for line in text.splitlines())


def _end_of_keys(text: str, start: int) -> int:
    """Return the offset of the first line that is neither a key nor part of a value."""
    offset = start
    for line in text[start:].splitlines(keepends=True):
        if not (_INSIDE.match(line) or _TOP_KEY.match(line)):
            break
        offset += len(line)
    return offset


def load(reading: Reading, found: FrontMatter) -> YamlDocument:
    """Load front matter; what cannot be read is reported, and the rest is kept.

    Args:
        reading: where problems go.
        found: the front matter.

    Returns:
        The document; its value is a mapping, empty where there is none.
    """
    where = f"line {found.first_line}"
    document = _load_repaired(reading, found)
    if found.repair and document.value:
        reading.problem(codes.REPAIRED, f"the front matter was read although {found.repair}", locator=where)
    for path, line in document.duplicates:
        key = ".".join(map(str, path))
        reading.problem(
            codes.REPEATED_KEY,
            f"the key {key} stands twice; the last one is read",
            locator=f"line {line}, key {key}",
        )
    if document.value is None:
        document.value = {}
    elif not isinstance(document.value, dict):
        reading.problem(codes.NOT_A_MAPPING, "the front matter is not made of keys and values", locator=where)
        document.value = {}
    return document


def _load_repaired(reading: Reading, found: FrontMatter) -> YamlDocument:
    """Load the text; on an error leave out the key that holds it and try again, a few times."""
    text, skipped = found.text, []
    error: YamlTextError | None = None
    for _ in range(MAX_REPAIRS):
        try:
            document = load_yaml(text, found.first_line)
        except YamlTextError as caught:
            error = error or caught
            if "{{" in text or "{%" in text:
                break
            if "\t" in text:
                text, left_out = text.replace("\t", "  "), "tab characters"
            else:
                text, left_out = _without_block(text, (caught.line or 0) - found.first_line)
            if not left_out or not text.strip():
                break
            skipped.append(left_out)
            continue
        if error:
            _report_repair(reading, error, skipped)
        return document
    assert error is not None
    template = "{{" in found.text or "{%" in found.text
    reading.problem(
        codes.NOT_A_MAPPING if template else codes.UNREADABLE,
        "the front matter is a template that was never filled in"
        if template
        else f"the front matter is {error.message}",
        locator=f"line {error.line or found.first_line}",
    )
    return YamlDocument(value={})


def _report_repair(reading: Reading, error: YamlTextError, skipped: list[str]) -> None:
    what = ", ".join(dict.fromkeys(skipped))
    reading.problem(
        codes.REPAIRED,
        f"the front matter is {error.message}; it was read without {what}",
        locator=f"line {error.line or 1}",
    )


def _without_block(text: str, at: int) -> tuple[str, str]:
    """Return the text with the lines blanked of the top-level key that holds line `at`, and the name of the key."""
    lines = text.split("\n")
    if not 0 <= at < len(lines):
        return text, ""
    start = at
    while start > 0 and not _TOP_KEY.match(lines[start]):
        start -= 1
    end = max(start, at) + 1
    while end < len(lines) and not _TOP_KEY.match(lines[end]):
        end += 1
    name = lines[start].partition(":")[0].strip()[:40]
    if not any(line.strip() for line in lines[start:end]):
        return text, ""
    lines[start:end] = [""] * (end - start)
    return "\n".join(lines), f"the key {name}"
