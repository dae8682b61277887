"""Constraints that the parameters of a shape state directly, without other shapes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

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
    for name in _PROPERTY_ONLY if not is_property else ():
        if index.objects(node, f"{SH}{name}"):
            raise broken(node, f"sh:{name} stands in a node shape, where it has no meaning")
    for name, make in _EACH.items():
        for value in index.objects(node, f"{SH}{name}"):
            yield make(index, node, value)
    for name, count in (("datatype", 1), ("nodeKind", 1), ("in", 1), ("languageIn", 1)):
        if len(index.objects(node, f"{SH}{name}")) > count:
            raise broken(node, f"it has sh:{name} more than once")
    yield from _singles(index, node)


def _singles(index: Index, node: Node) -> Iterator[Component]:
    for name, least in (("minCount", True), ("maxCount", False)):
        if (count := index.integer(node, f"{SH}{name}")) is not None:
            yield Count(least, count, f"{SH}{name[0].upper()}{name[1:]}ConstraintComponent")
    for name, sign in (("minLength", ">="), ("maxLength", "<=")):
        if (bound := index.integer(node, f"{SH}{name}")) is not None:
            yield Length(sign, bound, f"{SH}{name[0].upper()}{name[1:]}ConstraintComponent")
    flags = index.one(node, f"{SH}flags")
    for regex in index.objects(node, f"{SH}pattern"):
        if not isinstance(regex, Literal):
            raise broken(node, "the value of sh:pattern is no text")
        pattern = Pattern(regex.value, flags.value if isinstance(flags, Literal) else "")
        if not pattern.usable():
            raise broken(node, f"the regular expression {regex.value!r} cannot be read")
        yield pattern
    if index.flag(node, f"{SH}uniqueLang"):
        yield UniqueLang()
    if index.flag(node, f"{SH}closed"):
        yield Closed(tuple(_allowed(index, node)))


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


def _range(name: str) -> Callable[[Index, Node, Term], Component]:
    sign, component = RANGES[f"{SH}{name}"]

    def make(_index: Index, node: Node, value: Term) -> Component:
        if not isinstance(value, Literal):
            raise broken(node, f"the value of sh:{name} is no literal")
        return Range(sign, value, component)

    return make


def _other(name: str, make: Callable[[Predicate], Component]) -> Callable[[Index, Node, Term], Component]:
    return lambda _index, node, value: make(Predicate(_iri(value, node, name)))


_EACH: dict[str, Callable[[Index, Node, Term], Component]] = {
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
