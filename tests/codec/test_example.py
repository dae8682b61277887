"""Query by example: what the variables can be is what a store answers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from lineage_rdf.codec.encode import encode
from lineage_rdf.codec.example import read_example, variable_of, variables_of
from lineage_rdf.codec.sparql import SparqlForm, write_sparql
from lineage_rdf.codec.syntax import Syntax
from lineage_rdf.codec.turtle import write_turtle
from lineage_rdf.errors import InputError, UsageError
from lineage_rdf.records import LineageRecord
from tests.codec.strategies import lineages

STORE = Store()
STORE.extend(
    parse(
        """PREFIX e: <urn:e:> e:a e:p e:b, "?x" ; e:q 1 . e:b e:p e:c ; e:q 2 . e:g { e:c e:p e:d, [ e:q 3 ] }""",
        RdfFormat.TRIG,
    )
)


def example(text: str, syntax: Syntax = Syntax.TRIG) -> list[Quad]:
    return read_example(f"PREFIX e: <urn:e:> {text}".encode(), syntax, "example")


def answers(text: str) -> list[tuple[str, ...]]:
    query = write_sparql(example(text), SparqlForm.SELECT).text
    return sorted(tuple(str(value) for value in row) for row in STORE.query(query))  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("?x e:p e:b .", [("<urn:e:a>",)]),
        ("?x e:p ?y . ?y e:p ?z .", [("<urn:e:a>", "<urn:e:b>", "<urn:e:c>")]),
        ("e:b ?p ?o .", [("<urn:e:p>", "<urn:e:c>"), ("<urn:e:q>", "2")]),
        ('?x e:p "?x" .', [("<urn:e:a>",)]),
        ("?x e:p [ e:q ?n ] .", [("<urn:e:a>", "2")]),
        ("[] e:q ?n ; e:p ?a .", [("1", "<urn:e:b>"), ("1", '"?x"'), ("2", "<urn:e:c>")]),
        ("?g { e:c e:p [ e:q ?b0 ] }", [("<urn:e:g>", "3")]),
        ("?x e:p '''a ?y\n''' .", []),
        ("?x e:p e:b . # ?y", [("<urn:e:a>",)]),
        ("?b e:p ?b0 , [ e:q ?b_1 ] .", [("<urn:e:a>", "<urn:e:b>", "2"), ("<urn:e:a>", '"?x"', "2")]),
    ],
)
def test_variables_are_answered(text: str, expected: list[tuple[str, ...]]) -> None:
    found = [
        tuple(
            value.replace('"1"', "1").partition("^^")[0].replace('"2"', "2").replace('"3"', "3")
            for value in row
        )
        for row in answers(text)
    ]
    assert found == sorted(expected)


def test_construct_gives_what_is_like_the_example() -> None:
    query = write_sparql(example("?g { ?x e:p [ e:q 3 ] }"), SparqlForm.CONSTRUCT).text
    found = [str(triple.subject) for triple in STORE.query(query)]  # type: ignore[union-attr]
    assert sorted(found)[0] == "<urn:e:c>"
    assert len(found) == 2


def test_ask_takes_variables_too() -> None:
    assert STORE.query(write_sparql(example("?x e:p ?x1 . ?x1 e:q 2 ."), SparqlForm.ASK).text)
    assert not STORE.query(write_sparql(example("?x e:p ?x ."), SparqlForm.ASK).text)


@settings(max_examples=30)
@given(lineages(), st.data())
def test_a_lineage_with_a_node_left_open_finds_that_node(record: LineageRecord, data: st.DataObject) -> None:
    quads = encode(record)
    store = Store()
    store.extend(quads)
    nodes = sorted({q.subject for q in quads if isinstance(q.subject, NamedNode)}, key=str)
    chosen = data.draw(st.sampled_from(nodes))
    text = (
        write_turtle(quads)
        .replace(f"{chosen} ", "?left ")
        .replace(f"{chosen}\n", "?left\n")
        .replace(f"{chosen},", "?left,")
    )
    opened = read_example(text.encode(), Syntax.TURTLE, "example")
    if "left" in variables_of(opened):
        rows = list(store.query(write_sparql(opened, SparqlForm.SELECT).text))  # type: ignore[arg-type]
        assert chosen in [row["left"] for row in rows]


def test_an_example_needs_a_variable() -> None:
    with pytest.raises(UsageError, match="nothing to select"):
        write_sparql(example("e:a e:p 1 ."), SparqlForm.SELECT)


@pytest.mark.parametrize(
    ("text", "syntax", "told"),
    [
        ('e:a e:p "x"^^?d .', Syntax.TRIG, "cannot be a datatype"),
        ('e:a e:p <<( e:a e:p "x"^^?d )>> .', Syntax.TRIG, "cannot be a datatype"),
        ("e:a e:p ? .", Syntax.TRIG, "not valid"),
        ("<urn:a> <urn:p> ?x .", Syntax.NTRIPLES, "not valid"),
        ("\n e:a ?p", Syntax.TURTLE, "example:2"),
    ],
)
def test_what_is_no_example(text: str, syntax: Syntax, told: str) -> None:
    with pytest.raises(InputError, match=told):
        example(text, syntax)


@pytest.mark.parametrize(
    "iri",
    [
        "urn:x-lineage-rdf:variable:",
        "urn:x-lineage-rdf:variable:0:a}b",
        "urn:x-lineage-rdf:variable:a",
        "urn:x",
    ],
)
def test_other_iris_are_no_variables(iri: str) -> None:
    assert variable_of(iri) is None


def test_escaped_question_marks_stay_what_they_are() -> None:
    (quad,) = example('e:a\\?b e:p "\\"?x", <urn:a?x> .')[:1]
    assert quad == Quad(NamedNode("urn:e:a?b"), NamedNode("urn:e:p"), Literal('"?x'))
