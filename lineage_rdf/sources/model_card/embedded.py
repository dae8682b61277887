"""Reads whole configurations that tools put into cards: axolotl's and mergekit's."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any, Final

from lineage_rdf.sources.model_card import codes
from lineage_rdf.sources.model_card.card import Card
from lineage_rdf.sources.yaml_text import YamlTextError, load_yaml

_FENCE: Final = re.compile(r"^([ \t]*)(```+|~~~+)[ \t]*(?:ya?ml)?[ \t]*\n", re.MULTILINE | re.IGNORECASE)
_AFTER_YAML: Final = re.compile(r"^(?:#{1,6} \S|---|```|</)", re.MULTILINE)
MAX_CONFIG: Final = 100_000


def read_embedded(card: Card) -> None:
    """Add what the configurations in the card say."""
    if "axolotl config" in card.lower:
        _read_axolotl(card)
    if "merge_method:" in card.body:
        _read_mergekit(card)


def _read_axolotl(card: Card) -> None:
    from lineage_rdf.sources import axolotl

    at = card.body.lower().find("axolotl config")
    fence = _FENCE.search(card.body, at) if at >= 0 else None
    if fence and fence.start() - at < 2000:
        value, where = _load(card, fence)
        if isinstance(value, dict):
            card.has_config = True
            card.uses_adapter = card.uses_adapter or bool(value.get("adapter"))
            axolotl.claims_from(card.reading, value, where)


def _read_mergekit(card: Card) -> None:
    from lineage_rdf.sources import mergekit

    key = card.body.find("merge_method:")
    fences = list(_FENCE.finditer(card.body, 0, key))
    if fences and card.body[fences[-1].end() : key].count("```") == 0:
        value, where = _load(card, fences[-1])
        if isinstance(value, dict) and value.get("merge_method"):
            card.has_config = True
            mergekit.claims_from(card.reading, value, where)


def _load(card: Card, fence: re.Match[str]) -> tuple[Any, str]:
    """Return the value of a block of YAML and what stands before a key in a locator.

    A block whose end is missing, or stands too late, ends where the next heading begins.
    """
    start = fence.end()
    end = card.body.find(f"\n{fence[1]}{fence[2]}", start - 1)
    if end < 0:
        after = _AFTER_YAML.search(card.body, start)
        end = after.start() if after else len(card.body)
    line = card.first_line + card.body.count("\n", 0, start)
    text = card.body[start : min(end, start + MAX_CONFIG)]
    where = f"YAML block on line {line}, "
    try:
        return load_yaml(text, line).value, where
    except YamlTextError as error:
        swallowed = _AFTER_YAML.search(text)
        if swallowed:
            with suppress(YamlTextError):
                return load_yaml(text[: swallowed.start()], line).value, where
        message = f"the configuration in the card is {error.message}"
        card.warn(codes.EMBEDDED_CONFIG, message, f"line {error.line or line}")
        return None, ""
