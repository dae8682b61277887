"""Targets: which nodes of the data a shape is checked on."""

from __future__ import annotations

from collections.abc import Iterator

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

    def block(self, scope: Scope) -> str:
        """Return the pattern that binds the graph and `?this` to the nodes."""
        if self.kind == "targetNode":
            term = stored(self.term) if isinstance(self.term, Literal) else self.term
            return f"GRAPH {GRAPH} {{ }} VALUES {FOCUS} {{ {term} }} "
        return self._pattern(FOCUS, scope)

    def holds(self, node: str, scope: Scope) -> str:
        """Return the expression that a node is one of the nodes; empty text if there is none that is cheap."""
        return "" if self.kind == "targetNode" else f"EXISTS {{ {self._pattern(node, scope)}}}"

    def needs(self, scope: Scope) -> frozenset[str]:
        """Return names of which one must be present in the data for the target to have a node (see `data.names`)."""
        if self.kind == "targetNode":
            return frozenset([ANY])
        iri = self.term.value
        if self.kind == "targetClass":
            return frozenset(f"a {name}" for name in (iri, *scope.below.get(iri, ())))
        return frozenset([iri])

    def _pattern(self, node: str, scope: Scope) -> str:
        if self.kind == "targetClass":
            return instance_of(node, self.term.value, scope)
        other = scope.new()
        subject, value = (node, other) if self.kind == "targetSubjectsOf" else (other, node)
        return f"GRAPH {GRAPH} {{ {subject} <{self.term.value}> {value} }} "


ANY = "*"  # a name that is present in all data


def instance_of(node: str, iri: str, scope: Scope) -> str:
    """Return the pattern that a node is an instance of a class or of one below it."""
    if not scope.below.get(iri):
        return f"GRAPH {GRAPH} {{ {node} a <{iri}> }} "
    kind = scope.new()
    return f"VALUES {kind} {{ {scope.classes(iri)} }} GRAPH {GRAPH} {{ {node} a {kind} }} "


def read_targets(index: Index, shape: NamedNode | BlankNode) -> tuple[Target, ...]:
    """Return the targets of a shape, the implicit one among them.

    Raises:
        UsageError: if the value of a target is none that it may have.
    """
    found = list(_declared(index, shape))
    if isinstance(shape, NamedNode) and shape in index.instances((f"{RDFS}Class", f"{OWL}Class")):
        kinds = {str(kind) for kind in index.objects(shape, f"{RDF}type")}
        if kinds & {f"<{SH}NodeShape>", f"<{SH}PropertyShape>"}:
            found.append(Target("targetClass", shape))
    return tuple(found)


def _declared(index: Index, shape: Term) -> Iterator[Target]:
    for kind in ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf"):
        for term in index.objects(shape, f"{SH}{kind}"):
            if isinstance(term, BlankNode) or (isinstance(term, Literal) and kind != "targetNode"):
                raise broken(shape, f"the value of sh:{kind} is no IRI")
            yield Target(kind, term)
