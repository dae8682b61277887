"""Reads model cards: README.md files with YAML front matter, and Markdown that tells how a model was made."""

from __future__ import annotations

import re
from typing import Final

from lineage_rdf.claims import Trust
from lineage_rdf.sources.model_card import codes, front_matter
from lineage_rdf.sources.model_card.card import Card
from lineage_rdf.sources.model_card.embedded import read_embedded
from lineage_rdf.sources.model_card.frameworks import read_frameworks
from lineage_rdf.sources.model_card.generators import read_generators
from lineage_rdf.sources.model_card.hyperparameters import read_hyperparameters
from lineage_rdf.sources.model_card.merges import read_merge
from lineage_rdf.sources.model_card.metadata import read_metadata
from lineage_rdf.sources.model_card.methods import read_trl
from lineage_rdf.sources.model_card.other_sentences import read_other_sentences
from lineage_rdf.sources.model_card.results import read_index, read_results
from lineage_rdf.sources.model_card.sections import read_sections
from lineage_rdf.sources.model_card.sentences import read_sentences, report_unknown_dataset
from lineage_rdf.sources.model_card.stages import give_to_stages, read_stages, read_weightless
from lineage_rdf.sources.model_card.step_kind import settle
from lineage_rdf.sources.model_card.tags import read_tags
from lineage_rdf.sources.model_card.template import read_template
from lineage_rdf.sources.reader import InputFile, Reader, Reading

KIND: Final = "model-card"
MAX_BODY: Final = 1_000_000
_NAMES: Final = ("readme.md", "model_card.md", "modelcard.md")
_MODEL_KEYS: Final = re.compile(
    r"^(?:base_model|library_name|pipeline_tag|model-index|model_name|base_model_relation|quantized_by|widget|inference)\s*:",
    re.MULTILINE,
)
_DATASET_KEYS: Final = re.compile(
    r"^(?:dataset_info|task_categories|size_categories|configs|annotations_creators)\s*:", re.MULTILINE
)
_BODY_SIGNS: Final = re.compile(
    r"fine-?[ ]?tuned version of|fine-?tuned from|hyperparameters were used during training|merged using the|see axolotl config"
    r"|finetuned from model|LoRA adapt|fine-?tuned (?:on|for|with|using)",
    re.IGNORECASE,
)
# What follows was copied from the card of the model that this one was made from, and speaks of that one.
_ORIGINAL: Final = re.compile(r"\n#{1,6}[ \t*_]*original (?:model[ \t]?card|readme)\b", re.IGNORECASE)
_FENCE: Final = re.compile(r"\n[ \t]*(```+|~~~+)([^\n]*)")
_ASCII_LOWER: Final = {upper: upper + 32 for upper in range(65, 91)}
_SECTION_BEGIN: Final = "<!-- lineage:begin -->"
_SECTION_END: Final = "<!-- lineage:end -->"


def recognises(file: InputFile) -> bool:
    """Return whether a file is a model card; cards of datasets are not."""
    name = file.name.casefold()
    if not name.endswith(".md"):
        return False
    found = front_matter.split(file.text)
    if found.text and _DATASET_KEYS.search(found.text) and not _MODEL_KEYS.search(found.text):
        return False
    if name.endswith(_NAMES) or (found.text and _MODEL_KEYS.search(found.text)):
        return True
    return bool(_BODY_SIGNS.search(file.text, found.end, found.end + MAX_BODY))


def read(reading: Reading) -> None:
    """Add what a model card says."""
    card = open_card(reading)
    read_metadata(card)
    read_tags(card)
    read_index(card)
    read_embedded(card)
    if card.lower.strip():
        _read_body(card)
    weightless = "" if any(not sign.reason for sign in card.evidence) else read_weightless(card)
    if not weightless:
        settle(card)
        count = 0 if card.has_config else read_stages(card)
        if count:
            give_to_stages(card, count)
    report_unknown_dataset(card)


def open_card(reading: Reading) -> Card:
    """Return the card of a file, with its front matter loaded and its body made ready for the rules."""
    text = reading.file.text
    found = front_matter.split(text)
    card = Card(reading)
    if found.text:
        card.document = front_matter.load(reading, found)
        card.metadata = card.document.value
    if _is_template(card):
        return card
    # The body begins with a line end, so that patterns for lines can begin with one, which searches fast.
    body = text[found.end : found.end + MAX_BODY]
    card.first_line = text.count("\n", 0, found.end) + bool(found.end)
    if not found.end:
        body = f"\n{body}"
    card.body = _without_original(_without_comments(body))
    card.prose = _without_code(card.body)
    card.lower = card.prose.lower()
    if len(card.lower) != len(card.prose):  # a few letters grow when lowered; offsets must agree
        card.lower = card.prose.translate(_ASCII_LOWER)
    return card


def _without_comments(text: str) -> str:
    """Return Markdown without its HTML comments; line ends stay, so that lines keep their numbers.

    The section that `lineage-rdf card` writes goes too: it repeats what was read, and would vouch for itself.
    """
    parts: list[str] = []
    at, last_section = 0, text.rfind(_SECTION_END)
    while (start := text.find("<!--", at)) >= 0:
        is_section = start < last_section and text.startswith(_SECTION_BEGIN, start)
        end = text.find(_SECTION_END if is_section else "-->", start + 4)
        stop = len(text) if end < 0 else end + (len(_SECTION_END) if is_section else 3)
        parts += text[at:start], "\n" * text.count("\n", start, stop)
        at = stop
    return "".join(parts) + text[at:] if parts else text


def _without_original(text: str) -> str:
    """Return a body up to the heading under which it repeats the card of the model that it was made from."""
    original = _ORIGINAL.search(text) if "riginal" in text or "RIGINAL" in text else None
    return text[: original.start() + 1] if original else text


def _without_code(text: str) -> str:
    """Return Markdown without its fenced code; line ends stay."""
    if "```" not in text and "~~~" not in text:
        return text
    parts: list[str] = []
    at, fence = 0, ""
    for match in _FENCE.finditer(text):
        if not fence:
            parts.append(text[at : match.start()])
            at, fence = match.start(), match[1]
        elif match[1].startswith(fence) and not match[2].strip():
            parts.append("\n" * text.count("\n", at, match.end()))
            at, fence = match.end(), ""
    parts.append("\n" * text.count("\n", at) if fence else text[at:])
    return "".join(parts)


def _is_template(card: Card) -> bool:
    """Return whether the card was never filled in, so that its sentences are about no model."""
    return (
        any(problem.code == codes.NOT_A_MAPPING for problem in card.reading.problems)
        and "{{" in card.reading.file.text
    )


def _read_body(card: Card) -> None:
    read_merge(card)
    read_sentences(card)
    read_other_sentences(card)
    read_trl(card)
    read_template(card)
    read_hyperparameters(card)
    read_frameworks(card)
    read_results(card)
    read_sections(card)
    read_generators(card)


READER = Reader(KIND, "model card", recognises, read, Trust.CARD_BODY)
