"""Turns the record of a lineage into boxes and lines, honest about what the record does not know."""

from __future__ import annotations

from lineage_rdf.picture.boxes import MISSING, Edge, ModelBox, Picture, StepBox
from lineage_rdf.picture.marks import Marks
from lineage_rdf.picture.order import Order, order_of
from lineage_rdf.picture.steps import step_box
from lineage_rdf.picture.wording import Names, number
from lineage_rdf.plain_text import clean
from lineage_rdf.records import LineageRecord, MergeContribution, Step

_RESULT_NOTES = {
    "Merging": "merged",
    "Quantizing": "quantised",
    "Converting": "converted",
    "AdapterFolding": "folded",
}


def layout(record: LineageRecord) -> Picture:
    """Return the boxes and lines of a lineage; the same record gives the same picture."""
    return _Builder(record).build()


def base_models(step: Step) -> tuple[str, ...]:
    """Return the models a step started from: its bases, then the other contributions to a merge."""
    contributed = (part.model for part in step.contributions if part.model)
    return tuple(dict.fromkeys((*step.base_models, *contributed)))


class _Builder:
    """Collects the boxes in the order in which a reader meets them."""

    def __init__(self, record: LineageRecord) -> None:
        self.record = record
        self.names = Names(record)
        self.marks = Marks(record)
        self.order: Order = order_of(record.ordered_steps, base_models)
        self.makers = {step.produced_model: step for step in self.order.steps if step.produced_model}
        self.models: dict[str, ModelBox] = {}
        self.steps: list[StepBox] = []
        self.edges: list[Edge] = []
        self.results: dict[str, str] = {}

    def build(self) -> Picture:
        for step in self.order.steps:
            self._add_step(step)
        for iri in (*self.record.root_models, self.record.head_model):
            if iri:
                self._model(iri)
        if not self.models:
            self._nameless("unknown model", "head")
        title = (
            clean(self.record.name or "")
            or self._name(self.record.head_model or "")
            or "lineage without a name"
        )
        return Picture(
            title=title, models=tuple(self.models.values()), steps=tuple(self.steps), edges=tuple(self.edges)
        )

    def _add_step(self, step: Step) -> None:
        box = step_box(f"s{len(self.steps) + 1}", step, self.names, self.marks)
        for base in base_models(step):
            kind = "back" if (step.iri, base) in self.order.back else "base"
            self.edges.append(
                Edge(source=self._model(base), target=box.key, kind=kind, label=self._label(step, base))
            )
        if not base_models(step) and step.kind != "PreTraining":
            status = self.marks.status(step.iri, ("base-model",))
            name = (
                f"base model {status.status}"
                if status and status.status != "inferred"
                else "unknown base model"
            )
            self.edges.append(Edge(source=self._nameless(name, "base"), target=box.key, kind="base"))
        self._add_order(step, box.key)
        self.steps.append(box)
        self._add_result(step, box.key)

    def _add_order(self, step: Step, key: str) -> None:
        """Draw that a step follows another whose result it does not build on."""
        joined = {self.models[base].key for base in base_models(step)}
        for before in dict.fromkeys(step.follows):
            result = self.results.get(before)
            if result and result not in joined:
                self.edges.append(Edge(source=result, target=key, kind="order", label="then"))

    def _add_result(self, step: Step, key: str) -> None:
        if step.produced_model:
            result = self._model(step.produced_model)
        elif step.outcome == "failed":
            return
        else:
            result = self._nameless("result not stated", "intermediate")
        self.results[step.iri] = result
        self.edges.append(Edge(source=key, target=result, kind="result"))

    def _label(self, step: Step, base: str) -> str:
        texts = [_contribution(part) for part in step.contributions if part.model == base]
        status = self.marks.status(step.iri, ("base-model",), base)
        if status:
            texts.insert(0, f"{self.marks.mark(step.iri, ('base-model',), base)} {status.status}")
        return clean("; ".join(text for text in texts if text))

    def _model(self, iri: str) -> str:
        """Return the key of a model's box, made when the model is first met."""
        if iri not in self.models:
            self.models[iri] = ModelBox(
                key=f"m{len(self.models) + 1}",
                iri=iri,
                name=self._name(iri),
                revision=self.names.revision(iri),
                role=self._role(iri),
                notes=self._notes(iri),
                mark=self._mark(iri),
            )
        return self.models[iri].key

    def _nameless(self, name: str, role: str) -> str:
        key = f"m{len(self.models) + 1}"
        self.models[key] = ModelBox(key=key, name=name, role=role, mark=MISSING)
        return key

    def _name(self, iri: str) -> str:
        name = self.names.model(iri)
        if name or not iri:
            return name
        maker = self.makers.get(iri)
        return f"result of step {maker.ordinal}" if maker and maker.ordinal else "model without a name"

    def _role(self, iri: str) -> str:
        if iri == self.record.head_model:
            return "head"
        if iri in self.makers:
            return "intermediate"
        return "root" if iri in self.record.root_models else "base"

    def _notes(self, iri: str) -> tuple[str, ...]:
        model, maker = self.names.models.get(iri), self.makers.get(iri)
        notes = []
        if model and (model.kind == "Adapter" or model.adapter_for):
            target = self._name(model.adapter_for or "")
            notes.append(f"adapter for {target}" if target else "adapter")
        if maker and maker.kind in _RESULT_NOTES:
            notes.append(_RESULT_NOTES[maker.kind])
        if maker and maker.ordinal and model and not model.identifier and model.specialization_of:
            notes.append(f"result of step {maker.ordinal}")
        return tuple(notes)

    def _mark(self, iri: str) -> str:
        maker = self.makers.get(iri)
        by_step = self.marks.mark(maker.iri, ("checkpoint",), iri) if maker else ""
        return by_step or self.marks.mark(iri, ("model-identifier", "checkpoint", "base-model"))


def _contribution(part: MergeContribution) -> str:
    texts = [f"weight {number(part.weight)}"] if part.weight is not None else []
    texts += [f"density {number(part.density)}"] if part.density is not None else []
    texts += [f"layers {part.layer_range}"] if part.layer_range else []
    return ", ".join(texts)
