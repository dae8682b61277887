"""Which field of which record holds a term, and which property points at the members of a scheme."""

from __future__ import annotations

from lineage_rdf import records
from lineage_rdf.records.fields import terms_of
from lineage_rdf.records.node import Node
from tools.conformance.vocabulary import full


def _classes() -> list[type[Node]]:
    found = (getattr(records, name) for name in records.__all__)
    return [item for item in found if isinstance(item, type) and issubclass(item, Node)]


def held_in() -> dict[str, tuple[str, ...]]:
    """Return IRI of a term -> the records' classes or fields that hold it, as `Step` or `Step.objectives`."""
    found: dict[str, list[str]] = {}
    for item in _classes():
        for kind in item.KINDS:
            found.setdefault(full(kind), []).append(item.__name__)
        for field, term in terms_of(item).items():
            found.setdefault(full(term.name), []).append(f"{item.__name__}.{field}")
    return {iri: tuple(names) for iri, names in found.items()}


def pointing_at() -> dict[str, frozenset[str]]:
    """Return scheme -> IRIs of the properties that hold its members in records."""
    found: dict[str, set[str]] = {}
    for item in _classes():
        for term in terms_of(item).values():
            if term.scheme:
                found.setdefault(term.scheme, set()).add(full(term.name))
    return {scheme: frozenset(iris) for scheme, iris in found.items()}
