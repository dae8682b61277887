"""Property chains must fit a strict order of the properties, and hierarchies must end.

Source: OWL 2 Structural Specification, section 11.2 (restrictions on the property hierarchy, on
owl:topDataProperty and on datatype definitions).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeVar

from tools.owl.axiom import Axiom
from tools.owl.faults import name_of
from tools.owl.hierarchy import Hierarchy, Role, inverse, role
from tools.owl.names import TOP_DATA
from tools.owl.violation import Profile, Violation

T = TypeVar("T")
MINIMUM = 3
"""Operands of a chain axiom: two links and the implied property. Shorter ones are reported as malformed."""


def check_chains(axioms: tuple[Axiom, ...], order: Hierarchy) -> list[Violation]:
    """A DL violation for each chain axiom that admits no strict order."""
    chains = [a for a in axioms if a.form == "SubObjectPropertyChain" and len(a.operands) >= MINIMUM]
    forced: dict[Role, set[Role]] = defaultdict(set)
    for axiom in chains:
        implied = role(axiom.operands[-1])
        for link in _links_below(axiom):
            # The order does not see direction, and what is included in a link's property is bound by it too.
            for one in (link, inverse(link)):
                forced[one] |= {implied, inverse(implied)}
    edges = {one: forced.get(one, set()) | order.supers.get(one, set()) for one in {*forced, *order.supers}}
    return [
        Violation(Profile.DL, "irregular-chain", name_of(axiom.subject), f"circular properties: {axiom}")
        for axiom in chains
        if any(link in _reachable(edges, role(axiom.operands[-1])) for link in _links_below(axiom))
    ]


def _links_below(axiom: Axiom) -> list[Role]:
    """The links a chain forces below the implied role: all but that role itself at one end."""
    *links, implied = (role(operand) for operand in axiom.operands)
    if links == [implied, implied]:
        return []
    if links[0] == implied:
        return links[1:]
    return links[:-1] if links[-1] == implied else links


def check_top_data(axioms: tuple[Axiom, ...]) -> list[Violation]:
    """A DL violation for each axiom in which owl:topDataProperty is not merely a super-property."""
    found = []
    for axiom in axioms:
        uses = [e for operand in axiom.operands for e in operand.walk() if e.iri == TOP_DATA]
        if uses and (axiom.form != "SubDataPropertyOf" or axiom.operands[0].iri == TOP_DATA):
            message = f"owl:topDataProperty may only be a super-property: {axiom}"
            found.append(Violation(Profile.DL, "top-data-property", name_of(axiom.subject), message))
    return found


def check_datatypes(axioms: tuple[Axiom, ...]) -> list[Violation]:
    """A DL violation for each datatype defined through itself."""
    edges: dict[str, set[str]] = defaultdict(set)
    for axiom in axioms:
        if axiom.form == "DatatypeDefinition":
            edges[axiom.operands[0].iri] |= {e.iri for e in axiom.operands[1].walk() if e.iri}
    message = "the datatype is defined through itself"
    return [
        Violation(Profile.DL, "cyclic-datatype", name, message)
        for name in edges
        if any(name in _reachable(edges, part) for part in edges[name])
    ]


def _reachable(edges: Mapping[T, Iterable[T]], start: T) -> set[T]:
    found, waiting = {start}, [start]
    while waiting:
        for following in set(edges.get(waiting.pop(), ())) - found:
            found.add(following)
            waiting.append(following)
    return found
