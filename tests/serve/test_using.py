"""The dataset of a request is written into an update, and nowhere else."""

from __future__ import annotations

import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode, Quad

from lineage_rdf.errors import UsageError
from lineage_rdf.serve.sparql.dataset import Dataset
from lineage_rdf.serve.sparql.using import with_dataset

EX = "http://example.org/"
ONE = Dataset((f"{EX}one",), ())
P = NamedNode(f"{EX}p")


def store() -> pyoxigraph.Store:
    found = pyoxigraph.Store()
    for name in ("one", "two"):
        found.add(Quad(NamedNode(EX + name), P, Literal(name), NamedNode(EX + name)))
    return found


def left(update: str, dataset: Dataset) -> set[str]:
    """Return the values that are there after an update."""
    found = store()
    found.update(with_dataset(update, dataset))
    named = ((quad.object.value, quad.graph_name) for quad in found)
    return {
        f"{value}@{graph.value.removeprefix(EX)}" for value, graph in named if isinstance(graph, NamedNode)
    }


@pytest.mark.parametrize(
    "update",
    [
        f"INSERT {{ GRAPH <{EX}new> {{ ?s ?p ?o }} }} WHERE {{ ?s ?p ?o }}",
        f"insert{{graph<{EX}new>{{?s ?p ?o}}}}where{{?s ?p ?o}}",
        f"# WHERE\nINSERT {{ GRAPH <{EX}new> {{ ?s ?p ?o }} }} # {{ WHERE\nWHERE {{ ?s ?p ?o FILTER(?o != 'WHERE {{') }}",
        f"INSERT {{ GRAPH <{EX}new> {{ ?s ?p ?o }} }} WHERE {{ {{ SELECT * WHERE {{ ?s ?p ?o }} }} }}",
    ],
)
def test_an_operation_runs_over_the_graphs_of_the_request(update: str) -> None:
    assert left(update, ONE) == {"one@one", "two@two", "one@new"}


def test_named_graphs_are_those_of_the_request() -> None:
    update = f"INSERT {{ GRAPH <{EX}new> {{ ?s ?p ?o }} }} WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }}"
    assert left(update, Dataset((), (f"{EX}two",))) == {"one@one", "two@two", "two@new"}


def test_each_operation_gets_it() -> None:
    one = f"INSERT {{ GRAPH <{EX}%s> {{ ?s ?p ?o }} }} WHERE {{ ?s ?p ?o }}"
    update = f"{one % 'new'} ;\nINSERT DATA {{ GRAPH <{EX}two> {{ <{EX}x> <{EX}p> 'x' }} }} ; {one % 'newer'}"
    assert left(update, ONE) == {"one@one", "two@two", "x@two", "one@new", "one@newer"}


def test_the_short_form_of_delete_is_written_out() -> None:
    text = with_dataset("DELETE WHERE { ?s ?p ?o }", ONE)
    found = pyoxigraph.Store()
    found.add(Quad(P, P, P, NamedNode(f"{EX}one")))
    found.add(Quad(P, P, Literal("kept")))
    found.update(text)
    # It deletes from the default graph what it finds in the graphs of the request.
    assert len(found) == 2
    found.add(Quad(P, P, P))
    found.update(text)
    assert {quad.object for quad in found.quads_for_pattern(None, None, None, pyoxigraph.DefaultGraph())} == {
        Literal("kept")
    }


@pytest.mark.parametrize(
    "word",
    [
        f"WITH <{EX}x> INSERT {{ ?s ?p ?o }}",
        f"INSERT {{ ?s ?p ?o }} USING <{EX}x>",
        f"INSERT {{ ?s ?p ?o }} using named <{EX}x>",
    ],
)
def test_two_datasets_are_one_too_many(word: str) -> None:
    update = f"{word} WHERE {{ ?s ?p ?o }}"
    assert with_dataset(update, Dataset()) == update
    with pytest.raises(UsageError, match="names graphs by"):
        with_dataset(update, ONE)


def test_a_graph_has_a_whole_name() -> None:
    with pytest.raises(UsageError, match="no absolute IRI"):
        with_dataset("DELETE WHERE { ?s ?p ?o }", Dataset(("x> ; DROP ALL #",), ()))
