"""A model card that tells a model record: front matter, and the sections of the Hub's template.

Its headings are those of the annotated template (https://huggingface.co/docs/hub/model-card-annotated).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from lineage_rdf.model_record.crosswalk import crosswalk
from lineage_rdf.model_record.from_lineage import COMPUTE, PARAMETERS
from lineage_rdf.model_record.record import Metric, ModelRecord, plain
from lineage_rdf.vocabulary.licences import spdx_expression

_ABOVE: Final = {
    "intended_use": "## Uses",
    "training_data_doi": "## Training Details",
    "evaluation_data_doi": "## Evaluation",
    "model_architecture": "## Technical Specifications",
}
_HUB_NAME: Final = re.compile(r"[a-z0-9][a-z0-9.+-]*")
# At the start of a line these would be headings or hidden text.
_MARKS: Final = re.compile(r"^(?=#|<!--|```|~~~|\|)", re.MULTILINE)


def card_text(record: ModelRecord, name: str = "model") -> str:
    """Return a model card that tells what a record tells.

    Args:
        record: the record.
        name: what the card calls the model.

    Returns:
        The card; a field that is not known has neither key nor section.
    """
    import yaml

    keys = dict(_keys(record, name))
    front = f"---\n{yaml.safe_dump(keys, sort_keys=False, allow_unicode=True)}---\n\n" if keys else ""
    return f"{front}# {' '.join(name.split())}\n" + "".join(f"\n{part}\n" for part in _parts(record))


def _keys(record: ModelRecord, name: str) -> Iterator[tuple[str, Any]]:
    if record.base_model:
        yield "base_model", record.base_model[0] if len(record.base_model) == 1 else list(record.base_model)
    if record.license:
        yield from _licence(record.license)
    if record.evaluation_metrics:
        yield "model-index", [{"name": name, "results": list(map(_result, record.evaluation_metrics))}]


def _licence(expression: str) -> Iterator[tuple[str, str]]:
    """Yield the keys of a licence: the Hub's name where one leads back to it, else `other` with its own name."""
    folded = expression.lower().removeprefix("licenseref-hf-")
    names = (folded, folded.removesuffix("-only"))
    hub = next((n for n in names if _HUB_NAME.fullmatch(n) and spdx_expression(n) == expression), None)
    yield "license", hub or "other"
    if not hub:
        yield "license_name", expression


def _result(metric: Metric) -> dict[str, Any]:
    about = {"name": metric.dataset or "unknown", "type": metric.dataset, "split": metric.split}
    return {
        "task": {"type": "other"},
        "dataset": {key: text for key, text in about.items() if text},
        "metrics": [{"type": metric.metric, "value": plain(metric.value)}],
    }


def _parts(record: ModelRecord) -> Iterator[str]:
    sections = {
        "intended_use": _text(record.intended_use),
        "out_of_scope_use": _text(record.out_of_scope_use),
        "ethical_considerations": _text(record.ethical_considerations),
        "training_data_doi": _list(record.training_data_doi),
        "evaluation_data_doi": _list(record.evaluation_data_doi),
        "model_architecture": _architecture(record),
        "training_compute_estimate": _compute(record),
    }
    above = {"out_of_scope_use": "intended_use", "training_compute_estimate": "model_architecture"}
    opened: set[str] = set()
    for field, body in sections.items():
        if not body:
            continue
        chapter = _ABOVE.get(above.get(field, field), "")
        if chapter and chapter not in opened:
            opened.add(chapter)
            yield chapter
        yield f"{'###' if chapter else '##'} {crosswalk()[field].heading}"
        yield body


def _text(text: str | None) -> str:
    return _MARKS.sub(r"\\", text.strip()) if text else ""


def _list(items: tuple[str, ...] | None) -> str:
    return "\n".join(f"- {item}" for item in items or ())


def _architecture(record: ModelRecord) -> str:
    count = f"- **{PARAMETERS}:** {record.parameter_count}" if record.parameter_count else ""
    return "\n\n".join(part for part in (_text(record.model_architecture), count) if part)


def _compute(record: ModelRecord) -> str:
    told = record.training_compute_estimate
    return f"- **{COMPUTE}:** {told.value:f} exaFLOP ({told.covers})" if told else ""
