"""The rules the lint knows, by the profile they belong to and the name violations carry.

Sources: SS = OWL 2 Structural Specification, RDF = OWL 2 Mapping to RDF Graphs, PR = OWL 2 Profiles (all W3C
Recommendations, second edition, 11 December 2012).
"""

from __future__ import annotations

from collections.abc import Mapping

DL_RULES: Mapping[str, str] = {
    "undeclared-class": "a class is used that no file declares (SS 5.8)",
    "undeclared-property": "a property is used that no file declares (SS 5.8)",
    "undeclared-datatype": "a datatype is used that is neither built in nor declared (SS 5.2)",
    "illegal-punning": "one name is class and datatype, or two kinds of property (SS 5.8.1)",
    "reserved-vocabulary": "a name of rdf:, rdfs:, xsd: or owl: is used as if it were free (SS 2.4)",
    "datatype-outside-map": "a datatype such as xsd:date that OWL 2 does not know is used in an axiom (SS 4)",
    "lexical-form": "a literal's text does not belong to its datatype (SS 4)",
    "property-kind": "a property stands where another kind of property belongs (SS 5, 9)",
    "malformed-expression": "a class, data range, property or axiom node is incomplete or overfull (RDF 3.2)",
    "repeated-operand": "an axiom over a set has one member, written twice (SS 2.1, 9)",
    "malformed-list": "a list has a cell without exactly one first and one rest, or a cycle (RDF 3.2)",
    "stray-list": "a list that no OWL construct reads (RDF 3.2)",
    "unexplained-triple": "a triple of the OWL syntax that is part of no construct (RDF 3.2)",
    "ontology-header": "two headers in one file, or a version or import without header (SS 3.1)",
    "non-simple-property": "a transitive or composed property where a simple one is needed (SS 11.2)",
    "irregular-chain": "property chains that run in a circle (SS 11.2)",
    "top-data-property": "owl:topDataProperty elsewhere than as super-property (SS 11.2)",
    "cyclic-datatype": "a datatype defined through itself (SS 11.2)",
    "anonymous-individual": "a blank node where a named individual is needed, or in a circle (SS 11.2)",
}

RL_RULES: Mapping[str, str] = {
    "rl-subclass": "an expression that RL does not allow as subclass (PR 4.2.3)",
    "rl-superclass": "an expression that RL does not allow as superclass, domain, range or type (PR 4.2.3)",
    "rl-equivalent-class": "an expression that RL does not allow in an equivalence (PR 4.2.3)",
    "rl-axiom": "an axiom RL leaves out: disjoint union, reflexive property (PR 4.2.5)",
    "rl-data-range": "a data range that is no datatype or intersection (PR 4.2.4)",
    "rl-datatype": "a datatype that RL leaves out, annotations included (PR 4.2.1)",
}
