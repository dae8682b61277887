"""What a person calls a lineage: the name of its head model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pyoxigraph import Literal, NamedNode, Quad

from lineage_rdf.codec.names import node
from lineage_rdf.vocabulary.naming import UNNAMED, name_with_revision


def head_names(quads: Iterable[Quad], lineages: Sequence[str]) -> dict[str, str]:
    """Return lineage -> what a person calls its head model; only what a name is made of is looked at.

    Args:
        quads: the statements.
        lineages: IRIs of lineages in them, `_:label` for blank nodes.
    """
    told: dict[NamedNode, dict[str, list[str]]] = {predicate: {} for predicate in _NAMED}
    for quad in quads:
        about = told.get(quad.predicate)
        if about is not None and isinstance(quad.subject, NamedNode):
            value = quad.object
            about.setdefault(quad.subject.value, []).append(
                value.value if isinstance(value, NamedNode | Literal) else str(value)
            )
    return {iri: _head_name(iri, told) for iri in lineages}


_HEAD, _IDENTIFIER, _REVISION, _NAME = _NAMED = (
    node("headModel"),
    node("schema:identifier"),
    node("revision"),
    node("schema:name"),
)


def _head_name(iri: str, told: Mapping[NamedNode, Mapping[str, list[str]]]) -> str:
    def first(about: str, predicate: NamedNode) -> str | None:
        return min(told[predicate].get(about, ()), default=None)

    head = first(iri, _HEAD) or ""
    identifier, revision, name = (first(head, about) for about in (_IDENTIFIER, _REVISION, _NAME))
    return name_of(identifier, revision, name, first(iri, _NAME))


def name_of(identifier: str | None, revision: str | None, name: str | None, own: str | None) -> str:
    """Return what a person calls a lineage: its head model's name, or its own.

    Args:
        identifier: the head model's identifier.
        revision: its revision.
        name: its name.
        own: the name of the lineage itself.
    """
    return name_with_revision(identifier, name, revision) or own or UNNAMED
