"""Settings in running text: `LoRA rank 64`, `lr 2e-5`, `3 epochs`, `warmup_ratio=0.1`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from lineage_rdf.sources.shorthand_facts import Fact
from lineage_rdf.sources.shorthand_scan import Scan

_NUMBER = (
    r"(?P<v>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?)"
    r"(?P<x>\s*[x\u00d7*]\s*10\s*\^?\s*-\s*\d+)?(?P<k>k\b)?(?![\w%])"
)
_IS = r"\s*(?:=|:|\bof\b|\bis\b)?\s*-?"

# Name of the setting -> the words in front of its number.
_NAMES: Final = {
    "rank": r"rank",
    "r": r"r(?==|\s*=)",
    "lora_alpha": r"(?:lora[-_ ])?alpha",
    "lora_dropout": r"(?:lora[-_ ])?dropout",
    "lr": r"lr",
    "learning_rate": r"learning[-_ ]rate",
    "epochs": r"epochs?(?=\s*[=:])|(?:num|n)[-_ ]epochs",
    "beta": r"beta|β",
    "effective_batch_size": r"(?:effective|total)[-_ ]batch[-_ ]size",
    "global_batch_size": r"global[-_ ]batch[-_ ]size",
    "batch_size": r"batch[-_ ]size|bs",
    "warmup_ratio": r"warm-?up[-_ ]ratio",
    "warmup_steps": r"warm-?up[-_ ]steps",
    "weight_decay": r"weight[-_ ]decay",
    "max_length": r"max(?:imum)?[-_ ](?:seq(?:uence)?[-_ ])?len(?:gth)?|context length|sequence length",
    "seed": r"(?:random )?seed",
    "temperature": r"temperature",
    "bits": r"bits(?=\s*[=:])",
    "num_generations": r"num[-_ ]generations",
}
_NAMED: Final = [
    (key, re.compile(rf"(?<![\w-])(?:{words}){_IS}\s*{_NUMBER}", re.IGNORECASE))
    for key, words in _NAMES.items()
]
_COUNTED: Final = [
    ("epochs", re.compile(rf"(?<![\w.]){_NUMBER}[- ]epochs?\b", re.IGNORECASE)),
    ("max_steps", re.compile(rf"(?<![\w.]){_NUMBER} (?:training |optimi[sz]er )?steps\b", re.IGNORECASE)),
    ("bits", re.compile(r"(?<![\w.])(?P<v>\d{1,2})-?bits?\b(?! (?:AdamW?|Lion))", re.IGNORECASE)),
]
_WORDED: Final = [
    (
        "optimizer",
        re.compile(
            r"(?<!\w)(?P<v>(?:paged[-_ ])?(?:AdamW|Adam|SGD|Adafactor|Lion)(?:_\w+)?)(?: optimi[sz]er)?(?!\w)"
        ),
    ),
    (
        "lr_scheduler_type",
        re.compile(
            r"\b(?P<v>cosine|linear|constant)(?: (?:lr |learning[- ]rate )?(?:schedule|decay)r?)\b", re.I
        ),
    ),
]
_FLAGS: Final = re.compile(r"(?<![\w])(?P<v>bf16|fp16|tf32)(?![\w])", re.IGNORECASE)
_WRITTEN: Final = re.compile(r"(?<![\w.-])(?P<key>[A-Za-z]\w*)\s?=\s?(?P<v>[^\s,;()\x00]+)")
_RESERVED: Final = frozenset(
    [
        "base",
        "model",
        "base_model",
        "data",
        "dataset",
        "datasets",
        "fine_tune",
        "finetune",
        "tune",
        "from",
        "result",
    ]
)


def number(text: str) -> int | Decimal:
    """Return a number as it is written: an int without point or exponent, else a decimal.

    Args:
        text: for example `64`, `50,000` or `2e-5`.
    """
    plain = text.replace(",", "")
    return int(plain) if plain.isdigit() else Decimal(plain)


def settings(scan: Scan, start: int, end: int) -> Iterator[Fact]:
    """Yield and mark the settings between two positions."""
    for key, pattern in (*_NAMED, *_COUNTED):
        for match in scan.take_all(pattern, start, end):
            yield _fact(key, _value(match), match)
    for key, pattern in _WORDED:
        for match in scan.take_all(pattern, start, end):
            yield _fact(key, match["v"], match)
    for match in scan.take_all(_FLAGS, start, end):
        yield _fact(match["v"].lower(), True, match)
    yield from _written(scan, start, end)


def _written(scan: Scan, start: int, end: int) -> Iterator[Fact]:
    """Yield settings in the form `name=value`."""
    position = start
    while (match := scan.search(_WRITTEN, position, end)) is not None:
        position = match.end()
        if match["key"].lower() not in _RESERVED:
            scan.blank(*match.span())
            yield _fact(match["key"], _scalar(match["v"].rstrip(".'\"")), match)


def _value(match: re.Match[str]) -> int | Decimal:
    groups = match.groupdict()
    value = number(match["v"])
    if groups.get("x"):
        power = int(re.sub(r".*10|[\s^]", "", groups["x"]))
        return (value * Decimal(1).scaleb(power)).normalize()
    return int(value * 1000) if groups.get("k") else value


def _scalar(text: str) -> str | int | bool | Decimal:
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    return number(text) if re.fullmatch(r"\d+(\.\d+)?([eE][-+]?\d+)?", text) else text


def _fact(key: str, value: str | int | bool | Decimal, match: re.Match[str]) -> Fact:
    return Fact(element="setting", key=key, value=value, start=match.start(), end=match.end(), rule="setting")
