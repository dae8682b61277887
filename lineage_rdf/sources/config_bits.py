"""In how many bits weights are stored, where the settings of a quantisation say it in another way than by a number.

The spellings are those of the configurations of transformers
(https://huggingface.co/docs/transformers/main_classes/quantization) and of compressed-tensors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from lineage_rdf.sources.config_facts import ConfigFacts, number
from lineage_rdf.sources.config_references import name_of
from lineage_rdf.vocabulary.schemes import hyperparameter_for

MAX_GROUPS: Final = 1_000
MAX_COUNT: Final = 1_000
_WIDTH = re.compile(
    r"(?<![a-z0-9])(?:u?int|float|fp|mxfp|nvfp|nf|w(?=[2-8]a))([2-8])(?![0-9])", re.IGNORECASE
)
# Methods whose name is that of a number format.
_BY_NAME: Final = {"fp8": 8, "fbgemm-fp8": 8, "mxfp8": 8, "mxfp4": 4, "nvfp4": 4}
_TYPES: Final = ("weights", "quant_type", "quant_algo")
_LOADED: Final = (("load_in_4bit", 4), ("_load_in_4bit", 4), ("load_in_8bit", 8), ("_load_in_8bit", 8))


def say_bits(facts: ConfigFacts, method: str | None) -> None:
    """Add the bits per weight, unless a number for them stands at the top.

    Args:
        facts: the settings of a quantisation.
        method: notation of the method, if it is known.
    """
    if any(_names_bits(key) for key in facts.value):
        return
    for key, bits in _numbers(facts.value):
        facts.say("setting", bits, key, name="bits")
        return
    for key, bits, reason in _suggested(facts, method):
        facts.infer("setting", bits, key, reason, name="bits")
        return


def _names_bits(key: str) -> bool:
    term = hyperparameter_for(key)
    return term is not None and term.notation == "bits"


def _numbers(values: dict[str, Any]) -> Iterator[tuple[str, int]]:
    """Yield place and number of what stands deeper: of groups only where all of them share it."""
    inner = _inside(_inside(values, "quant_config"), "weight_quant_params")
    if isinstance(inner.get("nbits"), int):
        yield "quant_config.weight_quant_params.nbits", inner["nbits"]
    groups = _inside(values, "config_groups")
    found = {
        name: _inside(group, "weights").get("num_bits")
        for name, group in list(groups.items())[:MAX_GROUPS]
        if isinstance(group, dict)
    }
    widths = {bits for bits in found.values() if isinstance(bits, int)}
    if len(widths) == 1:
        yield f"config_groups.{next(iter(found))}.weights.num_bits", widths.pop()


def _is_count(value: Decimal | None) -> bool:
    return value is not None and 0 < value < MAX_COUNT and value == int(value)


def _type_name(value: Any) -> str:
    """Return the name of a type of weights; torchao also writes the class of its settings."""
    if isinstance(value, dict):
        value = _inside(value, "default").get("_type")
    return name_of(value) or ""


def _inside(values: dict[str, Any], key: str) -> dict[str, Any]:
    found = values.get(key)
    return found if isinstance(found, dict) else {}


def _suggested(facts: ConfigFacts, method: str | None) -> Iterator[tuple[str, int, str]]:
    """Yield place, number and reason of what only follows."""
    for key, bits in _LOADED:
        if facts.truth(key):
            yield key, bits, "the switch names the number of bits"
    for key in _TYPES:
        width = _WIDTH.search(_type_name(facts.value.get(key)))
        if width:
            yield key, int(width[1]), "the type of the weights has this number of bits"
    if method in _BY_NAME:
        key = "quant_algo" if "quant_algo" in facts.value else "quant_method"
        yield key, _BY_NAME[method], "the method is called after a type with this number of bits"
    counts = [
        number(facts.value.get(key)) for key in ("num_codebooks", "nbits_per_codebook", "in_group_size")
    ]
    if method == "aqlm" and all(_is_count(count) for count in counts):
        books, width_of_code, group = (int(count) for count in counts if count is not None)
        if books * width_of_code % group == 0:
            reason = "the bits of all codes of a group of weights, divided by its size"
            yield "nbits_per_codebook", books * width_of_code // group, reason
