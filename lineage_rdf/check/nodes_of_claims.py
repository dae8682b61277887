"""Which node of a lineage a claim is about: a step, the lineage as a whole, or a model or dataset that it names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from attrs import frozen

from lineage_rdf.claims import Claim, DatasetMention, MergeMention, ModelReference
from lineage_rdf.claims.identity import Identity, identify
from lineage_rdf.records import Dataset, LineageRecord, Model, Step
from lineage_rdf.vocabulary.schemes import hyperparameter_for

_HEAD = "head"


@frozen
class _Part:
    """A node that belongs to a step.

    Args:
        step: IRI of the step; empty for what belongs to the lineage as a whole.
        setting: name of the hyperparameter, for a setting.
    """

    step: str
    setting: str = ""


class Nodes:
    """The nodes of one lineage.

    Args:
        step_of: stage key -> IRI of the step.
        record: the lineage; without it models, datasets and parts of steps are not known.
    """

    def __init__(self, step_of: Mapping[str, str], record: LineageRecord | None) -> None:
        self._step_of = step_of
        self._steps = frozenset(step_of.values())
        self._record = record
        self._parts = dict(_parts(record)) if record else {}
        self._models = {item.iri: item for item in record.models} if record else {}
        self._datasets = {item.iri: item for item in record.datasets} if record else {}
        self._makers = {step.produced_model: step.iri for step in record.steps} if record else {}

    def is_about(self, claim: Claim, node: str) -> bool:
        """Say whether a claim is about a node, or about the part of a lineage that the node is in."""
        step = self._step_of.get(claim.stage, "")
        if node in self._steps:
            return step == node
        if node in self._models:
            return self._names_model(claim, step, self._models[node])
        if node in self._datasets:
            return _names_dataset(claim, self._datasets[node])
        part = self._parts.get(node)
        if part is None:
            # Whatever else a check looks at in a lineage that was read is the lineage itself.
            return self._record is None or node == self._record.iri
        return (not part.step or step == part.step) and _is_setting(claim, part.setting)

    def _names_model(self, claim: Claim, step: str, model: Model) -> bool:
        value = claim.value.model if isinstance(claim.value, MergeMention) else claim.value
        if isinstance(value, ModelReference) and claim.element not in ("checkpoint", "adapter-for"):
            return _agrees(identify(value.raw, value.revision, hosted=value.service is not None), model)
        if claim.key and claim.key != _HEAD and claim.element != "setting":
            return _agrees(identify(claim.key), model)
        made_here = self._makers.get(model.iri)
        if isinstance(value, ModelReference) and claim.element == "adapter-for" and made_here != step:
            return _agrees(identify(value.raw, value.revision, hosted=value.service is not None), model)
        if made_here is None or claim.key == _HEAD or not step:
            assert self._record is not None  # models come from it
            return model.iri == self._record.head_model
        return made_here == step


def _parts(record: LineageRecord) -> Iterator[tuple[str, _Part]]:
    for step in record.steps:
        yield from _parts_of_step(step)
    for activity in record.activities:
        yield activity.iri, _Part("")
        for item in (*activity.results, *activity.comparisons, *activity.sign_offs, *activity.dataset_uses):
            yield item.iri, _Part("")


def _parts_of_step(step: Step) -> Iterator[tuple[str, _Part]]:
    for item in (*step.dataset_uses, *step.contributions, *step.code_revisions):
        yield item.iri, _Part(step.iri)
    for setting in step.settings:
        yield setting.iri, _Part(step.iri, setting.label)
    if step.environment is not None:
        for place in (step.environment, *step.environment.components):
            yield place.iri, _Part(step.iri)


def _is_setting(claim: Claim, name: str) -> bool:
    if not name or claim.key == name:
        return True
    term = hyperparameter_for(claim.key)
    return term is not None and term.notation == name


def _names_dataset(claim: Claim, dataset: Dataset) -> bool:
    value = claim.value
    if isinstance(value, DatasetMention):
        if not value.raw:
            return bool(value.description) and value.description == dataset.description
        return _agrees(identify(value.raw, value.revision, dataset=True), dataset)
    return bool(claim.key) and _agrees(identify(claim.key, dataset=True), dataset)


def _agrees(named: Identity, thing: Model | Dataset) -> bool:
    return named.agrees_with(_identity(thing))


@lru_cache(maxsize=4096)
def _known(identifier: str | None, revision: str | None, name: str) -> Identity:
    return Identity("hub", identifier, revision, name) if identifier else Identity("bare-name", name=name)


def _identity(thing: Model | Dataset) -> Identity:
    description = thing.description if isinstance(thing, Dataset) else None
    return _known(thing.identifier, thing.revision, thing.name or description or "")
