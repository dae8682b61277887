"""Where lineages disagree: told differently, or two values where only one can be true."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Final

from attrs import frozen

from lineage_rdf.records import Agent, Dataset, Model, Node, Step
from lineage_rdf.records.fields import terms_of
from lineage_rdf.transform.difference import Change, Difference
from lineage_rdf.transform.identity import Side
from lineage_rdf.transform.telling import Telling, is_blank, shown
from lineage_rdf.transform.values import values

# Facts of which a thing has one, whoever tells of it. Names, descriptions and intended uses may well be worded differently.
_ONE_TRUTH: Final[dict[type[Node], tuple[str, ...]]] = {
    Model: (
        "kind", "identifier", "revision", "digest", "specialization_of", "derived_from", "adapter_for", "weights_licence",
        "total_parameter_count", "training_compute_exaflop", "optimizer_step",
    ),
    Dataset: (
        "identifier", "revision", "digest", "specialization_of", "access", "licence", "example_count", "token_count",
    ),
    Agent: ("kind", "identifier"),
    Step: ("kind", "base_models", "objectives", "parameterizations", "merge_method", "quantization_method"),
}  # fmt: skip
# A thing of the general class contradicts no other.
_GENERAL: Final = frozenset({"Model", "prov:Agent", "TransformationStep", ""})


@frozen
class Say:
    """What one input says.

    Args:
        origin: the input.
        lineage: IRI of the lineage that says so.
        values: the values, as a person would say them.
    """

    origin: str
    lineage: str
    values: tuple[str, ...]


@frozen
class Conflict:
    """One disagreement.

    Args:
        kind: `lineage-told-differently`, `values-disagree` or `makers-disagree`.
        node: IRI of what it is about: a lineage, model, dataset or agent.
        name: what a person calls it.
        property: the property with several values; empty for a lineage.
        says: who says what.
        changes: how the second telling of a lineage differs from the first; empty for other kinds.
    """

    kind: str
    node: str
    name: str
    property: str
    says: tuple[Say, ...]
    changes: tuple[Change, ...] = ()


def told_differently(difference: Difference, origins: tuple[str, str]) -> Conflict:
    """Return that two inputs tell one lineage differently.

    Args:
        difference: what differs.
        origins: the inputs.
    """
    says = tuple(Say(origin, difference.new, ()) for origin in origins)
    return Conflict("lineage-told-differently", difference.new, difference.name, "", says, difference.changes)


def two_values(tellings: Sequence[tuple[str, Telling]]) -> Iterator[Conflict]:
    """Yield the models, datasets and agents about which lineages say different things where only one can be true.

    A fact that one lineage leaves out contradicts nobody. Two steps that make one model are compared too, by what they did.

    Args:
        tellings: (input, lineage).
    """
    for group, kind in (("models", Model), ("datasets", Dataset), ("agents", Agent)):
        shared: dict[str, list[tuple[str, Telling, Node]]] = {}
        for origin, telling in tellings:
            for thing in getattr(telling.record, group):
                if not is_blank(thing.iri):
                    shared.setdefault(thing.iri, []).append((origin, telling, thing))
        for iri in sorted(shared):
            yield from _disagreements("values-disagree", iri, kind, shared[iri])
    yield from _makers(tellings)


def _makers(tellings: Iterable[tuple[str, Telling]]) -> Iterator[Conflict]:
    made: dict[str, list[tuple[str, Telling, Node]]] = {}
    for origin, telling in tellings:
        for step in telling.record.ordered_steps:
            if step.produced_model and not is_blank(step.produced_model):
                made.setdefault(step.produced_model, []).append((origin, telling, step))
    for iri in sorted(made):
        yield from _disagreements("makers-disagree", iri, Step, made[iri])


def _disagreements(
    kind: str, iri: str, thing: type[Node], told: Sequence[tuple[str, Telling, Node]]
) -> Iterator[Conflict]:
    if len(told) < 2:
        return
    for name in _ONE_TRUTH[thing]:
        by_value: dict[Hashable, list[Say]] = {}
        for origin, telling, record in told:
            meant = _meant(record, name)
            if meant:
                texts = tuple(value.text for value in values(record, name, telling))
                by_value.setdefault(meant, []).append(Say(origin, shown(telling.record.iri), texts))
        if len(by_value) > 1:
            says = tuple(say for same in by_value.values() for say in same)
            title = told[0][1].label(iri)
            yield Conflict(kind, iri, title, _property(thing, name), says)


def _meant(record: Node, name: str) -> Hashable:
    """Return the values of a field, comparable; None if the record says nothing."""
    if name == "kind":
        return None if record.kind in _GENERAL else record.kind
    return Side().values(record, name) or None


def _property(thing: type[Node], name: str) -> str:
    return "rdf:type" if name == "kind" else terms_of(thing)[name].name
