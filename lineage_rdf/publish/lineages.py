"""The lineages to be published, one after the other, out of files, folders of models, tables and stores."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from os.path import isdir, isfile
from pathlib import Path
from typing import Final

from attrs import define, field
from pyoxigraph import NamedNode, Quad

from lineage_rdf.bulk import How as BulkHow
from lineage_rdf.bulk import open_inputs, parse_map, read_bulk
from lineage_rdf.codec.names import node
from lineage_rdf.codec.syntax import Syntax, is_rdf_name, syntax_of
from lineage_rdf.errors import InputError
from lineage_rdf.loading import Counts, How, Refused
from lineage_rdf.loading.document import read_parcels
from lineage_rdf.loading.parcel import Parcel, is_lineage, parcels_of_bulk
from lineage_rdf.loading.sources import feed
from lineage_rdf.publish.quads_in_runs import graphs_in_runs
from lineage_rdf.store import Row, Store, canary, open_store
from lineage_rdf.store.embedded import is_store
from lineage_rdf.store.open import is_address

Put = Callable[[Parcel], object]
# A smaller file is read as a whole, whatever the order of its statements.
LARGE: Final = 1 << 24
_AGAIN: Final = "it was given before with other statements, and the first was taken"
_NAMED: Final = f"SELECT DISTINCT ?g {{ GRAPH ?g {{ ?lineage a {node('FineTuneLineage')} }} }} ORDER BY ?g"


@define
class Lineages:
    """Reads sources and hands on each lineage once.

    Args:
        how: how to read.
        take: takes the lineages.
        counts: the counts so far.
    """

    how: How
    take: Put
    counts: Counts = field(factory=Counts)
    _told: dict[str, int] = field(factory=dict, init=False)

    def read(self, source: str) -> None:
        """Read a source, whatever it is.

        Args:
            source: an RDF file, a folder of a model or of many, a table of cards, shorthand, a store on disk, or the address
                of a SPARQL endpoint.

        Raises:
            LineageError: if it cannot be read, perhaps after some of its lineages were handed on.
        """
        if is_address(source) or is_store(Path(source)):
            self._read_store(source)
        elif isdir(source):
            self._read_folder(source)
        elif isfile(source) and _is_large(Path(source)):
            self._read_large(source)
        else:
            feed(source, self.how, self._put_all, self.counts)

    def _read_large(self, source: str) -> None:
        before = self.counts.loaded + self.counts.equal + len(self.counts.refused)
        for quads in graphs_in_runs(Path(source)):
            if any(map(is_lineage, quads)):  # others hold evidence
                self._put_document(quads, source)
        if self.counts.loaded + self.counts.equal + len(self.counts.refused) == before:
            raise InputError("there is no ftl:FineTuneLineage in a named graph of this file", source)

    def _read_store(self, place: str) -> None:
        found = False
        with open_store(place) as store:
            if canary(store).named:
                for graph in _graphs(store):
                    found = True
                    self._put_document(list(_quads(store, graph)), place)
            elif quads := list(_quads(store, None)):
                found = True
                self._put_document(quads, place)
        if not found:
            raise InputError("there is no lineage in this store", place, "put some in: lineage-rdf load")

    def _read_folder(self, folder: str) -> None:
        how = BulkHow(base=self.how.base, rungs=False)
        inputs = open_inputs([folder], parse_map(self.how.columns))
        summary = read_bulk(
            inputs, how, lambda document: self._put_all(parcels_of_bulk(document)), jobs=self.how.jobs
        )
        self.counts.unread += summary.unread + summary.faulty
        self.counts.notes += [*summary.faults, *summary.unread_first]

    def _put_document(self, quads: Sequence[Quad], where: str) -> None:
        document = read_parcels(quads, where, evidence=False)
        self.counts.blank_nodes += document.blank_nodes
        self.counts.left_out += document.left_out
        self._put_all(document.parcels)

    def _put_all(self, parcels: Sequence[Parcel]) -> None:
        """Hand on lineages; of several with one name the first is kept, as `read` and `load` do."""
        for item in parcels:
            sign = hash(frozenset(item.own))
            if item.iri not in self._told:
                self._told[item.iri] = sign
                self.counts.loaded += 1
                self.counts.statements += len(item.own)
                self.take(item)
            elif self._told[item.iri] == sign:
                self.counts.equal += 1
            else:
                self.counts.refused.append(Refused(item.iri, item.name, _AGAIN))


def _is_large(path: Path) -> bool:
    return is_rdf_name(path.name) and syntax_of(path.name) is Syntax.NQUADS and path.stat().st_size > LARGE


def _graphs(store: Store) -> list[NamedNode]:
    """Return the named graphs that hold lineages, in the order of their names."""
    names = (row["g"] for row in store.ordered(_NAMED))
    return sorted((name for name in names if isinstance(name, NamedNode)), key=str)


def _quads(store: Store, graph: NamedNode | None) -> Iterator[Quad]:
    pattern = "?s ?p ?o" if graph is None else f"GRAPH {graph} {{ ?s ?p ?o }}"
    for row in store.select(f"SELECT ?s ?p ?o {{ {pattern} }}"):
        yield _quad(row, graph)


def _quad(row: Row, graph: NamedNode | None) -> Quad:
    subject, predicate, target = row["s"], row["p"], row["o"]
    return Quad(subject, predicate, target, graph) if graph else Quad(subject, predicate, target)  # type: ignore[arg-type]
