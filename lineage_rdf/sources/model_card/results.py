"""Reads evaluation results: `model-index`, the list under a Trainer's sentence, and its table of results.

The data in `model-index` are what a model was measured on, and never become training data.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, Final

from lineage_rdf.claims import ModelReference, ResultMention
from lineage_rdf.sources.model_card.card import Card
from lineage_rdf.sources.model_card.hyperparameters import bullets

_ACHIEVES: Final = "following results on the evaluation set"
_NUMBER: Final = re.compile(r"\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?)\s*(?:%|±.*|\+/-.*)?\s*$")
_TABLE: Final = re.compile(r"\n#{2,5} Training results\s*\n+\|([^\n]+)\|[ \t]*\n\|[ :|-]+\n")
_NOT_RESULTS: Final = frozenset({"training loss", "epoch", "step", "train loss", "log", "time", "iter"})
MAX_RESULTS: Final = 500


def read_results(card: Card) -> None:
    """Add the evaluation results that the body gives."""
    at = card.lower.find(_ACHIEVES)
    listed = _read_list(card, at) if at >= 0 else 0
    if not listed and "## training results" in card.lower:
        _read_table(card)


def decimal(value: Any) -> Decimal | None:
    """Return a measured value; of `243.9 +/- 20.1` the mean; None for anything that is no number."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        return None
    match = _NUMBER.match(str(value)) if len(str(value)) < 100 else None
    return Decimal(match[1]) if match else None


def _read_list(card: Card, at: int) -> int:
    count = 0
    for offset, name, text in bullets(card.prose, at):
        value = decimal(text)
        if value is not None and name.casefold() not in _NOT_RESULTS and count < MAX_RESULTS:
            card.say(
                "evaluation-result",
                ResultMention(metric=name, value=value, split="evaluation"),
                offset,
                "results-list",
            )
            count += 1
    return count


def _read_table(card: Card) -> None:
    """Read the last row of the table that a Trainer writes, where no list gives the final results."""
    header = _TABLE.search(card.prose)
    if header is None:
        return
    at, last = header.end(), header.end()
    while card.prose.startswith("|", at):
        last, at = at, card.prose.find("\n", at) + 1
        if at == 0:
            break
    row = card.prose[
        last : card.prose.find("\n", last) if card.prose.find("\n", last) >= 0 else len(card.prose)
    ]
    names = [cell.strip() for cell in header[1].split("|")]
    cells = [cell.strip() for cell in row.strip().strip("|").split("|")]
    reason = "the last row of the table of training results"
    for name, cell in zip(names, cells, strict=False):
        value = decimal(cell)
        if value is not None and name and name.casefold() not in _NOT_RESULTS:
            mention = ResultMention(metric=name, value=value, split="evaluation")
            card.say("evaluation-result", mention, last, "results-table", inferred=True, reason=reason)


def read_index(card: Card) -> None:
    """Add the evaluation results of `model-index`."""
    index = card.metadata.get("model-index")
    entries = index if isinstance(index, list) else [index]
    many = len(entries) > 1
    count = 0
    for entry_at, entry in enumerate(entries):
        results = entry.get("results") if isinstance(entry, dict) else None
        name = str(entry.get("name") or "") if isinstance(entry, dict) else ""
        for at, result in enumerate(results if isinstance(results, list) else []):
            if isinstance(result, dict) and count < MAX_RESULTS:
                model = ModelReference(name) if many and name else None
                count += _read_result(card, result, model, ("model-index", entry_at, "results", at))


def _read_result(
    card: Card, result: dict[str, Any], model: ModelReference | None, path: tuple[str | int, ...]
) -> int:
    dataset = result.get("dataset")
    about = dataset if isinstance(dataset, dict) else {"name": dataset}
    # Early cards hold one mapping under the singular.
    key = "metrics" if "metrics" in result else "metric"
    metrics = result.get(key)
    count = 0
    for at, metric in enumerate(metrics if isinstance(metrics, list) else [metrics]):
        value = decimal(metric.get("value")) if isinstance(metric, dict) else None
        name = _text(metric, "type") or _text(metric, "name") if isinstance(metric, dict) else ""
        if value is None or not name:
            continue
        mention = ResultMention(
            metric=name,
            value=value,
            dataset=_text(about, "type") or _text(about, "name") or None,
            split=_text(about, "split") or None,
            model=model,
        )
        card.say_key("evaluation-result", mention, *path, key, at)
        count += 1
    return count


def _text(values: dict[str, Any], key: str) -> str:
    value = values.get(key)
    return "" if value is None or isinstance(value, dict | list) else str(value).strip()
