"""Which kinds of input fill a term.

Two routes lead there, and both are taken. docs/fields.csv, which a test holds against the readers, says which element a field of
a kind becomes, and the scheme of elements says which property holds the element. And every fixture and example whose claims are
all of one kind is read, and the terms in the lineage and in its evidence are filled from that kind; this also tells of classes,
of members of schemes, and of what follows from the claims, such as the order of steps.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from pyoxigraph import NamedNode, Quad

from lineage_rdf.errors import LineageError
from lineage_rdf.lineage import Lineage, read_all
from lineage_rdf.reading.evidence import evidence_quads
from tools.conformance.vocabulary import full, ours
from tools.field_facts import fact_of, inputs
from tools.field_table import TABLE, property_of, read_rows


@cache
def lineages() -> tuple[Lineage, ...]:
    """Return the lineages of every fixture and example that can be read."""
    found: list[Lineage] = []
    for argument, is_text in inputs():
        try:
            found += read_all(argument, text=is_text)
        except LineageError:  # some fixtures are there to be refused
            continue
    return tuple(found)


def filled_from() -> dict[str, frozenset[str]]:
    """Return IRI of a term -> the kinds of input that fill it."""
    found: dict[str, set[str]] = {}
    for table in (by_table(), by_reading()):
        for iri, kinds in table.items():
            found.setdefault(iri, set()).update(kinds)
    return {iri: frozenset(kinds) for iri, kinds in found.items()}


def by_table() -> dict[str, set[str]]:
    """Return IRI of a property of ours -> the kinds that docs/fields.csv has for its elements."""
    found: dict[str, set[str]] = {}
    for row in read_rows(TABLE.read_text(encoding="utf-8")):
        for name in property_of(row.element).split(", "):
            if ours(full(name)):
                found.setdefault(full(name), set()).add(row.kind)
    return found


def by_reading() -> dict[str, set[str]]:
    """Return IRI of a term -> the kinds that gave it in a lineage made of that kind alone."""
    found: dict[str, set[str]] = {}
    for lineage in lineages():
        kinds = {fact_of(claim).kind for claim in lineage.claims}
        if len(kinds) == 1:
            evidence = evidence_quads(lineage.record, lineage.claims, lineage.result.step_of)
            for iri in mentioned([*lineage.quads, *evidence]):
                found.setdefault(iri, set()).update(kinds)
    return found


def mentioned(quads: Iterable[Quad]) -> frozenset[str]:
    """Return the terms of ours that statements use: as a property, or as what they point at."""
    return frozenset(
        term.value
        for quad in quads
        for term in (quad.predicate, quad.object)
        if isinstance(term, NamedNode) and ours(term.value)
    )
