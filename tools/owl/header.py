"""Sanity of ontology headers.

Source: OWL 2 Structural Specification, sections 3.1 and 3.2; OWL 2 Mapping to RDF Graphs, table 4.
"""

from __future__ import annotations

from pyoxigraph import NamedNode

from tools.owl.faults import Faults
from tools.owl.graph import Node, OntologyGraph
from tools.owl.names import OWL, is_reserved, short

_VERSION, _IMPORTS = OWL + "versionIRI", OWL + "imports"
HEADER_PREDICATES = frozenset({_VERSION, _IMPORTS})


def check_headers(graph: OntologyGraph, faults: Faults) -> None:
    """Check that each file has at most one header and that header predicates stand on headers with IRIs."""
    for nodes in graph.headers:
        for node in nodes[1:]:
            faults.add("ontology-header", node, "a second owl:Ontology in one file")
    for node in dict.fromkeys(t.subject for t in graph.triples if t.predicate.value in HEADER_PREDICATES):
        _check_header(graph, node, faults)
    for node in graph.ontologies:
        if isinstance(node, NamedNode) and is_reserved(node.value):
            faults.add("ontology-header", node, "the ontology's IRI lies in a reserved namespace")


def _check_header(graph: OntologyGraph, node: Node, faults: Faults) -> None:
    versions = graph.objects(node, _VERSION)
    for predicate in sorted(HEADER_PREDICATES):
        if any(not isinstance(value, NamedNode) for value in graph.objects(node, predicate)):
            faults.add("ontology-header", node, f"{short(predicate)} takes an IRI")
    if any(isinstance(value, NamedNode) and is_reserved(value.value) for value in versions):
        faults.add("ontology-header", node, "owl:versionIRI lies in a reserved namespace")
    if node not in graph.ontologies:
        faults.add("ontology-header", node, "owl:versionIRI or owl:imports on a node that is no owl:Ontology")
    if len(versions) > 1:
        faults.add("ontology-header", node, f"owl:versionIRI is stated {len(versions)} times")
    if versions and not isinstance(node, NamedNode):
        faults.add("ontology-header", node, "an ontology without an IRI has an owl:versionIRI")
