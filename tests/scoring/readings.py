"""What the readers give, as facts."""

from __future__ import annotations

from collections.abc import Set

from attrs import frozen

from lineage_rdf.codec.names import code_to_iri, node
from lineage_rdf.errors import InputError, ManyErrors
from lineage_rdf.lineage import Lineage, read_all
from lineage_rdf.records import Dataset, DatasetUse, LineageRecord, Model, Setting, Step
from tests.scoring.fact import Fact, fact, setting, spelt
from tests.scoring.labels import Case

# What data is used for that is not training.
_MEASURING = frozenset(("validation", "evaluation", "calibration"))

_CODES = {
    "objective": "objectives",
    "parameterization": "parameterizations",
    "merge_method": "merge_method",
    "quantization_method": "quantization_method",
}


@frozen
class LineageReading:
    """What the readers gave for one lineage.

    Args:
        stated: facts that they take from the source as they stand.
        inferred: facts that they mark as inferred.
    """

    stated: frozenset[Fact]
    inferred: frozenset[Fact]

    @property
    def all(self) -> frozenset[Fact]:
        """All facts."""
        return self.stated | self.inferred


def readings(case: Case) -> list[LineageReading]:
    """Return what the readers give for a case, nothing if they refuse it or find nothing that was done to a model."""
    try:
        inputs = case.paths if case.text is None else (case.text,)
        lineages = read_all(*inputs, text=case.text is not None, model_id=case.model_id)
    except (InputError, ManyErrors):
        return []
    found = [_reading(lineage) for lineage in lineages]
    return [reading for reading in found if reading.all]


def _reading(lineage: Lineage) -> LineageReading:
    record = lineage.record
    inferred = {
        (status.subject, status.element, status.object_meant or status.value_meant)
        for status in record.statuses
        # What leads to no address is told as unresolved, whether or not it is also inferred.
        if status.status in ("inferred", "unresolved")
    }
    told: dict[Fact, bool] = {}
    for place, step in enumerate(record.ordered_steps, start=1):
        for subject, element, value, one in _of_step(record, step, place):
            told[one] = (subject, element, value) in inferred and told.get(one, True)
    told |= _of_lineage(record, inferred)
    return LineageReading(
        frozenset(one for one, is_inferred in told.items() if not is_inferred),
        frozenset(one for one, is_inferred in told.items() if is_inferred),
    )


_Told = tuple[str, str, str | None, Fact]


def _of_step(record: LineageRecord, step: Step, place: int) -> list[_Told]:
    """Return subject, element and value of a fact as a status names them, with the fact, for each fact of a step."""
    found: list[_Told] = [(step.iri, "step-kind", node(step.kind).value, Fact(place, "step", step.kind))]
    for base in step.base_models:
        found.append((step.iri, "base-model", base, fact(place, "base_model", _model(record, base))))
    for use in step.dataset_uses:
        if not _is_measuring(use):
            named = fact(place, "dataset", _dataset(record, use.dataset))
            found.append((step.iri, "dataset", use.dataset, named))
    if step.produced_model and (name := _named(record, step.produced_model)):
        found.append((step.iri, "checkpoint", step.produced_model, fact(place, "result", name)))
    return [*found, *_methods(step, place), *(_setting(item, place) for item in step.settings)]


def _methods(step: Step, place: int) -> list[_Told]:
    found = []
    for field, attribute in _CODES.items():
        element = field.replace("_", "-")
        values = getattr(step, attribute) or ()
        for value in [values] if isinstance(values, str) else values:
            found.append((step.iri, element, code_to_iri(value, element), Fact(place, field, value)))
    return found


def _setting(item: Setting, place: int) -> _Told:
    value = item.texts if len(item.values) != 1 else item.values[0]
    plain = " ".join(item.texts) if item.texts else spelt(value)
    return (item.iri, "setting", plain, Fact(place, "hyperparameter", setting(item.label, value)))


def _of_lineage(record: LineageRecord, inferred: Set[tuple[str | None, ...]]) -> dict[Fact, bool]:
    """Return the facts about the whole, and whether each is inferred."""
    measured = {r.dataset: False for activity in record.activities for r in activity.results if r.dataset}
    for part in (*record.steps, *record.activities):
        for use in filter(_is_measuring, part.dataset_uses):
            roles = {(use.iri, "dataset-role", code_to_iri(role, "dataset-role")) for role in use.roles}
            doubt = bool(roles & inferred) or (part.iri, "dataset", use.dataset) in inferred
            measured[use.dataset or ""] = doubt and measured.get(use.dataset or "", True)
    makers = {iri for activity in record.activities for iri in activity.generator_models}
    made = {step.produced_model for step in record.steps} | {record.head_model}
    licences: set[str] = set()
    for model in record.models:
        if model.iri in made:
            # As written, for an identifier of SPDX cannot hold every sign: `openrail++`.
            licences |= set(model.licences_as_found) or {model.weights_licence or ""} - {""}
    return {
        **{fact(0, "evaluation_dataset", _dataset(record, iri)): doubt for iri, doubt in measured.items()},
        **{fact(0, "generator_model", _model(record, iri)): False for iri in makers},
        **{fact(0, "licence", licence): False for licence in licences},
    }


def _is_measuring(use: DatasetUse) -> bool:
    return bool(use.roles) and set(use.roles) <= _MEASURING


def _model(record: LineageRecord, iri: str) -> str:
    """Return `#1` for the unnamed result of stage 1, else the name of a model."""
    made = {step.produced_model: place for place, step in enumerate(record.ordered_steps, start=1)}
    return f"#{made[iri]}" if iri in made else _named(record, iri) or record.label(iri)


def _dataset(record: LineageRecord, iri: str | None) -> str:
    dataset = record.dataset(iri)
    return _with_revision(dataset) if dataset and dataset.identifier else record.label(iri)


def _named(record: LineageRecord, iri: str) -> str:
    model = record.model(iri)
    return "" if model is None else _with_revision(model) if model.identifier else model.name or ""


def _with_revision(thing: Model | Dataset) -> str:
    """Return the repository, with the whole revision where there is one."""
    return f"{thing.identifier}@{thing.revision}" if thing.revision else thing.identifier or ""
