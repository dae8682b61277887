"""Names that look like others: letters of several scripts in one word, hidden letters, two names that read the same.

The rules are the part of Unicode Technical Standard 39 (https://www.unicode.org/reports/tr39/) that names of repositories need:
mixed scripts within one segment, and skeletons by which two names look alike. Names are never changed, only told.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from lineage_rdf.claims import Claim, DatasetMention, MergeMention, ModelReference, Problem
from lineage_rdf.claims.identity import identify
from lineage_rdf.claims.private import last_part

MIXED: Final = "FTL-R157"
ALIKE: Final = "FTL-R158"
_SCRIPTS: Final = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC")
# Letters of other scripts, and Latin ones, that are drawn like the Latin letter beneath; both rows go together.
_DRAWN: Final = str.maketrans(
    "абсԁеһіјӏорԛѕԝхуАВЕНІЈКМОРЅТХУαικνορυχΑΒΕΗΙΚΜΝΟΡΤΥΧΖօհոս01I|",
    "abcdehijlopqswxyABEHIJKMOPSTXYaiKvopuxABEHIKMNOPTYXZohnuOlll",
)
_SEGMENTS: Final = re.compile(r"[/\\_.\s:@-]+")


def look_alike_problems(claims: Iterable[Claim]) -> Iterator[Problem]:
    """Yield a problem for each name with letters that hide, and for each two names that look alike.

    Args:
        claims: the claims of one lineage; models and datasets that they name are looked at.
    """
    first: dict[str, Claim] = {}
    for claim in claims:
        for name in _names(claim):
            first.setdefault(name, claim)
    for name, claim in first.items():
        why = odd_letters(name)
        if why:
            yield _problem(MIXED, f"{_told(name)} {why}", claim)
    alike: dict[str, str] = {}
    for name, claim in first.items():
        other = alike.setdefault(skeleton(name), name)
        if other.casefold() != name.casefold():
            message = (
                f"{_told(name)} looks like {_told(other)} in {first[other].source.path} and is another name"
            )
            yield _problem(ALIKE, message, claim)


def _problem(code: str, message: str, claim: Claim) -> Problem:
    return Problem(code=code, message=message, source=claim.source, locator=claim.locator)


def _names(claim: Claim) -> Iterator[str]:
    value = claim.value.model if isinstance(claim.value, MergeMention) else claim.value
    if isinstance(value, ModelReference | DatasetMention) and value.raw:
        found = identify(value.raw, dataset=isinstance(value, DatasetMention))
        # Of a place on a disk only the last part is ever told.
        yield found.repository or (value.raw if _is_name(value.raw) else last_part(value.raw))


def _is_name(raw: str) -> bool:
    return raw.count("/") < 2 and raw[:1] not in "/~." and "\\" not in raw


def _told(name: str) -> str:
    """Return a name with every letter beyond ASCII written as its number too, since it cannot be seen."""
    letters = sorted({letter for letter in name if not letter.isascii()})
    numbers = ", ".join(f"U+{ord(letter):04X}" for letter in letters[:8])
    return f"{name!r} ({numbers})" if numbers else repr(name)


@lru_cache(maxsize=16_384)
def odd_letters(name: str) -> str:
    """Return what is odd about the letters of a name, in words that follow it; the empty text if nothing is."""
    if name.isascii():
        return "" if name.isprintable() else "has control characters"
    if any(unicodedata.category(letter) in ("Cf", "Cc") for letter in name):
        return "has letters that are not seen or that turn the direction of reading"
    if unicodedata.normalize("NFC", name) != name:
        return "is not in Unicode normal form C"
    for segment in _SEGMENTS.split(name):
        scripts = sorted({_script(letter) for letter in segment} - {""})
        if len(scripts) > 1:
            return f"mixes letters of {' and '.join(script.capitalize() for script in scripts)} in one word"
        if scripts not in ([], ["LATIN"]) and skeleton(segment).isascii():
            return f"has a word in letters of {scripts[0].capitalize()} that look like Latin ones"
    return ""


def _script(letter: str) -> str:
    words = unicodedata.name(letter, "").split(" ", 1) if letter.isalpha() else [""]
    return words[0] if words[0] in _SCRIPTS else ""


@lru_cache(maxsize=16_384)
def skeleton(name: str) -> str:
    """Return what a name looks like: two names with one skeleton cannot be told apart by eye."""
    plain = unicodedata.normalize("NFKD", name) if not name.isascii() else name
    seen = (letter for letter in plain if unicodedata.category(letter) not in ("Cf", "Cc"))
    return "".join(seen).translate(_DRAWN)
