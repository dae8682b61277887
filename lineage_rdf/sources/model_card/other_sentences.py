"""Reads the rarer sentences about where a model comes from: distillation, adapters, DreamBooth, `initialised from`."""

from __future__ import annotations

import re
from typing import Final

from lineage_rdf.claims import ModelReference
from lineage_rdf.sources.model_card.card import DISTILLING, FINE_TUNING, Card
from lineage_rdf.sources.model_card.mentions import dataset_mentions, model_at
from lineage_rdf.sources.model_card.methods import read_methods
from lineage_rdf.sources.model_card.sentences import NAME_AHEAD, read_on, say_base, say_dataset

# On lower-case text, as all patterns here that search a whole body.
_MODEL_IS: Final = (
    r"\b(?:this|these|our|the)\s+(?!pre-?trained)"
    r"(?:[\w.-]+\s+){0,3}?(?:model|checkpoint|version|weights)\s+(?:is|are|was|were)\s+"
)
_DISTILLED: Final = re.compile(
    rf"(?:{_MODEL_IS}|\bit\s+(?:is|was)\s+)(?:an?\s+)?(?:knowledge[- ])?distilled\s+(?:version\s+(?:of|from)|from)\s+"
)
_START: Final = re.compile(
    rf"(?:{_MODEL_IS}|\bit\s+(?:is|was)\s+)(?:initiali[sz]ed\s+(?:from|with)|based\s+(?:up)?on)\s+{NAME_AHEAD}"
)
_FURTHER: Final = re.compile(
    rf"(?:{_MODEL_IS}|\bit\s+(?:is|was)\s+)(?:further|continu(?:ally|ously))\s+pre-?trained\b(?! models?\b)"
)
_SCRATCH_ON: Final = re.compile(r"\bmodel was trained from scratch(?= on )", re.IGNORECASE)
_DREAMBOOTH: Final = re.compile(r"\bdreambooth model\b[^\n.]{0,80}?\btrained by\b", re.IGNORECASE)
_ADAPTER_FOR: Final = re.compile(r"\bLoRA\s+(?:adapt(?:at)?ion\s+)?weights\s+for\s+", re.IGNORECASE)
_ADAPTER_NAME: Final = re.compile(r"\bthese are (?:the )?([\w.-]+/[\w.-]+) $", re.IGNORECASE)
_BY_DREAMBOOTH: Final = re.compile(
    r"\n#[ \t][^\n]{0,80}\bLoRA DreamBooth\b|\bweights were trained (?:using|with) [^\n.]{0,80}\bDreamBooth\b",
    re.IGNORECASE,
)
_TUNED_ON: Final = re.compile(r"(?:fine-?tuned|trained) on the ([^\n.]{1,120}?) dataset", re.IGNORECASE)


def read_other_sentences(card: Card) -> None:
    """Add what the rarer sentences say; called after the usual ones, for some count only where those gave no base."""
    lower = card.lower
    if "distilled" in lower:
        _read_distilled(card)
    if "weights for" in lower:
        _read_adapter(card)
    if "model was trained from scratch on" in lower:
        _read_scratch(card)
    if "pretrained" in lower or "pre-trained" in lower:
        _read_further(card)
    if "dreambooth model" in lower:
        _read_dreambooth(card)
    if not card.bases and ("initiali" in lower or "based on" in lower or "based upon" in lower):
        _read_start(card)


def _read_distilled(card: Card) -> None:
    match = _DISTILLED.search(card.lower)
    model = model_at(card.prose, match.end())[0] if match else None
    if match is not None and model is not None:
        card.note_at(DISTILLING, match.start(), "distilled")
        card.say("teacher-model", model, match.start(), "distilled")


def _read_scratch(card: Card) -> None:
    """Read the data in a Trainer's sentence about a model whose base it does not know."""
    match = _SCRATCH_ON.search(card.prose)
    if match:
        read_on(card, match.end(), match.start(), "")


def _read_further(card: Card) -> None:
    """Read that the model was further pre-trained, which is training on the weights of another."""
    match = _FURTHER.search(card.lower)
    if match and "continued-pretraining" not in card.methods:
        card.methods.add("continued-pretraining")
        card.note_at(FINE_TUNING, match.start(), "further-pretrained")
        card.say("objective", "continued-pretraining", match.start(), "further-pretrained")


def _read_dreambooth(card: Card) -> None:
    match = _DREAMBOOTH.search(card.prose)
    if match and _say_dreambooth(card, match):
        card.note_at(
            FINE_TUNING, match.start(), "dreambooth", "DreamBooth trains a model that exists further"
        )


def _say_dreambooth(card: Card, match: re.Match[str] | None) -> bool:
    """Add the objective DreamBooth where words speak of it and no others did, and return whether it was added."""
    if match is None or "dreambooth" in card.methods:
        return False
    card.methods.add("dreambooth")
    card.say("objective", "dreambooth", match.start(), "dreambooth")
    return True


def _read_adapter(card: Card) -> None:
    match = _ADAPTER_FOR.search(card.prose)
    model, end = model_at(card.prose, match.end()) if match else (None, 0)
    if match is None or model is None:
        return
    card.uses_adapter = True
    card.note_at(FINE_TUNING, match.start(), "adapter-weights")
    # Some versions of the script put the adapter's own name here; then the front matter has the base.
    if not card.bases or model.raw in card.bases:
        say_base(card, model, match.start(), "adapter-weights", "")
        card.say("adapter-for", model, match.start(), "adapter-weights")
    card.say("parameterization", "lora", match.start(), "adapter-weights")
    named = _ADAPTER_NAME.search(card.prose, max(0, match.start() - 150), match.start())
    if named and named[1] not in card.bases:
        card.say("checkpoint", ModelReference(named[1]), named.start(1), "adapter-weights")
    read_methods(card, end, min(len(card.prose), end + 400), "")
    _say_dreambooth(card, _BY_DREAMBOOTH.search(card.prose))
    on = _TUNED_ON.search(card.prose, end, end + 400)
    for mention in dataset_mentions(on[1]) if on else ():
        say_dataset(card, mention, on.start() if on else 0, "adapter-weights", "")


def _read_start(card: Card) -> None:
    """Read `initialised from X`, `based on X`, which only suggest a base, where no other sentence named one."""
    match = _START.search(card.lower)
    model = model_at(card.prose, match.end())[0] if match else None
    if match is None or model is None or "/" not in model.raw or "card" in (model.name or "").casefold():
        return
    reason = (
        "the card says that the model was started from it or is based on it, not that it was trained on it"
    )
    card.note_at(FINE_TUNING, match.start(), "started-from", reason)
    say_base(card, model, match.start(), "started-from", reason)
