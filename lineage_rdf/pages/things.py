"""What has a page of its own, and which statements of a lineage belong to each.

Lineages, steps, models, datasets, agents and terms of the vocabulary have pages. Everything else of a lineage, such as a setting
or the status of a fact, is a part of one of them: its statements stand with those of its owner, and it leads to that page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import Final

from attrs import frozen
from pyoxigraph import Literal, Quad

from lineage_rdf.check.labels import labels
from lineage_rdf.codec.decode import decode
from lineage_rdf.codec.names import node, text
from lineage_rdf.errors import InputError
from lineage_rdf.pages.terms import known_term
from lineage_rdf.records import Activity, Agent, Dataset, LineageRecord, Model, Step
from lineage_rdf.records.fields import Kind as Field
from lineage_rdf.records.fields import terms_of
from lineage_rdf.vocabulary.namespaces import ONTOLOGY


class Kind(StrEnum):
    """The kinds of things that have pages."""

    LINEAGE = "lineage"
    STEP = "step"
    MODEL = "model"
    DATASET = "dataset"
    AGENT = "agent"
    TERM = "term"


# The kinds of which several lineages may tell.
SHARED: Final = (Kind.MODEL, Kind.DATASET, Kind.AGENT)
# Kind -> the classes by which things of it are known, the most general first; terms belong to the vocabulary.
CLASSES: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.LINEAGE: ("FineTuneLineage",),
    Kind.STEP: ("TransformationStep",),
    Kind.MODEL: ("Model",),
    Kind.DATASET: ("schema:Dataset",),
    Kind.AGENT: ("prov:Agent", "prov:Person", "prov:Organization", "prov:SoftwareAgent"),
}


@frozen
class Thing:
    """Something that has a page.

    Args:
        iri: its IRI.
        kind: its kind.
        label: what a person calls it.
    """

    iri: str
    kind: Kind
    label: str


@frozen
class Division:
    """The statements of one lineage, each with the thing that it belongs to.

    Args:
        record: the lineage.
        things: IRI -> the things that it tells of.
        owners: IRI of a part -> IRI of the thing it belongs to.
        statements: IRI of a thing -> its own statements and those of its parts, in their order.
        terms: IRI of a term of the vocabulary -> the things whose statements use it.
    """

    record: LineageRecord
    things: Mapping[str, Thing]
    owners: Mapping[str, str]
    statements: Mapping[str, Sequence[Quad]]
    terms: Mapping[str, Sequence[str]]

    @property
    def pages(self) -> dict[str, Thing]:
        """IRI -> everything that the lineage tells of or uses and that has a page."""
        return {**self.things, **{iri: term_thing(iri) for iri in self.terms}}


def divide(quads: Sequence[Quad], lineage: str = "") -> Division:
    """Return the statements of one lineage by the things they belong to.

    Args:
        quads: the statements of the lineage.
        lineage: its IRI; needed only where the statements tell of several.

    Raises:
        InputError: if they tell of no lineage, or not of that one.
    """
    records = [record for record in decode(quads) if lineage in ("", record.iri)]
    if not records:
        raise InputError("the statements tell of no lineage", lineage, "give the statements of one lineage")
    record = records[0]
    owners = _links(quads)
    things = dict(_things(record))
    nodes = {*owners, *map(text, {quad.subject for quad in quads})}
    owner = {name: _owner(name, owners, things, record.iri) for name in nodes if name not in things}
    statements: dict[str, list[Quad]] = {iri: [] for iri in things}
    terms: dict[str, dict[str, None]] = defaultdict(dict)
    for quad in quads:
        subject = text(quad.subject)
        place = subject if subject in things else owner.get(subject, record.iri)
        statements[place].append(quad)
        used = quad.object
        if not isinstance(used, Literal) and is_term(text(used)):
            terms[text(used)][place] = None
    return Division(record, things, owner, statements, {iri: tuple(found) for iri, found in terms.items()})


def is_term(iri: str) -> bool:
    """Say whether an IRI is that of a member of one of our schemes, for example `https://w3id.org/ftl/objective/dpo`."""
    return iri.startswith(_SCHEMES) and iri.count("/", len(_SCHEMES)) == 1


@lru_cache(maxsize=4096)  # most lineages use the same terms
def term_thing(iri: str) -> Thing:
    """Return a term of our vocabulary as a thing."""
    known = known_term(iri)
    return Thing(iri, Kind.TERM, (known.label if known else "") or last_part(iri))


def _links(quads: Sequence[Quad]) -> dict[str, str]:
    """Return part -> what it is a part of."""
    return {
        text(quad.object): text(quad.subject)
        for quad in quads
        if quad.predicate.value in _PARTS and not isinstance(quad.object, Literal)
    }


def _things(record: LineageRecord) -> Iterator[tuple[str, Thing]]:
    """Yield what has a page; where a node is of several kinds the last one told wins."""
    names = labels([record])
    for agent in record.agents:
        yield agent.iri, Thing(agent.iri, Kind.AGENT, agent.name or agent.identifier or last_part(agent.iri))
    for kind, found in ((Kind.DATASET, record.datasets), (Kind.MODEL, record.models)):
        yield from ((item.iri, Thing(item.iri, kind, names.get(item.iri, item.iri))) for item in found)
    yield from ((step.iri, Thing(step.iri, Kind.STEP, step.label)) for step in record.steps)
    yield record.iri, Thing(record.iri, Kind.LINEAGE, record.name or names[record.iri])


def last_part(iri: str) -> str:
    """Return what follows the last slash or hash of an IRI, or all of it."""
    return iri.rstrip("/#").replace("#", "/").rpartition("/")[2] or iri


def _owner(iri: str, owners: Mapping[str, str], things: Mapping[str, Thing], lineage: str) -> str:
    """Return the thing that a node belongs to: the first on the way up; what nothing leads to belongs to the lineage."""
    seen = {iri}
    while iri not in things:
        iri = owners.get(iri, lineage)
        if iri in seen:
            return lineage
        seen.add(iri)
    return iri


_SCHEMES: Final = f"{ONTOLOGY}/"


def _part_properties() -> frozenset[str]:
    """Return the properties that lead from a thing to its parts."""
    classes: list[type] = [LineageRecord, Step, Activity, Model, Dataset, Agent]
    found: set[str] = set()
    while classes:
        for term in terms_of(classes.pop()).values():
            if term.kind is Field.PART:
                found.add(node(term.name).value)
                classes += term.classes
    return frozenset(found)


_PARTS: Final = _part_properties()
