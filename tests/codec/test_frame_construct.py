"""A frame as a CONSTRUCT query: what it returns, framed, is the whole graph framed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import event, given
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


def compare(quads: list[Quad], frame: Any) -> Any:
    """Frame the whole graph and what the query returns of it, and return the first; literals are those of the store."""
    store = Store()
    store.extend(quads)
    part = [Quad(triple.subject, triple.predicate, triple.object) for triple in store.query(construct_of_frame(frame, "frame").text)]  # type: ignore[union-attr]
    whole = list(store)
    assert set(part) <= set(whole)
    expected = outcome(whole, frame)
    assert outcome(part, frame) == expected
    event("all of it" if len(part) == len(whole) else "part of it" if part else "none of it")
    return expected


def literals() -> st.SearchStrategy[Literal]:
    return (
        st.sampled_from(TEXTS).map(Literal)
        | st.integers(0, 3).map(lambda number: Literal(str(number), datatype=NamedNode(f"{XSD}integer")))
        | st.just(Literal("a", language="en"))
        | st.just(Literal("true", datatype=NamedNode(f"{XSD}boolean")))
    )


NAMES = st.sampled_from(NODES).map(NamedNode)
STATEMENTS = (
    st.builds(Quad, NAMES, st.sampled_from([NamedNode("urn:p"), NamedNode("urn:q"), NamedNode("urn:r")]), NAMES)
    | st.builds(Quad, NAMES, st.sampled_from([NamedNode("urn:p"), NamedNode("urn:n")]), literals())
    | st.builds(
        Quad,
        NAMES,
        st.just(NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")),
        st.sampled_from([NamedNode("urn:A"), NamedNode("urn:B")]),
    )
)
FLAGS = {
    "@explicit": st.booleans(),
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


@given(st.lists(STATEMENTS, max_size=25), frames(2))
def test_any_frame_of_any_graph(quads: list[Quad], frame: dict[str, Any]) -> None:
    compare(quads, {"@context": CONTEXT, **frame})


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


@given(lineages(), lineage_frames(2))
def test_any_frame_of_any_lineage(record: LineageRecord, frame: dict[str, Any]) -> None:
    compare(list(encode(record)), {"@context": CONTEXT_URL, **frame})
