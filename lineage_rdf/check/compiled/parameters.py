"""Constraints that the parameters of a shape state directly, without other shapes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode

from lineage_rdf.check.compiled.closed import Closed
from lineage_rdf.check.compiled.counts import Count, HasValue, UniqueLang
from lineage_rdf.check.compiled.graph import Index, Node, Term, broken
from lineage_rdf.check.compiled.model import Component
from lineage_rdf.check.compiled.pairs import Disjoint, Equals, LessThan
from lineage_rdf.check.compiled.paths import Predicate
from lineage_rdf.check.compiled.ranges import RANGES, Range
from lineage_rdf.check.compiled.strings import LanguageIn, Length, Pattern
from lineage_rdf.check.compiled.values import ClassOf, Datatype, In, NodeKind, is_node_kind
from lineage_rdf.vocabulary.namespaces import SH

_Make: TypeAlias = Callable[[Index, Node, Term], Component | None]

_ONCE = ("datatype", "nodeKind", "in", "languageIn")
_PROPERTY_ONLY = ("minCount", "maxCount", "uniqueLang", "lessThan", "lessThanOrEquals", "qualifiedValueShape")


def own_components(index: Index, node: Node, is_property: bool) -> Iterator[Component]:
    """Yield the constraints that a shape states directly.

    Args:
        index: the shapes graph.
        node: the shape.
        is_property: whether it is a property shape.

    Raises:
        UsageError: if a parameter has a value that it cannot have, or stands where it has no meaning.
    """
    for predicate in sorted(index.predicates(node)):
        name = predicate.removeprefix(SH)
        if name in _PROPERTY_ONLY and not is_property:
            raise broken(node, f"sh:{name} stands in a node shape, where it has no meaning")
        make = _EACH.get(name)
        values = index.objects(node, predicate) if make else []
        if len(values) > 1 and name in _ONCE:
            raise broken(node, f"it has sh:{name} more than once")
        made = (make(index, node, value) for value in values) if make else ()
        yield from (component for component in made if component is not None)


def _count(name: str, least: bool) -> _Make:
    def make(index: Index, node: Node, _value: Term) -> Component:
        count = index.integer(node, f"{SH}{name}")
        return Count(least, count or 0, f"{SH}{name[0].upper()}{name[1:]}ConstraintComponent")

    return make


def _length(name: str, sign: str) -> _Make:
    def make(index: Index, node: Node, _value: Term) -> Component:
        bound = index.integer(node, f"{SH}{name}")
        return Length(sign, bound or 0, f"{SH}{name[0].upper()}{name[1:]}ConstraintComponent")

    return make


def _pattern(index: Index, node: Node, value: Term) -> Component:
    flags = index.one(node, f"{SH}flags")
    if not isinstance(value, Literal):
        raise broken(node, "the value of sh:pattern is no text")
    pattern = Pattern(value.value, flags.value if isinstance(flags, Literal) else "")
    if not pattern.usable():
        raise broken(node, f"the regular expression {value.value!r} cannot be read")
    return pattern


def _unique_lang(index: Index, node: Node, _value: Term) -> Component | None:
    return UniqueLang() if index.flag(node, f"{SH}uniqueLang") else None


def _closed(index: Index, node: Node, _value: Term) -> Component | None:
    return Closed(tuple(_allowed(index, node))) if index.flag(node, f"{SH}closed") else None


def _allowed(index: Index, node: Node) -> Iterator[str]:
    for within in index.objects(node, f"{SH}property"):
        yield from (path.value for path in index.objects(within, f"{SH}path") if isinstance(path, NamedNode))
    ignored = index.one(node, f"{SH}ignoredProperties")
    for member in index.members(ignored) if ignored is not None else ():
        yield _iri(member, node, "ignoredProperties")


def _iri(value: Term, node: Node, name: str) -> str:
    if not isinstance(value, NamedNode):
        raise broken(node, f"the value of sh:{name} is no IRI")
    return value.value


def _constant(value: Term, node: Node, name: str) -> NamedNode | Literal:
    if isinstance(value, BlankNode):
        raise broken(node, f"sh:{name} names a blank node, which is none of the data")
    return value


def _node_kind(_index: Index, node: Node, value: Term) -> Component:
    iri = _iri(value, node, "nodeKind")
    if not is_node_kind(iri):
        raise broken(node, f"<{iri}> is no kind of node")
    return NodeKind(iri.removeprefix(SH))


def _in(index: Index, node: Node, value: Term) -> Component:
    return In(tuple(_constant(member, node, "in") for member in index.members(value)))


def _languages(index: Index, node: Node, value: Term) -> Component:
    return LanguageIn(tuple(member.value for member in index.members(value)))


def _range(name: str) -> _Make:
    sign, component = RANGES[f"{SH}{name}"]

    def make(_index: Index, node: Node, value: Term) -> Component:
        if not isinstance(value, Literal):
            raise broken(node, f"the value of sh:{name} is no literal")
        return Range(sign, value, component)

    return make


def _other(name: str, make: Callable[[Predicate], Component]) -> _Make:
    return lambda _index, node, value: make(Predicate(_iri(value, node, name)))


_EACH: dict[str, _Make] = {
    "minCount": _count("minCount", True),
    "maxCount": _count("maxCount", False),
    "minLength": _length("minLength", ">="),
    "maxLength": _length("maxLength", "<="),
    "pattern": _pattern,
    "uniqueLang": _unique_lang,
    "closed": _closed,
    "class": lambda _index, node, value: ClassOf(_iri(value, node, "class")),
    "datatype": lambda _index, node, value: Datatype(_iri(value, node, "datatype")),
    "nodeKind": _node_kind,
    "in": _in,
    "hasValue": lambda _index, node, value: HasValue(_constant(value, node, "hasValue")),
    "languageIn": _languages,
    "equals": _other("equals", Equals),
    "disjoint": _other("disjoint", Disjoint),
    "lessThan": _other("lessThan", lambda p: LessThan(p, "<", f"{SH}LessThanConstraintComponent")),
    "lessThanOrEquals": _other(
        "lessThanOrEquals", lambda p: LessThan(p, "<=", f"{SH}LessThanOrEqualsConstraintComponent")
    ),
    **{name: _range(name) for name in ("minInclusive", "minExclusive", "maxInclusive", "maxExclusive")},
}
