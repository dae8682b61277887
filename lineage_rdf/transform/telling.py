"""One telling of a lineage: its record, and the statements that no field of a record holds."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from secrets import token_hex
from typing import Final, Protocol

from attrs import frozen
from pyoxigraph import BlankNode, NamedNode, Quad

from lineage_rdf.codec.decode import decode
from lineage_rdf.codec.read import with_http_schema
from lineage_rdf.codec.terms import Node, mapped
from lineage_rdf.errors import InputError
from lineage_rdf.records import LineageRecord
from lineage_rdf.vocabulary.naming import UNNAMED, name_with_revision

# Stands for a blank node while a lineage is compared; no document can hold such an IRI, and none leaves this room.
BLANK: Final = f"x-blank-{token_hex(8)}:"


class HasQuads(Protocol):
    """Anything that tells a lineage, such as `lineage_rdf.Lineage`."""

    @property
    def iri(self) -> str:
        """The IRI of the lineage; of a blank node `_:label`."""

    @property
    def quads(self) -> Sequence[Quad]:
        """Its statements."""


@frozen(slots=False)
class Telling:
    """The statements of one lineage, blank nodes under names that a record can hold.

    Args:
        record: the lineage as a record.
        quads: the statements.
        written: the statements with their blank nodes.
    """

    record: LineageRecord
    quads: tuple[Quad, ...]
    written: Sequence[Quad]

    @classmethod
    def of(cls, lineage: HasQuads) -> Telling:
        """Return the telling of a lineage.

        Raises:
            InputError: if the statements do not tell of it.
        """
        written = with_http_schema(lineage.quads)
        quads = tuple(mapped(written, _blank_to_name))
        wanted = _name(BlankNode(lineage.iri[2:])) if lineage.iri.startswith("_:") else lineage.iri
        found = next((record for record in decode(quads) if record.iri == wanted), None)
        if found is None:
            raise InputError("the statements tell of no such ftl:FineTuneLineage", lineage.iri)
        return cls(found, quads, written)

    @cached_property
    def labels(self) -> dict[str, str]:
        """IRI -> what a person calls it: the models, datasets, agents and steps."""
        record = self.record
        found = {agent.iri: agent.name or agent.identifier or shown(agent.iri) for agent in record.agents}
        found |= {dataset.iri: record.dataset_label(dataset) for dataset in record.datasets}
        made = {step.produced_model: f"result of {step.label}" for step in record.steps}
        found |= {
            model.iri: name_with_revision(model.identifier, model.name, model.revision)
            or made.get(model.iri, UNNAMED)
            for model in record.models
        }
        found |= {step.iri: step.label for step in record.steps}
        return found | {record.iri: "the lineage"}

    @property
    def name(self) -> str:
        """What a person calls the head model, or else the lineage; empty text if neither has a name."""
        head = self.record.model(self.record.head_model)
        named = self.labels[head.iri] if head and (head.identifier or head.name) else ""
        return named or self.record.name or ""

    @property
    def title(self) -> str:
        """What a person calls the lineage; its IRI if nothing else is known."""
        return self.name or self.labels.get(self.record.head_model or "") or shown(self.record.iri)

    def label(self, iri: str) -> str:
        """Return what a person calls a node."""
        return self.labels.get(iri) or self._parts.get(iri) or shown(iri)

    @cached_property
    def _parts(self) -> dict[str, str]:
        """IRI -> what a person calls a setting or the use of a dataset."""
        found: dict[str, str] = {}
        for step in self.record.steps:
            found |= {
                use.iri: f"{self.labels.get(use.dataset or '', 'data')} in {step.label}"
                for use in step.dataset_uses
            }
            found |= {setting.iri: f"{setting.label} in {step.label}" for setting in step.settings}
        return found


def is_blank(iri: str) -> bool:
    """Say whether an IRI stands for a blank node."""
    return iri.startswith(BLANK)


def shown(iri: str) -> str:
    """Return an IRI as results show it: a blank node as `_:label`."""
    return f"_:{iri.removeprefix(BLANK)}" if is_blank(iri) else iri


def _name(node: BlankNode) -> str:
    return f"{BLANK}{node.value}"


def _blank_to_name(term: Node) -> Node:
    return NamedNode(_name(term)) if isinstance(term, BlankNode) else term
