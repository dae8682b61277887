"""What the rules on licences look at in the models of a place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from lineage_rdf.query.labels import names_of
from lineage_rdf.query.licence_facts import LicenceFacts
from lineage_rdf.query.licence_rules import Model
from lineage_rdf.query.licence_ways import ways
from lineage_rdf.store import Store
from lineage_rdf.vocabulary.licence_terms import WEIGHTS, families_of_kind


class Models:
    """What rules look at in each model; Hub ids are asked for once.

    Args:
        store: the place.
        facts: what it tells of licences.
        wanted: the models that are asked for; None for all.
    """

    def __init__(self, store: Store, facts: LicenceFacts, wanted: Collection[str] | None) -> None:
        self._store = store
        self._wanted = wanted
        self._facts = facts
        self._ids: dict[str, str] = {}
        llama = [n for family in families_of_kind("llama") for n in facts.under("weightsLicence", family)]
        self._llama = {*llama, *ways(facts.made, llama, WEIGHTS).models(WEIGHTS)}

    def wanted(self, nodes: Iterable[str]) -> list[str]:
        """Return those of some models that are asked for."""
        return [node for node in nodes if self._wanted is None or node in self._wanted]

    def of(self, nodes: Iterable[str], *, published: bool) -> Iterator[tuple[str, Model]]:
        """Yield those of some models that are asked for, each with what rules look at.

        Args:
            nodes: the models.
            published: whether their Hub ids matter.
        """
        wanted = self.wanted(nodes)
        if published:
            new = [node for node in wanted if node not in self._ids]
            for node, (hub_id, _) in names_of(self._store, new).items():
                self._ids[node] = hub_id.value if hub_id else ""
        for node in wanted:
            yield node, self._model(node)

    def _model(self, node: str) -> Model:
        return Model(
            frozenset(self._facts.licences(node)),
            self._ids.get(node, ""),
            node in self._facts.literals["licenceNotice"],
            node in self._facts.literals["licenceLink"],
            frozenset(("llama",) if node in self._llama else ()),
        )
