"""Keeps out of claims and messages what must not be published, and says which keys held it.

Every reading passes here, whichever reader made it, so that no reader can forget (design section 5: secrets, e-mails and
personal paths never enter a graph).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar

from attrs import evolve, fields, frozen

from lineage_rdf.claims.claim import Claim, Problem
from lineage_rdf.claims.identity import is_commit
from lineage_rdf.claims.private import (
    EMAIL,
    HOME,
    MARK,
    TOKEN,
    PrivatePart,
    holds_address,
    may_be_private,
    names_credential,
    private_parts,
    without_private,
)
from lineage_rdf.claims.values import DatasetMention, ModelReference

if TYPE_CHECKING:
    from lineage_rdf.sources.reader import InputFile, Reading

WITHHELD: Final = "FTL-R156"
MAX_TEXT: Final = 4 << 20
MAX_PARTS: Final = 200
_MOST: Final = 20
_KIND: Final = "private value"
# As much of a token as cannot be anything else, and a name before an at sign that cannot be a common word.
_BEGINNING: Final = 16
_TELLING: Final = 8
# Kinds of prose, where an address below the facts is no fact that was withheld.
_FREE_TEXT: Final = frozenset(("model-card", "shorthand"))
# The nearest key before a value, in JSON, YAML, INI or `key=value`.
_KEY: Final = re.compile(r"([A-Za-z_][\w.-]{0,79})[\"']?\s*[:=]\s*[^\n:=]{0,300}\Z")
# Public signatures of evaluation results on the Hub, in the form of tokens.
_PUBLIC: Final = frozenset(("verifyToken", "verify_token"))
_NUMBERS: Final = frozenset((int, bool, Decimal, type(None)))
_V = TypeVar("_V")
# Name of a part of a file, its text, and what must not be published there.
_Searched: TypeAlias = list[tuple[str, str, list[PrivatePart]]]


def withhold_private(reading: Reading) -> None:
    """Take what must not be published out of a reading's claims and problems; `reading.withheld` names where it stood.

    A setting whose value holds such a thing is left out as a whole; in other texts that part alone is. Places on disks stay in
    references, because stages are joined by them; of these only the last part is ever told.
    """
    cleaner = _Cleaner(reading.private.pieces)
    if cleaner.pieces or (reading.claims and may_be_private("\n".join(_strings(reading.claims)))):
        _clean_claims(reading, cleaner)
    reading.problems[:] = [_clean_problem(problem, cleaner) for problem in reading.problems]


@frozen
class _Cleaner:
    """Takes private parts out of texts.

    Args:
        pieces: what is left of the private parts of this file where a reader took a value apart, shortened it or wrote it small.
    """

    pieces: re.Pattern[str] | None

    def __call__(self, text: str) -> str:
        """Return a text as it may be published."""
        clean = without_private(text)
        return self.pieces.sub(MARK, clean) if self.pieces else clean


@frozen
class PrivateContent:
    """What must not be published in a file, whether a reader wants it or not.

    Args:
        pieces: finds what is left of it where a reader took a value apart, shortened it or wrote it small.
        found: key or line -> kind of what stands there.
    """

    pieces: re.Pattern[str] | None
    found: dict[str, str]


def private_content(file: InputFile, kind: str) -> PrivateContent:
    """Return what must not be published in a file of a kind; of prose only what would have become a fact counts."""
    if kind in _FREE_TEXT:
        return PrivateContent(None, {})
    texts = [(name, text, private_parts(text, MAX_PARTS)) for name, text in _texts(file)]
    return PrivateContent(_pieces(texts), _places(texts))


def _pieces(texts: _Searched) -> re.Pattern[str] | None:
    found = set()
    for _, text, parts in texts:
        for part in parts:
            words = text[part.start : part.end]
            if part.kind == EMAIL and len(words.partition("@")[0]) >= _TELLING:
                found.add(words.partition("@")[0])
            elif part.kind == TOKEN:
                found.add(words[:_BEGINNING])
    pattern = "|".join(rf"(?<!\w){re.escape(words)}[^\s\"',;]*" for words in sorted(found))
    return re.compile(pattern, re.IGNORECASE) if found else None


def withheld_problem(reading: Reading) -> Problem | None:
    """Return a problem that counts what must not be published in a file and names the keys; None if there is nothing.

    All of the file counts, also what no reader looks at; of prose only what would have become a fact.
    """
    found = {**reading.withheld, **reading.private.found}
    if not found:
        return None
    severity = "warning" if TOKEN in found.values() else "info"
    return Problem(code=WITHHELD, message=_message(found), source=reading.source, severity=severity)


def _clean_claims(reading: Reading, cleaner: _Cleaner) -> None:
    kept = []
    for claim in reading.claims:
        clean = _without_private(claim, cleaner)
        if clean is not claim:
            reading.withheld.setdefault(without_private(claim.key or claim.element), _KIND)
        if clean is not None:
            kept.append(clean)
    reading.claims[:] = kept


def _clean_problem(problem: Problem, cleaner: _Cleaner) -> Problem:
    message, locator = cleaner(problem.message), cleaner(problem.locator)
    same = (message, locator) == (problem.message, problem.locator)
    return problem if same else evolve(problem, message=message, locator=locator)


def _strings(claims: Iterable[Claim]) -> list[str]:
    """Return the texts of claims, whatever holds them."""
    found: list[str] = []
    for claim in claims:
        found += (claim.key, claim.reason)
        _collect(claim.value, found)
    return found


def _collect(value: Any, found: list[str]) -> None:
    kind = type(value)
    if kind is str:
        found.append(value)
    elif kind is tuple:
        for item in value:
            _collect(item, found)
    elif kind not in _NUMBERS:
        for attribute in fields(kind):
            item = getattr(value, attribute.name)
            if item is not None:
                _collect(item, found)


def _places(texts: _Searched) -> dict[str, str]:
    """Return key or line -> kind of what must not be published."""
    found: dict[str, str] = {}
    for name, text, parts in texts:
        for part in parts:
            match = _KEY.search(text, max(0, part.start - 400), part.start)
            key = match[1] if match else ""
            if key not in _PUBLIC:
                where = name or key or f"line {text.count(chr(10), 0, part.start) + 1}"
                found[without_private(where)] = (
                    part.kind if part.kind == TOKEN else found.get(where, part.kind)
                )
    return found


def _texts(file: InputFile) -> list[tuple[str, str]]:
    """Return the texts of an input; heads of weights and databases are none."""
    if file.size is not None or len(file.data) > MAX_TEXT or b"\0" in file.data[:4096]:
        return []
    parts = [(name, data.decode("utf-8", "replace")) for name, data in file.parts]
    return [("", file.text), *parts]


def _without_private(claim: Claim, cleaner: _Cleaner) -> Claim | None:
    """Return a claim as it may be published; None for a setting that may not be."""
    if claim.element == "setting" and _is_private_setting(claim, cleaner):
        return None
    value, key = _clean(claim.value, cleaner), cleaner(claim.key)
    reason, locator = cleaner(claim.reason), cleaner(claim.locator)
    if value is claim.value and (key, reason, locator) == (claim.key, claim.reason, claim.locator):
        return claim
    if value == MARK or key == MARK:
        return None
    return evolve(claim, value=value, key=key, reason=reason, locator=locator, rule=cleaner(claim.rule))


def _is_private_setting(claim: Claim, cleaner: _Cleaner) -> bool:
    values = claim.value if isinstance(claim.value, tuple) else (claim.value,)
    texts = [claim.key, *(value for value in values if isinstance(value, str))]
    if names_credential(claim.key) or any(is_commit(text) for text in texts[1:]):
        return True
    return any(cleaner(text) != text for text in texts)


def _clean(value: _V, cleaner: _Cleaner) -> _V:
    """Return a value of a claim without what must not be published; the same object if there is nothing of the kind."""
    new: Any = value
    if isinstance(value, str):
        new = cleaner(value)
    elif isinstance(value, tuple):
        new = tuple(_clean(item, cleaner) for item in value)
    elif type(value) not in _NUMBERS:
        new = _clean_fields(value, cleaner)
    return value if new == value else new


def _clean_fields(value: Any, cleaner: _Cleaner) -> Any:
    if isinstance(value, ModelReference | DatasetMention) and _is_split(value.raw, value.revision):
        value = evolve(value, raw=MARK, revision=None)
    changed = {}
    for attribute in fields(type(value)):
        name = attribute.name
        old = getattr(value, name)
        is_place = name == "raw" and isinstance(value, ModelReference | DatasetMention)
        new = _clean_reference(old, cleaner) if is_place else _clean(old, cleaner)
        if new is not old:
            changed[name] = new
    return evolve(value, **changed) if changed else value


def _is_split(raw: str, revision: str | None) -> bool:
    """Say whether what was taken for name and revision is an e-mail address, or an address with a login."""
    if not revision or ("/" in raw and "://" not in raw):
        return False
    return holds_address(f"{raw}@{revision}")


def _clean_reference(raw: str, cleaner: _Cleaner) -> str:
    """Return a reference as it may be kept: a place on a disk as it is, unless it is somebody's home folder itself."""
    clean = cleaner(raw)
    if clean == raw:
        return raw
    parts = private_parts(raw)
    is_place = len(parts) == 1 and parts[0].kind == HOME and parts[0].start == 0
    return raw if is_place and clean.strip("/\\") != "~" else clean


def _message(found: dict[str, str]) -> str:
    """Return how many values were withheld, and under which keys; of many keys the first."""
    names = [f"{key} ({kind})" for key, kind in sorted(found.items())]
    rest = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
    what = (
        "1 value that must not be published was"
        if len(names) == 1
        else f"{len(names)} values that must not be published were"
    )
    return f"{what} withheld: {', '.join(names[:_MOST])}{rest}"
