"""Hypothesis strategies: small data with every sort of term, and shapes with every constraint of SHACL Core."""

from __future__ import annotations

from hypothesis import strategies as st

PREFIXES = """@prefix : <https://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix ftl: <https://w3id.org/ftl#> .
"""
NODES = (":a", ":b", ":c", ":d", "_:x", "_:y")
CLASSES = (":C", ":D", "ftl:FineTuning", "ftl:Distilling", "ftl:TransformationStep")
PREDICATES = (":p", ":q", ":r")
LITERALS = (
    '"one"',
    '"eins"@de',
    '"zwei"@de',
    '"uno"@es-ES',
    '""',
    "1",
    "2",
    '"01"^^xsd:integer',
    '"x"^^xsd:integer',
    "1.5",
    '"1.50"^^xsd:decimal',
    "2.0",
    "true",
    '"1"^^xsd:boolean',
    '"3"^^xsd:nonNegativeInteger',
    '"300"^^xsd:byte',
    '"2026-01-01T00:00:00Z"^^xsd:dateTime',
    '"2026-02-30T00:00:00Z"^^xsd:dateTime',
    '"2026-01-02"^^xsd:date',
    '"1e3"^^xsd:double',
)
DATATYPES = (
    "xsd:string",
    "xsd:integer",
    "xsd:decimal",
    "xsd:boolean",
    "xsd:dateTime",
    "xsd:double",
    "rdf:langString",
)

# Only numbers are compared by size: where SPARQL cannot compare two terms, pySHACL compares what Python makes of them.
NUMBERS = (
    "1",
    "2",
    '"01"^^xsd:integer',
    "1.5",
    '"1.50"^^xsd:decimal',
    "2.0",
    '"1e3"^^xsd:double',
    "100000000000000000000000",
)
AMOUNTS = (":n", ":m")

_statements = st.one_of(
    st.tuples(st.sampled_from(NODES), st.sampled_from(AMOUNTS), st.sampled_from(NUMBERS)),
    st.tuples(st.sampled_from(NODES), st.sampled_from(PREDICATES), st.sampled_from(NODES + LITERALS)),
    st.tuples(st.sampled_from(NODES), st.just("a"), st.sampled_from(CLASSES)),
)
data = st.lists(_statements, min_size=1, max_size=14).map(
    lambda found: PREFIXES + "\n".join(f"{' '.join(parts)} ." for parts in found)
)


def _paths() -> st.SearchStrategy[str]:
    def wider(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        two = st.tuples(inner, inner)
        return st.one_of(
            inner.map(lambda path: f"[ sh:inversePath {path} ]"),
            two.map(lambda pair: f"( {pair[0]} {pair[1]} )"),
            two.map(lambda pair: f"[ sh:alternativePath ( {pair[0]} {pair[1]} ) ]"),
            inner.map(lambda path: f"[ sh:zeroOrMorePath {path} ]"),
            inner.map(lambda path: f"[ sh:oneOrMorePath {path} ]"),
            inner.map(lambda path: f"[ sh:zeroOrOnePath {path} ]"),
        )

    return st.recursive(st.sampled_from(PREDICATES), wider, max_leaves=3)


_some = st.lists(st.sampled_from((*NODES[:4], *LITERALS)), min_size=1, max_size=4)
_of_values = st.one_of(
    st.sampled_from(CLASSES).map(lambda name: f"sh:class {name}"),
    st.sampled_from(DATATYPES).map(lambda name: f"sh:datatype {name}"),
    st.sampled_from(["IRI", "BlankNode", "Literal", "BlankNodeOrIRI", "IRIOrLiteral"]).map(
        lambda kind: f"sh:nodeKind sh:{kind}"
    ),
    _some.map(lambda members: f"sh:in ( {' '.join(members)} )"),
    st.sampled_from(["minLength 2", "maxLength 3", 'pattern "^[a-z]+$"', 'pattern "ON" ; sh:flags "i"']).map(
        "sh:{}".format
    ),
    st.sampled_from(['sh:languageIn ( "de" )', 'sh:languageIn ( "es" "de" )']),
)
_of_sets = st.one_of(
    st.tuples(st.sampled_from(["minCount", "maxCount"]), st.integers(0, 5)).map(
        lambda c: f"sh:{c[0]} {c[1]}"
    ),
    st.sampled_from((*NODES[:4], *LITERALS)).map(lambda term: f"sh:hasValue {term}"),
    st.just("sh:uniqueLang true"),
    st.tuples(st.sampled_from(["equals", "disjoint"]), st.sampled_from(PREDICATES)).map(
        lambda pair: f"sh:{pair[0]} {pair[1]}"
    ),
)
_ranges = ["minInclusive 2", "maxExclusive 2", "minExclusive 1.5", "maxInclusive 1.5"]
_sizes = st.tuples(
    st.sampled_from(AMOUNTS), st.sampled_from([*_ranges, "lessThan :n", "lessThanOrEquals :n"])
).map(lambda pair: f"sh:property [ sh:path {pair[0]} ; sh:{pair[1]} ]")
_of_nodes = st.one_of(
    st.sampled_from((*NODES[:4], *LITERALS)).map(lambda term: f"sh:hasValue {term}"),
    st.tuples(st.sampled_from(["equals", "disjoint"]), st.sampled_from(PREDICATES)).map(
        lambda pair: f"sh:{pair[0]} {pair[1]}"
    ),
    st.just("sh:closed true ; sh:ignoredProperties ( rdf:type :p )"),
)


def _shapes() -> st.SearchStrategy[str]:
    """Return the insides of node shapes."""

    def made_of(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        listed = st.lists(inner, min_size=1, max_size=3)
        qualified = st.tuples(inner, st.sampled_from(["Min", "Max"]), st.integers(0, 2)).map(
            lambda q: f"sh:qualifiedValueShape [ {q[0]} ] ; sh:qualified{q[1]}Count {q[2]}"
        )
        combined = st.one_of(
            inner.map(lambda shape: f"sh:node [ {shape} ]"),
            inner.map(lambda shape: f"sh:not [ {shape} ]"),
            st.tuples(st.sampled_from(["and", "or", "xone"]), listed).map(
                lambda pair: f"sh:{pair[0]} ( {' '.join(f'[ {shape} ]' for shape in pair[1])} )"
            ),
        )
        properties = st.tuples(_paths(), st.one_of(_of_values, _of_sets, combined, qualified)).map(
            lambda pair: f"sh:property [ sh:path {pair[0]} ; {pair[1]} ]"
        )
        return st.one_of(combined, properties, properties)

    return st.recursive(st.one_of(_of_values, _of_nodes, _sizes), made_of, max_leaves=4)


_targets = st.one_of(
    st.sampled_from(CLASSES).map(lambda name: f"sh:targetClass {name}"),
    st.sampled_from((*NODES[:4], "1.50", '"eins"@de')).map(lambda node: f"sh:targetNode {node}"),
    st.sampled_from(PREDICATES).map(lambda name: f"sh:targetSubjectsOf {name}"),
    st.sampled_from(PREDICATES).map(lambda name: f"sh:targetObjectsOf {name}"),
)
shapes = st.lists(
    st.tuples(st.lists(_targets, min_size=1, max_size=2, unique=True), _shapes()), min_size=1, max_size=3
).map(
    lambda found: (
        PREFIXES
        + "\n".join(
            f':S{number} a sh:NodeShape ; {" ; ".join(targets)} ; {inside} ; sh:message "S{number}" .'
            for number, (targets, inside) in enumerate(found)
        )
    )
)
