"""Records to quads, with every superclass and the direct PROV-O statements written out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from itertools import chain

from pyoxigraph import Literal, NamedNode, Quad

from lineage_rdf.codec.names import code_to_iri, node
from lineage_rdf.codec.numbers import plain
from lineage_rdf.records import LineageRecord, Node, Step
from lineage_rdf.records.fields import Kind, Term, terms_of
from lineage_rdf.vocabulary.namespaces import XSD
from lineage_rdf.vocabulary.terms import IMPLIED, SUPERCLASSES

_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_DATATYPES = {
    kind: NamedNode(f"{XSD}{kind.value}") for kind in (Kind.DECIMAL, Kind.BOOLEAN, Kind.INTEGER, Kind.TIME)
}
_EXTRA_CLASSES = {
    "schema:Dataset": ("prov:Entity",),
    "prov:Person": ("prov:Agent",),
    "prov:Organization": ("prov:Agent",),
    "prov:SoftwareAgent": ("prov:Agent",),
}
# Property whose values are parts -> the field of such a part that holds what the subject used.
_USED = {"hasDatasetUse": "dataset", "hasMergeContribution": "model"}
# Filled as record classes are met; for `functools.cache` the type checker wants classes to be hashable, and takes these for not.
_FIELDS: dict[type, tuple[tuple[str, Term, NamedNode], ...]] = {}


def encode(record: LineageRecord) -> list[Quad]:
    """Return the statements of one lineage, each once, in no particular order."""
    quads: list[Quad] = []
    for item in chain[Node]([record], record.models, record.datasets, record.agents):
        _add_node(quads, item)
    quads += _informed_by(record.steps)
    quads += _associated_with(record)
    return list(set(quads))


def _add_node(quads: list[Quad], item: Node) -> None:
    subject = _iri(item.iri)
    quads += [Quad(subject, _TYPE, name) for name in _classes(item.kind)]
    for field_name, term, predicate in _fields(type(item)):
        content = getattr(item, field_name)
        if content is None or content == ():  # most fields of most nodes are empty
            continue
        for single in content if term.many else (content,):
            _add_statement(quads, subject, term, predicate, single)
            if term.kind is Kind.PART:
                _add_node(quads, single)


@lru_cache(maxsize=16_384)  # an IRI is checked when it is made, and most stand in several statements
def _iri(text: str) -> NamedNode:
    return NamedNode(text)


@cache
def _classes(kind: str) -> tuple[NamedNode, ...]:
    return tuple(map(node, (kind, *SUPERCLASSES.get(kind, _EXTRA_CLASSES.get(kind, ())))))


def _fields(record_class: type) -> tuple[tuple[str, Term, NamedNode], ...]:
    """Return name, property and predicate of each field of a record class that is in the graph."""
    known = _FIELDS.get(record_class)
    if known is None:
        terms = terms_of(record_class).items()
        known = _FIELDS[record_class] = tuple((name, term, node(term.name)) for name, term in terms)
    return known


def _add_statement(
    quads: list[Quad], subject: NamedNode, term: Term, predicate: NamedNode, single: object
) -> None:
    target = _object(term, single)
    quads.append(Quad(subject, predicate, target))
    if isinstance(target, Literal):
        return
    for implied in IMPLIED.get(term.name, ()):
        if implied == "prov:generated":
            # PROV-O's starting-point term is the inverse; tools look for that one.
            quads.append(Quad(target, node("prov:wasGeneratedBy"), subject))
        else:
            quads.append(Quad(subject, node(implied), target))
    used = _USED.get(term.name)
    if used and getattr(single, used):
        quads.append(Quad(subject, node("prov:used"), _iri(getattr(single, used))))


def _object(term: Term, single: object) -> NamedNode | Literal:
    if term.kind is Kind.PART:
        assert isinstance(single, Node)
        return _iri(single.iri)
    if term.kind is Kind.LINK:
        return _iri(str(single))
    if term.kind is Kind.CODE:
        return _iri(code_to_iri(str(single), term.scheme))
    return literal(term.kind, single)


def literal(kind: Kind, single: object) -> Literal:
    """Return the one literal that stands for a value of a kind."""
    if kind is Kind.DECIMAL:
        assert isinstance(single, Decimal)
        return Literal(plain(single), datatype=_DATATYPES[kind])
    if kind is Kind.BOOLEAN:
        return Literal("true" if single else "false", datatype=_DATATYPES[kind])
    if kind is Kind.STRING:
        return Literal(str(single))
    return Literal(str(single), datatype=_DATATYPES[kind])


def _informed_by(steps: Sequence[Step]) -> Iterator[Quad]:
    """State prov:wasInformedBy where the result of one step is a base of the other (decisions section 5.7)."""
    makers: dict[str, list[Step]] = {}
    for step in steps:
        makers.setdefault(step.produced_model or "", []).append(step)
    for step in steps:
        for maker in (found for base in step.base_models for found in makers.get(base, ())):
            if maker is not step:
                yield Quad(NamedNode(step.iri), node("prov:wasInformedBy"), NamedNode(maker.iri))


def _associated_with(record: LineageRecord) -> Iterator[Quad]:
    for activity in chain[Node](record.steps, record.activities):
        for association in getattr(activity, "associations", ()):
            if association.agent:
                yield Quad(
                    NamedNode(activity.iri), node("prov:wasAssociatedWith"), NamedNode(association.agent)
                )
