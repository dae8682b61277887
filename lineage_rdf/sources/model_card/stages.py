"""Reads prose that tells of this model's training in several stages, or of something that is no fine-tuning.

What counts as prose about this model is decided here; the words themselves are read by the grammar of the shorthand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import Final

from attrs import evolve

from lineage_rdf.claims import Claim, DatasetMention
from lineage_rdf.sources.model_card import codes
from lineage_rdf.sources.model_card.card import Card
from lineage_rdf.sources.model_card.mentions import LINK, hub_id
from lineage_rdf.sources.model_card.subjects import is_own_name, sentence_around
from lineage_rdf.sources.shorthand_facts import Fact, Stage

MAX_CONNECTORS: Final = 100
_THEN: Final = re.compile(r"\b(?:and then|then|followed by|subsequently|afterwards)\b")  # on lower-case text
_TRAINING: Final = re.compile(
    r"(?<![\w/-])(?:sft|dpo|orpo|kto|ppo|grpo|rlhf|rloo|fine-?tun(?:ed|ing)|pre-?train(?:ed|ing)|aligned|preference[- ]tun\w+"
    r"|instruct(?:ion)?[- ]tun\w+|dpotrainer|sfttrainer)(?![\w/])"  # on lower-case text
)
_ABOUT_THIS: Final = re.compile(
    r"(?:^\W*(?:first\W+|initially\W+)?(?:SFT|DPO|supervised|fine-?tuned|instruction)"
    r"|\b(?:this|our|the) (?:[\w.-]+ ){0,2}(?:model|checkpoint|adapter)\b|\bwe\b|\bit (?:was|is|has been)\b)",
    re.IGNORECASE,
)
_CHAIN: Final = re.compile(r"\n(?![ \t]*[|>#])[^\n]{2,200}?(?:->|→)[^\n]{2,300}")
_NUMBERED: Final = re.compile(
    r"\n1[.)][ \t]+[^\n]{5,400}(?:\n[ \t]*)?(?:\n[2-9][.)][ \t]+[^\n]{5,400}(?:\n[ \t]*(?=\n))?)+"
)
_ITEM: Final = re.compile(r"\n\d[.)][ \t]+([^\n]+)")
_VERB: Final = re.compile(
    r"(?:we )?(?:supervised|(?:continued |further )?pre-?train|preference|reward)", re.IGNORECASE
)
_INTRO: Final = re.compile(
    r"\b(?:train(?:ing|ed)|fine-?tun(?:ing|ed)|stages|phases|recipe|procedure)\b", re.IGNORECASE
)
_KINDS: Final = frozenset({"FineTuning", "RewardModelTraining", "Distilling"})
_ONLY_SUBJECT: Final = re.compile(r"\W*(?:we|it|(?:this|the) model)?(?: was| is)?\W*", re.IGNORECASE)
_FIRST: Final = re.compile(r"\b(?:first|initially)\b", re.IGNORECASE)
_NOT_THIS: Final = re.compile(
    r"\b(?:can|could|should|would|may|might|not|never|if|you|unlike|compared|outperforms?|evaluat\w+|base model was|like)\b|\|",
    re.I,
)
_WEIGHTLESS: Final = re.compile(
    r"\b(?:adapt|customi[sz]|speciali[sz]|tailor|fine-?tun|train|personali[sz])\w*\b[^.\n]{0,80}?\b(?:by|through|via|with|using)\b[^.\n]{0,40}?"
    r"\b(?:(?:few|one|zero|many)-shot prompt\w*|prompt engineering|in-context learning|(?:few|one|many)-shot examples"
    r"|rag|retrieval[- ]augment\w+)\b"  # on lower-case text
)
_WEIGHTLESS_SIGNS: Final = ("-shot", "prompt engineering", "in-context", "retriev", " rag", "(rag")
_TRAINER: Final = re.compile(r"\b([A-Z]{2,4}O|SFT)Trainer\b")
_LISTED: Final = "model-card:hyperparameter-list"
_REASONS: Final = {
    "Prompting": "prompting changes the input of a model and leaves its weights as they are",
    "RetrievalAugmentation": "retrieval adds context to the input of a model and leaves its weights as they are",
}
# What names the model itself; that is the result of the last stage.
_OF_HEAD: Final = ("model-name", "checkpoint")
_OF_STEP: Final = frozenset(
    [
        "step-kind",
        "objective",
        "parameterization",
        "method",
        "setting",
        "base-model",
        "dataset",
        "adapter-for",
        "reference-model",
        "reward-model",
        "teacher-model",
        "generator-model",
        *_OF_HEAD,
    ]
)


def read_stages(card: Card) -> int:
    """Add the stages of a passage that tells of several, and return their number; 0 where there is none."""
    lower = card.lower
    if "->" in lower or "→" in lower:
        for arrow in islice(_CHAIN.finditer(lower), MAX_CONNECTORS):
            if _TRAINING.search(arrow[0]) and (count := _read_passage(card, arrow.start(), arrow.end())):
                return count
    for items in islice(_NUMBERED.finditer(card.prose), MAX_CONNECTORS) if "\n2" in lower else ():
        if count := _read_numbered(card, items):
            return count
    if (
        "then" not in lower
        and "followed by" not in lower
        and "subsequently" not in lower
        and "afterwards" not in lower
    ):
        return 0
    if not _TRAINING.search(lower):
        return 0
    for connector in islice(_THEN.finditer(lower), MAX_CONNECTORS):
        passage = _passage(card, connector.start())
        if passage and (count := _read_passage(card, *passage)):
            return count
    return 0


def _passage(card: Card, at: int) -> tuple[int, int] | None:
    """Return the bounds of a passage about this model with training before and after a connector; None for others."""
    text = card.lower
    start, end = sentence_around(text, at)
    if not _TRAINING.search(text, at, end):
        return None
    if not _TRAINING.search(text, start, at):
        if _ONLY_SUBJECT.fullmatch(text, start, at):
            start = sentence_around(text, max(start - 3, 0))[0]
        if not _TRAINING.search(text, start, at) or not _FIRST.search(text, start, at):
            return None
    words = text[start:end]
    if len(words) > 1500 or _NOT_THIS.search(words):
        return None
    return (start, end) if _ABOUT_THIS.search(words) or is_own_name(card, card.prose[start:end]) else None


def _read_passage(card: Card, start: int, end: int) -> int:
    from lineage_rdf.sources.shorthand_stages import parse

    stages = parse(_plain(card.prose[start:end])).stages
    if len(stages) < 2 or not any(stage.values("objective") for stage in stages[1:]):
        return 0
    return _say_stages(card, stages, start, end)


def _read_numbered(card: Card, items: re.Match[str]) -> int:
    """Read a numbered list of which each item tells of one training."""
    from lineage_rdf.sources.shorthand_stages import parse

    intro = card.prose[: items.start()].rstrip().rpartition("\n")[2]
    words = [_plain(item[1]) for item in _ITEM.finditer(items[0])]
    if not all(_TRAINING.match(item.lower()) or _VERB.match(item) for item in words):
        return 0
    if not (_ABOUT_THIS.search(intro) or _INTRO.search(intro)) or any(map(_NOT_THIS.search, [intro, *words])):
        return 0
    parsed = [parse(item).stages for item in words]
    if any(len(found) != 1 or not found[0].values("objective") for found in parsed):
        return 0
    return _say_stages(card, [found[0] for found in parsed], items.start(), items.end())


def _plain(text: str) -> str:
    """Return a passage as the shorthand writes it: one line, without marks, a link as what it leads to."""
    words = _TRAINER.sub(r"\1", LINK.sub(_plain_link, text).replace("`", "").replace("**", ""))
    return " ".join(words.split())


def _say_stages(card: Card, stages: Sequence[Stage], start: int, end: int) -> int:
    """Add the facts of stages that a passage tells of, and return their number; 0 if any is no training."""
    if any(stage.kind not in _KINDS for stage in stages):
        return 0
    data = {
        found[0] for link in LINK.finditer(card.prose, start, end) if (found := hub_id(link[2], dataset=True))
    }
    at = start + len(card.prose[start:end]) - len(card.prose[start:end].lstrip())
    for part, stage in enumerate(stages, 1):
        card.say("step-kind", stage.kind, at, "stages", part=part)
        card.say("step-order", part, at, "stages", part=part)
        for fact in _facts(stage, data):
            if isinstance(fact.value, DatasetMention) and fact.value.raw:
                card.datasets.append(fact.value.raw)
            kept = {"key": fact.key, "inferred": fact.inferred, "reason": fact.reason}
            card.say(fact.element, fact.value, at, f"stages-{fact.rule}", part=part, **kept)
    return len(stages)


def _facts(stage: Stage, data: set[str]) -> list[Fact]:
    """Return what a stage says, with the links to datasets as datasets; a named one stands for the words about it."""
    facts = [_as_data(fact) if getattr(fact.value, "raw", None) in data else fact for fact in stage.facts]
    named = any(isinstance(fact.value, DatasetMention) and fact.value.raw for fact in facts)
    return [
        fact
        for fact in facts
        if not (named and isinstance(fact.value, DatasetMention) and not fact.value.raw)
    ]


def _as_data(fact: Fact) -> Fact:
    """Return a fact about a linked dataset, without the words around the link."""
    value = fact.value
    if isinstance(value, DatasetMention):
        return evolve(fact, value=evolve(value, description=None))
    return evolve(
        fact, element="dataset", rule="dataset", value=DatasetMention(raw=getattr(value, "raw", ""))
    )


def _plain_link(link: re.Match[str]) -> str:
    found = hub_id(link[2], dataset=True) or hub_id(link[2])
    return found[0] if found else str(link[1])


def give_to_stages(card: Card, count: int) -> None:
    """Move what the rest of the card says of a step to the stage it is about: the base to the first, the rest to the last.

    Args:
        card: the card, with its claims.
        count: the number of stages.
    """
    folder = card.reading.file.folder
    named = {claim.value.raw.casefold() for claim in _data(card) if "#" in claim.stage and claim.value.raw}  # type: ignore[union-attr]
    told = {claim.element for claim in card.reading.claims if claim.stage == f"{folder}#{count}"}
    trained = _stage_by_objective(card, card.trained_by)
    uses = {c.value.raw.casefold(): c.stage for c in _data(card) if "#" in c.stage}  # type: ignore[union-attr]
    kept: list[Claim] = []
    for claim in card.reading.claims:
        if claim.stage == folder and claim.element == "generator-model":
            kept.append(evolve(claim, stage=uses.get(claim.key.casefold(), f"{folder}#{count}")))
        elif claim.stage == folder and claim.rule == _LISTED and trained:
            kept.append(evolve(claim, stage=trained))
        elif claim.stage != folder or claim.element not in _OF_STEP:
            kept.append(claim)
        elif not _is_told(claim, named, told):
            kept.append(_moved(claim, folder, count))
    card.reading.claims[:] = kept


def _stage_by_objective(card: Card, objective: str) -> str:
    """Return the only stage that trains with an objective, else nothing."""
    told = (claim for claim in card.reading.claims if claim.element == "objective" and "#" in claim.stage)
    found = [claim.stage for claim in told if claim.value == objective]
    return found[0] if len(found) == 1 else ""


def _data(card: Card) -> list[Claim]:
    return [claim for claim in card.reading.claims if isinstance(claim.value, DatasetMention)]


def _is_told(claim: Claim, named: set[str], told: set[str]) -> bool:
    """Return whether the passage itself tells what a claim says."""
    if isinstance(claim.value, DatasetMention):
        raw = claim.value.raw.casefold()
        return raw in named or raw.rsplit("/", 1)[-1] in named
    return claim.element in {"step-kind", "objective", "method"} and claim.element in told


def _moved(claim: Claim, folder: str, count: int) -> Claim:
    part = 1 if claim.element == "base-model" else count
    if claim.element in ("base-model", *_OF_HEAD):
        return evolve(claim, stage=f"{folder}#{part}")
    reason = (
        claim.reason
        or "the card tells of several stages and does not say which one this is about; the last is taken"
    )
    return evolve(claim, stage=f"{folder}#{part}", inferred=True, reason=reason)


def read_weightless(card: Card) -> str:
    """Return the activity that the card takes for fine-tuning though it changes no weights, and report it; else nothing."""
    lower = card.lower
    if not any(word in lower for word in _WEIGHTLESS_SIGNS):
        return ""
    match = _WEIGHTLESS.search(lower)
    if match is None:
        return ""
    words = match[0]
    kind = "RetrievalAugmentation" if re.search(r"\brag\b|retriev", words) else "Prompting"
    where = f"line {card.line_at(match.start())}"
    card.warn(codes.NO_FINE_TUNING, f"this is not fine-tuning: {_REASONS[kind]}", where)
    card.say("step-kind", kind, match.start(), "no-fine-tuning")
    return kind
