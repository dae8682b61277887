"""Records to quads, with every superclass and the direct PROV-O statements written out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain

from pyoxigraph import Literal, NamedNode, Quad

from lineage_rdf.codec.names import code_to_iri, node
from lineage_rdf.codec.numbers import plain
from lineage_rdf.records import LineageRecord, Node, Step
from lineage_rdf.records.fields import Kind, Term, terms_of
from lineage_rdf.vocabulary.namespaces import XSD
from lineage_rdf.vocabulary.terms import IMPLIED, SUPERCLASSES

_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_EXTRA_CLASSES = {
    "schema:Dataset": ("prov:Entity",),
    "prov:Person": ("prov:Agent",),
    "prov:Organization": ("prov:Agent",),
    "prov:SoftwareAgent": ("prov:Agent",),
}


def encode(record: LineageRecord) -> list[Quad]:
    """Return the statements of one lineage, each once, in no particular order."""
    nodes = chain([record], record.models, record.datasets, record.agents)
    quads = set(chain.from_iterable(_node_quads(item) for item in nodes))
    quads.update(_informed_by(record.steps))
    quads.update(_associated_with(record))
    return list(quads)


def _node_quads(item: Node) -> Iterator[Quad]:
    subject = NamedNode(item.iri)
    for name in (item.kind, *SUPERCLASSES.get(item.kind, _EXTRA_CLASSES.get(item.kind, ()))):
        yield Quad(subject, _TYPE, node(name))
    for field_name, term in terms_of(type(item)).items():
        content = getattr(item, field_name)
        for single in content if term.many else () if content is None else (content,):
            yield from _statement(subject, term, single)
            if term.kind is Kind.PART:
                yield from _node_quads(single)


def _statement(subject: NamedNode, term: Term, single: object) -> Iterator[Quad]:
    target = _object(term, single)
    yield Quad(subject, node(term.name), target)
    if isinstance(target, Literal):
        return
    for implied in IMPLIED.get(term.name, ()):
        if implied == "prov:generated":
            # PROV-O's starting-point term is the inverse; tools look for that one.
            yield Quad(target, node("prov:wasGeneratedBy"), subject)
        else:
            yield Quad(subject, node(implied), target)
    if term.name == "hasDatasetUse" and getattr(single, "dataset", None):
        yield Quad(subject, node("prov:used"), NamedNode(single.dataset))  # type: ignore[attr-defined]
    if term.name == "hasMergeContribution" and getattr(single, "model", None):
        yield Quad(subject, node("prov:used"), NamedNode(single.model))  # type: ignore[attr-defined]


def _object(term: Term, single: object) -> NamedNode | Literal:
    if term.kind is Kind.PART:
        assert isinstance(single, Node)
        return NamedNode(single.iri)
    if term.kind is Kind.LINK:
        return NamedNode(str(single))
    if term.kind is Kind.CODE:
        return NamedNode(code_to_iri(str(single), term.scheme))
    return literal(term.kind, single)


def literal(kind: Kind, single: object) -> Literal:
    """Return the one literal that stands for a value of a kind."""
    if kind is Kind.DECIMAL:
        assert isinstance(single, Decimal)
        return Literal(plain(single), datatype=NamedNode(f"{XSD}decimal"))
    if kind is Kind.BOOLEAN:
        return Literal("true" if single else "false", datatype=NamedNode(f"{XSD}boolean"))
    if kind is Kind.STRING:
        return Literal(str(single))
    return Literal(str(single), datatype=NamedNode(f"{XSD}{kind.value}"))


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
