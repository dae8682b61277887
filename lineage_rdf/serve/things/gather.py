"""Gathers from a store what the page and the documents of a thing are made from."""

from __future__ import annotations

from typing import Final

from attrs import evolve, frozen
from pyoxigraph import NamedNode, Quad

from lineage_rdf.pages.gather import materials, term_material
from lineage_rdf.pages.index import Index
from lineage_rdf.pages.material import Limits, Material, Some, Use
from lineage_rdf.pages.relations import term_thing
from lineage_rdf.pages.terms import known_term, term_statements
from lineage_rdf.pages.things import PARTS, Kind, Thing, is_term, last_part
from lineage_rdf.pages.verdicts import verdicts
from lineage_rdf.serve.jobs.job import Opened
from lineage_rdf.serve.things.asking import about, graph
from lineage_rdf.serve.things.family import family, siblings
from lineage_rdf.serve.things.homes import Home, home, in_graph, speaking, speaking_count

LINEAGES: Final = 30  # lineages whose words about a shared thing stand on its page; the rest is counted
_SHARED: Final = (Kind.MODEL, Kind.DATASET, Kind.AGENT)


@frozen
class Gathered:
    """What is known of an IRI.

    Args:
        material: of the thing that it is, or to which it belongs.
        part: whether it is a part of that thing, and not the thing itself.
    """

    material: Material
    part: bool = False


def gather(here: Opened, iri: str) -> Gathered | None:
    """Return all that the page of an IRI is made from; None if the store does not describe it.

    Args:
        here: what is open.
        iri: the IRI.

    Raises:
        Refusal: if the store says more of it than a page can hold.
        NoVerdictError: if the store does not answer.
    """
    if is_term(iri) and known_term(iri):
        return Gathered(term_material(term_thing(iri), _uses(_index(here, iri), here, iri)))
    found = home(here, iri)
    if found is None:
        quads = about(here, [iri])
        return Gathered(Material(thing=Thing(iri, Kind.TERM, last_part(iri)), quads=quads)) if quads else None
    owner = iri if iri in found.division.things else found.division.owners.get(iri, found.division.record.iri)
    return Gathered(_of_lineage(here, owner, found), owner != iri)


def statements(here: Opened, iri: str) -> list[Quad]:
    """Return the statements of the documents of an IRI: those about it and its parts; none if the store does not describe it.

    Args:
        here: what is open.
        iri: the IRI.

    Raises:
        Refusal: if there are more than one document may have.
        NoVerdictError: if the store does not answer.
    """
    if is_term(iri) and known_term(iri):
        return _once([*term_statements(iri), *about(here, [iri])])
    found = home(here, iri)
    things = found.division.things if found else {}
    whole = with_parts(here, iri, frozenset(things))
    if found and iri in things and things[iri].kind not in _SHARED:
        # What nothing leads to in a lineage belongs to it.
        whole = _once([*whole, *found.division.statements[iri]])
    return whole


def with_parts(here: Opened, iri: str, things: frozenset[str]) -> list[Quad]:
    """Return the statements about a node and, on and on, about its parts.

    Args:
        here: what is open.
        iri: the node.
        things: what has documents of its own, and so is no part.
    """
    found: list[Quad] = []
    seen = {iri}
    level = [iri]
    while level:
        quads = about(here, level)
        found += quads
        parts = (q.object for q in quads if q.predicate.value in PARTS and isinstance(q.object, NamedNode))
        level = sorted({part.value for part in parts} - seen - things)
        seen.update(level)
    return _once(found)


def _of_lineage(here: Opened, iri: str, found: Home) -> Material:
    thing = found.division.things[iri]
    index = _index(here, iri, found) if thing.kind in _SHARED else Index()
    if thing.kind not in _SHARED:
        index.add(found.division)
    verdict = None if thing.kind in (Kind.DATASET, Kind.AGENT) else verdicts([found.quads])[0]
    for material in materials(found.division, index, verdict):
        if material.thing.iri == iri:
            return _completed(here, material, index)
    quads = with_parts(here, iri, frozenset(found.division.things))
    return Material(thing=thing, quads=quads, record=found.division.record, pages=found.division.things)


def _completed(here: Opened, material: Material, index: Index) -> Material:
    """Return the material with what only the whole store knows."""
    iri, kind = material.thing.iri, material.thing.kind
    if kind in _SHARED:
        quads = with_parts(here, iri, frozenset(material.pages))
        material = evolve(material, quads=quads, uses=_uses(index, here, iri))
    head = iri if kind is Kind.MODEL else material.record.head_model if material.record else None
    if kind not in (Kind.MODEL, Kind.LINEAGE) or not head:
        return material
    return evolve(material, siblings=siblings(here, head), family=family(here, head))


def _index(here: Opened, iri: str, first: Home | None = None) -> Index:
    """Return what the first lineages that speak of a thing say."""
    index = Index(Limits())
    if first is not None:
        index.add(first.division)
    for name in speaking(here, iri, LINEAGES):
        if first is None or name != first.graph:
            quads = graph(here, name)
            found = in_graph(here, name, iri) if quads else None
            if found is not None:
                index.add(found.division)
    return index


def _uses(index: Index, here: Opened, iri: str) -> Some[Use]:
    if index.thing(iri) is None:
        return Some()
    uses = index.uses(iri)
    beyond = max(0, speaking_count(here, iri) - index.lineages)
    return Some(uses.items, uses.total + beyond)


def _once(quads: list[Quad]) -> list[Quad]:
    return [Quad(*triple) for triple in dict.fromkeys(quad.triple for quad in quads)]
