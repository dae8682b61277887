"""Reads the sentences in which a card says from what a model was made.

Forms: those of transformers' Trainer, TRL, sentence-transformers, diffusers, and near relatives that people write.
"""

from __future__ import annotations

import re
from typing import Final

from attrs import evolve

from lineage_rdf.claims import DatasetMention, ModelReference
from lineage_rdf.sources.model_card import codes
from lineage_rdf.sources.model_card.card import DISTILLING, FINE_TUNING, Card
from lineage_rdf.sources.model_card.mentions import LINK, dataset_mentions, model_at
from lineage_rdf.sources.model_card.metadata import warn_of_base
from lineage_rdf.sources.model_card.methods import read_methods
from lineage_rdf.sources.model_card.placeholders import LOADERS, is_placeholder

_VERSION_OF: Final = re.compile(
    r"fine-?[ ]?tuned?\s+(?:version|variant|checkpoint)\s+(?:of|from)\s+"  # on lower-case text
)
_NAME_AHEAD: Final = r"(?=(?:the\s+|a\s+)?(?:\*\*|_|`)?(?:\[|[\w.-]+/[\w.-]))"
_TUNED_FROM: Final = re.compile(
    r"\b(?:(?:fine-?[ ]?tuned|further (?:pre-?)?trained|trained)\s+(?:model\s+)?(?:from|on top of|off(?: of)?|based on)"
    rf"|by\s+fine-?[ ]?tuning)\s+{_NAME_AHEAD}",
    re.IGNORECASE,
)
_FROM_SIGNS: Final = (
    "tuned from",
    "trained from",
    "on top of",
    "tuned off",
    "based on",
    "by fine",
    "model from",
)
_MODEL_IS: Final = r"\b(?:this|these|our|the)\s+(?!pre-?trained)(?:[\w.-]+\s+){0,3}?(?:model|checkpoint|version|weights)\s+(?:is|are|was|were)\s+"
_DISTILLED: Final = re.compile(
    rf"(?:{_MODEL_IS}|\bit\s+(?:is|was)\s+)(?:an?\s+)?(?:knowledge[- ])?distilled\s+(?:version\s+(?:of|from)|from)\s+",
    re.IGNORECASE,
)
_START: Final = re.compile(
    rf"(?:{_MODEL_IS}|\bit\s+(?:is|was)\s+)(?:initiali[sz]ed\s+(?:from|with)|based\s+(?:up)?on)\s+{_NAME_AHEAD}",
    re.IGNORECASE,
)
_SCRATCH_ON: Final = re.compile(r"\bmodel was trained from scratch(?= on )", re.IGNORECASE)
_DREAMBOOTH: Final = re.compile(r"\bdreambooth model\b[^\n.]{0,80}?\btrained by\b", re.IGNORECASE)
_ADAPTER_FOR: Final = re.compile(r"\bLoRA\s+(?:adapt(?:at)?ion\s+)?weights\s+for\s+", re.IGNORECASE)
_ON: Final = re.compile(
    r"[\s*_`]*(?:model|checkpoint)?\s*(?:for [\w -]{1,60})?\s+on\s+(?:the |a |an )?"
    r"((?:\[[^\]\n]{0,200}\]\([^)\n]{0,400}\)|[^\n\[]){0,400}?)\s*\bdata\s?sets?\b",
    re.IGNORECASE,
)
_SENTENCE_END: Final = re.compile(r"[.!?](?=\s|$)|\n[ \t]*\n|\n(?=[-*#|>])")
_TITLE: Final = re.compile(r"\n#[ \t]+(\S[^\n]*)")
_THIS: Final = re.compile(
    r"(?:\b(?:this|these|our|the)\s+(?:[\w.-]+\s+){0,3}?(?:models?|checkpoints?|adapters?|weights|repo(?:sitory)?|version)\b|\bit\b|\bwe\b"
    r"|^\W*(?:this|these|an?)\b)[^.\n]*$",
    re.IGNORECASE,
)
_DENIED: Final = re.compile(
    r"\b(?:not|never|can be|could be|to be|should be|may be|instead of|without|see|other|compared|versions? of|unlike|than|used (?:for|as)|originally)\b[^.\n]*$",
    re.IGNORECASE,
)


def sentence_around(text: str, at: int) -> tuple[int, int]:
    """Return start and end of the sentence that holds an offset."""
    start = max(
        (m.end() for m in _SENTENCE_END.finditer(text, max(0, at - 600), at)), default=max(0, at - 600)
    )
    following = _SENTENCE_END.search(text, at)
    return start, min(following.start() if following else len(text), at + 1500)


def read_sentences(card: Card) -> None:
    """Add what the body's sentences say about base, teacher, data and method."""
    lower = card.lower
    found = "tune" in lower and _read_version_of(card)
    if not found and any(sign in lower for sign in _FROM_SIGNS):
        _read_tuned_from(card)
    if "distilled" in lower:
        _read_distilled(card)
    if "weights for" in lower:
        _read_adapter(card)
    if "model was trained from scratch on" in lower:
        _read_scratch(card)
    if "dreambooth model" in lower:
        _read_dreambooth(card)
    if not card.bases and ("initiali" in lower or "based on" in lower or "based upon" in lower):
        _read_start(card)


def _subject_reason(card: Card, at: int) -> str | None:
    """Return the empty text if the words before an offset speak of this model, a reason if that is only likely.

    None means that the words deny the fact or speak of something else.
    """
    start, _ = sentence_around(card.prose, at)
    before = LINK.sub(lambda link: link[1], card.prose[start:at])
    if _DENIED.search(before) or before.lstrip().startswith(("|", ">")):
        return None
    if _THIS.search(before) or _is_own_name(card, before):
        return ""
    return "the sentence is about a model by another name than `this model`"


def _is_own_name(card: Card, before: str) -> bool:
    """Return whether the words before a verb are the name in the card's first heading."""
    name = _plain(re.split(r"\s+(?:is|was|has)\s", before, maxsplit=1)[0])
    heading = _TITLE.search(card.prose)
    title = _plain(heading[1]) if heading else ""
    return len(name) > 3 and bool(title) and (name in title or title in name)


def _plain(words: str) -> str:
    """Return letters and digits only, without case."""
    return re.sub(r"[\W_]+", "", words.casefold())


def _read_version_of(card: Card) -> bool:
    for match in _VERSION_OF.finditer(card.lower):
        reason = _subject_reason(card, match.start())
        if reason is None:
            continue
        model, end = model_at(card.prose, match.end())
        card.note_at(FINE_TUNING, match.start(), "fine-tuned-version", reason)
        if model is not None:
            _say_base(card, model, match.start(), "fine-tuned-version", reason)
        elif not card.bases and card.prose.startswith("[", match.end()):
            message = "the sentence about fine-tuning names no base model; name it under base_model"
            card.warn(codes.EMPTY_BASE, message, f"line {card.line_at(match.start())}")
        _read_on(card, end, match.start(), reason)
        _, stop = sentence_around(card.prose, match.end())
        read_methods(card, end, stop, reason)
        return True
    return False


def _read_tuned_from(card: Card) -> bool:
    for match in _TUNED_FROM.finditer(card.prose):
        reason = _subject_reason(card, match.start())
        if reason is None:
            continue
        model, end = model_at(card.prose, match.end())
        if model is None:
            continue
        card.note_at(FINE_TUNING, match.start(), "fine-tuned-from", reason)
        _say_base(card, model, match.start(), "fine-tuned-from", reason)
        _read_on(card, end, match.start(), reason)
        return True
    return False


def _say_base(card: Card, model: ModelReference, at: int, rule: str, reason: str) -> None:
    """Add a base, and the model an adapter belongs to where the card is of an adapter."""
    if model.raw in _known_as(card, model.raw):
        model = evolve(model, name=None)
    card.say("base-model", model, at, rule, inferred=bool(reason), reason=reason)
    if model.raw not in card.bases:
        card.bases.append(model.raw)
        warn_of_base(card, model.raw, f"line {card.line_at(at)}")


def _known_as(card: Card, raw: str) -> set[str]:
    return {base for base in card.bases if base.casefold() == raw.casefold()}


def _read_on(card: Card, end: int, at: int, reason: str) -> None:
    """Read ` on the D dataset`, where it follows a base at once."""
    match = _ON.match(card.prose, end)
    if match is None:
        return
    phrase = match[1].strip()
    if (
        is_placeholder(phrase.strip("[]()"))
        or phrase.casefold() in ("an unknown", "the none")
        or "/None)" in phrase
    ):
        card.unknown_dataset = f"line {card.line_at(at)}"
        return
    for mention in dataset_mentions(phrase):
        say_dataset(card, mention, at, "fine-tuned-on", reason)


def say_dataset(card: Card, mention: DatasetMention, at: int, rule: str, reason: str) -> None:
    """Add a dataset that the body names, under the identifier of the front matter where that is the same one."""
    mention = _joined(card, mention)
    if mention.raw and mention.raw not in card.datasets:
        card.datasets.append(mention.raw)
    card.say("dataset", mention, at, rule, inferred=bool(reason), reason=reason)


def _joined(card: Card, mention: DatasetMention) -> DatasetMention:
    """Read `GLUE MRPC` as subset MRPC of the dataset `glue` that the front matter names."""
    words = mention.raw.casefold()
    for known in card.datasets:
        if words == known.casefold() or words == known.rsplit("/", 1)[-1].casefold():
            return evolve(mention, raw=known)
        if words.startswith(f"{known.casefold()} "):
            rest = mention.raw[len(known) :].strip()
            return evolve(mention, raw=known, configuration=mention.configuration or rest)
    return mention


def _read_distilled(card: Card) -> None:
    match = _DISTILLED.search(card.prose)
    model = model_at(card.prose, match.end())[0] if match else None
    if match is not None and model is not None:
        card.note_at(DISTILLING, match.start(), "distilled")
        card.say("teacher-model", model, match.start(), "distilled")


def _read_scratch(card: Card) -> None:
    """Read the data in a Trainer's sentence about a model whose base it does not know."""
    match = _SCRATCH_ON.search(card.prose)
    if match:
        _read_on(card, match.end(), match.start(), "")


def _read_dreambooth(card: Card) -> None:
    match = _DREAMBOOTH.search(card.prose)
    if match and "dreambooth" not in card.methods:
        card.methods.add("dreambooth")
        card.note_at(
            FINE_TUNING, match.start(), "dreambooth", "DreamBooth trains a model that exists further"
        )
        card.say("objective", "dreambooth", match.start(), "dreambooth")


def _read_adapter(card: Card) -> None:
    match = _ADAPTER_FOR.search(card.prose)
    model, end = model_at(card.prose, match.end()) if match else (None, 0)
    if match is None or model is None:
        return
    card.uses_adapter = True
    card.note_at(FINE_TUNING, match.start(), "adapter-weights")
    # Some versions of the script put the adapter's own name here; then the front matter has the base.
    if not card.bases or model.raw in card.bases:
        _say_base(card, model, match.start(), "adapter-weights", "")
        card.say("adapter-for", model, match.start(), "adapter-weights")
    card.say("parameterization", "lora", match.start(), "adapter-weights")
    on = re.compile(r"(?:fine-?tuned|trained) on the ([^\n.]{1,120}?) dataset", re.IGNORECASE).search(
        card.prose, end, end + 400
    )
    for mention in dataset_mentions(on[1]) if on else ():
        say_dataset(card, mention, on.start() if on else 0, "adapter-weights", "")


def _read_start(card: Card) -> None:
    """Read `initialised from X`, `based on X`, which only suggest a base, where no other sentence named one."""
    match = _START.search(card.prose)
    model = model_at(card.prose, match.end())[0] if match else None
    if match is None or model is None or "/" not in model.raw or "card" in (model.name or "").casefold():
        return
    reason = (
        "the card says that the model was started from it or is based on it, not that it was trained on it"
    )
    card.note_at(FINE_TUNING, match.start(), "started-from", reason)
    _say_base(card, model, match.start(), "started-from", reason)


def report_unknown_dataset(card: Card) -> None:
    """Report that a sentence names no training data, unless other parts of the card do."""
    if card.unknown_dataset:
        known = bool(card.datasets)
        message = "the sentence about fine-tuning does not name the training dataset"
        message += (
            "; the one in the front matter is taken"
            if known
            else "; name it under datasets in the front matter"
        )
        card.warn(codes.UNKNOWN_DATASET, message, card.unknown_dataset, "info" if known else "warning")
