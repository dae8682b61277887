"""One fact, as labels and lineages both tell it."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Final

from attrs import frozen

from lineage_rdf.claims.aliases import known
from lineage_rdf.vocabulary.schemes import hyperparameter_for

STAGE_FIELDS: Final = (
    "step",
    "base_model",
    "dataset",
    "objective",
    "parameterization",
    "merge_method",
    "quantization_method",
    "hyperparameter",
    "result",
)
LINEAGE_FIELDS: Final = ("licence", "generator_model", "evaluation_dataset")
UNMARKED: Final = ("licence", "generator_model")
FIELDS: Final = (*STAGE_FIELDS, *LINEAGE_FIELDS)

# The three of which a wrong one makes a lineage worthless; a method is told by four fields.
STRICT: Final = (
    "base_model",
    "dataset",
    "objective",
    "parameterization",
    "merge_method",
    "quantization_method",
)

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?\Z")


@frozen
class Fact:
    """One value at one place.

    Args:
        stage: the place of the stage in its lineage, from 1; 0 for what is said of the whole.
        field: one of `FIELDS`.
        value: the value, in one spelling.
    """

    stage: int
    field: str
    value: str

    def __str__(self) -> str:
        """Return it for a person: `stage 2 base_model heron-3b`."""
        return f"{f'stage {self.stage} ' if self.stage else ''}{self.field} {self.value}"


def setting(name: str, value: object) -> str:
    """Return one hyperparameter as `name = value`, under its canonical name."""
    term = hyperparameter_for(name)
    return f"{term.notation if term else name} = {spelt(value)}"


def spelt(value: object) -> str:
    """Return a value in one spelling: plain numbers, `true` and `false`, sorted lists."""
    if isinstance(value, list | tuple):
        return " ".join(sorted(spelt(item) for item in value))
    if isinstance(value, bool):
        return str(value).casefold()
    text = str(value).strip()
    if not _NUMBER.match(text):
        return text
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    plain = f"{number:f}"
    return (plain.rstrip("0").rstrip(".") if "." in plain else plain) or "0"


def fact(stage: int, field: str, value: object) -> Fact:
    """Return a fact with its value in one spelling: a legacy name as what it stands for, a licence without regard to case."""
    text = spelt(value)
    if field in ("dataset", "evaluation_dataset"):
        text = known("dataset").get(text, text)
    elif field in ("base_model", "generator_model", "result"):
        text = known("model").get(text, text)
    elif field == "licence":
        text = text.casefold()
    return Fact(stage, field, text)
