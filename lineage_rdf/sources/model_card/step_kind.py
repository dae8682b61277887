"""Decides what kind of step a card tells of, from all the signs that the rules have seen."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any, Final

from lineage_rdf.claims import Claim, Trust, Value
from lineage_rdf.sources.model_card import codes
from lineage_rdf.sources.model_card.card import (
    DISTILLING,
    FINE_TUNING,
    MERGING,
    PRE_TRAINING,
    QUANTIZING,
    REWARD,
    Card,
    Evidence,
)
from lineage_rdf.sources.model_card.metadata import tasks
from lineage_rdf.sources.model_card.methods import read_methods
from lineage_rdf.sources.model_card.subjects import MAX_MENTIONS, sentence_around, words_before
from lineage_rdf.sources.model_card.tags import read_quantization

_SCRATCH: Final = re.compile(r"\b(?:pre-?)?trained(?: entirely| completely)? from scratch\b", re.IGNORECASE)
_NOT_SCRATCH: Final = re.compile(
    r"\b(?:not|instead of|rather than|without|than|also|never)\b[^.\n]*$", re.IGNORECASE
)
_ABOUT_THIS: Final = re.compile(
    r"\b(?:this|our|the) (?:[\w.-]+ ){0,3}model\b|\bit (?:was|is|has)\b|\bwe\b|^\W*(?:pre-?)?$", re.I
)
_FINE_TUNED: Final = re.compile(r"fine-?[ ]?tun(?:ed|ing|es)\b(?! (?:version|model)s\b)")
_THIS_IS: Final = re.compile(
    r"(?:(?:\b(?:this|our|the) (?:[\w.-]+ ){0,3}(?:model|checkpoint|adapter)|\bit|^)[ \t]*"
    r"(?:(?:is|was|has been|were)[ \t]+)?(?:(?:then|further|subsequently|a|the)[ \t]+)?"
    r"|^(?:this|it) is (?:an?|the) [^.\n]{0,60}[ \t])$",
    re.IGNORECASE,
)
_WE_DID: Final = re.compile(
    r"\b(?:we|i)[ \t]+(?:have[ \t]+|then[ \t]+)?$|\b(?:obtained|created|built|made)[ \t]+by[ \t]+$"
    r"|\bthis (?:project|repository|repo|work)[ \t]+$",
    re.IGNORECASE,
)
_PURPOSE: Final = re.compile(r"[ \t]+(?:on|for|with|using|to)\b", re.IGNORECASE)
_OTHERWISE: Final = re.compile(
    r"\b(?:can|could|should|would|may|might|not|never|to be|if|when|models|before|after|until|you|users?|other"
    r"|versions)\b[^.\n]*$",
    re.IGNORECASE,
)
_OF_TRAINING: Final = frozenset({"dataset", "objective", "parameterization", "method"})
# Tasks whose training has no labels beside the text itself.
_BY_TASK: Final = {"fill-mask": "masked-language-modelling", "text-generation": "causal-language-modelling"}
# Where several kinds are stated, the more telling one is taken.
_ORDER: Final = (MERGING, QUANTIZING, REWARD, DISTILLING, FINE_TUNING)


def settle(card: Card) -> None:
    """Add the kind of step, and what follows from it; nothing for a card without any sign of a step."""
    _read_plain_words(card)
    if not card.has_config:
        _say_kind(card)
        _infer_method(card)
    _infer_adapter(card)


def _read_plain_words(card: Card) -> None:
    """Take "fine-tuned for our use case" for a sign where no other sentence gave a better one."""
    if any(not sign.reason for sign in card.evidence) or "tun" not in card.lower:
        return
    likely = -1
    for match in islice(_FINE_TUNED.finditer(card.lower), MAX_MENTIONS):
        before = words_before(card.prose, match.start())
        in_link = before.rfind("[") > before.rfind("]")
        if in_link or _OTHERWISE.search(before) or before.lstrip().startswith(("|", "#", ">", "-", "*")):
            continue
        if match[0][-2:] == "ed" and _THIS_IS.search(before):
            card.note_at(FINE_TUNING, match.start(), "fine-tuned-words")
            read_methods(card, match.end(), sentence_around(card.prose, match.end())[1], "")
            return
        if likely < 0 and (_WE_DID.search(before) or _PURPOSE.match(card.prose, match.end())):
            likely = match.start()
    if likely >= 0:
        reason = "the card speaks of fine-tuning, though not plainly of this model's"
        card.note_at(FINE_TUNING, likely, "fine-tuned-words", reason)


def _say_kind(card: Card) -> None:
    stated = [sign for sign in card.evidence if not sign.reason and not _is_of_original(card, sign)]
    kinds = {sign.kind for sign in stated}
    kind = next((kind for kind in _ORDER if kind in kinds), "")
    signs = [sign for sign in stated if sign.kind == kind] if kind else _likely(card)
    if not signs:
        _read_scratch(card)
        return
    sign = min(signs, key=lambda one: one.trust)
    card.reading.claim(
        "step-kind",
        sign.kind,
        locator=sign.locator,
        rule=sign.rule,
        trust=sign.trust,
        inferred=bool(sign.reason),
        reason=sign.reason,
    )
    if sign.kind == QUANTIZING:
        read_quantization(card)
        _leave_out_training(card)
    if "from scratch" in card.lower:
        _report_scratch(card, "but other parts of it speak of a base or of fine-tuning; that is taken")


def _is_of_original(card: Card, sign: Evidence) -> bool:
    """Say whether a card tells of training that somebody quantised the result of: it then repeats what its original says."""
    return "quantized_by" in card.metadata and sign.kind == FINE_TUNING and sign.trust is not Trust.CARD_YAML


def _leave_out_training(card: Card) -> None:
    """Drop the data and the methods of training: quantising has none, so they are those of the model that was quantised."""
    claims = card.reading.claims
    of_base = [claim for claim in claims if claim.element in _OF_TRAINING]
    if of_base:
        claims[:] = [claim for claim in claims if claim.element not in _OF_TRAINING]
        message = "the card is of quantised files; the data and methods of training that it names are those of their base"
        card.warn(codes.TRAINING_OF_BASE, message, of_base[0].locator, "info")


def _likely(card: Card) -> list[Evidence]:
    """Return the signs of the likeliest kind where none is stated."""
    merge, tuned = card.shows(MERGING), card.shows(FINE_TUNING)
    if merge and not tuned:
        return [sign for sign in card.evidence if sign.kind == MERGING]
    distinct = {base.casefold() for base in card.bases}
    if (
        "base_model" in card.metadata
        and len(distinct) > 1
        and isinstance(card.metadata["base_model"], list)
        and not tuned
    ):
        where = card.key_locator("base_model")
        return [
            Evidence(MERGING, where, "yaml-base_model", Trust.CARD_YAML, "the card names several base models")
        ]
    kinds = (REWARD, DISTILLING, FINE_TUNING, QUANTIZING)
    for kind in (QUANTIZING,) if "quantized_by" in card.metadata else kinds:
        if card.shows(kind):
            return [sign for sign in card.evidence if sign.kind == kind]
    if card.bases and ("base_model" in card.metadata or card.trainer_list):
        reason = "the card names a base model and nothing else; the Hub takes that for fine-tuning"
        key = "base_model" in card.metadata
        where = card.key_locator("base_model") if key else card.trainer_list
        return [Evidence(FINE_TUNING, where, "yaml-base_model" if key else "base-only", Trust.NAME, reason)]
    return []


def _read_scratch(card: Card) -> None:
    """Take "trained from scratch" for pre-training, with doubt, where the card names no base at all."""
    if "from scratch" not in card.lower or card.bases:
        return
    for match in islice(_SCRATCH.finditer(card.prose), MAX_MENTIONS):
        before = words_before(card.prose, match.start()).rpartition(". ")[2]
        if before.lstrip().startswith("|") or _NOT_SCRATCH.search(before) or not _ABOUT_THIS.search(before):
            continue
        if match[0][:3].casefold() == "pre":
            card.say("step-kind", PRE_TRAINING, match.start(), "from-scratch")
            message = "this is not fine-tuning: pre-training starts without a base model"
            card.warn(codes.NO_FINE_TUNING, message, f"line {card.line_at(match.start())}", "info")
            return
        reason = "the card says that the model was trained from scratch and names no base"
        card.say("step-kind", PRE_TRAINING, match.start(), "from-scratch", inferred=True, reason=reason)
        _report_scratch(
            card, "which trainers also write when they do not know the base; name the base if there is one"
        )
        return


def _report_scratch(card: Card, rest: str) -> None:
    match = _SCRATCH.search(card.prose)
    if match:
        where = f"line {card.line_at(match.start())}"
        card.warn(codes.FROM_SCRATCH, f"the card says that a model was trained from scratch, {rest}", where)


def _infer_method(card: Card) -> None:
    """Infer what a Trainer's list implies where no adapter is spoken of: all weights, for a task."""
    if not card.trainer_list or card.uses_adapter or not (card.bases or card.shows(FINE_TUNING)):
        return
    why = "the list of a Trainer with no sign of an adapter"
    more: dict[str, Any] = {"inferred": True, "trust": Trust.CARD_BODY}
    if not card.shows(QUANTIZING):
        card.reading.claim(
            "parameterization", "full", locator=card.trainer_list, rule="trainer-list", reason=why, **more
        )
    if not card.methods:
        named = tasks(card.metadata)
        objective = next((_BY_TASK[task] for task in _BY_TASK if named == {task}), "supervised-task-training")
        why = "the list of a Trainer, and the card names no other objective"
        why += " than its task" if objective in _BY_TASK.values() else ""
        card.reading.claim(
            "objective",
            objective,
            locator=card.trainer_list,
            rule="trainer-list",
            reason=why,
            **more,
        )


def _infer_adapter(card: Card) -> None:
    """Infer what an adapter belongs to from the one base there is, and that it is one where no method of PEFT is named."""
    if not card.uses_adapter:
        return
    told = {claim.element for claim in card.reading.claims}
    bases = [claim for claim in card.reading.claims if claim.element == "base-model" and not claim.inferred]
    if (
        "adapter-for" not in told
        and bases
        and len({one.value for one in bases if one.trust == bases[0].trust}) == 1
    ):
        _infer_from(
            card, bases[0], "adapter-for", bases[0].value, "the card is of an adapter and names one base"
        )
    if "parameterization" not in told and not card.has_config:
        reason = "the card speaks of an adapter or of PEFT and does not say which of its methods was used"
        first = next(
            (claim for claim in card.reading.claims if claim.element in ("step-kind", "base-model")), None
        )
        if first is not None:
            _infer_from(card, first, "parameterization", "parameter-efficient", reason)


def _infer_from(card: Card, source: Claim, element: str, value: Value, reason: str) -> None:
    """Add an inferred claim that stands where another one does."""
    card.reading.claim(
        element,
        value,
        locator=source.locator,
        rule="adapter",
        trust=source.trust,
        inferred=True,
        reason=reason,
    )
