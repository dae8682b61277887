"""What a person calls the nodes of a lineage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from lineage_rdf.codec.decode import decode
from lineage_rdf.codec.names import node
from lineage_rdf.records import LineageRecord, Model, Step

UNNAMED: Final = "unnamed model"

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


def head_names(quads: Iterable[Quad], lineages: Sequence[str]) -> dict[str, str]:
    """Return lineage -> what a person calls its head model; only what a name is made of is looked at.

    Args:
        quads: the statements.
        lineages: IRIs of lineages in them, `_:label` for blank nodes.
    """
    told: dict[NamedNode, dict[str, list[str]]] = {predicate: {} for predicate in _NAMED}
    for quad in quads:
        about = told.get(quad.predicate)
        if about is not None and isinstance(quad.subject, NamedNode):
            value = quad.object
            about.setdefault(quad.subject.value, []).append(
                value.value if isinstance(value, NamedNode | Literal) else str(value)
            )
    return {iri: _head_name(iri, told) for iri in lineages}


_HEAD, _IDENTIFIER, _REVISION, _NAME = _NAMED = (
    node("headModel"),
    node("schema:identifier"),
    node("revision"),
    node("schema:name"),
)


def _head_name(iri: str, told: Mapping[NamedNode, Mapping[str, list[str]]]) -> str:
    def first(about: str, predicate: NamedNode) -> str | None:
        return min(told[predicate].get(about, ()), default=None)

    head = first(iri, _HEAD) or ""
    identifier, revision, name = (first(head, about) for about in (_IDENTIFIER, _REVISION, _NAME))
    return name_of(head, identifier, revision, name, first(iri, _NAME))


def name_of(
    head: str, identifier: str | None, revision: str | None, name: str | None, own: str | None
) -> str:
    """Return what a person calls a lineage: its head model's name, or its own.

    Args:
        head: IRI of the head model.
        identifier: the head model's identifier.
        revision: its revision.
        name: its name.
        own: the name of the lineage itself.
    """
    model = Model(iri=head, identifier=identifier, revision=revision, name=name)
    named = LineageRecord(iri="", models=(model,)).label(head) if identifier or name else ""
    return named or own or UNNAMED


def labels(records: Sequence[LineageRecord]) -> dict[str, str]:
    """Return IRI -> label for the lineages, their steps, parts, models and datasets."""
    found: dict[str, str] = {}
    for record in records:
        found.update((model.iri, record.label(model.iri)) for model in record.models)
        found.update((dataset.iri, record.label(dataset.iri)) for dataset in record.datasets)
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
