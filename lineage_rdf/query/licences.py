"""Models under another licence than the nearest ancestors whose licence is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal

from lineage_rdf.query.edges import Edge, Edges
from lineage_rdf.query.entry import Entry
from lineage_rdf.query.results import Cells
from lineage_rdf.query.table import Table
from lineage_rdf.query.terms import node_of, number
from lineage_rdf.query.walks import Terms
from lineage_rdf.store import Store

_COLUMNS = ("model", "licence", "ancestor", "ancestor_licence", "depth")


class _Told:
    """What is told of bases and licences.

    Args:
        edges: (model, base, `base`), (model, licence, `licence`) and (revision, repository, `repository`).
    """

    def __init__(self, edges: Iterable[Edge]) -> None:
        self.results: dict[str, list[str]] = {}
        self.licences: dict[str, set[str]] = {}
        repositories: list[tuple[str, str]] = []
        for model, value, what in edges:
            if what == "base":
                self.results.setdefault(value, []).append(model)
            elif what == "licence":
                self.licences.setdefault(model, set()).add(value)
            else:
                repositories.append((model, value))
        inherited: dict[str, set[str]] = {}
        for model, repository in repositories:
            if repository in self.licences and model not in self.licences:
                inherited.setdefault(model, set()).update(self.licences[repository])
        self.licences |= inherited

    def nearest(self, ancestor: str) -> Iterator[tuple[int, str]]:
        """Yield (depth, model) for the models with a licence that are nearest below a model, over those without one."""
        seen, frontier, depth = {ancestor}, set(self.results.get(ancestor, ())), 1
        while frontier:
            frontier -= seen
            seen |= frontier
            yield from ((depth, model) for model in frontier if model in self.licences)
            unlicensed = (model for model in frontier if model not in self.licences)
            frontier = {result for model in unlicensed for result in self.results.get(model, ())}
            depth += 1


def licence_drift(store: Store, entry: Entry, terms: Terms) -> Table:
    """Return the models under another licence than an ancestor, with both licences."""
    told = _Told(Edges(store, entry.text, texts=("licence",)).every())
    wanted = terms["licence"].value if "licence" in terms else None
    found: list[tuple[str, str, str, str, int]] = []
    for ancestor in set(told.results) & set(told.licences):
        for depth, model in told.nearest(ancestor):
            other = told.licences[model] - told.licences[ancestor]
            kept = [before for before in told.licences[ancestor] if wanted in (None, before)]
            found += [(model, licence, ancestor, before, depth) for licence in other for before in kept]
    return Table(_COLUMNS, map(_row, sorted(found)))


def _row(found: tuple[str, str, str, str, int]) -> Cells:
    model, licence, ancestor, before, depth = found
    return (node_of(model), Literal(licence), node_of(ancestor), Literal(before), number(depth))
