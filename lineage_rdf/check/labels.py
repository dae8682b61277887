"""What a person calls the nodes of a lineage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lineage_rdf.records import Dataset, LineageRecord, Model, Step


def labels(records: Sequence[LineageRecord]) -> dict[str, str]:
    """Return IRI -> label for the lineages, their steps, parts, models and datasets."""
    found: dict[str, str] = {}
    for record in records:
        things: list[Model | Dataset] = [*record.models, *record.datasets]
        for thing in things:
            found[thing.iri] = (
                record.label(thing.iri) if (thing.identifier or thing.name) else _unnamed(record, thing.iri)
            )
        found[record.iri] = f"lineage of {found.get(record.head_model or '', 'a model')}"
        for step in record.ordered_steps:
            found.update(_step_labels(step))
        for activity in record.activities:
            found[activity.iri] = activity.name or activity.kind
    return found


def step_label(step: Step) -> str:
    """Return for example `step 2 (safety-DPO)`."""
    detail = step.stage_name or "+".join(step.objectives) or step.kind
    return f"step {step.ordinal} ({detail})" if step.ordinal else detail


def _step_labels(step: Step) -> Iterator[tuple[str, str]]:
    name = step_label(step)
    yield step.iri, name
    for setting in step.settings:
        yield setting.iri, f"{setting.label} of {name}"
    for use in step.dataset_uses:
        yield use.iri, f"dataset use of {name}"
    for contribution in step.contributions:
        yield contribution.iri, f"merge contribution of {name}"


def _unnamed(record: LineageRecord, iri: str) -> str:
    for step in record.steps:
        if step.produced_model == iri:
            return f"result of {step_label(step)}"
    dataset = record.dataset(iri)
    if dataset is not None:
        return dataset.description or "unnamed dataset"
    return "unnamed model"
