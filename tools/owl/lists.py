"""Reading RDF lists. Source: OWL 2 Mapping to RDF Graphs, section 3.2.1 (sequences)."""

from __future__ import annotations

from pyoxigraph import NamedNode

from tools.owl.faults import Faults
from tools.owl.graph import OntologyGraph, Term
from tools.owl.names import FIRST, NIL, REST

_END = NamedNode(NIL)


def read_list(graph: OntologyGraph, head: Term, faults: Faults) -> list[Term]:
    """The members of the list at ``head``; a broken list is a fault and yields what was read.

    Args:
        graph: Where the list stands.
        head: Its first cell, or rdf:nil.
        faults: Takes the fault and the cells read.
    """
    members: list[Term] = []
    seen: set[Term] = set()
    while head != _END:
        first, rest = graph.objects(head, FIRST), graph.objects(head, REST)
        if head in seen or len(first) != 1 or len(rest) != 1:
            faults.explain(head)
            faults.add("malformed-list", head, "a cell needs one rdf:first and one rdf:rest, and no cycle")
            break
        seen.add(head)
        faults.explain(head)
        members.append(first[0])
        head = rest[0]
    return members
