"""What the front matter of a model card can say of a lineage (https://huggingface.co/docs/hub/model-cards)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from lineage_rdf.editing.card_text import hub_id
from lineage_rdf.records import LineageRecord, Step
from lineage_rdf.vocabulary.licences import spdx_expression

_RELATIONS: Final = {"Merging": "merge", "Quantizing": "quantized"}
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9.+-]*")
# Roles of data that weights were not changed on.
_NOT_TRAINED_ON: Final = frozenset(("validation", "evaluation", "calibration", "source", "generated"))


def card_front_matter(record: LineageRecord) -> dict[str, Any]:
    """Return the keys of the front matter that the lineage fills, in the order in which to add them.

    Args:
        record: the lineage.

    Returns:
        `base_model` (text, or a list for several), `base_model_relation`, `datasets` (list of Hub ids) and `license` (a
        lower-case Hub licence name); each only where the record tells it.
    """
    keys: dict[str, Any] = {}
    step = _making(record, record.head_model)
    if step is not None:
        bases = list(dict.fromkeys(_bases(record, step, frozenset())))
        if bases:
            keys["base_model"] = bases[0] if len(bases) == 1 else bases
            keys["base_model_relation"] = _relation(record, step)
    datasets = list(dict.fromkeys(_datasets(record)))
    if datasets:
        keys["datasets"] = datasets
    licence = _licence(record)
    if licence:
        keys["license"] = licence
    return keys


def _making(record: LineageRecord, model: str | None) -> Step | None:
    """Return the last step that made a model."""
    made = [step for step in record.ordered_steps if model and step.produced_model == model]
    return made[-1] if made else None


def _bases(record: LineageRecord, step: Step, seen: frozenset[str]) -> Iterator[str]:
    """Yield the nearest ancestors that are on the Hub; a result that was never published is passed over."""
    adapter = record.model(step.produced_model)
    loaded = hub_id(_repository(record, adapter.adapter_for)) if adapter and adapter.adapter_for else None
    if loaded:
        yield loaded
        return
    for iri in (*step.base_models, *(part.model for part in step.contributions if part.model)):
        found = hub_id(_repository(record, iri))
        if found:
            yield found
            continue
        earlier = _making(record, iri)
        if earlier is not None and earlier.iri not in seen:
            yield from _bases(record, earlier, seen | {step.iri})


def _repository(record: LineageRecord, iri: str | None) -> str | None:
    model = record.model(iri)
    return model.identifier if model else None


def _relation(record: LineageRecord, step: Step) -> str:
    """Return the relation to the base as the Hub names it: adapter, merge, quantized or finetune."""
    made = record.model(step.produced_model)
    if made is not None and (made.kind == "Adapter" or made.adapter_for):
        return "adapter"
    return _RELATIONS.get(step.kind, "finetune")


def _datasets(record: LineageRecord) -> Iterator[str]:
    for step in record.ordered_steps:
        for use in step.dataset_uses:
            dataset = record.dataset(use.dataset)
            trained_on = not use.roles or set(use.roles) - _NOT_TRAINED_ON
            found = hub_id(dataset.identifier) if dataset and trained_on else None
            if found:
                yield found


def _licence(record: LineageRecord) -> str | None:
    """Return the head's licence by the name that the Hub has for it, or None if none leads back to the same licence."""
    head = record.model(record.head_model)
    expression = head.weights_licence if head else None
    if head is None or not expression:
        return None
    folded = expression.lower().removeprefix("licenseref-hf-")
    names = (
        *(found.strip().lower() for found in head.licences_as_found),
        folded.removesuffix("-only"),
        folded,
    )
    return next(
        (name for name in names if _NAME.fullmatch(name) and spdx_expression(name) == expression), None
    )
