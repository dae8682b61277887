"""What cannot be compiled is refused by name, and never passed over."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal

from lineage_rdf.check.engine import validate
from lineage_rdf.errors import UsageError
from tests.check.compiled.comparing import quads, shapes

PREFIXES = """@prefix : <https://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
"""
DATA = quads(f"{PREFIXES} :a a :C ; :p :b .")
HEAD = ":S a sh:NodeShape ; sh:targetClass :C ;"


@pytest.mark.parametrize(
    ("shape", "named"),
    [
        (f"{HEAD} sh:node :S .", "recursive"),
        (f"{HEAD} sh:property [ sh:path :p ; sh:not [ sh:or ( :S ) ] ] .", "recursive"),
        (f"{HEAD} sh:propertyy [ sh:path :p ; sh:minCount 1 ] .", "sh:propertyy"),
        (f"{HEAD} sh:property [ sh:path :p ; sh:minCuont 1 ] .", "sh:minCuont"),
        (":S sh:targetclass :C .", "sh:targetclass"),
        (f"{HEAD} sh:rule [ sh:order 1 ] .", "sh:rule"),
        (f"{HEAD} sh:target [ sh:select 'SELECT ?this {{}}' ] .", "sh:target"),
        (f"{HEAD} sh:nodeKind sh:Iri .", "sh:Iri"),
        (f"{HEAD} sh:nodeKind :IRI .", "no kind of node"),
        (f"{HEAD} sh:minCount 1 .", "sh:minCount"),
        (f"{HEAD} sh:property [ sh:path :p ; sh:minCount 'one' ] .", "no integer"),
        (f"{HEAD} sh:property [ sh:path :p ; sh:minCount 1, 2 ] .", "2 values"),
        (f"{HEAD} sh:property [ sh:minCount 1 ] .", "sh:minCount"),
        (f"{HEAD} sh:property [ sh:path ( :p ) ; sh:minCount 1 ] .", "fewer than two"),
        (f"{HEAD} sh:property [ sh:path 'p' ; sh:minCount 1 ] .", "path is a text"),
        (f"{HEAD} sh:property [ sh:path [ :p :q ] ; sh:minCount 1 ] .", "no property path"),
        (f"{HEAD} sh:or 'a text' .", "no well-formed one"),
        (f"{HEAD} sh:in ( _:x ) .", "blank node"),
        (f"{HEAD} sh:pattern '(?<=a)b' .", "regular expression"),
        (f"{HEAD} sh:pattern '[' .", "regular expression"),
        (f"{HEAD} sh:class 'C' .", "sh:class is no IRI"),
        (f"{HEAD} sh:datatype :A , :B .", "sh:datatype more than once"),
        (f"{HEAD} sh:entailment :Rdfs .", "entailment"),
        (
            f"{HEAD} sh:not [ sh:sparql [ sh:select 'SELECT $this {{ $this a ?x }} GROUP BY $this' ] ] .",
            "within another",
        ),
    ],
)
def test_shapes(shape: str, named: str) -> None:
    with pytest.raises(UsageError, match="cannot be used") as caught:
        validate(DATA, shapes(PREFIXES + shape.replace("{{", "{").replace("}}", "}")))
    assert named in str(caught.value)


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("SELECT $this { $this a ?x MINUS { $this ?p 1 } }", "MINUS"),
        ("SELECT $this { $this a ?x VALUES ?x { 1 } }", "VALUES"),
        ("SELECT $this { $this a ?x # hidden\r SERVICE <http://x/> { ?a ?b ?c }\n }", "SERVICE"),
        ("SELECT $this { $this a ?x # hidden\r MINUS { ?a ?b ?c }\n }", "MINUS"),
        ("", "no SELECT query"),
        ("# only a comment", "no SELECT query"),
        ("SELECT * { $this a ?x }", "does not project $this"),
        ("SELECT ?x { $this a ?x }", "does not project $this"),
        ('SELECT $this { $this a "\\UFFFFFFFF" }', "escape of no letter"),
        ('SELECT $this { $this a "\\uD800" }', "escape of no letter"),
        ("SELECT $this { GRAPH ?g { $this a ?x } }", "GRAPH"),
        ("BASE <http://x/> SELECT $this { $this a <y> }", "BASE"),
        ("SELECT $this { $this a <y> }", "<y> is no absolute IRI"),
        ("SELECT $this { SERVICE <http://x/> { $this a ?x } }", "SERVICE"),
        ("SELECT $this { \\u0053ERVICE <http://x/> { $this a ?x } }", "SERVICE"),
        ("SELECT $this { $this a ?x } LIMIT 1", "LIMIT"),
        ("SELECT $this FROM <urn:g> { $this a ?x }", "FROM"),
        ("SELECT $this { ?x a ?y BIND(?x AS $this) }", "bound before"),
        ("SELECT $this { $this a ?x { SELECT ?x { ?x a ?y } } }", "sub-select does not project $this"),
        ("SELECT $this { $this a ?x { SELECT * { ?x a ?y } } }", "sub-select does not project $this"),
        ("SELECT $this { $shapesGraph a ?x }", "$shapesGraph"),
        ("SELECT $this { $this $PATH ?x }", "$PATH"),
        ("SELECT $this { $this a ?x", "cannot be read"),
        ("ASK { $this a ?x }", "no SELECT query"),
        ("DESCRIBE <urn:x>", "no SELECT query"),
    ],
)
def test_queries(query: str, named: str) -> None:
    with pytest.raises(UsageError, match="cannot be used") as caught:
        validate(DATA, shapes(f"{PREFIXES}{HEAD} sh:sparql [ sh:select {Literal(query)} ] ."))
    assert named in str(caught.value)


def test_words_in_texts_names_and_comments_are_no_keywords() -> None:
    query = """PREFIX minus: <https://example.org/> # MINUS
        SELECT $this ?values { $this minus:p ?values FILTER(STR(?values) != "SERVICE") }"""
    found = validate(DATA, shapes(f"{PREFIXES}{HEAD} sh:sparql [ sh:select '''{query}''' ] ."))
    assert [r.focus for r in found.results] == ["https://example.org/a"]


def test_what_is_deactivated_is_not_asked() -> None:
    for shape in (
        f"{HEAD} sh:deactivated true ; sh:class :D .",
        f"{HEAD} sh:node [ sh:deactivated true ; sh:class :D ] .",
    ):
        assert validate(DATA, shapes(PREFIXES + shape)).results == ()


@pytest.mark.parametrize(
    ("prefix", "namespace"),
    [
        ("e: <urn:x> SELECT * { SERVICE <http://x/> { ?s ?p ?o } } #", "urn:e"),
        ("e", "urn:e> SELECT * { SERVICE <http://x/> { ?s ?p ?o } } #"),
    ],
)
def test_prefixes_that_would_be_more_than_a_name(prefix: str, namespace: str) -> None:
    declared = f"sh:declare [ sh:prefix {Literal(prefix)} ; sh:namespace {Literal(namespace)} ]"
    shape = f"{HEAD} sh:sparql [ sh:prefixes [ {declared} ] ; sh:select 'SELECT $this {{ $this a ?x }}' ] ."
    with pytest.raises(UsageError, match="no prefix of SPARQL"):
        validate(DATA, shapes(PREFIXES + shape))


@pytest.mark.parametrize(
    "link",
    ["sh:or ( :S{0} :S{0} )", "sh:property [ sh:path :p ; sh:node :S{0} ] , [ sh:path :q ; sh:node :S{0} ]"],
)
def test_shapes_that_double_at_every_step(link: str) -> None:
    steps = [f":S{number} a sh:NodeShape ; {link.format(number + 1)} ." for number in range(40)]
    text = f"{PREFIXES} :S0 sh:targetClass :C . {' '.join(steps)} :S40 a sh:NodeShape ; sh:class :D ."
    with pytest.raises(UsageError, match="so often"):
        validate(DATA, shapes(text))


def test_property_shapes_that_double_at_every_step() -> None:
    steps = [
        f":P{n} sh:path :p{n} ; sh:property :P{n + 1} , :Q{n + 1} . :Q{n} sh:path :q{n} ; sh:property :P{n + 1} , :Q{n + 1} ."
        for n in range(40)
    ]
    last = ":P40 sh:path :p ; sh:minCount 1 . :Q40 sh:path :q ; sh:minCount 1 ."
    with pytest.raises(UsageError, match="too many ways"):
        validate(DATA, shapes(f"{PREFIXES} {HEAD} sh:property :P0 . {' '.join(steps)} {last}"))
