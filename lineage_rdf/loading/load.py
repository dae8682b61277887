"""Puts lineages into a store: what is there already stays as it is unless it is to be replaced."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from attrs import define
from pyoxigraph import NamedNode

from lineage_rdf.errors import LineageError
from lineage_rdf.loading.counts import Counts, Refused
from lineage_rdf.loading.finish import finish
from lineage_rdf.loading.parcel import Parcel, beside
from lineage_rdf.loading.sources import How, feed
from lineage_rdf.store import Writer
from lineage_rdf.store.graphs import holds_exactly, homes, tenants


def load_all(
    writer: Writer,
    arguments: Sequence[str],
    how: How,
    *,
    replace: bool = False,
    advance: Callable[[int], object] = lambda count: None,
) -> Counts:
    """Read everything and put it into a store, lineage by lineage, each whole or not at all.

    Args:
        writer: the store; it is finished if it holds something then, and not closed.
        arguments: paths, or whatever else `read_all` takes; all are attempted.
        how: how to read.
        replace: whether lineages that are there and differ are replaced, not refused.
        advance: takes how many lineages were dealt with since it was called last.

    Returns:
        The counts; errors are among them, so that what was done is told too.
    """
    counts = Counts()
    loader = _Loader(writer, counts, replace, {})
    for argument in arguments:
        try:
            feed(argument, how, lambda parcels: advance(loader.put(parcels)), counts)
        except _StopError as stop:
            counts.errors.append(stop.error)
            break
        except LineageError as error:
            counts.errors.append(error)
    if counts.loaded or not writer.is_new:
        finish(writer, counts)
    return counts


class _StopError(Exception):
    """The store does not go on, so nothing more is read."""

    def __init__(self, error: LineageError) -> None:
        super().__init__(str(error))
        self.error = error


@define
class _Loader:
    """Decides what becomes of each lineage.

    Args:
        writer: the store.
        counts: the counts so far.
        replace: whether what differs is replaced.
        told: IRI of each lineage that this run has dealt with -> signs of its statements and of its evidence.
    """

    writer: Writer
    counts: Counts
    replace: bool
    told: dict[str, tuple[int, int]]

    def put(self, parcels: Sequence[Parcel]) -> int:
        """Deal with some lineages and return how many there were."""
        try:
            asked = [] if self.writer.is_new else [item for item in parcels if item.iri not in self.told]
            at = homes(self.writer, [item.iri for item in asked])
            holders = tenants(self.writer, _graphs(asked, at))
            for item in parcels:
                self._put(item, at.get(item.iri, []), holders)
        except LineageError as error:
            raise _StopError(error) from None
        return len(parcels)

    def _put(self, item: Parcel, at: Sequence[NamedNode], holders: Mapping[str, Sequence[str]]) -> None:
        if item.iri in self.told:
            self._again(item)
            return
        self.told[item.iri] = _signs(item)
        others = [
            iri for graph in {*at, item.graph} for iri in holders.get(graph.value, ()) if iri != item.iri
        ]
        if others:
            self._refuse(item, f"its graph holds another lineage too, {min(others)}")
        elif not at:
            self._write(item, at)
        elif not (differs := self._difference(item, at)):
            self.counts.equal += 1
        elif self.replace:
            self._write(item, at)
        else:
            self._refuse(item, f"{differs}; --replace puts the new one in its place")

    def _again(self, item: Parcel) -> None:
        """Deal with a lineage that was given before: of several with one name the first is kept, as `read` does."""
        (own, claims), (before, claims_before) = _signs(item), self.told[item.iri]
        if own != before:
            self._refuse(item, "it was given before with other statements, and the first was taken")
        elif item.evidence and claims != claims_before:
            self._refuse(item, "it was given before with other evidence or none, and the first was taken")
        else:
            self.counts.equal += 1

    def _difference(self, item: Parcel, at: Sequence[NamedNode]) -> str:
        """Return in what a lineage differs from what is there; empty text if in nothing."""
        if len(at) > 1:
            return "it is there already, in several graphs"
        if not holds_exactly(self.writer, at[0], item.own):
            return "it is there already and differs"
        if item.evidence and not holds_exactly(self.writer, item.evidence_graph, item.claims):
            return "it is there already, with other evidence or none"
        return ""

    def _write(self, item: Parcel, at: Sequence[NamedNode]) -> None:
        inferred = beside((item.graph, *at)) if at else ()
        self.writer.replace(item.graph, item.quads, (item.evidence_graph, *at, *inferred))
        self.counts.replaced += bool(at)
        self.counts.loaded += not at
        self.counts.statements += len(item.own)
        self.counts.evidence += len(item.claims)

    def _refuse(self, item: Parcel, why: str) -> None:
        self.counts.refused.append(Refused(item.iri, item.name, why))


def _signs(item: Parcel) -> tuple[int, int]:
    return hash(frozenset(item.own)), hash(frozenset(item.claims))


def _graphs(parcels: Sequence[Parcel], at: Mapping[str, Sequence[NamedNode]]) -> list[NamedNode]:
    return [graph for item in parcels for graph in (item.graph, *at.get(item.iri, ()))]
