"""Predicates that only build expressions, lists and reified axioms, and so belong on blank nodes.

Source: OWL 2 Mapping to RDF Graphs, tables 11 to 17.
"""

from __future__ import annotations

from tools.owl.classes import CONNECTIVES
from tools.owl.dataranges import FACETS
from tools.owl.names import FIRST, OWL, REST

_NAMES = """onProperty onProperties someValuesFrom allValuesFrom hasValue hasSelf onClass onDataRange
cardinality minCardinality maxCardinality qualifiedCardinality minQualifiedCardinality maxQualifiedCardinality
datatypeComplementOf onDatatype withRestrictions members distinctMembers
annotatedSource annotatedProperty annotatedTarget
sourceIndividual assertionProperty targetIndividual targetValue"""

STRUCTURAL = frozenset({OWL + name for name in _NAMES.split()} | {*CONNECTIVES, *FACETS, FIRST, REST})
