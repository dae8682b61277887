"""A lineage under construction: things are added once under their IRI, statuses once per subject, element and value."""

from __future__ import annotations

from typing import Any

from attrs import define, evolve, field

from lineage_rdf.claims.address import web_address
from lineage_rdf.claims.aliases import repository_of
from lineage_rdf.claims.identity import Identity, hub_iri
from lineage_rdf.claims.mint import Minter, digest_of
from lineage_rdf.reading.facts import Choice
from lineage_rdf.records import Agent, Dataset, FactStatus, Model

_WORST = ("inferred", "conflicting", "unresolved", "undisclosed")


# Kinds of references that lead to no address; the graph says which of them it was.
UNRESOLVED = ("local-path", "placeholder", "bare-name", "hosted")


def _hub_record(kind: type[Any], identity: Identity, *, dataset: bool) -> Any:
    """Return the record of a Hub repository at its revision, with its other names."""
    unpinned = hub_iri(identity, dataset=dataset, pinned=False)
    return kind(
        iri=hub_iri(identity, dataset=dataset),
        identifier=identity.repository,
        name=identity.name,
        revision=identity.revision,
        specialization_of=unpinned if identity.revision else None,
        alternate_of=_other_names(identity, dataset=dataset),
    )


def _other_names(identity: Identity, *, dataset: bool) -> tuple[str, ...]:
    """Return the Hub address of the repository that a name is another name of, if the table of aliases has it."""
    other = repository_of(identity.repository or identity.name, "dataset" if dataset else "model")
    return (hub_iri(Identity("hub", other), dataset=dataset),) if other else ()


@define
class Draft:
    """The parts of one lineage as they are found.

    Args:
        minter: makes the IRIs of what hangs under the lineage.
    """

    minter: Minter
    models: dict[str, Model] = field(factory=dict)
    datasets: dict[str, Dataset] = field(factory=dict)
    agents: dict[str, Agent] = field(factory=dict)
    statuses: dict[str, FactStatus] = field(factory=dict)

    def model(self, identity: Identity, *path: str, **facts: Any) -> str:
        """Add a model and return its IRI.

        Args:
            identity: what names it; a Hub repository keeps its Hub address, anything else hangs under the lineage.
            path: the place under the lineage, for a model without a Hub address.
            facts: fields of the record.
        """
        return self._add(self.models, Model, identity, path, facts)

    def dataset(self, identity: Identity, *path: str, **facts: Any) -> str:
        """Add a dataset and return its IRI; see `model`."""
        return self._add(self.datasets, Dataset, identity, path, facts)

    def _add(
        self,
        table: dict[str, Any],
        kind: type[Any],
        identity: Identity,
        path: tuple[str, ...],
        facts: dict[str, Any],
    ) -> str:
        dataset = kind is Dataset
        if identity.is_hub:
            record = _hub_record(kind, identity, dataset=dataset)
        else:
            unresolved = identity.kind if identity.kind in UNRESOLVED else None
            record = kind(
                iri=self.minter.iri(*path),
                name=identity.name or None,
                reference_kind=unresolved,
                alternate_of=_other_names(identity, dataset=dataset),
            )
        self._merge(table, record, facts)
        iri: str = record.iri
        return iri

    def agent(self, name: str) -> str:
        """Add an agent by name or by http(s) address and return its IRI."""
        text, address = name.strip(), web_address(name)
        if address is not None:
            self.agents.setdefault(address, Agent(iri=address, name=address.rstrip("/").rsplit("/", 1)[-1]))
            return address
        iri = self.minter.iri("agent", text)
        self.agents.setdefault(iri, Agent(iri=iri, name=text))
        return iri

    def amend_model(self, iri: str, **facts: Any) -> None:
        """Fill in fields of a model that is known already."""
        self._merge(self.models, self.models[iri], facts)

    def amend_dataset(self, iri: str, **facts: Any) -> None:
        """Fill in fields of a dataset that is known already."""
        self._merge(self.datasets, self.datasets[iri], facts)

    @staticmethod
    def _merge(table: dict[str, Any], record: Any, facts: dict[str, Any]) -> None:
        """Add a record, or fill the empty fields of the one that is there. Tuples are joined."""
        known = table.get(record.iri, record)
        changes: dict[str, Any] = {}
        for name, value in facts.items():
            if value is None or value == ():
                continue
            old = getattr(known, name)
            if isinstance(old, tuple):
                changes[name] = tuple(dict.fromkeys((*old, *value)))
            elif old is None or name == "kind":
                changes[name] = value
        table[record.iri] = evolve(known, **changes) if changes else known

    def status(
        self,
        subject: str,
        element: str,
        status: str,
        *,
        about: str | None = None,
        value: str | None = None,
        rule: str | None = None,
        reason: str | None = None,
    ) -> None:
        """Qualify one fact; of two statuses for the same fact the worse one stays, with the reasons of both.

        Args:
            subject: IRI of the node that has the fact.
            element: notation of the element.
            status: notation of the status; `stated` adds nothing.
            about: IRI of the value, where it is a node.
            value: the value, where it is a literal, in the form it has in the graph.
            rule: the rule that led to the value.
            reason: why.
        """
        if status == "stated":
            return
        # The parts may be whole IRIs; a digest of them keeps the IRI of the status short.
        key = self.minter.iri("status", digest_of(subject, element, about or "", value or ""))
        old = self.statuses.get(key)
        if old is not None:
            reason = "; ".join(dict.fromkeys(text for text in (old.reason, reason) if text))
            if _WORST.index(old.status or "inferred") >= _WORST.index(status):
                self.statuses[key] = evolve(old, reason=reason or None)
                return
        self.statuses[key] = FactStatus(
            iri=key,
            subject=subject,
            element=element,
            status=status,
            object_meant=about,
            value_meant=value,
            rule=rule,
            reason=reason or None,
        )

    def choice(
        self,
        subject: str,
        element: str,
        choice: Choice,
        *,
        about: str | None = None,
        value: str | None = None,
    ) -> None:
        """Qualify a fact by how its claim was chosen."""
        self.status(
            subject,
            element,
            choice.status,
            about=about,
            value=value,
            rule=choice.claim.rule,
            reason=choice.reason,
        )
