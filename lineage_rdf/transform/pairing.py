"""Pairs the steps, things and parts of two tellings (the IRI first, then what a person would go by)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Final, TypeAlias, TypeVar

from attrs import frozen

from lineage_rdf.records import (
    Activity,
    Agent,
    Association,
    CodeRevision,
    ComputeEnvironment,
    Dataset,
    DatasetUse,
    EvaluationComparison,
    EvaluationResult,
    FactStatus,
    LineageRecord,
    MergeContribution,
    Model,
    Node,
    Setting,
    SignOff,
    SoftwareComponent,
    Step,
    WeightFile,
)
from lineage_rdf.transform.identity import Side, Sides, known_terms
from lineage_rdf.transform.matching import Matched, match
from lineage_rdf.transform.telling import is_blank

N = TypeVar("N", bound=Node)
# What tells a part from its neighbours, as fields; a looser key follows a stricter one.
_FIELDS: Final[dict[type[Node], tuple[tuple[str, ...], ...]]] = {
    DatasetUse: (("dataset", "roles", "configuration", "splits"), ("dataset", "roles"), ("dataset",), ("roles",)),
    MergeContribution: (("model", "layer_range", "parameters"), ("model", "layer_range"), ("model",)),
    SoftwareComponent: (("name",),),
    ComputeEnvironment: ((),),
    CodeRevision: (("repository", "name"), ("name",), ()),
    Association: (("agent",),),
    EvaluationResult: (
        ("model", "dataset", "split", "metric", "metric_name"), ("model", "metric", "metric_name"),
        ("metric", "metric_name", "dataset", "split"),
    ),
    EvaluationComparison: (("role", "baseline", "candidate"), ("role",)),
    SignOff: (("decision",), ()),
    WeightFile: (("file_name",),),
    FactStatus: (("subject", "element", "object_meant", "value_meant"), ("subject", "element")),
}  # fmt: skip
_SideKey: TypeAlias = Callable[[Side, Any], Hashable]


@frozen
class Paired:
    """Which steps, activities and things of two records are which."""

    steps: Matched[Step]
    activities: Matched[Activity]
    models: Matched[Model]
    datasets: Matched[Dataset]
    agents: Matched[Agent]


def pair_all(sides: Sides, old: LineageRecord, new: LineageRecord) -> Paired:
    """Pair the nodes of two records, and let the sides learn what nodes that others point to are called.

    Args:
        sides: what both sides learn.
        old: the record before.
        new: the record after.
    """
    sides.tie([(old, new)])
    found_steps = _tied(sides, steps(old, new))
    found_models = _tied(sides, models(sides, old, new))
    found_datasets = _tied(sides, things(sides, old.datasets, new.datasets))
    found_agents = _tied(sides, things(sides, old.agents, new.agents))
    activities = _tied(sides, parts(sides, old.activities, new.activities))
    for before, after in activities.pairs:  # a comparison points to results
        _tied(sides, parts(sides, before.results, after.results))
    doing: list[tuple[Step | Activity, Step | Activity]] = [*found_steps.pairs, *activities.pairs]
    for old_step, new_step in doing:  # a status may be about their settings and data
        _tied(sides, parts(sides, old_step.settings, new_step.settings))
        _tied(sides, parts(sides, old_step.dataset_uses, new_step.dataset_uses))
    return Paired(found_steps, activities, found_models, found_datasets, found_agents)


def _tied(sides: Sides, matched: Matched[N]) -> Matched[N]:
    sides.tie(matched.pairs)
    return matched


def steps(old: LineageRecord, new: LineageRecord) -> Matched[Step]:
    """Pair steps by IRI, then by all they say, by stage name (or what was done) and ordinal, by each of these alone."""
    nobody = Side()

    def content(step: Step) -> Hashable:
        return tuple((name, nobody.values(step, name)) for name in known_terms(Step) if name != "follows")

    keys: tuple[Callable[[Step], Hashable], ...] = (
        _iri,
        lambda step: (step.kind, content(step)),
        lambda step: (_stage(step), step.ordinal),
        _stage,
        lambda step: step.ordinal,
    )
    before, after = (
        sorted(record.steps, key=lambda step: (step.ordinal or 0, repr(content(step))))
        for record in (old, new)
    )
    return match(before, after, [(key, key) for key in keys])


def models(sides: Sides, old: LineageRecord, new: LineageRecord) -> Matched[Model]:
    """Pair models by IRI; those without a Hub id also by digest, by the step that made them, and by name.

    Args:
        sides: what the sides know of the steps.
        old: the record before.
        new: the record after.
    """
    return match(
        sorted(old.models, key=_order),
        sorted(new.models, key=_order),
        [
            (_iri, _iri),
            (_digest, _digest),
            (_maker(sides.old, old), _maker(sides.new, new)),
            (_own_name, _own_name),
        ],
    )


def _maker(side: Side, record: LineageRecord) -> Callable[[Model], Hashable]:
    makers = {step.produced_model: step.iri for step in record.steps}

    def key(model: Model) -> Hashable:
        step = None if model.identifier else makers.get(model.iri)
        return side.tokens.get(step or "")  # a step without a partner makes no pair

    return key


def things(sides: Sides, old: Sequence[N], new: Sequence[N]) -> Matched[N]:
    """Pair datasets or agents by IRI; those without an identifier also by all they say, then by name."""
    return match(
        sorted(old, key=_order),
        sorted(new, key=_order),
        [(_iri, _iri), (_unknown(sides.old), _unknown(sides.new)), (_own_name, _own_name)],
    )


def parts(sides: Sides, old: Sequence[N], new: Sequence[N]) -> Matched[N]:
    """Pair parts of two nodes: those that say the same, then by what tells a part from its neighbours."""
    kind: type[Any] = type((*old, *new)[0]) if old or new else Node
    keys = [lambda side, part: side.content(part), *_keys_of(kind)]
    return match(
        sorted(old, key=lambda part: repr(sides.old.content(part))),
        sorted(new, key=lambda part: repr(sides.new.content(part))),
        [(_on(sides.old, key), _on(sides.new, key)) for key in keys],
    )


def _on(side: Side, key: _SideKey) -> Callable[[Any], Hashable]:
    return lambda part: key(side, part)


def _keys_of(kind: type[Any]) -> list[_SideKey]:
    if kind is Activity:
        return [
            lambda _, it: _iri(it),
            lambda _, it: (it.kind, it.stage_name or it.name),
            lambda _, it: it.kind,
        ]
    if kind is Setting:
        return [lambda _, it: it.label]
    return [
        lambda side, it, names=names: tuple(side.values(it, name) for name in names)  # type: ignore[misc]
        for names in _FIELDS.get(kind, ())
    ]


def _iri(node: Node) -> Hashable:
    return None if is_blank(node.iri) else node.iri


def _stage(step: Step) -> Hashable:
    return step.stage_name or "+".join(sorted(step.objectives)) or step.kind


def _digest(model: Model) -> Hashable:
    return None if model.identifier else model.digest


def _own_name(node: Any) -> Hashable:
    if getattr(node, "identifier", None):
        return None
    return node.name or getattr(node, "description", None)


def _unknown(side: Side) -> Callable[[Node], Hashable]:
    return lambda node: None if getattr(node, "identifier", None) else side.content(node)


def _order(node: Any) -> tuple[str, str]:
    return (node.name or "", node.iri)
