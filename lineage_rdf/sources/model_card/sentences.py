"""Reads the sentences in which a card says from what a model was made.

Forms: those of transformers' Trainer, TRL and sentence-transformers, and near relatives that people write.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from attrs import evolve

from lineage_rdf.claims import DatasetMention, ModelReference
from lineage_rdf.sources.model_card import codes
from lineage_rdf.sources.model_card.card import FINE_TUNING, Card
from lineage_rdf.sources.model_card.mentions import dataset_mentions, model_at
from lineage_rdf.sources.model_card.metadata import warn_of_base
from lineage_rdf.sources.model_card.methods import read_methods
from lineage_rdf.sources.model_card.placeholders import LOADERS, is_placeholder
from lineage_rdf.sources.model_card.subjects import MAX_MENTIONS, sentence_around, subject_reason

_VERSION_OF: Final = re.compile(
    r"fine-?[ ]?tuned?\s+(?:version|variant|checkpoint)\s+(?:of|from)\s+"  # on lower-case text
)
NAME_AHEAD: Final = r"(?=(?:the\s+|a\s+)?(?:\*\*|_|`)?(?:\[|[\w.-]+/[\w.-]))"
_TUNED_FROM: Final = re.compile(
    r"\b(?:(?:fine-?[ ]?tuned|further (?:pre-?)?trained|trained)\s+(?:model\s+)?(?:from|on top of|off(?: of)?|based on)"
    rf"|by\s+fine-?[ ]?tuning)\s+{NAME_AHEAD}"  # on lower-case text
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
_ON: Final = re.compile(
    r"[\s*_`]{0,9}(?:model|checkpoint)?\s{0,9}(?:for [\w -]{1,60})?\s{1,9}on\s{1,9}(?:the |a |an )?"
    r"((?:\[[^\]\n]{0,200}\]\([^)\n]{0,400}\)|[^\n\[]){0,400}?)\s{0,9}\bdata\s?sets?\b",
    re.IGNORECASE,
)


def read_sentences(card: Card) -> None:
    """Add what sentences of the form `fine-tuned version of X on the D dataset` say."""
    lower = card.lower
    found = "tune" in lower and _read_version_of(card)
    if not found and any(sign in lower for sign in _FROM_SIGNS):
        _read_tuned_from(card)


def _read_version_of(card: Card) -> bool:
    for match in islice(_VERSION_OF.finditer(card.lower), MAX_MENTIONS):
        reason = subject_reason(card, match.start())
        if reason is None:
            continue
        model, end = model_at(card.prose, match.end())
        card.note_at(FINE_TUNING, match.start(), "fine-tuned-version", reason)
        if model is not None:
            say_base(card, model, match.start(), "fine-tuned-version", reason)
        elif not card.bases and card.prose.startswith("[", match.end()):
            message = "the sentence about fine-tuning names no base model; name it under base_model"
            card.warn(codes.EMPTY_BASE, message, f"line {card.line_at(match.start())}")
        read_on(card, end, match.start(), reason)
        _, stop = sentence_around(card.prose, match.end())
        read_methods(card, end, stop, reason)
        return True
    return False


def _read_tuned_from(card: Card) -> bool:
    for match in islice(_TUNED_FROM.finditer(card.lower), MAX_MENTIONS):
        reason = subject_reason(card, match.start())
        if reason is None:
            continue
        model, end = model_at(card.prose, match.end())
        if model is None:
            continue
        card.note_at(FINE_TUNING, match.start(), "fine-tuned-from", reason)
        say_base(card, model, match.start(), "fine-tuned-from", reason)
        read_on(card, end, match.start(), reason)
        return True
    return False


def say_base(card: Card, model: ModelReference, at: int, rule: str, reason: str) -> None:
    """Add a base, and the model an adapter belongs to where the card is of an adapter."""
    if model.raw in _known_as(card, model.raw):
        model = evolve(model, name=None)
    card.say("base-model", model, at, rule, inferred=bool(reason), reason=reason)
    if model.raw not in card.bases:
        card.bases.append(model.raw)
        warn_of_base(card, model.raw, f"line {card.line_at(at)}")


def _known_as(card: Card, raw: str) -> set[str]:
    return {base for base in card.bases if base.casefold() == raw.casefold()}


def read_on(card: Card, end: int, at: int, reason: str) -> None:
    """Read ` on the D dataset`, where it follows a base at once."""
    match = _ON.match(card.prose, end)
    if match is None:
        return
    phrase = match[1].strip()
    if is_placeholder(phrase) or phrase.casefold() in LOADERS or "/None)" in phrase:
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


def report_unknown_dataset(card: Card) -> None:
    """Report that a sentence names no training data, unless other parts of the card do."""
    if card.unknown_dataset:
        known = any(claim.element == "dataset" for claim in card.reading.claims)
        message = "the sentence about fine-tuning does not name the training dataset"
        message += (
            "; what other parts of the card name is taken"
            if known
            else "; name it under datasets in the front matter"
        )
        card.warn(codes.UNKNOWN_DATASET, message, card.unknown_dataset, "info" if known else "warning")
