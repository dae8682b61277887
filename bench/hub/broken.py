"""A lineage while a fault is put into it, and what a fault is: one change whose finding is known beforehand."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen
from pyoxigraph import Literal, NamedNode, Quad

from lineage_rdf.codec.names import node
from lineage_rdf.records import LineageRecord, Step


@frozen
class Fault:
    """A fault that was put in.

    Args:
        kind: its name.
        node: IRI of the node that the finding is about.
        code: code of the finding.
        lineage: number of the lineage.
    """

    kind: str
    node: str
    code: str
    lineage: int


class Broken:
    """The statements of a lineage while a fault is put in."""

    def __init__(self, record: LineageRecord, quads: Iterable[Quad]) -> None:
        self.record = record
        self.quads = list(quads)

    @property
    def first(self) -> Step:
        """The first step; it is always a training step."""
        return self.record.steps[0]

    @property
    def last(self) -> Step:
        """The last step."""
        return self.record.steps[-1]

    def drop(self, subject: str, *names: str) -> None:
        """Drop the values of properties of a node; without names all that is said about it."""
        predicates = {node(name) for name in names}
        owner = NamedNode(subject)
        self.quads = [
            quad
            for quad in self.quads
            if quad.subject != owner or (predicates and quad.predicate not in predicates)
        ]

    def drop_mentions(self, target: str) -> None:
        """Drop a node altogether: what is said about it, and where it is a value."""
        self.drop(target)
        self.quads = [quad for quad in self.quads if quad.object != NamedNode(target)]

    def add(self, subject: str, name: str, value: str | Literal) -> None:
        """Add a statement; text is an IRI."""
        target = NamedNode(value) if isinstance(value, str) else value
        self.quads.append(Quad(NamedNode(subject), node(name), target))

    def put(self, subject: str, name: str, value: str | Literal) -> None:
        """Give a property another value."""
        self.drop(subject, name)
        self.add(subject, name, value)
