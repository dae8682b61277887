"""Reads lineage as people write it: `Mistral-7B -> SFT -> safety-DPO`, `SFT on 200k pairs, then DPO`.

The grammar is in docs/shorthand.md. What no rule of it reads is reported, never dropped.
"""

from __future__ import annotations

from typing import Final

from lineage_rdf.claims import ModelReference, Trust
from lineage_rdf.sources.reader import InputFile, Reading
from lineage_rdf.sources.shorthand_facts import Fact, Stage
from lineage_rdf.sources.shorthand_scan import trimmed
from lineage_rdf.sources.shorthand_stages import Parsed, parse

KIND: Final = "shorthand"
MAX_CHARACTERS: Final = 4000
_MAX_REPORTED = 5
_WEIGHTLESS: Final = {
    "Prompting": "prompting changes the input of a model, not its weights, so it is not fine-tuning",
    "RetrievalAugmentation": "retrieval adds to the input and leaves the weights alone: no fine-tuning",
    "PreTraining": "pre-training starts without a base model, so it is not fine-tuning",
}
_NO_ORDER: Final = ("Prompting", "RetrievalAugmentation")


def read_shorthand(text: str, name: str = "text", *, trust: Trust = Trust.LINEAGE_FILE) -> Reading:
    """Read a text of the shorthand.

    Args:
        text: a line or short paragraph, at most 4,000 characters; a longer text is reported and not read.
        name: what to call the text as a source.
        trust: how strong its claims are.

    Returns:
        The claims, with stages `#1`, `#2` ... in order, and the problems.
    """
    reading = Reading(InputFile(path=name, data=text.encode("utf-8", errors="replace")), KIND, trust)
    add_shorthand(reading, reading.file.text, trust=trust)
    return reading


def add_shorthand(
    reading: Reading, text: str, *, trust: Trust, offset: int = 0, first_part: int = 1, problems: bool = True
) -> int:
    """Add what a text of the shorthand says to a reading, for readers that meet such a text in a larger file.

    Args:
        reading: where the claims go.
        text: the text.
        trust: how strong the claims are.
        offset: how many characters of the file stand before the text; locators count from there.
        first_part: the number of the text's first stage within the file.
        problems: whether to report what could not be read.

    Returns:
        The number of stages that were found.
    """
    if len(text) > MAX_CHARACTERS:
        message = f"the text has {len(text)} characters and shorthand at most {MAX_CHARACTERS}; write a lineage.yaml instead"
        reading.problem("FTL-R063", message, severity="violation")
        return 0
    parsed = parse(text)
    for number, stage in enumerate(parsed.stages):
        _add_stage(reading, stage, first_part + number, trust, offset)
    _add_order(reading, parsed.stages, first_part, trust, offset)
    if problems and parsed.lone_model:
        _add_lone_model(reading, text, trust, offset)
    if problems:
        _add_problems(reading, text, parsed, offset)
    return len(parsed.stages)


def _add_stage(reading: Reading, stage: Stage, part: int, trust: Trust, offset: int) -> None:
    reading.claim(
        "step-kind",
        stage.kind,
        locator=_locator(stage.start, stage.end, offset),
        rule=_rule("step"),
        part=part,
        trust=trust,
        inferred=bool(stage.kind_reason),
        reason=stage.kind_reason,
    )
    for fact in stage.facts:
        _add_fact(reading, fact, part, trust, offset)


def _add_lone_model(reading: Reading, text: str, trust: Trust, offset: int) -> None:
    """Add the model that is all a text names; the lineage is about it, though it tells no step."""
    start, end = trimmed(text, 0, len(text))
    name = text[start:end].strip(" .'\"`")
    reading.claim(
        "checkpoint",
        ModelReference(name),
        locator=_locator(start, end, offset),
        rule=_rule("lone-model"),
        trust=trust,
    )


def _add_fact(reading: Reading, fact: Fact, part: int, trust: Trust, offset: int) -> None:
    reading.claim(
        fact.element,
        fact.value,
        locator=_locator(fact.start, fact.end, offset),
        rule=_rule(fact.rule),
        part=part,
        trust=trust,
        key=fact.key,
        inferred=fact.inferred,
        reason=fact.reason,
    )


def _add_order(reading: Reading, stages: list[Stage], first_part: int, trust: Trust, offset: int) -> None:
    """Number the steps where there are several; what leaves the weights alone has no place in the order."""
    steps = [(part, stage) for part, stage in enumerate(stages, first_part) if stage.kind not in _NO_ORDER]
    for order, (part, stage) in enumerate(steps if len(steps) > 1 else [], 1):
        reading.claim(
            "step-order",
            order,
            locator=_locator(stage.start, stage.end, offset),
            rule=_rule("order"),
            part=part,
            trust=trust,
            inferred=bool(stage.order_reason),
            reason=stage.order_reason,
        )


def _add_problems(reading: Reading, text: str, parsed: Parsed, offset: int) -> None:
    for stage in parsed.stages:
        if stage.kind in _WEIGHTLESS:
            reading.problem(
                "FTL-R062", _WEIGHTLESS[stage.kind], locator=_locator(stage.start, stage.end, offset)
            )
    for start, end in parsed.denied:
        message = f"the text says that something did not take place: {text[start:end]!r}"
        reading.problem("FTL-R062", message, locator=_locator(start, end, offset), severity="info")
    if not parsed.stages:
        what = "a model and no step" if parsed.lone_model else "no step that changes weights"
        reading.problem("FTL-R061", f"the text names {what}")
    unread = [] if parsed.lone_model else parsed.unread
    for start, end in unread[:_MAX_REPORTED]:
        message = f"these words were not read: {text[start:end]!r}"
        reading.problem("FTL-R060", message, locator=_locator(start, end, offset), severity="info")
    if len(unread) > _MAX_REPORTED:
        more = len(unread) - _MAX_REPORTED
        reading.problem("FTL-R060", f"{more} more pieces of text were not read", severity="info")


def _rule(name: str) -> str:
    return f"text-{name}"


def _locator(start: int, end: int, offset: int) -> str:
    """Return the place of a span; the first character is number 1."""
    return f"characters {start + offset + 1}-{end + offset}"
