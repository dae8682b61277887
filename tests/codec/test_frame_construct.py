"""A frame as a CONSTRUCT query: what it returns, framed, is the whole graph framed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from lineage_rdf.codec.encode import encode
from lineage_rdf.codec.frame_construct import construct_of_frame
from lineage_rdf.codec.jsonld_context import CONTEXT_URL
from lineage_rdf.codec.jsonld_forms import document_of, framed
from lineage_rdf.codec.read import read_file
from lineage_rdf.codec.syntax import Syntax
from lineage_rdf.errors import InputError, UsageError
from lineage_rdf.records import LineageRecord
from tests.codec.strategies import lineages
from tests.conftest import ROOT

XSD = "http://www.w3.org/2001/XMLSchema#"
CONTEXT = {"@vocab": "urn:", "n": {"@type": f"{XSD}integer"}, "back": {"@reverse": "urn:q"}}
NODES = [f"urn:n{number}" for number in range(6)]
TEXTS = ["a", "{node}", '"} UNION { ?s ?p ?o . ?a ?b "', "\\", "\n"]


def outcome(quads: list[Quad], frame: Any) -> Any:
    try:
        return framed(document_of(quads), frame, "graph")
    except InputError as error:
        return str(error)


def compare(quads: list[Quad], frame: Any) -> tuple[Any, str]:
    """Frame the whole graph and what the query returns of it; return the first and how much the second was of it."""
    # Literals are those of the store, which respells some.
    store = Store()
    store.extend(quads)
    triples: Any = store.query(construct_of_frame(frame, "frame").text)
    part = [Quad(triple.subject, triple.predicate, triple.object) for triple in triples]
    whole = list(store)
    assert set(part) <= set(whole)
    expected = outcome(whole, frame)
    assert outcome(part, frame) == expected
    return expected, "all of it" if len(part) == len(whole) else "part of it" if part else "none of it"


def literals() -> st.SearchStrategy[Literal]:
    return (
        st.sampled_from(TEXTS).map(Literal)
        | st.integers(0, 3).map(lambda number: Literal(str(number), datatype=NamedNode(f"{XSD}integer")))
        | st.just(Literal("a", language="en"))
        | st.just(Literal("true", datatype=NamedNode(f"{XSD}boolean")))
    )


NAMES = st.sampled_from(NODES).map(NamedNode)
STATEMENTS = (
    st.builds(
        Quad, NAMES, st.sampled_from([NamedNode("urn:p"), NamedNode("urn:q"), NamedNode("urn:r")]), NAMES
    )
    | st.builds(Quad, NAMES, st.sampled_from([NamedNode("urn:p"), NamedNode("urn:n")]), literals())
    | st.builds(
        Quad,
        NAMES,
        st.just(NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")),
        st.sampled_from([NamedNode("urn:A"), NamedNode("urn:B")]),
    )
)
FLAGS = {
    # Frames without it take all that can be reached, which is most of a small graph.
    "@explicit": st.sampled_from([True, True, True, False]),
    "@embed": st.sampled_from(["@once", "@always", "@never"]),
    "@requireAll": st.booleans(),
    "@omitDefault": st.booleans(),
}
VALUES = (
    st.sampled_from(TEXTS)
    | st.integers(0, 3)
    | st.booleans()
    | st.sampled_from(
        [
            {"@value": {}},
            {"@value": "a", "@language": "en"},
            {"@value": {}, "@language": {}},
            {"@value": "1", "@type": f"{XSD}integer"},
            {"@value": ["a", "\\"]},
            {"@default": "none"},
            {"@default": "none", "@embed": "@never"},
        ]
    )
)


def frames(depth: int) -> st.SearchStrategy[dict[str, Any]]:
    inner = frames(depth - 1) if depth else st.just({})
    node = inner | st.sampled_from(NODES).map(lambda name: {"@id": name})
    value = node | VALUES | st.just([])
    return st.fixed_dictionaries(
        {},
        optional={
            **FLAGS,
            "@id": st.sampled_from(NODES) | st.lists(st.sampled_from(NODES), min_size=1) | st.just({}),
            "@type": st.sampled_from(["A", "B", {}, [], ["A", "B"], {"@default": "A"}]),
            "p": value,
            "q": node | st.just([]),
            "r": node | st.just({"@default": "none"}),
            "n": VALUES,
            "back": inner,
        },
    )


def asking(some: st.SearchStrategy[dict[str, Any]], key: str, kinds: list[Any]) -> st.SearchStrategy[Any]:
    """Frames of which most ask for a class and for named properties alone."""
    plain = st.fixed_dictionaries({key: st.sampled_from(kinds), "@explicit": st.just(True)})
    return some | st.builds(lambda first, rest: {**rest, **first}, plain, some)


@given(st.lists(STATEMENTS, max_size=25), asking(frames(2), "@type", ["A", "B"]))
def test_any_frame_of_any_graph(quads: list[Quad], frame: dict[str, Any]) -> None:
    found, much = compare(quads, {"@context": CONTEXT, **frame})
    event(f"{much}, {'an error' if isinstance(found, str) else 'framed'}")


KEYS = ["name", "hasStep", "ordinal", "hasObjective", "baseModel", "producedModel", "hasSetting", "headModel"]


def lineage_frames(depth: int) -> st.SearchStrategy[dict[str, Any]]:
    inner = lineage_frames(depth - 1) if depth else st.just({})
    return st.fixed_dictionaries(
        {},
        optional={
            **FLAGS,
            "type": st.sampled_from(["FineTuneLineage", "FineTuning", "TransformationStep", "Model", {}]),
            **{key: inner | st.just({"@default": "none"}) for key in KEYS},
            "ordinal": st.just(1) | st.just({}),
            "hasObjective": st.just({}) | st.just({"@id": "https://w3id.org/ftl/objective/dpo"}),
        },
    )


@settings(max_examples=60)
@given(lineages(), asking(lineage_frames(2), "type", ["FineTuneLineage", "FineTuning", "Model"]))
def test_any_frame_of_any_lineage(record: LineageRecord, frame: dict[str, Any]) -> None:
    found, much = compare(list(encode(record)), {"@context": CONTEXT_URL, **frame})
    event(f"{much}, {'an error' if isinstance(found, str) else 'framed'}")


FRAME = {
    "@context": CONTEXT_URL,
    "type": "FineTuneLineage",
    "@explicit": True,
    "name": {},
    "hasStep": {
        "@explicit": True,
        "ordinal": {},
        "hasObjective": {"@default": "unknown", "@embed": "@never"},
        "baseModel": {"@embed": "@never"},
    },
    "@reverse": {"ftl:nothing": {}},
}


@pytest.mark.parametrize("path", sorted((ROOT / "examples" / "lineages").glob("*.ttl")), ids=lambda p: p.stem)
def test_examples_and_rdflib(path: Any) -> None:
    """Part of each example comes back, and rdflib returns the same part."""
    import rdflib.compare

    quads = read_file(path, Syntax.TURTLE)
    found, _ = compare(quads, FRAME)
    assert found["id"]
    query = construct_of_frame(FRAME, "frame").text
    store = Store()
    store.extend(quads)
    ours = {str(triple) for triple in store.query(query)}  # type: ignore[union-attr]
    graph = rdflib.Graph().parse(path)
    theirs = rdflib.compare.to_isomorphic(graph.query(query).graph)
    again = rdflib.Graph().parse(data="".join(f"{line} .\n" for line in ours), format="nt")
    assert 0 < len(ours) < len(quads)
    assert rdflib.compare.to_isomorphic(again) == theirs


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("@graph", {"p": {}}),
        ("@included", {"p": {}}),
        ("p", {"@list": [{}]}),
        ("p", [{"q": {}}, {"r": {}}]),
        ("_:p", {}),
    ],
)
def test_what_is_not_translated_is_refused_by_name(key: str, value: Any) -> None:
    name = next(iter(value)) if key == "p" and isinstance(value, dict) else key
    with pytest.raises(UsageError, match=name):
        construct_of_frame({"@context": CONTEXT, key: value}, "frame")


@pytest.mark.parametrize(
    "frame", [[], "text", 1, None, [{}], {"@embed": "@link"}, {"@type": "a b"}, {"p": 1, "@context": "urn:x"}]
)
def test_what_is_no_frame_is_an_error(frame: Any) -> None:
    with pytest.raises((InputError, UsageError)):
        construct_of_frame(frame, "frame")


def test_a_key_that_the_context_does_not_know_is_named() -> None:
    written = construct_of_frame({"@context": {"p": "urn:p"}, "p": {}, "oops": {}}, "frame")
    assert written.lost == ("the context knows no property for 'oops', so what stands there is left out",)


def test_a_value_is_a_term_whatever_it_holds() -> None:
    text = '" } ; DROP ALL # {node} \\ \\u0022'
    quad = Quad(NamedNode("urn:s"), NamedNode("urn:p"), Literal(text))
    other = Quad(NamedNode("urn:t"), NamedNode("urn:p"), Literal("other"))
    found, _ = compare([quad, other], {"@context": CONTEXT, "p": text})
    assert found["@id"] == "urn:s"
    assert json.dumps(found).count("urn:t") == 0


def test_a_deep_frame_makes_a_query_that_grows_with_it() -> None:
    frame: dict[str, Any] = {"@explicit": True, "p": {}, "q": {}}
    for _ in range(12):
        frame = {"@explicit": True, "p": frame, "q": {"@embed": "@never"}, "r": {"@embed": "@never"}}
    assert len(construct_of_frame({"@context": CONTEXT, **frame}, "frame").text) < 100_000
