"""The axioms that the rules use, read from an ontology: what is written in `ontology/ftl.ttl` is written there alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache
from typing import Final

from attrs import evolve, frozen
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from lineage_rdf.codec.names import node
from lineage_rdf.codec.read import read_file
from lineage_rdf.codec.syntax import Syntax
from lineage_rdf.vocabulary.resources import ontology_folder

Pair = tuple[NamedNode, NamedNode]
_Object = NamedNode | BlankNode | Literal | Triple
TYPE: Final = node("rdf:type")
_FIRST, _REST, _NIL = node("rdf:first"), node("rdf:rest"), node("rdf:nil")
_CHAIN: Final = node("owl:propertyChainAxiom")
# Axioms that give conclusions in OWL 2 RL and that none of the rules uses.
_NOT_USED: Final = frozenset(map(node, ("owl:hasKey", "owl:sameAs")))
_KINDS_NOT_USED: Final = frozenset(
    map(node, ("owl:FunctionalProperty", "owl:InverseFunctionalProperty"))
)  # fmt: skip


class Rule(StrEnum):
    """A rule by the name it has on the command line, and those of OWL 2 RL that it stands for.

    https://www.w3.org/TR/owl2-profiles/#Reasoning_in_OWL_2_RL_and_RDF_Graphs_using_Rules, tables 5, 7 and 9.
    """

    SUBCLASS = "subclass"  # cax-sco, cax-eqc1, cax-eqc2, scm-sco
    SUBPROPERTY = "subproperty"  # prp-spo1, prp-eqp1, prp-eqp2, scm-spo
    INVERSE = "inverse"  # prp-inv1, prp-inv2, prp-symp
    CHAIN = "chain"  # prp-spo2
    TRANSITIVE = "transitive"  # prp-trp
    DOMAIN = "domain"  # prp-dom
    RANGE = "range"  # prp-rng


# A class that follows from the use of a property hides that the class was not stated, which a check is to find.
USUAL: Final = frozenset(Rule) - {Rule.DOMAIN, Rule.RANGE}


@frozen
class Axioms:
    """What an ontology says about its named classes and properties.

    Args:
        subclasses: (class, superclass).
        subproperties: (property, super-property).
        inverses: (property, the same read backwards); a symmetric one stands beside itself.
        chains: (property, the properties that lead to it one after the other).
        transitive: transitive properties.
        domains: (property, class of its subjects).
        ranges: (property, class of its objects).
        not_used: how many axioms have conclusions that the rules do not draw: about classes without a name, keys,
            functional properties, equal things.
    """

    subclasses: frozenset[Pair] = frozenset()
    subproperties: frozenset[Pair] = frozenset()
    inverses: frozenset[Pair] = frozenset()
    chains: frozenset[tuple[NamedNode, tuple[NamedNode, ...]]] = frozenset()
    transitive: frozenset[NamedNode] = frozenset()
    domains: frozenset[Pair] = frozenset()
    ranges: frozenset[Pair] = frozenset()
    not_used: int = 0

    def only(self, rules: Iterable[Rule]) -> Axioms:
        """Return the axioms that some rules use."""
        kept = frozenset(rules)
        gone = {field: frozenset[Pair]() for rule, field in _FIELDS.items() if rule not in kept}
        return evolve(self, **gone)  # type: ignore[arg-type]  # an empty set is one of anything


_FIELDS: Final = {
    Rule.SUBCLASS: "subclasses",
    Rule.SUBPROPERTY: "subproperties",
    Rule.INVERSE: "inverses",
    Rule.CHAIN: "chains",
    Rule.TRANSITIVE: "transitive",
    Rule.DOMAIN: "domains",
    Rule.RANGE: "ranges",
}


@cache
def core_ontology() -> tuple[Quad, ...]:
    """Return the statements of the core, `ontology/ftl.ttl`."""
    return tuple(read_file(ontology_folder() / "ftl.ttl", Syntax.TURTLE))


def axioms_of(ontology: Iterable[Quad]) -> Axioms:
    """Return the axioms of an ontology.

    Args:
        ontology: its statements, in whatever graphs.
    """
    quads = list(dict.fromkeys(ontology))
    both = {name: frozenset(_pairs(quads, node(name))) for name in _TWO_PLACES}
    kinds = {kind: frozenset(_of_kind(quads, node(kind))) for kind in _ONE_PLACE}
    equal_classes, equal_properties = both["owl:equivalentClass"], both["owl:equivalentProperty"]
    found = Axioms(
        subclasses=both["rdfs:subClassOf"] | equal_classes | _turned(equal_classes),
        subproperties=both["rdfs:subPropertyOf"] | equal_properties | _turned(equal_properties),
        inverses=both["owl:inverseOf"] | {(kind, kind) for kind in kinds["owl:SymmetricProperty"]},
        chains=frozenset(_chains(quads)),
        transitive=kinds["owl:TransitiveProperty"],
        domains=both["rdfs:domain"],
        ranges=both["rdfs:range"],
    )
    return evolve(found, not_used=_count_not_used(quads, found))


_TWO_PLACES: Final = (
    "rdfs:subClassOf", "owl:equivalentClass", "rdfs:subPropertyOf", "owl:equivalentProperty", "owl:inverseOf",
    "rdfs:domain", "rdfs:range",
)  # fmt: skip
_ONE_PLACE: Final = ("owl:SymmetricProperty", "owl:TransitiveProperty")


def _pairs(quads: Iterable[Quad], predicate: NamedNode) -> Iterator[Pair]:
    for quad in quads:
        if (
            quad.predicate == predicate
            and isinstance(quad.subject, NamedNode)
            and isinstance(quad.object, NamedNode)
        ):
            yield quad.subject, quad.object


def _of_kind(quads: Iterable[Quad], kind: NamedNode) -> Iterator[NamedNode]:
    return (subject for subject, found in _pairs(quads, TYPE) if found == kind)


def _turned(pairs: Iterable[Pair]) -> frozenset[Pair]:
    return frozenset((second, first) for first, second in pairs)


def _chains(quads: Sequence[Quad]) -> Iterator[tuple[NamedNode, tuple[NamedNode, ...]]]:
    first, rest = _values(quads, _FIRST), _values(quads, _REST)
    for quad in quads:
        if quad.predicate == _CHAIN and isinstance(quad.subject, NamedNode):
            links = _list(quad.object, first, rest)
            if links:
                yield quad.subject, links


def _values(quads: Iterable[Quad], predicate: NamedNode) -> dict[object, _Object]:
    """Return subject -> its value, without subjects of several: a list with two next cells is broken."""
    found = [(quad.subject, quad.object) for quad in quads if quad.predicate == predicate]
    counts = Counter(subject for subject, _ in found)
    return {subject: value for subject, value in found if counts[subject] == 1}


def _list(
    start: _Object, first: Mapping[object, _Object], rest: Mapping[object, _Object]
) -> tuple[NamedNode, ...]:
    """Return the members of an RDF list of named properties; none if it is broken or goes round in a circle."""
    links: list[NamedNode] = []
    at, seen = start, set[_Object]()
    while at != _NIL:
        member, following = first.get(at), rest.get(at)
        if at in seen or not isinstance(member, NamedNode) or following is None:
            return ()
        seen.add(at)
        links.append(member)
        at = following
    return tuple(links)


def _count_not_used(quads: Sequence[Quad], found: Axioms) -> int:
    predicates = {node(name) for name in _TWO_PLACES}
    unnamed = sum(
        quad.predicate in predicates
        and (isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode))
        for quad in quads
    )
    other = sum(
        quad.predicate in _NOT_USED or (quad.predicate == TYPE and quad.object in _KINDS_NOT_USED)
        for quad in quads
    )
    chains = sum(quad.predicate == _CHAIN for quad in quads)
    return unnamed + other + chains - len(found.chains)
