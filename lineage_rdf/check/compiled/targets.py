"""Targets: which nodes of the data a shape is checked on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from attrs import frozen
from pyoxigraph import BlankNode, Literal, NamedNode

from lineage_rdf.check.compiled.graph import Index, Term, broken
from lineage_rdf.check.compiled.literals import stored
from lineage_rdf.check.compiled.scope import FOCUS, GRAPH, Scope
from lineage_rdf.vocabulary.namespaces import OWL, RDF, RDFS, SH


@frozen
class Target:
    """One target.

    Args:
        kind: local name of the SHACL term.
        term: the class, the predicate or the node.
    """

    kind: str
    term: NamedNode | Literal

    def needs(self, scope: Scope) -> frozenset[str]:
        """Return names of which one must be present in the data for the target to have a node (see `data.names`)."""
        if self.kind == "targetNode":
            return frozenset([ANY])
        iri = self.term.value
        if self.kind == "targetClass":
            return frozenset(f"a {name}" for name in (iri, *scope.below.get(iri, ())))
        return frozenset([iri])


def target_blocks(targets: Iterable[Target], scope: Scope) -> list[str]:
    """Return the patterns each of which binds the graph and `?this` to some of the nodes of targets."""
    nodes = [target.term for target in targets if target.kind == "targetNode"]
    terms = " ".join(str(stored(term) if isinstance(term, Literal) else term) for term in nodes)
    parts = [f"GRAPH {GRAPH} {{ }} VALUES {FOCUS} {{ {terms} }} "] if nodes else []
    return parts + _patterns(targets, FOCUS, scope)


def is_target(targets: Iterable[Target], node: str, scope: Scope) -> str:
    """Return the expression that a node is one of the nodes of targets; empty text if there is none that is cheap."""
    if any(target.kind == "targetNode" for target in targets):
        return ""
    return " || ".join(f"EXISTS {{ {part}}}" for part in _patterns(targets, node, scope))


def _patterns(targets: Iterable[Target], node: str, scope: Scope) -> list[str]:
    classes = [target.term.value for target in targets if target.kind == "targetClass"]
    parts = [instance_of(node, classes, scope)] if classes else []
    for target in targets:
        if target.kind in ("targetSubjectsOf", "targetObjectsOf"):
            other = scope.new()
            subject, value = (node, other) if target.kind == "targetSubjectsOf" else (other, node)
            parts.append(f"GRAPH {GRAPH} {{ {subject} <{target.term.value}> {value} }} ")
    return parts


ANY = "*"  # a name that is present in all data


def instance_of(node: str, classes: Iterable[str], scope: Scope) -> str:
    """Return the pattern that a node is an instance of one of some classes or of one below them."""
    names = dict.fromkeys(name for iri in classes for name in (iri, *scope.below.get(iri, ())))
    if len(names) == 1:
        return f"GRAPH {GRAPH} {{ {node} a <{next(iter(names))}> }} "
    kind = scope.new()
    listed = " ".join(f"<{name}>" for name in names)
    return f"VALUES {kind} {{ {listed} }} GRAPH {GRAPH} {{ {node} a {kind} }} "


def read_targets(index: Index, shape: NamedNode | BlankNode) -> tuple[Target, ...]:
    """Return the targets of a shape, the implicit one among them.

    Raises:
        UsageError: if the value of a target is none that it may have.
    """
    found = list(_declared(index, shape))
    if isinstance(shape, NamedNode) and shape in _classes(index):
        kinds = {str(kind) for kind in index.objects(shape, f"{RDF}type")}
        if kinds & {f"<{SH}NodeShape>", f"<{SH}PropertyShape>"}:
            found.append(Target("targetClass", shape))
    return tuple(found)


@lru_cache(maxsize=1)
def _classes(index: Index) -> frozenset[Term]:
    """Return the nodes of a shapes graph that are classes."""
    return frozenset(index.instances((f"{RDFS}Class", f"{OWL}Class")))


def _declared(index: Index, shape: Term) -> Iterator[Target]:
    for kind in ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf"):
        for term in index.objects(shape, f"{SH}{kind}"):
            if isinstance(term, BlankNode) or (isinstance(term, Literal) and kind != "targetNode"):
                raise broken(shape, f"the value of sh:{kind} is no IRI")
            yield Target(kind, term)
