"""The notebook in which readers of an ontology write what they cannot read."""

from __future__ import annotations

from attrs import define, field
from pyoxigraph import BlankNode, NamedNode

from tools.owl.expressions import Expression
from tools.owl.graph import Term
from tools.owl.violation import Profile, Violation


def name_of(node: Term) -> str:
    """``node`` as a violation's subject; blank labels change between runs and are left out."""
    return node.value if isinstance(node, NamedNode) else "(anonymous)"


@define
class Faults:
    """Violations met while reading, and the blank nodes some construct explains.

    Attributes:
        found: Violations in the order met.
        explained: Blank nodes that an axiom, expression or list has read.
        being_read: Blank nodes whose reading has begun and not ended; to meet one again is a cycle.
        readings: What each blank node was read as, so that a node used twice is reported once.
    """

    found: list[Violation] = field(factory=list)
    explained: set[BlankNode] = field(factory=set)
    being_read: set[BlankNode] = field(factory=set)
    readings: dict[BlankNode, Expression] = field(factory=dict)

    def add(self, kind: str, node: Term, message: str) -> None:
        """Note a DL violation about ``node``."""
        self.found.append(Violation(Profile.DL, kind, name_of(node), message))

    def explain(self, node: Term) -> None:
        """Note that a construct has read ``node``."""
        if isinstance(node, BlankNode):
            self.explained.add(node)
