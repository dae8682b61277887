"""The record of one lineage, with the models, datasets and agents it speaks of."""

from __future__ import annotations

from typing import ClassVar

from attrs import field, frozen

from lineage_rdf.records.activities import Activity, Step
from lineage_rdf.records.fields import link, links, parts, value
from lineage_rdf.records.node import Node
from lineage_rdf.records.parts import FactStatus
from lineage_rdf.records.things import Agent, Dataset, Model
from lineage_rdf.vocabulary.naming import UNNAMED, name_with_revision


@frozen(kw_only=True)
class LineageRecord(Node):
    """One lineage.

    `models`, `datasets` and `agents` are the shared things that the lineage describes; they are nodes of the same graph, not
    properties of the lineage.
    """

    KINDS: ClassVar = ("FineTuneLineage",)

    name: str | None = value("schema:name")
    description: str | None = value("schema:description")
    head_model: str | None = link("headModel")
    root_models: tuple[str, ...] = links("rootModel")
    steps: tuple[Step, ...] = parts("hasStep", Step)
    activities: tuple[Activity, ...] = parts("hasActivity", Activity)
    statuses: tuple[FactStatus, ...] = parts("hasFactStatus", FactStatus)
    accountable_agents: tuple[str, ...] = links("accountableAgent")
    rollback_target: str | None = link("rollbackTarget")
    intended_use: str | None = value("intendedUse")
    out_of_scope_use: str | None = value("outOfScopeUse")
    intended_change: str | None = value("intendedChange")
    risk_note: str | None = value("riskNote")
    models: tuple[Model, ...] = field(default=(), converter=tuple[Model, ...])
    datasets: tuple[Dataset, ...] = field(default=(), converter=tuple[Dataset, ...])
    agents: tuple[Agent, ...] = field(default=(), converter=tuple[Agent, ...])

    def model(self, iri: str | None) -> Model | None:
        """Return the model with this IRI, or None."""
        return next((model for model in self.models if model.iri == iri), None)

    def dataset(self, iri: str | None) -> Dataset | None:
        """Return the dataset with this IRI, or None."""
        return next((dataset for dataset in self.datasets if dataset.iri == iri), None)

    def label(self, iri: str | None) -> str:
        """Return the name a person would know a model or dataset by; never an opaque IRI."""
        model = self.model(iri)
        if model is not None:
            return self.model_label(model)
        dataset = self.dataset(iri)
        return self.dataset_label(dataset) if dataset is not None else iri or "?"

    def model_label(self, model: Model) -> str:
        """Return the name a person would know a model by."""
        named = name_with_revision(model.identifier, model.name, model.revision)
        if named:
            return named
        maker = next((step for step in self.steps if step.produced_model == model.iri), None)
        return f"result of {maker.label}" if maker else UNNAMED

    def dataset_label(self, dataset: Dataset) -> str:
        """Return the name a person would know a dataset by."""
        named = name_with_revision(dataset.identifier, dataset.name, dataset.revision)
        return named or dataset.description or "unnamed dataset"

    @property
    def ordered_steps(self) -> tuple[Step, ...]:
        """The steps by ordinal."""
        return tuple(sorted(self.steps, key=lambda step: (step.ordinal or 0, step.iri)))
