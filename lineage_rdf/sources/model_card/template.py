"""Reads `- **Name:** value` lines: the template of the Hub, PEFT and Unsloth cards, and free cards that write the same way."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from itertools import islice
from typing import Final

from lineage_rdf.claims import DatasetMention, ModelReference
from lineage_rdf.claims.private import holds_address
from lineage_rdf.sources.model_card.card import FINE_TUNING, Card
from lineage_rdf.sources.model_card.mentions import LINK, dataset_mentions, hub_id, model_at
from lineage_rdf.sources.model_card.metadata import warn_of_base
from lineage_rdf.sources.model_card.methods import read_methods
from lineage_rdf.sources.model_card.placeholders import is_placeholder
from lineage_rdf.sources.model_card.sentences import say_dataset

# For text in lower case, as are the other patterns that search a whole body: ignoring case takes twice the time.
_FIELD: Final = re.compile(
    r"\n[ \t]*(?:[-*+•][ \t]+)?\**(?P<name>fine-?tuned from(?: model)?|base[ -]model"
    r"|parent model|developed by|shared by|licen[sc]e"
    r"|training data(?:set)?s?|(?:training |fine-?tuning )?datasets?|carbon emitted|fine-?tuning method"
    r"|training method|training regime|problem type|co2 emissions"
    r"|maximum sequence length)(?P<note>[ \t]*(?:\[[^\]\n]*\]|\([^)\n]*\)))?"
    r"[ \t]*(?:\*\*[ \t]*:|:[ \t]*\*\*|:)\**[ \t]*(?P<value>\S[^\n]*)"
)
_MASS: Final = re.compile(r"([\d.,]+)\s*(kg|g|grams?|kilograms?|t|tonnes?)\b", re.IGNORECASE)
_SIMPLE_NAME: Final = re.compile(r"[\w.-]+(?:/[\w.-]+)?$")
_FEW_WORDS: Final = re.compile(r"[\w.-]+(?: [\w.-]+){1,3}")
MAX_FIELDS: Final = 500
_VERSION: Final = re.compile(r"v?\d+\.\d+")
_FASTER: Final = "trained 2x faster with [unsloth]"


def read_template(card: Card) -> None:
    """Add what the lines of name and value say."""
    if ":" not in card.lower:
        return
    for match in islice(_FIELD.finditer(card.lower), MAX_FIELDS):
        handler = _HANDLERS.get(re.sub(r"[ -]", "", match["name"]))
        value = card.prose[match.start("value") : match.end("value")].strip()
        if handler and not is_placeholder(value) and not holds_address(value):
            handler(card, value, match.start("value"), match["note"] or "")
    if _FASTER in card.lower:
        card.note_at(
            FINE_TUNING, card.lower.index(_FASTER), "unsloth", "the card says that Unsloth trained the model"
        )


def _read_base(card: Card, value: str, at: int, note: str) -> None:
    if say_base(card, value, at, "template-finetuned-from"):
        card.note_at(FINE_TUNING, at, "template-finetuned-from")


def _read_plain_base(card: Card, value: str, at: int, note: str) -> None:
    """Read `Base model: X`, which does not say that the model was fine-tuned from X."""
    say_base(card, value, at, "template-base-model")


def say_base(card: Card, value: str, at: int, rule: str) -> bool:
    """Add the model that a value names: a link or identifier at its beginning, or a few words.

    Args:
        card: the card.
        value: the value.
        at: offset of the value.
        rule: the rule that found it.

    Returns:
        Whether a model is named.
    """
    model, _ = model_at(card.prose, at)
    words = value.strip(" *`.")
    if _FEW_WORDS.fullmatch(words) and any(sign.isdigit() for sign in words):
        model = ModelReference(words)
    if model is None or value.startswith("|"):
        return False
    card.say("base-model", model, at, rule)
    if model.raw not in card.bases:
        card.bases.append(model.raw)
        warn_of_base(card, model.raw, f"line {card.line_at(at)}")
    return True


def _read_publisher(card: Card, value: str, at: int, note: str) -> None:
    words = LINK.sub(lambda link: link[1], value).strip("[]*` .")
    if words and len(words) <= 120 and "http" not in words:
        card.say("publisher", words, at, "template-developed-by")


def _read_licence(card: Card, value: str, at: int, note: str) -> None:
    words = LINK.sub(lambda link: link[1], value).strip("[]*` ").removesuffix(".")
    if words and len(words) <= 80 and not is_placeholder(words):
        card.say("weights-licence", words, at, "template-licence")


def _read_data(card: Card, value: str, at: int, note: str) -> None:
    if _VERSION.match(value):  # the library `datasets` in a list of versions
        return
    if any(hub_id(link[2], dataset=True) for link in LINK.finditer(value)):
        for mention in dataset_mentions(value):
            say_dataset(card, mention, at, "template-data", "")
        return
    words = LINK.sub(lambda link: link[1], value).strip("*` .")
    address = hub_id(words, dataset=True)
    if address or _SIMPLE_NAME.fullmatch(words):
        mention = (
            DatasetMention(raw=address[0], revision=address[1]) if address else DatasetMention(raw=words)
        )
        say_dataset(card, mention, at, "template-data", "")
    elif 3 < len(words) <= 300 and not is_placeholder(words):
        say_dataset(card, DatasetMention(description=words), at, "template-data", "")


def _read_carbon(card: Card, value: str, at: int, note: str) -> None:
    mass = _MASS.search(value)
    digits = mass[1].replace(",", "") if mass else ""
    if mass and digits.count(".") <= 1 and digits.strip("."):
        unit = mass[2].casefold()
        factor = (
            Decimal(1000)
            if unit.startswith("t")
            else Decimal(1)
            if unit.startswith("k")
            else Decimal("0.001")
        )
        card.say("emissions", Decimal(digits) * factor, at, "template-carbon")


def _read_grams(card: Card, value: str, at: int, note: str) -> None:
    """Read AutoTrain's line, unless the front matter holds the same number in full."""
    number = re.match(r"[\d.]+$", value)
    if "gram" in note and number and value.count(".") <= 1 and "co2_eq_emissions" not in card.metadata:
        card.say("emissions", Decimal(value.strip(".") or "0") / 1000, at, "template-carbon")


def _read_regime(card: Card, value: str, at: int, note: str) -> None:
    words = value.split("<")[0].strip("*` ")
    if words and len(words) <= 80 and not is_placeholder(words):
        card.say("setting", words, at, "template-regime", key="mixed_precision_training")


def _read_method(card: Card, value: str, at: int, note: str) -> None:
    if read_methods(card, at, at + len(value), "", anywhere=True):
        card.note_at(FINE_TUNING, at, "template-method")
    elif len(words := value.strip("*` .")) <= 120:
        card.say("method", words, at, "template-method")


def _read_autotrain(card: Card, value: str, at: int, note: str) -> None:
    card.note_at(FINE_TUNING, at, "autotrain", "the card is laid out as AutoTrain does it")


def _read_length(card: Card, value: str, at: int, note: str) -> None:
    """Read the line of sentence-transformers, `256 tokens`."""
    number = re.match(r"(\d{1,9})(?: tokens)?$", value)
    if number:
        card.say("setting", int(number[1]), at, "template-sequence-length", key="max_seq_length")


_HANDLERS: Final[dict[str, Callable[[Card, str, int, str], None]]] = {
    "finetunedfrommodel": _read_base, "finetunedfrom": _read_base, "basemodel": _read_plain_base, "parentmodel": _read_plain_base,
    "developedby": _read_publisher, "sharedby": _read_publisher, "license": _read_licence, "licence": _read_licence,
    "trainingdata": _read_data, "trainingdataset": _read_data, "trainingdatasets": _read_data, "dataset": _read_data,
    "datasets": _read_data, "finetuningdataset": _read_data, "finetuningdatasets": _read_data, "carbonemitted": _read_carbon,
    "co2emissions": _read_grams, "trainingregime": _read_regime, "finetuningmethod": _read_method, "trainingmethod": _read_method,
    "problemtype": _read_autotrain, "maximumsequencelength": _read_length,
}  # fmt: skip
