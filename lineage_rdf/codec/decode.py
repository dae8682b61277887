"""Quads to records. What a record has no field for stays in the quads and is not lost there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, TypeVar

from attrs import evolve
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from lineage_rdf.codec.names import iri_to_code, node, short_class
from lineage_rdf.codec.numbers import parse_decimal
from lineage_rdf.records import Agent, Dataset, LineageRecord, Model, Node
from lineage_rdf.records.fields import Kind, Term, terms_of
from lineage_rdf.vocabulary.namespaces import RDF
from lineage_rdf.vocabulary.terms import SUPERCLASSES

N = TypeVar("N", bound=Node)
_Object = NamedNode | BlankNode | Literal | Triple
_TYPE = f"{RDF}type"


class Description:
    """The statements of a graph by subject and property."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        """Index the statements; their graph does not matter here."""
        self._objects: dict[str, dict[str, list[_Object]]] = defaultdict(lambda: defaultdict(list))
        for quad in quads:
            if isinstance(quad.subject, NamedNode | BlankNode):
                self._objects[_name(quad.subject)][quad.predicate.value].append(quad.object)

    def objects(self, subject: str, predicate: str) -> list[_Object]:
        """Return the objects in a fixed order."""
        found = self._objects[subject][predicate] if subject in self._objects else []
        return sorted(set(found), key=str)

    def classes(self, subject: str) -> set[str]:
        """Return the classes of a node by the names that records use."""
        found = (
            short_class(item.value) for item in self.objects(subject, _TYPE) if isinstance(item, NamedNode)
        )
        return {name for name in found if name}

    def instances(self, *kinds: str) -> list[str]:
        """Return the nodes that have one of the classes or a subclass of one, sorted."""
        wanted = set(kinds) | {name for name, above in SUPERCLASSES.items() if set(above) & set(kinds)}
        return sorted(subject for subject in list(self._objects) if self.classes(subject) & wanted)


def decode(quads: Iterable[Quad]) -> list[LineageRecord]:
    """Return the record of each lineage in the statements, sorted by IRI.

    With several lineages in one graph each record lists all models, datasets and agents of the graph.
    """
    description = Description(quads)
    things = {
        "models": tuple(_record(description, iri, Model) for iri in description.instances("Model")),
        "datasets": tuple(
            _record(description, iri, Dataset) for iri in description.instances("schema:Dataset")
        ),
        "agents": tuple(_record(description, iri, Agent) for iri in description.instances(*Agent.KINDS)),
    }
    return [
        _told_once(_record(description, iri, LineageRecord, **things))
        for iri in description.instances("FineTuneLineage")
    ]


def _told_once(record: LineageRecord) -> LineageRecord:
    """Return a record without the activities that are its steps: `hasActivity` follows from `hasStep`, and may be inferred."""
    steps = {step.iri for step in record.steps}
    beside = tuple(activity for activity in record.activities if activity.iri not in steps)
    return record if len(beside) == len(record.activities) else evolve(record, activities=beside)


def _record(description: Description, iri: str, record_class: type[N], **more: Any) -> N:
    content = {name: _field(description, iri, term) for name, term in terms_of(record_class).items()}
    return record_class(iri=iri, kind=_kind(description, iri, record_class), **content, **more)


def _kind(description: Description, iri: str, record_class: type[Node]) -> str:
    """Return the most specific known class of a node."""
    known = description.classes(iri) & set(record_class.KINDS)
    above = {parent for name in known for parent in SUPERCLASSES.get(name, ())}
    above |= {"prov:Agent"} if len(known) > 1 else set()
    return min(known - above or known, default="")


def _field(description: Description, iri: str, term: Term) -> Any:
    values = [_value(description, item, term) for item in description.objects(iri, node(term.name).value)]
    found = [item for item in values if item is not None]
    if term.many:
        return tuple(found)
    return found[0] if found else None


def _value(description: Description, item: _Object, term: Term) -> Any:
    if term.kind is Kind.PART:
        return _part(description, item, term.classes)
    if isinstance(item, Literal):
        return _literal(item, term.kind)
    if isinstance(item, Triple) or term.kind not in (Kind.LINK, Kind.CODE):
        return None
    return iri_to_code(item.value, term.scheme) if term.kind is Kind.CODE else _name(item)


def _part(description: Description, item: _Object, classes: tuple[type[Node], ...]) -> Node | None:
    if not isinstance(item, NamedNode | BlankNode):
        return None
    return _record(description, _name(item), classes[0])


def _literal(item: Literal, kind: Kind) -> str | int | bool | Decimal | None:
    if kind is Kind.STRING or kind is Kind.TIME:
        return item.value
    if kind is Kind.BOOLEAN:
        return {"true": True, "1": True, "false": False, "0": False}.get(item.value)
    number = parse_decimal(item.value)
    if number is None or kind is Kind.DECIMAL:
        return number
    return int(number) if kind is Kind.INTEGER and number == number.to_integral_value() else None


def _name(term: NamedNode | BlankNode) -> str:
    return term.value if isinstance(term, NamedNode) else f"_:{term.value}"
