"""What a person calls the nodes of a lineage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from pyoxigraph import Quad

from lineage_rdf.codec.decode import decode
from lineage_rdf.codec.names import node
from lineage_rdf.records import LineageRecord, Step
from lineage_rdf.vocabulary.naming import UNNAMED

# What a label is made of, and what leads from a node to the one that its label names too: a setting to its step,
# a lineage to its head model.
TOLD: Final = (
    node("rdf:type"),
    node("headModel"),
    *map(node, ("schema:identifier", "schema:name", "schema:description", "revision", "stageName")),
    *map(node, ("ordinal", "hasObjective", "settingOf")),
)
OWNS: Final = (
    *map(node, ("hasStep", "hasActivity", "hasSetting", "hasDatasetUse", "hasMergeContribution")),
    node("producedModel"),
)
_OF_LABELS = frozenset((*TOLD, *OWNS))


def labels_of(quads: Iterable[Quad]) -> dict[str, str]:
    """Return IRI -> label for the nodes of the lineages in some statements."""
    return labels(decode(quad for quad in quads if quad.predicate in _OF_LABELS))


def labels(records: Sequence[LineageRecord]) -> dict[str, str]:
    """Return IRI -> label for the lineages, their steps, parts, models and datasets."""
    found: dict[str, str] = {}
    told: set[int] = set()
    for record in records:
        # Lineages of one graph share its models and datasets, which may be thousands.
        if id(record.models) not in told:
            told.add(id(record.models))
            found.update((model.iri, record.model_label(model)) for model in record.models)
            found.update((dataset.iri, record.dataset_label(dataset)) for dataset in record.datasets)
        made = {step.produced_model for step in record.steps}
        found.update((iri, record.label(iri)) for iri in made if iri and found.get(iri) == UNNAMED)
        found[record.iri] = f"lineage of {found.get(record.head_model or '', 'a model')}"
        for step in record.ordered_steps:
            found.update(_step_labels(step))
        for activity in record.activities:
            found[activity.iri] = activity.name or activity.kind
    return found


def _step_labels(step: Step) -> Iterator[tuple[str, str]]:
    yield step.iri, step.label
    for setting in step.settings:
        yield setting.iri, f"{setting.label} of {step.label}"
    for use in step.dataset_uses:
        yield use.iri, f"dataset use of {step.label}"
    for contribution in step.contributions:
        yield contribution.iri, f"merge contribution of {step.label}"
