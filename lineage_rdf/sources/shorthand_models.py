"""Models in running text: Hub ids, and names such as `Llama-3 70B`."""

from __future__ import annotations

import re
from typing import Final

from attrs import evolve

from lineage_rdf.claims import MergeMention, ModelReference
from lineage_rdf.claims.private import holds_address
from lineage_rdf.sources.shorthand_facts import Fact
from lineage_rdf.sources.shorthand_scan import BLANK, Scan, trimmed
from lineage_rdf.sources.shorthand_words import FAMILIES, GENERIC_MODEL

# Words joined by a slash that are no Hub ids.
_NOT_ID = (
    r"(?!(?:and|either|w|n|input|chosen|questions?|prompts?|train|he|instructions?|Q)"
    r"/(?:or|o|a|outputs?|rejected|answers?|responses?|completions?|test|eval|val|she|A)\b)"
)
_HOST = r"(?:(?:https?://)?(?:huggingface|hf)\.co/(?:datasets/)?)?"
_ID = rf"{_NOT_ID}{_HOST}[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*(?<![.-])(?:@[\w./-]*[\w])?"
HUB_ID: Final = re.compile(rf"(?<![\w./@:-]){_ID}(?![\w/])")
_SIZE = r"\d+(?:\.\d+)?(?:x\d+(?:\.\d+)?)?[BbMm]"
_MORE = (
    rf"v?\d[\w.]*(?:{_SIZE})?|{_SIZE}|[Ii]nstruct|[Bb]ase|[Cc]hat|[Ll]arge|[Ss]mall|[Mm]edium|[Mm]ini|[Nn]ano|XL"
    r"|[Tt]urbo|[Vv]ision|[Cc]oder?|[Uu]ncased|[Cc]ased"
)
_NAME = rf"[A-Za-z][\w.-]*(?<!\.)(?:\s+(?:{_MORE})(?![\w-]))*"
MODEL: Final = rf"(?P<model>{_ID}|{_NAME})"
_SIZED = re.compile(rf"(?<![A-Za-z0-9.]){_SIZE}(?![A-Za-z0-9])")
_ONE = re.compile(MODEL)
_END = rf"(?=\s+(?:with|using|and|on|for|to|by|via|then)\b|\s*[,;(){BLANK}]|\.?\s*$)"
_PLAIN = rf"(?P<model>{_ID}|[^,;(){BLANK}=]+?{_END})"

# Wording -> element, where the wording alone says that a model follows.
_NAMED: Final = [
    ("reward-model", re.compile(rf"(?<!\w)reward model\s*(?:=|:|is|from)?\s+(?P<model>{_ID})", re.I)),
    ("reference-model", re.compile(rf"(?<!\w)reference model\s*(?:=|:|is)?\s+(?P<model>{_ID})", re.I)),
    (
        "teacher-model",
        re.compile(rf"(?<!\w)(?:teacher(?: model)?\s*(?:=|:|is)?|with teacher|from teacher)\s+{MODEL}", re.I),
    ),
    (
        "checkpoint",
        re.compile(
            rf"(?<!\w)(?:resulting in|yielding|giving|producing|to (?:get|obtain|produce|make)"
            rf"|(?:published|released|saved|uploaded) as"
            rf"|pushed to|called|named)\s+(?P<model>{_ID})",
            re.I,
        ),
    ),
    (
        "base-model",
        re.compile(
            rf"(?<!\w)(?:start(?:ing|ed)? (?:from|with)|on top of|initiali[sz]ed from|based on"
            rf"|derived from)\s+{_PLAIN}",
            re.I,
        ),
    ),
    ("base-model", re.compile(rf"(?<![\w-])base(?: model)?\s*(?:=|:)\s*{_PLAIN}", re.I)),
    ("base-model", re.compile(rf"(?<![\w-])base model\s+(?:is |was )?(?P<model>{_ID})", re.I)),
]
# Wording where the words that follow have to look like a model.
_DISTILLED = re.compile(rf"(?<!\w)distill?(?:ed|ing|ation)?(?:\s+\w+)?\s+from\s+{MODEL}", re.I)
_OF = re.compile(rf"(?<![\w-])(?:of|from)\s+(?:the\s+)?{MODEL}", re.I)
_OBJECT = re.compile(rf"fine[- ]?tun(?:ed|ing|e)\s+(?:the\s+)?{MODEL}", re.I)


def split_revision(text: str) -> tuple[str, str | None]:
    """Return name and revision of `org/name@revision`."""
    if holds_address(text):
        return text, None
    name, _, revision = text.partition("@")
    return name, revision or None


def looks_like_model(text: str) -> bool:
    """Return whether words are the name of a model: a known family or a size, and nothing else."""
    name = text.strip()
    return bool(_ONE.fullmatch(name)) and bool(FAMILIES.search(name) or _SIZED.search(name))


def is_model_name(text: str) -> bool:
    """Return whether words after `on` are a model: a Hub id with a size in it, or a model's name."""
    return bool(_SIZED.search(text)) if HUB_ID.fullmatch(text) else looks_like_model(text)


def is_named(text: str) -> bool:
    """Return whether a text as a whole is a Hub id or a model's name."""
    return bool(HUB_ID.fullmatch(text)) or looks_like_model(text)


def merged_models(scan: Scan, facts: list[Fact], start: int, end: int) -> list[Fact]:
    """Return and mark the models of a merge: each is a base and a contribution, in the order of the text.

    Args:
        scan: the text.
        facts: what the clause already said, among it the first model.
        start: position where the clause begins.
        end: position where it ends.
    """
    more = [
        model_fact("base-model", scan.text, *match.span(), "merge")
        for match in scan.take_all(HUB_ID, start, end)
    ]
    shares = [
        evolve(fact, element="merge-weights", value=MergeMention(model=fact.value))
        for fact in (*facts, *more)
        if fact.element == "base-model" and isinstance(fact.value, ModelReference)
    ]
    return [*more, *shares]


def model_fact(element: str, text: str, start: int, end: int, rule: str) -> Fact:
    """Return the fact that a model, named between two positions, plays a part."""
    name, revision = split_revision(text[start:end])
    return Fact(element=element, value=ModelReference(name, revision), start=start, end=end, rule=rule)


def named_models(scan: Scan, start: int, end: int) -> list[Fact]:
    """Return and mark the models that wording points out, for example `starting from X`."""
    facts = []
    for element, pattern in _NAMED:
        for match in scan.take_all(pattern, start, end):
            span = trimmed(scan.text, *match.span("model"))
            if not GENERIC_MODEL.fullmatch(scan.text[slice(*span)].strip()):
                facts.append(model_fact(element, scan.text, *span, rule=element))
    return [*facts, *_likely(scan, start, end)]


def _likely(scan: Scan, start: int, end: int) -> list[Fact]:
    """Return a model after `distilled from`, `of`, `from` or as the object of fine-tuning."""
    for element, pattern in (("teacher-model", _DISTILLED), ("base-model", _OF), ("base-model", _OBJECT)):
        for match in pattern.finditer(scan.rest, start, end):
            if _acceptable(match["model"], element):
                scan.blank(*match.span("model"))
                return [model_fact(element, scan.text, *match.span("model"), rule=element)]
    return []


def _acceptable(name: str, element: str) -> bool:
    return (
        bool(HUB_ID.fullmatch(name))
        or looks_like_model(name)
        or (element == "teacher-model" and name[0].isupper())
    )
