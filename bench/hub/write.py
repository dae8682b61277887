"""Writes a hub to files, lineage by lineage, so that memory stays small."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode, Quad, RdfFormat, serialize

from bench.hub.broken import Fault
from bench.hub.lineages import lineage, mentioned
from bench.hub.plan import make_plan
from bench.hub.seeding import break_lineage, place_faults
from bench.hub.things import Things
from lineage_rdf.codec.encode import encode
from lineage_rdf.records import Agent, Dataset, LineageRecord, Model, Node
from lineage_rdf.vocabulary.namespaces import PREFIXES

_FORMATS: Final = {".nt": RdfFormat.N_TRIPLES, ".ttl": RdfFormat.TURTLE, ".nq": RdfFormat.N_QUADS}
_FIELDS: Final[dict[type[Node], str]] = {Model: "models", Dataset: "datasets", Agent: "agents"}
_NOBODY: Final = NamedNode("urn:nobody")


class Hub:
    """A hub of some size.

    Args:
        models: how many models; 40 of 100 are derived.
        faults: how often each kind of fault is in it; None for one in a thousand models, at least one.
        seed: another number gives another hub.

    Raises:
        ValueError: if the hub is too small for its faults.
    """

    def __init__(self, models: int, faults: int | None = None, seed: int = 0) -> None:
        self.plan = make_plan(models, seed)
        self._seed = seed
        self._things = Things(self.plan)
        self._placed = place_faults(self.plan, max(1, models // 1000) if faults is None else faults)
        self.faults: list[Fault] = []

    def graph(self) -> Iterator[Quad]:
        """Yield the statements of all lineages as one graph, with every model once."""
        self.faults = []
        things = self._things
        yield from _described(map(things.model, range(self.plan.bases)))
        yield from _described(map(things.dataset, range(self.plan.datasets)))
        yield from _described(map(things.agent, range(self.plan.agents)))
        for number in range(len(self.plan.lineages)):
            yield from self._statements(number, lineage(number, self.plan, things, self._seed))

    def graphs(self) -> Iterator[tuple[NamedNode, list[Quad]]]:
        """Yield each lineage with all that it mentions, under the name of its graph."""
        self.faults = []
        for number in range(len(self.plan.lineages)):
            record = lineage(number, self.plan, self._things, self._seed)
            whole = mentioned(record, number, self.plan, self._things)
            yield NamedNode(f"{record.iri}-graph"), self._statements(number, whole)

    def _statements(self, number: int, record: LineageRecord) -> list[Quad]:
        quads = encode(record)
        if number in self._placed:
            quads, fault = break_lineage(record, quads, number, self._placed[number])
            self.faults.append(fault)
        return sorted(quads, key=str)


def _described(things: Iterable[Node]) -> Iterator[Quad]:
    """Yield what is said about models, datasets or accounts."""
    for thing in things:
        record = LineageRecord(iri=_NOBODY.value, **{_FIELDS[type(thing)]: (thing,)})  # type: ignore[arg-type]
        yield from sorted((quad for quad in encode(record) if quad.subject != _NOBODY), key=str)


def write(hub: Hub, path: Path) -> None:
    """Write a hub to a file.

    Args:
        hub: the hub.
        path: where to; a name that ends in .nt or .ttl holds one graph, one in .nq a graph for each lineage.

    Raises:
        ValueError: for another ending.
    """
    if path.suffix not in _FORMATS:
        raise ValueError(f"{path.name}: the name must end in {', '.join(_FORMATS)}")
    if path.suffix == ".nq":
        serialize(_named(hub), path, _FORMATS[path.suffix])
    else:
        prefixes = PREFIXES if path.suffix == ".ttl" else None
        serialize((quad.triple for quad in hub.graph()), path, _FORMATS[path.suffix], prefixes=prefixes)


def _named(hub: Hub) -> Iterator[Quad]:
    for name, quads in hub.graphs():
        yield from (Quad(quad.subject, quad.predicate, quad.object, name) for quad in quads)


def write_faults(hub: Hub, path: Path) -> None:
    """Write the faults of a hub that was written before: kind, node, code and lineage, one fault a line.

    Args:
        hub: the hub.
        path: where to.
    """
    rows = sorted((fault.kind, fault.node, fault.code, str(fault.lineage)) for fault in hub.faults)
    path.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")


def read_faults(path: Path) -> list[Fault]:
    """Return the faults that `write_faults` wrote.

    Args:
        path: the file.

    Raises:
        OSError: if it cannot be read.
    """
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return [Fault(kind, node, code, int(lineage)) for kind, node, code, lineage in rows]
