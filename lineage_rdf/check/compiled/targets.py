"""Targets: which nodes of the data a shape is checked on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from attrs import frozen
from pyoxigraph import BlankNode, Literal, NamedNode

from lineage_rdf.check.compiled.graph import Index, Term, broken
from lineage_rdf.check.compiled.scope import FOCUS, GRAPH, Scope
from lineage_rdf.vocabulary.namespaces import OWL, RDF, RDFS, SH

KINDS = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")


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
        """Return names of which one must be present in the data for the target to have a node (see `data.Data.names`)."""
        if self.kind == "targetNode":
            return frozenset([ANY])
        iri = self.term.value
        if self.kind == "targetClass":
            return frozenset(f"a {name}" for name in _all_below([iri], scope))
        return frozenset([iri])


def target_blocks(targets: Iterable[Target], scope: Scope) -> list[str]:
    """Return the patterns each of which binds the graph and `?this` to some of the nodes of targets."""
    nodes = [target.term for target in targets if target.kind == "targetNode"]
    terms = [scope.constant(term) for term in nodes]
    classes = [target.term.value for target in targets if target.kind == "targetClass"]
    terms += scope.members(_all_below(classes, scope))
    parts = [f"{_graphs(scope)}VALUES {FOCUS} {{ {' '.join(terms)} }} "] if terms else []
    return parts + _patterns(targets, FOCUS, scope)


def _graphs(scope: Scope) -> str:
    """Return the pattern that binds the graph to every graph there is."""
    if not scope.in_place:
        return f"GRAPH {GRAPH} {{ }} "
    # Not every endpoint lists its graphs for an empty pattern.
    any_statement = " ".join(scope.new() for _ in range(3))
    return f"{{ SELECT DISTINCT {GRAPH} {{ GRAPH {GRAPH} {{ {any_statement} }} }} }} "


def is_target(targets: Iterable[Target], node: str, scope: Scope) -> str:
    """Return the expression that a node is one of the nodes of targets; empty text if there is none that is cheap."""
    if any(target.kind == "targetNode" for target in targets):
        return ""
    classes = [target.term.value for target in targets if target.kind == "targetClass"]
    if scope.members(_all_below(classes, scope)):
        return ""
    return " || ".join(f"EXISTS {{ {part}}}" for part in _patterns(targets, node, scope))


def _patterns(targets: Iterable[Target], node: str, scope: Scope) -> list[str]:
    classes = [target.term.value for target in targets if target.kind == "targetClass"]
    parts = [typed(node, classes, scope)] if classes else []
    for target in targets:
        if target.kind in ("targetSubjectsOf", "targetObjectsOf"):
            other = scope.new()
            subject, value = (node, other) if target.kind == "targetSubjectsOf" else (other, node)
            parts.append(f"GRAPH {GRAPH} {{ {subject} <{target.term.value}> {value} }} ")
    return parts


ANY = "*"  # a name that is present in all data


def _all_below(classes: Iterable[str], scope: Scope) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for iri in classes for name in (iri, *scope.below.get(iri, ()))))


def is_instance(node: str, iri: str, scope: Scope) -> str:
    """Return the expression that a bound node is an instance of a class or of one below it."""
    found = f"EXISTS {{ {typed(node, [iri], scope)}}}"
    members = scope.members(_all_below([iri], scope))
    return f"({found} || {node} IN ({', '.join(members)}))" if members else found


def no_instance(node: str, iri: str, scope: Scope) -> str:
    """Return the pattern that keeps of all nodes those that are no instance of a class: a set taken away, ten times as fast."""
    members = scope.members(_all_below([iri], scope))
    known = f"MINUS {{ VALUES {node} {{ {' '.join(members)} }} }} " if members else ""
    return f"MINUS {{ {typed(node, [iri], scope)}}} {known}"


def instances(node: str, iri: str, scope: Scope) -> str:
    """Return the pattern that keeps of all nodes those that are an instance of a class or of one below it."""
    pattern = typed(node, [iri], scope)
    members = scope.members(_all_below([iri], scope))
    return f"{{ {pattern}}} UNION {{ VALUES {node} {{ {' '.join(members)} }} }} " if members else pattern


def typed(node: str, classes: Iterable[str], scope: Scope) -> str:
    """Return the pattern that the data type a node with one of some classes or one below them."""
    names = _all_below(classes, scope)
    if len(names) == 1:
        return f"GRAPH {GRAPH} {{ {node} a <{names[0]}> }} "
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
    for kind in KINDS:
        for term in index.objects(shape, f"{SH}{kind}"):
            if isinstance(term, BlankNode) or (isinstance(term, Literal) and kind != "targetNode"):
                raise broken(shape, f"the value of sh:{kind} is no IRI")
            yield Target(kind, term)
