"""Whatever is written for a parameter is one term of its kind or an error; it never becomes a piece of a query."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from lineage_rdf.errors import UsageError
from lineage_rdf.query import catalogue, entry, in_memory, run_query
from lineage_rdf.query.binding import bind, slots
from lineage_rdf.query.entry import KINDS, Parameter
from lineage_rdf.query.parameters import term_of
from lineage_rdf.store.outgoing import refuse_outgoing
from tests.query.cases import GRAPHS, REVIEWS
from tests.query.places import quads

HUB = "https://huggingface.co/"
PAYLOADS = [
    "x> } UNION { ?s ?p ?o",
    "https://huggingface.co/a/b> } . { ?s ?p ?o } #",
    "a/b> <urn:p> ?o . ?x ?y ?z #",
    'x" } UNION { ?s ?p ?o } #',
    "x' } UNION { ?s ?p ?o } #",
    'x\\" } UNION { ?s ?p ?o } #',
    "x\\u0022 } UNION { ?s ?p ?o } #",
    "x\\\\u0022 } UNION { ?s ?p ?o } #",
    "urn:x\\u003e } UNION { ?s ?p ?o } #",
    'x"""\n} UNION { ?s ?p ?o } #',
    "x\r\n} UNION { ?s ?p ?o } #",
    "1 } UNION { ?s ?p ?o } #",
    "1) } LIMIT 0 #",
    "0x10",
    "١٢٣",
    "1e400",
    "NaN",
    "UNDEF",
    "UNDEF } SERVICE <http://127.0.0.1:9/> { ?s ?p ?o",
    "?s",
    "$s",
    "_:b0",
    "VALUES ?model { UNDEF }",
    "VALUES ?from { UNDEF }",
    "; DROP ALL ;",
    "a/b@main> ?p ?o",
    "a/b@\u202e",
    "objective:dpo } #",
    "ftl:x> ?p",
    "\x00",
    "\ud800",
    "",
    " ",
    "x" * 5000,
]


def parameter(kind: str) -> Parameter:
    return Parameter("p", kind, "what is asked")


def read_back(term: NamedNode | Literal) -> list[object]:
    """Return what the engine makes of a term that stands in a query."""
    query = bind("SELECT ?p WHERE { VALUES ?p { UNDEF } }", {"p": [term]})
    return [row["p"] for row in pyoxigraph.Store().query(query)]  # type: ignore[union-attr,index]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("payload", PAYLOADS, ids=repr)
def test_a_payload_is_one_term_or_an_error(kind: str, payload: str) -> None:
    try:
        term = term_of(parameter(kind), payload)
    except UsageError:
        return
    assert read_back(term) == [term]
    if isinstance(term, NamedNode):
        assert not set(term.value) & set('<>"{}|\\^` \n\r\t')
    elif kind == "text":
        assert term.value == payload


@pytest.mark.parametrize("payload", PAYLOADS, ids=repr)
def test_every_parameter_of_every_query_withstands_it(payload: str) -> None:
    """A payload names nothing in the graph, so there are no rows; and nothing in it lets a query fetch anything."""
    store = in_memory(quads(REVIEWS))
    for name, item in catalogue().items():
        for wanted in item.parameters:
            given_ = {p.name: "tide/nobody" for p in item.parameters if p.required}
            try:
                term = term_of(wanted, payload)
                rows = run_query(store, name, {**given_, wanted.name: payload}).rows
            except UsageError:
                continue
            assert rows == (), (name, wanted.name)
            refuse_outgoing(bind(item.text, {wanted.name: [term], "from": [term]}))


@given(st.sampled_from(KINDS), st.text(st.characters(codec="utf-8"), min_size=1, max_size=30))
def test_any_text_is_one_term_or_an_error(kind: str, text: str) -> None:
    try:
        term = term_of(parameter(kind), text)
    except UsageError:
        return
    assert read_back(term) == [term]


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=30).filter(str.strip))
def test_text_stays_as_it_is(text: str) -> None:
    assert term_of(parameter("text"), text) == Literal(text)


READ = [
    ("model", "mistralai/Mistral-7B-v0.1", f"<{HUB}mistralai/Mistral-7B-v0.1>"),
    ("model", "tide/beta@r1", f"<{HUB}tide/beta/tree/r1>"),
    ("model", "tide/beta@main", f"<{HUB}tide/beta>"),
    ("model", f"{HUB}tide/beta/tree/r1", f"<{HUB}tide/beta/tree/r1>"),
    (
        "model",
        "urn:uuid:10976038-5160-5ab3-92d3-2fdc48f9f1b7",
        "<urn:uuid:10976038-5160-5ab3-92d3-2fdc48f9f1b7>",
    ),
    ("dataset", "HuggingFaceH4/ultrachat_200k", f"<{HUB}datasets/HuggingFaceH4/ultrachat_200k>"),
    ("dataset", "https://example.org/data", "<https://example.org/data>"),
    ("agent", "tide-board", f"<{HUB}tide-board>"),
    ("agent", "https://example.org/ann", "<https://example.org/ann>"),
    ("term", "objective:dpo", "<https://w3id.org/ftl/objective/dpo>"),
    ("term", "FineTuning", "<https://w3id.org/ftl#FineTuning>"),
    ("term", "https://example.org/term", "<https://example.org/term>"),
    ("integer", "+012", '"12"^^<http://www.w3.org/2001/XMLSchema#integer>'),
    ("decimal", "00", '"0"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
    ("decimal", "+1.50", '"1.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
    ("decimal", "0.00002", '"0.00002"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
    ("text", "two words", '"two words"'),
]


@pytest.mark.parametrize(("kind", "text", "term"), READ)
def test_what_a_person_writes(kind: str, text: str, term: str) -> None:
    assert str(term_of(parameter(kind), text)) == term


def test_a_term_of_a_scheme_may_be_written_in_any_spelling() -> None:
    wanted = Parameter("p", "term", "which", "status")
    assert str(term_of(wanted, "Undisclosed")) == "<https://w3id.org/ftl/status/undisclosed>"
    with pytest.raises(UsageError, match="did you mean undisclosed"):
        term_of(wanted, "undisclosd")


WRONG = [
    ("nonsense", {}, "there is no query 'nonsense'"),
    ("ancestor", {"model": "a/b"}, "did you mean ancestors"),
    ("ancestors", {}, "needs the parameter model .*for example model="),
    ("ancestors", {"model": "a/b", "depth": "2"}, "has no parameter 'depth'"),
    ("ancestors", {"model": "not a model"}, "model: 'not a model' is no model"),
    ("cycles", {"model": "a/b"}, "it has none"),
    ("methods", {"least": "many"}, "'many' is no integer"),
    ("hyperparameters", {"above": "1e-5"}, "without an exponent"),
]


@pytest.mark.parametrize(("name", "values", "message"), WRONG)
def test_what_is_wrong_is_said(name: str, values: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        run_query(in_memory([]), name, values)


def test_a_name_that_several_schemes_have_is_not_guessed() -> None:
    with pytest.raises(UsageError, match=r"several terms go by it: .*element/checkpoint"):
        term_of(parameter("term"), "checkpoint")


def test_a_default_holds_where_nothing_is_given() -> None:
    assert [p.need for p in entry("methods").parameters] == ["optional", "default 1"]


def _slots_and_parameters() -> Iterator[tuple[str, frozenset[str], set[str]]]:
    for name, item in catalogue().items():
        yield name, slots(item.text), {p.name for p in item.parameters}


def test_every_parameter_has_its_slot() -> None:
    for name, found, parameters in _slots_and_parameters():
        walked = bool(catalogue()[name].walk)
        assert found == parameters or walked, name
        assert found <= parameters | {"from", "step"}, name


def test_every_file_of_the_catalogue_is_a_query_of_its_own() -> None:
    """UNDEF restricts nothing: another engine can be given the file as it is."""
    for trig, cases in GRAPHS:
        store = pyoxigraph.Store()
        store.extend(quads(trig))
        for name in {case.query for case in cases}:
            rows = store.query(catalogue()[name].text, use_default_graph_as_union=True)
            assert list(rows) or name == "cycles", name  # type: ignore[arg-type]
