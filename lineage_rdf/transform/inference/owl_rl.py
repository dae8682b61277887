"""All of OWL 2 RL, by owlrl: the reference of the rules, for a few small lineages.

https://www.w3.org/TR/owl2-profiles/#OWL_2_RL. It takes a minute where the rules take a second (`bench.infer`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from lineage_rdf.codec.names import node
from lineage_rdf.codec.to_rdflib import engine_term, quiet, to_graph
from lineage_rdf.transform.inference.axioms import TYPE, core_ontology
from lineage_rdf.transform.inference.infer import Graph, Inferred
from lineage_rdf.vocabulary.namespaces import OWL, RDF, RDFS, XSD

if TYPE_CHECKING:
    import rdflib

_SAME, _THING, _RESOURCE = node("owl:sameAs"), node("owl:Thing"), node("rdfs:Resource")
_LANGUAGES: Final = (OWL, RDF, RDFS, XSD)
# What words say of a term gives no conclusion, and owlrl would look at each.
_WORDS: Final = frozenset(
    map(
        node,
        ("rdfs:label", "rdfs:comment", "rdfs:isDefinedBy", "skos:definition", "skos:example", "schema:domainIncludes"),
    )
)  # fmt: skip


def owl_rl(quads: Iterable[Quad], ontology: Iterable[Quad] | None = None) -> Inferred:
    """Return what follows from statements in OWL 2 RL; a conclusion stands in the graph of its premises.

    What follows from the ontology alone is left out, and so is what is true of everything: that it equals itself, that it is an
    owl:Thing, and what literals and terms of OWL and RDF are. Axioms that stand in the data count. Statements with triple terms
    and texts with a direction take no part.

    Args:
        quads: the statements.
        ontology: the statements of the ontology; those of the core without it.
    """
    given = frozenset(quads)
    terms = core_ontology() if ontology is None else ontology
    axioms = tuple(quad for quad in terms if quad.predicate not in _WORDS)
    known = _known(axioms)
    found: set[Quad] = set()
    contradictions: dict[str, None] = {}
    contradicting: set[Graph] = set()
    for graph in sorted({quad.graph_name for quad in given}, key=str):
        closed, errors = _closure([*axioms, *(quad for quad in given if quad.graph_name == graph)])
        new = (quad for quad in closed if quad not in known and _says_something(quad))
        found |= {Quad(quad.subject, quad.predicate, quad.object, graph) for quad in new}
        contradictions |= dict.fromkeys(errors)
        contradicting |= {graph} if errors else set()
    return Inferred(tuple(sorted(found - given, key=str)), tuple(contradictions), frozenset(contradicting))


@lru_cache(maxsize=1)
def _known(axioms: tuple[Quad, ...]) -> frozenset[Quad]:
    """Return what follows from an ontology alone; the answer for the last ontology is kept."""
    return frozenset(_closure(axioms)[0])


def _closure(quads: Sequence[Quad]) -> tuple[list[Quad], list[str]]:
    """Return the closure of statements, and in what they contradict each other."""
    from owlrl import OWLRL_Semantics

    graph = to_graph(quad for quad in quads if not _has_direction(quad))
    with quiet():
        reasoner = OWLRL_Semantics(graph, axioms=False, daxioms=False)
        reasoner.closure()
    errors = sorted(map(str, reasoner.error_messages))
    return [quad for triple in graph for quad in _statement(triple)], errors


def _has_direction(quad: Quad) -> bool:
    """Say whether a statement has a text that rdflib would take for another one."""
    return isinstance(quad.object, Literal) and quad.object.direction is not None


def _statement(triple: Sequence[rdflib.term.Node]) -> list[Quad]:
    """Return a statement of owlrl; nothing for one that RDF does not have, or that tells of an error."""
    subject, predicate, target = map(engine_term, triple)
    if isinstance(subject, Literal) or not isinstance(predicate, NamedNode):
        return []
    if isinstance(subject, BlankNode) and predicate.value.startswith(_ERROR):
        return []
    return [Quad(subject, predicate, target, DefaultGraph())]


_ERROR: Final = "http://www.daml.org/2002/03/agents/agent-ont#"


def _says_something(quad: Quad) -> bool:
    subject, predicate, target = quad.subject, quad.predicate, quad.object
    if predicate == _SAME and subject == target:
        return False
    if predicate == TYPE and (target in (_THING, _RESOURCE) or str(target).startswith(f"<{_ERROR}")):
        return False
    return not (isinstance(subject, NamedNode) and subject.value.startswith(_LANGUAGES))
