"""Datasets in running text: `on 200k instruction pairs`, `on org/name@rev`, `on company documents`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from lineage_rdf.claims import DatasetMention
from lineage_rdf.sources.shorthand_facts import Fact
from lineage_rdf.sources.shorthand_models import HUB_ID, is_model_name, model_fact, split_revision
from lineage_rdf.sources.shorthand_scan import BLANK, Scan, has_content, trimmed
from lineage_rdf.sources.shorthand_words import PRIVATE, PUBLIC, ROLES

SCALES: Final = {
    "k": 3,
    "thousand": 3,
    "m": 6,
    "mn": 6,
    "million": 6,
    "b": 9,
    "bn": 9,
    "billion": 9,
    "t": 12,
    "trillion": 12,
}
_UNIT = (
    r"pairs?|examples?|samples?|records?|tokens?|dialog(?:ue)?s?|conversations?|chats?|prompts?|instructions?|demonstrations?"
    r"|completions?|comparisons?|preferences?|documents?|docs|rows|entries|items|images?|questions?|problems?|sentences?"
    r"|articles?|papers?|notes?|reports?|tickets?|triples?|turns?|messages?|abstracts?|transcripts?|guidelines?|answers?|pages?"
)
AMOUNT: Final = re.compile(
    r"(?<![\w.,])(?P<n>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)\s?(?P<scale>k|thousand|mn?|million|bn?|billion|t|trillion)?\+?"
    rf"(?P<of>[-\s]+(?:[\w&/'+-]+\s+){{0,4}}?)(?P<unit>{_UNIT})(?!\w)",
    re.IGNORECASE,
)
_DATA_WORD = re.compile(rf"(?<!\w)(?:data|datasets?|corpus|corpora|feedback|{_UNIT})(?!\w)", re.IGNORECASE)
_STOP = (
    rf"(?=\s+(?:with|using|for|to\s+[a-z]+|by|via|at|starting|resulting|yielding|giving|producing)\b"
    rf"|\s*(?:,(?!\d)|[;(){BLANK}])|\s*\.?\s*$)"
)
_PHRASE = rf"(?P<np>(?:[^,;(){BLANK}]|(?<=\d),(?=\d))+?){_STOP}"
_ON: Final = re.compile(rf"(?<![\w-])(?:on|over)\s+(?!top of\b){_PHRASE}", re.IGNORECASE)
_WITH: Final = re.compile(rf"(?<![\w-])(?:using|with|via|from)\s+{_PHRASE}", re.IGNORECASE)
_DECLARED: Final = re.compile(
    rf"(?<![\w-])(?:fine-?tuned?|(?:training )?data(?:sets?)?(?: (?:is|was|are))?)\s*(?:=|:)\s*{_PHRASE}",
    re.IGNORECASE,
)
_JOIN = re.compile(r"\s+and\s+|\s+plus\s+|\s*\+\s+|\s+&\s+", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:(?:the|a|an|our|my|some|its|about|approximately|roughly|around|~)\s+)+")
_TAIL = re.compile(r"\s+(?:data\s?sets?|and|for|with|using)$", re.IGNORECASE)
_NAME = re.compile(r"(?=\S*[A-Z_\d])[A-Za-z][\w.-]*(?:[- ]v?\d[\w.]*)?")


def datasets(scan: Scan, start: int, end: int) -> Iterator[Fact]:
    """Yield and mark the datasets that a clause names or describes."""
    for pattern in (_DECLARED, _ON):
        for match in scan.take_all(pattern, start, end):
            yield from _phrase(scan, *match.span("np"), on=pattern is _ON)
    for match in list(_WITH.finditer(scan.rest, start, end)):
        if _DATA_WORD.search(match["np"]):
            scan.blank(*match.span())
            yield from _phrase(scan, *match.span("np"))


def bare_datasets(scan: Scan, start: int, end: int) -> Iterator[Fact]:
    """Yield and mark what is left: Hub ids and amounts that stand alone in a clause."""
    for pattern in (HUB_ID, AMOUNT):
        for match in scan.take_all(pattern, start, end):
            yield _dataset(scan.text, *match.span())


def _phrase(scan: Scan, start: int, end: int, *, on: bool = False) -> Iterator[Fact]:
    pieces = list(_pieces(scan.text, start, end))
    text = scan.text[slice(*trimmed(scan.text, start, end))]
    if on and len(pieces) == 1 and not _DATA_WORD.search(text) and is_model_name(text):
        reason = "the words after 'on' are the name of a model"
        yield model_fact("base-model", scan.text, *trimmed(scan.text, start, end), rule="on").as_inferred(
            reason
        )
        return
    for piece in pieces:
        yield _dataset(scan.text, *piece)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of an enumeration, or the whole if one part alone would not name a dataset."""
    cuts = [start, *(place for match in _JOIN.finditer(text, start, end) for place in match.span()), end]
    parts = [trimmed(text, *cuts[at : at + 2]) for at in range(0, len(cuts), 2)]
    parts = [part for part in parts if part[0] < part[1]]
    if all(HUB_ID.search(text, *part) or AMOUNT.search(text, *part) for part in parts):
        yield from parts
    else:
        yield trimmed(text, start, end)


def _dataset(text: str, start: int, end: int) -> Fact:
    words = _TAIL.sub("", _ARTICLE.sub("", text[start:end])).strip()
    found = HUB_ID.search(words)
    raw, revision = split_revision(found[0]) if found else (_name(words), None)
    examples, tokens = _counts(words)
    roles: tuple[str, ...] = roles_of(words)
    mention = DatasetMention(
        raw=raw,
        revision=revision,
        roles=roles or ("training",),
        example_count=examples,
        token_count=tokens,
        description=_description(words, raw, found[0] if found else raw),
        access=_access(words),
    )
    return Fact(element="dataset", value=mention, start=start, end=end, rule="dataset")


def _name(words: str) -> str:
    """Return the words if they are the name of a dataset and not a description of one."""
    return words if _NAME.fullmatch(words) else ""


def _description(words: str, raw: str, written: str) -> str | None:
    if not raw:
        return words or None
    beside = _DATA_WORD.sub(" ", words.replace(written, " "))
    return words if has_content(re.sub(r"\d\S*", " ", beside)) else None


def roles_of(words: str) -> tuple[str, ...]:
    """Return the role that words give a dataset, the one named first; none if they give none."""
    found = [(match.start(), role) for role, pattern in ROLES.items() for match in pattern.finditer(words)]
    return (min(found)[1],) if found else ()


def _access(words: str) -> str | None:
    if PRIVATE.search(words):
        return "private"
    return "public" if PUBLIC.search(words) else None


def _counts(words: str) -> tuple[int | None, int | None]:
    """Return the numbers of examples and of tokens that words state, exactly."""
    examples, tokens = None, None
    for match in AMOUNT.finditer(words):
        count = amount(match["n"], match["scale"])
        if match["unit"].lower().startswith("token"):
            tokens = count
        else:
            examples = count
    return examples, tokens


def amount(digits: str, scale: str | None) -> int | None:
    """Return a number with its scale as an exact count.

    Args:
        digits: for example `1.5` or `50,000`.
        scale: for example `k`, `M` or `billion`, or None.

    Returns:
        The count, or None if it is not a whole number.
    """
    value = Decimal(digits.replace(",", "")).scaleb(SCALES[scale.lower()] if scale else 0)
    return int(value) if value == value.to_integral_value() else None
