"""What a place tells of licences, and of what was made from what."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from attrs import Factory, define, field

from lineage_rdf.query.edges import Edge, Edges
from lineage_rdf.query.licence_rules import binds
from lineage_rdf.vocabulary.licence_terms import Family

LITERALS: Final = ("weightsLicence", "dataLicence", "licenceNotice", "licenceLink")
_Told = dict[str, set[str]]


@define
class LicenceFacts:
    """What is told of licences.

    Args:
        made: node -> (what was made from it, how), in order.
        literals: property -> node -> its values; a licence of a revision that has none is that of its repository.
        trained_on: model -> the datasets it was trained on.
    """

    made: dict[str, list[tuple[str, str]]] = Factory(dict)
    literals: dict[str, _Told] = Factory(lambda: {name: {} for name in LITERALS})
    trained_on: dict[str, list[str]] = Factory(dict)
    _by_licence: dict[str, dict[str, list[str]]] = field(factory=dict, init=False)

    def under(self, name: str, family: Family) -> list[str]:
        """Return the things under a licence of a family.

        Args:
            name: `weightsLicence` or `dataLicence`.
            family: the family.
        """
        if name not in self._by_licence:
            found = self._by_licence[name] = {}
            for node, licences in self.literals[name].items():
                for licence in licences:
                    found.setdefault(licence, []).append(node)
        by_licence = self._by_licence[name].items()
        return [node for licence, nodes in by_licence if binds(licence, (family,)) for node in nodes]

    def licences(self, model: str) -> set[str]:
        """Return the licences of the weights of a model."""
        return self.literals["weightsLicence"].get(model, set())


def facts_of(edges: Iterable[Edge]) -> LicenceFacts:
    """Return what some edges tell.

    Args:
        edges: (what was made, what it was made from, how), (node, repository, `repository`) and (node, value, property).
    """
    facts = LicenceFacts()
    repositories: list[tuple[str, str]] = []
    for node, value, relation in edges:
        if relation in LITERALS:
            facts.literals[relation].setdefault(node, set()).add(value)
        elif relation == "repository":
            repositories.append((node, value))
        elif node != value:
            facts.made.setdefault(value, []).append((node, relation))
            if relation == "usesDataset":
                facts.trained_on.setdefault(node, []).append(value)
    for results in facts.made.values():
        results.sort()
    for name in ("weightsLicence", "dataLicence"):
        facts.literals[name] |= _inherited(facts.literals[name], repositories)
    return facts


def _inherited(told: _Told, repositories: Iterable[tuple[str, str]]) -> _Told:
    found: _Told = {}
    for node, repository in repositories:
        if repository in told and node not in told:
            found.setdefault(node, set()).update(told[repository])
    return found


def edges_above(edges: Edges, models: Collection[str]) -> list[Edge]:
    """Return the edges that begin at some models, and at all that these were made from, level by level."""
    found: list[Edge] = []
    seen = set(models)
    frontier = sorted(seen)
    while frontier:
        new = list(edges.after(frontier))
        found += new
        frontier = sorted({edge[1] for edge in new if edge[2] not in LITERALS} - seen)
        seen.update(frontier)
    return found
