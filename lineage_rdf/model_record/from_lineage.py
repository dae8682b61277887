"""The model record of the head model of a lineage."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from lineage_rdf.codec.names import node, text
from lineage_rdf.editing.card import card_front_matter
from lineage_rdf.model_record.dois import dois_in, first_dois
from lineage_rdf.model_record.record import STEPS, WHOLE, Compute, Metric, ModelRecord
from lineage_rdf.model_record.sections import section, words
from lineage_rdf.records import EvaluationResult, LineageRecord, Model, Step
from lineage_rdf.vocabulary.licences import spdx_expression

PARAMETERS: Final = "Number of parameters"
COMPUTE: Final = "Training compute"
_LINE: Final = re.compile(r"^- \*\*(?P<name>[^*\n]+):\*\*[ \t]*(?P<value>[^\n]*)$", re.MULTILINE)
_COMPUTE: Final = re.compile(rf"(?P<value>\d+(?:\.\d+)?) exaFLOP \((?P<covers>{WHOLE}|{STEPS})\)")
_NAMED_BY: Final = frozenset(
    map(node, ("schema:identifier", "schema:sameAs", "schema:url", "dcterms:identifier", "owl:sameAs"))
)
_TRAINING: Final = ("FineTuning", "RewardModelTraining", "Distilling", "PreTraining")
_NOT_TRAINED_ON: Final = frozenset(("validation", "evaluation", "calibration", "source", "generated"))
# The end that readers put where a card goes on.
_CUT: Final = " …"


def model_record(
    record: LineageRecord,
    quads: Iterable[Quad] = (),
    *,
    sections: Mapping[str, str] | None = None,
    architecture: str | None = None,
) -> ModelRecord:
    """Return the model record of the head model of a lineage.

    What the lineage states comes first; the card fills what a lineage has no place for.

    Args:
        record: the lineage.
        quads: its statements, in which DOIs of datasets are looked for.
        sections: the sections of the card, as `sections_of` gives them.
        architecture: the class that the model's config.json names.
    """
    card = dict(sections or {})
    head = record.model(record.head_model)
    measured = list(_results(record))
    made = next((step for step in record.ordered_steps if step.produced_model == record.head_model), None)
    return ModelRecord(
        intended_use=_told(
            record.intended_use or (head.intended_use if head else None), card, "intended_use"
        ),
        out_of_scope_use=_told(
            record.out_of_scope_use or (head.out_of_scope_use if head else None), card, "out_of_scope_use"
        ),
        training_data_doi=_dois(record, _trained_on(record), quads, section(card, "training_data_doi")),
        evaluation_data_doi=_dois(
            record, (result.dataset for result in measured), quads, section(card, "evaluation_data_doi")
        ),
        evaluation_metrics=tuple(_metric(record, result) for result in measured) or None,
        model_architecture=architecture or _without_lines(section(card, "model_architecture")),
        base_model=_bases(record, head),
        parameter_count=_count(head, made) or _counted(section(card, "parameter_count")),
        training_compute_estimate=_compute(record, head)
        or _computed(section(card, "training_compute_estimate")),
        ethical_considerations=_told(record.risk_note, card, "ethical_considerations"),
        license=_licence(head),
    )


def _told(fact: str | None, card: dict[str, str], field: str) -> str | None:
    """Return what the lineage tells; where it is the beginning of a section of the card, the whole section."""
    told = section(card, field)
    full = words(told) if told else None
    if fact is None or full is None:
        return fact or full
    return full if full.replace("\n\n", " ").startswith(fact.removesuffix(_CUT)) else fact


def _trained_on(record: LineageRecord) -> Iterator[str | None]:
    for step in record.ordered_steps:
        for use in step.dataset_uses:
            if not use.roles or set(use.roles) - _NOT_TRAINED_ON:
                yield use.dataset


def _dois(
    record: LineageRecord, datasets: Iterable[str | None], quads: Iterable[Quad], told: str | None
) -> tuple[str, ...] | None:
    """Return the DOIs of datasets, and without any those that the card names."""
    wanted = list(dict.fromkeys(iri for iri in datasets if iri))
    names: dict[str, list[str]] = {iri: [iri] for iri in wanted}
    for iri in wanted:
        known = record.dataset(iri)
        names[iri] += [
            *([known.identifier] if known and known.identifier else []),
            *(known.alternate_of if known else ()),
        ]
    for quad in quads:
        if (
            quad.predicate in _NAMED_BY
            and text(quad.subject) in names
            and isinstance(quad.object, NamedNode | Literal)
        ):
            names[text(quad.subject)].append(quad.object.value)
    return first_dois(map(sorted, names.values())) or tuple(dois_in(told or "")) or None


def _results(record: LineageRecord) -> Iterator[EvaluationResult]:
    """Yield the results of the head model; one without a model is of the head."""
    for activity in record.activities:
        for result in activity.results:
            if result.model in (None, record.head_model) and (result.metric or result.metric_name):
                yield result


def _metric(record: LineageRecord, result: EvaluationResult) -> Metric:
    known = record.dataset(result.dataset)
    named = record.dataset_label(known) if known and (known.identifier or known.name) else None
    return Metric(result.metric or result.metric_name or "", result.metric_value, named, result.split)


def _bases(record: LineageRecord, head: Model | None) -> tuple[str, ...] | None:
    """Return the nearest ancestors on the Hub, as the card names them, or else the names of those that there are."""
    found = card_front_matter(record).get("base_model")
    if found:
        return tuple(found) if isinstance(found, list) else (found,)
    parents = (head and head.derived_from) or tuple(
        root for root in record.root_models if root != record.head_model
    )
    named = (record.model(iri) for iri in parents)
    return (
        tuple(record.model_label(model) for model in named if model and (model.identifier or model.name))
        or None
    )


def _count(head: Model | None, made: Step | None) -> int | None:
    return (head and head.total_parameter_count) or (made and made.total_parameter_count) or None


def _compute(record: LineageRecord, head: Model | None) -> Compute | None:
    """Return the computation of the whole training, or that of all training steps if each of them tells its own."""
    if head and head.training_compute_exaflop is not None:
        return Compute(head.training_compute_exaflop, WHOLE)
    spent = [step.compute_exaflop for step in record.steps if step.kind in _TRAINING]
    known = [value for value in spent if value is not None]
    return Compute(sum(known, Decimal(0)), STEPS) if known and len(known) == len(spent) else None


def _licence(head: Model | None) -> str | None:
    if head is None:
        return None
    found = (expression for name in head.licences_as_found if (expression := spdx_expression(name)))
    return head.weights_licence or next(found, None)


def _lines(told: str | None) -> dict[str, str]:
    return {match["name"]: match["value"].strip() for match in _LINE.finditer(told or "")}


def _without_lines(told: str | None) -> str | None:
    return words(_LINE.sub("", told)) or None if told else None


def _counted(told: str | None) -> int | None:
    digits = _lines(told).get(PARAMETERS, "")
    return (
        int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 18 and int(digits) else None
    )


def _computed(told: str | None) -> Compute | None:
    found = _COMPUTE.fullmatch(_lines(told).get(COMPUTE, ""))
    return Compute(Decimal(found["value"]), found["covers"]) if found else None
