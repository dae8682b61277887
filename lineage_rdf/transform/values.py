"""Values and parts of records as results show them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from lineage_rdf.codec.numbers import plain
from lineage_rdf.records import (
    Activity,
    Association,
    CodeRevision,
    DatasetUse,
    EvaluationResult,
    FactStatus,
    MergeContribution,
    Node,
    Setting,
    SignOff,
    SoftwareComponent,
    Step,
    WeightFile,
)
from lineage_rdf.records.fields import Kind, Term
from lineage_rdf.transform.difference import Raw, Value
from lineage_rdf.transform.identity import known_terms
from lineage_rdf.transform.telling import Telling, shown

# What a person would say of a thing that is added or removed as a whole: fields in this order.
_TOLD: Final[dict[type[Node], tuple[str, ...]]] = {
    Step: ("kind", "objectives", "parameterizations", "base_models"),
    Activity: ("kind", "stage_name", "name"),
    DatasetUse: ("roles", "configuration", "splits", "example_count", "mixture_share", "used_share"),
    MergeContribution: ("weight", "density", "layer_range"),
    SoftwareComponent: ("version",),
    CodeRevision: ("revision",),
    Association: ("roles",),
    EvaluationResult: ("metric_value",),
    SignOff: ("decision",),
    WeightFile: ("digest",),
    FactStatus: ("status",),
}
# What a person calls a part, as fields.
_NAMED: Final[dict[type[Node], tuple[str, ...]]] = {
    DatasetUse: ("dataset",),
    MergeContribution: ("model",),
    CodeRevision: ("name", "repository"),
    Association: ("agent",),
    EvaluationResult: ("metric", "metric_name"),
    FactStatus: ("element",),
    WeightFile: ("file_name",),
    SoftwareComponent: ("name",),
    Activity: ("stage_name", "name", "kind"),
}


# What tells things of one name apart, and the word before it.
_SECOND: Final[dict[type[Node], tuple[str, str]]] = {
    EvaluationResult: ("on", "dataset"),
    FactStatus: ("of", "subject"),
}


def values(node: Node, name: str, telling: Telling) -> tuple[Value, ...]:
    """Return the values of a field, sorted.

    Args:
        node: the record.
        name: the field, or `kind`.
        telling: where names of nodes are looked up.
    """
    if name == "kind":
        return (Value(node.kind, node.kind),)
    term = known_terms(type(node))[name]
    found = getattr(node, name)
    many = found if term.many else (() if found is None else (found,))
    return tuple(sorted({_value(item, term, telling) for item in many}))


def setting_values(setting: Setting, *, with_kind: bool) -> tuple[Value, ...]:
    """Return what a hyperparameter is set to, whichever kind of value it is.

    Args:
        setting: the setting.
        with_kind: tell kinds apart that look alike, such as the text "5" and the number 5.
    """
    return tuple(sorted(_with_kind(item) if with_kind else _literal(item) for item in setting.values))


def name_of(node: Node, telling: Telling) -> str:
    """Return what a person calls a thing; the empty text if it has no name."""
    if isinstance(node, Setting):
        return node.label
    if node.iri in telling.labels and not isinstance(node, Activity):
        return telling.label(node.iri)
    found = [_first(node, name, telling) for name in _NAMED.get(type(node), ())]
    name = next(filter(None, found), "")
    second = _SECOND.get(type(node))
    told = _first(node, second[1], telling) if second else ""
    return f"{name} {second[0]} {told}" if second and told and name else name


def summary(node: Node, telling: Telling) -> tuple[Value, ...]:
    """Return what is told of a thing that is added or removed as a whole."""
    if isinstance(node, Setting):
        return setting_values(node, with_kind=False)
    return tuple(value for name in _TOLD.get(type(node), ()) for value in values(node, name, telling))


def _first(node: Node, name: str, telling: Telling) -> str:
    found = values(node, name, telling)
    return found[0].text if found else ""


def _value(item: Any, term: Term, telling: Telling) -> Value:
    if term.kind is Kind.LINK:
        return Value(telling.label(item), shown(item))
    if term.kind is Kind.PART:
        return Value(name_of(item, telling), shown(item.iri))
    return Value(shown(item), shown(item)) if term.kind is Kind.CODE else _literal(item)


def _literal(item: Any) -> Value:
    raw: Raw = plain(item) if isinstance(item, Decimal) else item
    return Value(str(raw).lower() if isinstance(raw, bool) else str(raw), raw)


def _with_kind(item: Any) -> Value:
    value = _literal(item)
    kind = {bool: "boolean", str: "text"}.get(type(item), "number")
    return Value(f"{value.text} ({kind})", value.raw)
