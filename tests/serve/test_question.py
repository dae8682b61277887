"""What an address of the catalogue asks, which rows it gives, and how they look in a page."""

from __future__ import annotations

import html5rdf
import pytest
from attrs import evolve
from pyoxigraph import Literal, NamedNode

from lineage_rdf.errors import UsageError
from lineage_rdf.query import Results, catalogue, run_query
from lineage_rdf.serve.catalogue.page import example_address, given_in, overview, question_page
from lineage_rdf.serve.catalogue.question import MOST, Part, Question
from lineage_rdf.serve.table import table
from lineage_rdf.store import Store

BASE = "mistralai/Mistral-7B-v0.1"


def nowhere(iri: str) -> str:
    return ""


def test_an_address_asks_a_question() -> None:
    asked = Question.of("descendants", [("model", BASE), ("limit", "5"), ("sort", "-steps"), ("offset", "")])
    assert asked == Question("descendants", (("model", BASE),), limit=5, sort="-steps")
    assert asked.address() == "query/descendants?model=mistralai%2FMistral-7B-v0.1&limit=5&sort=-steps"
    assert asked.next.address().endswith("limit=5&offset=5&sort=-steps")
    assert asked.next.previous == asked
    assert asked.address("csv").endswith("&format=csv")


@pytest.mark.parametrize(
    ("name", "pairs", "told"),
    [
        ("descendant", [], "no query 'descendant'"),
        ("descendants", [("model", "a/b"), ("model", "a/c")], "given twice"),
        ("descendants", [("limit", "-1")], "limit is no number"),
        ("descendants", [("limit", "1e3")], "limit is no number"),
        ("descendants", [("limit", "９")], "limit is no number"),
        ("descendants", [("limit", str(MOST + 1))], "limit is above"),
        ("descendants", [("offset", "x")], "offset is no number"),
    ],
)
def test_what_is_no_question_is_refused(name: str, pairs: list[tuple[str, str]], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        Question.of(name, pairs)


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_the_rows_are_those_of_the_query(name: str, store: Store) -> None:
    given = given_in(catalogue()[name])
    whole = run_query(store, name, dict(given))
    part = Question(name, given).ask(store)
    told = tuple(line.replace(store.name, "this server") for line in whole.told)
    assert (part.found, part.more) == (evolve(whole, told=told), False)
    if len(whole) > 1:
        first = Question(name, given, limit=1).ask(store)
        assert (first.found.rows, first.more) == (whole.rows[:1], True)
    assert example_address(catalogue()[name]).startswith(f"query/{name}")


def test_the_pages_are_good_html(store: Store) -> None:
    asked = Question("descendants", (("model", BASE),), limit=1)
    page = "".join(question_page(asked, asked.ask(store), nowhere, "../"))
    parse(page)
    assert "Rows 1 to 1, and there are more" in page
    assert f'value="{BASE}"' in page
    assert "format=csv" in page
    everything = "".join(overview("./"))
    parse(everything)
    assert all(f'"./query/{name}"' in everything for name in catalogue())


def test_hostile_names_and_parameters_are_only_text() -> None:
    evil = '"><script>alert(1)</script>'
    term = NamedNode("javascript:alert(1)")
    found = Results(
        ("model", "name"), ((term, Literal(evil)), (NamedNode("https://example.org/x"), None)), (evil,)
    )
    asked = Question("descendants", (("model", evil),), sort=evil)
    page = "".join(
        question_page(asked, Part(found, True), lambda iri: iri if iri.startswith("http") else "", "")
    )
    parse(page)
    assert "<script" not in page
    assert 'href="javascript' not in page
    assert 'href="https://example.org/x"' in page
    assert "".join(table(found, nowhere)).count("<a ") == 0


def parse(page: str) -> None:
    """Read a piece of HTML by the rules of HTML, which must find no fault."""
    html5rdf.HTMLParser(strict=True).parseFragment(page)
