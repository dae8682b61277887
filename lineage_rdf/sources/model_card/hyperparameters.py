"""Reads the hyperparameters that a body lists.

Forms: the list of transformers' Trainer and of Keras, the sections of sentence-transformers, tables with the header
`Hyperparameters | Value`, the `bitsandbytes` list of PEFT, and free lists under a heading about hyperparameters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from lineage_rdf.sources.bounds import TOO_MUCH
from lineage_rdf.sources.config_settings import is_unset
from lineage_rdf.sources.model_card.card import Card
from lineage_rdf.sources.model_card.mentions import LINK
from lineage_rdf.sources.model_card.placeholders import is_placeholder
from lineage_rdf.sources.yaml_scalar import plain_scalar

_BULLET: Final = re.compile(
    r"[ \t]*[-*+][ \t]+(?:\*\*)?`?([\w. ]{1,60}?)`?(?:\*\*)?[ \t]*:(?:\*\*)?[ \t]*([^\n]*)"
)
_TRAINER: Final = "hyperparameters were used during "
_TRAINING: Final = re.compile(r"(?:(sft|dpo|orpo|kto|ppo|grpo|simpo|cpo)\s+)?(?:training|fine-?tuning)\b")
_BITS: Final = "quantization config was used during training"
_NON_DEFAULT: Final = "#### non-default hyperparameters"
_ALL: Final = "#### all hyperparameters"
_TABLE: Final = re.compile(
    r"\n\|[ \t]*(?:training )?(hyper-?)?parameters?[ \t]*\|[ \t]*values?[ \t]*\|[ \t]*\n\|[ :|-]+\n",
    re.I,
)
_ROW: Final = re.compile(r"\|[ \t]*([^|\n]{1,60}?)[ \t]*\|[ \t]*([^|\n]*?)[ \t]*\|")
_ADAM: Final = re.compile(r"betas?=\(([\d.eE-]+),\s*([\d.eE-]+)\)|\bepsilon=([\d.eE-]+)")
_OPTIMIZER_NAME: Final = re.compile(r"(?:Use\s+)?\[?(OptimizerNames\.)?([\w.]+)\]?")
_OPTIMIZER_ARGS: Final = re.compile(r"(?:optimizer_args=|the args are:\s*)(.{1,200})$")
_ARGS_FOLLOW: Final = "the args are:"  # the Trainer writes them on a line of their own
# Members of the Trainer's enumeration whose names are not their values in upper case.
_ENUM_VALUES: Final = {
    "adamw_bnb": "adamw_bnb_8bit", "lion": "lion_32bit", "paged_adamw": "paged_adamw_32bit", "paged_lion": "paged_lion_32bit",
    "paged_ademamix": "paged_ademamix_32bit", "rmsprop_8bit": "rmsprop_bnb_8bit", "rmsprop_32bit": "rmsprop_bnb_32bit",
}  # fmt: skip
_REPR: Final = re.compile(r"'(\w+)':\s*('[^']{0,80}'|[-\d.eE]+|True|False)")
_KERAS_NAMES: Final = {
    "learning_rate": "learning_rate", "initial_learning_rate": "learning_rate", "beta_1": "adam_beta1", "beta_2": "adam_beta2",
    "epsilon": "adam_epsilon", "weight_decay_rate": "weight_decay", "weight_decay": "weight_decay", "momentum": "momentum",
    **{name: name for name in ("decay", "amsgrad", "nesterov", "rho", "clipnorm", "clipvalue", "global_clipnorm")},
}  # fmt: skip
_HEADING: Final = re.compile(
    r"\n {0,3}#{1,6}[^\n]*\b(?:hyper-?parameters?|training (?:setup|config\w*|parameters|arguments))\b[^\n]*\n",
    re.I,
)
_NAME: Final = re.compile(r"[A-Za-z][\w. -]{0,59}\Z")
_NUMBER: Final = re.compile(r"`?([-+]?(?:\d[\d,]*(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d{1,3})?)(?!\w)")
_PLACE: Final = re.compile(r"(?:^|[\s\"'=])[~/][\w.-]+/|[A-Za-z]:\\")
_FREE_SIGNS: Final = ("parameter", "training setup", "training config", "training arguments")
_LOSS: Final = re.compile(r"\n\* Loss: \[?<code>(\w{1,60})</code>")
_EMPTY: Final = frozenset({"{}", "[]", "()"})
# How sentence-transformers puts batches together.
_SAMPLING: Final = frozenset(
    {"batch_sampler", "multi_dataset_batch_sampler", "average_tokens_across_devices"}
)
MAX_LIST: Final = 200


def read_hyperparameters(card: Card) -> None:
    """Add the hyperparameters that the body lists."""
    at = card.lower.find(_TRAINER)
    if at >= 0 and (training := _TRAINING.match(card.lower, at + len(_TRAINER))):
        if not _read_list(card, at, "hyperparameter-list"):
            _read_table(card)  # Keras puts a table below the same words.
        card.trainer_list = f"line {card.line_at(at)}"
        card.trained_by = training[1] or ""
        if card.trained_by and card.trained_by not in card.methods:
            card.methods.add(card.trained_by)
            card.say("objective", card.trained_by, at, "hyperparameters-of")
    if (at := card.lower.find(_BITS)) >= 0:
        _read_list(card, at, "quantization-list")
    if (at := card.lower.find(_NON_DEFAULT)) >= 0:
        known = _read_list(card, at, "hyperparameter-list")
        if (at := card.lower.find(_ALL)) >= 0:
            _read_list(card, at, "hyperparameter-list", known, whole=True)
        _read_loss(card)
    elif not card.trainer_list and any(sign in card.lower for sign in _FREE_SIGNS):
        _read_table(card)
        _read_free(card)


def _read_loss(card: Card) -> None:
    """Read the loss of sentence-transformers, where all data of the card were trained on with one."""
    found = list(_LOSS.finditer(card.prose))
    if len({match[1] for match in found}) == 1:
        card.say("setting", found[0][1], found[0].start() + 1, "loss", key="loss_type")


def bullets(text: str, start: int) -> Iterator[tuple[int, str, str]]:
    """Yield offset, name and value of the list items below the line at an offset, up to the first other line."""
    at = text.find("\n", start) + 1
    begun = False
    for _ in range(2 * MAX_LIST):
        if at <= 0 or at >= len(text):
            return
        end = text.find("\n", at)
        line_end = end if end >= 0 else len(text)
        match = _BULLET.match(text, at, line_end)
        if match:
            begun = True
            value = match[2].strip()
            if value.endswith(_ARGS_FOLLOW):
                following = text.find("\n", line_end + 1)
                stop = following if following >= 0 else len(text)
                if not _BULLET.match(text, line_end + 1, stop):
                    value, line_end = f"{value} {text[line_end + 1 : stop].strip()}", stop
            yield at, match[1].strip(), value
        elif not _passes(text[at:line_end], begun):
            return
        at = line_end + 1


def _passes(line: str, begun: bool) -> bool:
    """Return whether a line that is no item may stand in a list: blank, or markup before it begins."""
    return not line.strip() or (not begun and line.lstrip().startswith("<"))


def _read_list(
    card: Card, at: int, rule: str, known: frozenset[str] = frozenset(), *, whole: bool = False
) -> frozenset[str]:
    """Add a list and return the names in it.

    Args:
        card: the card.
        at: offset of the line above the list.
        rule: the rule that found it.
        known: names that were read before.
        whole: whether it lists all arguments of a trainer, of which many tell where it writes and reports.
    """
    names: set[str] = set()
    for offset, name, value in bullets(card.prose, at):
        if len(names) >= MAX_LIST:
            where = f"line {card.line_at(offset)}"
            card.warn(TOO_MUCH, f"only the first {MAX_LIST} hyperparameters of this list were read", where)
            break
        if name in known or (whole and not (_is_hyperparameter(name) or name in _SAMPLING)):
            continue
        names.add(name)
        if name == "optimizer":
            _read_optimizer(card, offset, value, rule)
        else:
            say_setting(card, offset, name, value, rule)
    return frozenset(names)


def say_setting(card: Card, offset: int, name: str, value: str, rule: str) -> None:
    """Add one setting, unless its value says nothing or is a place on a disk; tokens and the like are withheld later."""
    text = LINK.sub(lambda link: link[1], value).strip().strip("`").strip()
    if (
        len(text) > 300
        or (text[:1] in "[{<" and len(text) > 120)
        or is_placeholder(text)
        or _PLACE.search(text)
    ):
        return
    found = plain_scalar(text)
    if found is not None and text not in _EMPTY and not is_unset(name, found):
        card.say("setting", found, offset, rule, key=name)


def _read_optimizer(card: Card, offset: int, value: str, rule: str) -> None:
    """Split the sentence or the Python mapping in which a trainer describes its optimiser."""
    if value.startswith("{"):
        _read_mapping(card, offset, value[:2000], rule)
        return
    name = _OPTIMIZER_NAME.match(value)
    if name is None or is_placeholder(value):
        return
    known = name[2].lower() if name[1] else name[2]
    card.say("setting", _ENUM_VALUES.get(known, known) if name[1] else known, offset, rule, key="optimizer")
    for match in _ADAM.finditer(value):
        pairs = (("adam_beta1", match[1]), ("adam_beta2", match[2]), ("adam_epsilon", match[3]))
        for key, number in pairs:
            if number is not None and isinstance(found := plain_scalar(number), int | Decimal):
                card.say("setting", found, offset, rule, key=key)
    arguments = _OPTIMIZER_ARGS.search(value)
    if arguments and not arguments[1].startswith("No additional"):
        say_setting(card, offset, "optimizer_args", arguments[1], rule)


def _read_mapping(card: Card, offset: int, value: str, rule: str) -> None:
    seen: set[str] = set()
    for match in _REPR.finditer(value):
        key = _KERAS_NAMES.get(match[1], "optimizer" if match[1] in ("name", "class_name") else "")
        if key and key not in seen:
            seen.add(key)
            say_setting(card, offset, key, match[2].strip("'"), rule)


def _read_table(card: Card) -> None:
    header = _TABLE.search(card.prose)
    at = header.end() if header else len(card.prose)
    while (row := _ROW.match(card.prose, at)) is not None:
        key = row[1].strip("`* ")
        key = "optimizer" if key == "name" else _KERAS_NAMES.get(key, key)
        # Parameters may be those of the model; below "Hyperparameters" every row is a setting, known or not.
        if _NAME.match(key) if header and header[1] else _is_hyperparameter(key):
            say_setting(card, at, key, row[2], "hyperparameter-table")
        at = card.prose.find("\n", at) + 1
        if at == 0:
            return


def _read_free(card: Card) -> None:
    """Read items and rows with a known name and a number under a heading about hyperparameters."""
    heading = _HEADING.search(card.prose)
    if heading is None:
        return
    for offset, name, value in bullets(card.prose, heading.end() - 1):
        number = _NUMBER.match(value)
        if number and _is_hyperparameter(name):
            say_setting(card, offset, name, number[1].replace(",", ""), "hyperparameter-items")


def _is_hyperparameter(name: str) -> bool:
    from lineage_rdf.vocabulary.schemes import hyperparameter_for

    return hyperparameter_for(name) is not None
