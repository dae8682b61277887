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
from lineage_rdf.records.fields import Kind
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
    found_datasets = _tied(sides, things(sides, old, new, "datasets"))
    found_agents = _tied(sides, things(sides, old, new, "agents"))
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
    """Pair models by IRI, then by Hub id; those without one also by digest, by the step that made them, and by name.

    What is left, such as a base model of which nothing is told, is paired by the steps that speak of it.

    Args:
        sides: what the sides know of the steps.
        old: the record before.
        new: the record after.
    """
    maker = [_of_steps(_made(side, record)) for side, record in ((sides.old, old), (sides.new, new))]
    spoken = [_of_steps(_spoken_of(side, record)) for side, record in ((sides.old, old), (sides.new, new))]
    return match(
        sorted(old.models, key=_order),
        sorted(new.models, key=_order),
        [
            (_iri, _iri),
            (_hub_id, _hub_id),
            (_digest, _digest),
            (maker[0], maker[1]),
            (_own_name, _own_name),
            (spoken[0], spoken[1]),
            (_unknown(sides.old), _unknown(sides.new)),
        ],
    )


def _of_steps(found: dict[str, Hashable]) -> Callable[[Node], Hashable]:
    """Return a key for things without an identifier: what the steps say of them."""
    return lambda thing: None if getattr(thing, "identifier", None) else found.get(thing.iri)


def _made(side: Side, record: LineageRecord) -> dict[str, Hashable]:
    """Return model -> the step that made it; a step without a partner makes no pair."""
    return {
        step.produced_model: side.tokens[step.iri]
        for step in record.steps
        if step.produced_model and step.iri in side.tokens
    }


def _spoken_of(side: Side, record: LineageRecord) -> dict[str, Hashable]:
    """Return node -> the steps that speak of it, and how."""
    found: dict[str, set[tuple[str, str]]] = {}
    for step in (item for item in record.steps if item.iri in side.tokens):
        for name, term in known_terms(Step).items():
            values = getattr(step, name)
            for iri in (values if term.many else (values,)) if term.kind is Kind.LINK and values else ():
                found.setdefault(iri, set()).add((side.tokens[step.iri], name))
        for use in step.dataset_uses:
            roles = "+".join(sorted(use.roles))
            found.setdefault(use.dataset or "", set()).add((side.tokens[step.iri], f"dataset {roles}"))
    return {iri: tuple(sorted(said)) for iri, said in found.items()}


def things(sides: Sides, old: LineageRecord, new: LineageRecord, group: str) -> Matched[Any]:
    """Pair datasets or agents by IRI, then by identifier; those without one also by all they say, name, and use.

    Args:
        sides: what the sides know of the steps.
        old: the record before.
        new: the record after.
        group: `datasets` or `agents`.
    """
    spoken = [_of_steps(_spoken_of(side, record)) for side, record in ((sides.old, old), (sides.new, new))]
    return match(
        sorted(getattr(old, group), key=_order),
        sorted(getattr(new, group), key=_order),
        [
            (_iri, _iri),
            (_hub_id, _hub_id),
            (_own_name, _own_name),
            (spoken[0], spoken[1]),
            (_unknown(sides.old), _unknown(sides.new)),
        ],
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


def _hub_id(node: Any) -> Hashable:
    return (node.identifier, getattr(node, "revision", None)) if node.identifier else None


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
