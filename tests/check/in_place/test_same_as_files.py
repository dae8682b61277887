"""What is found in a store is what the check of files finds, in a store here, behind a real server, and page by page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from lineage_rdf.check import check_ladders, check_quads
from lineage_rdf.check.compiled.facts import known_pairs, subclass_pairs
from lineage_rdf.check.compiled.report import outcome_of
from lineage_rdf.check.engine import validate
from lineage_rdf.check.in_place import check_store
from lineage_rdf.check.in_place.place import DEFAULT, Place
from lineage_rdf.check.in_place.run import violations
from lineage_rdf.check.shapes import ShapesGraph
from lineage_rdf.errors import UsageError
from lineage_rdf.lineage import read_all
from lineage_rdf.store import graphs, open_store
from lineage_rdf.store.address import read_address
from lineage_rdf.store.embedded import EmbeddedStore
from lineage_rdf.store.endpoint import EndpointStore
from tests.check.compiled.comparing import quads, rows
from tests.check.compiled.strategies import data as some_data
from tests.check.compiled.strategies import shapes as some_shapes
from tests.check.in_place.placing import ALL, examples, in_graphs, judged, renamed, reports, told
from tests.conftest import ROOT
from tests.shapes.checking import spoiled
from tests.shapes.faults import faults
from tests.store.servers import altered_server, real_server


def test_the_examples_are_judged_as_from_their_files_and_as_behind_a_server() -> None:
    data = in_graphs(examples())
    with EmbeddedStore.in_memory(data) as store:
        here = check_store(store, ALL)
    for (graph, token), report in reports(here, examples(), ALL).items():
        assert told(report) == told(judged(graph, token)), (graph, token)
    assert (here.literals, here.graph, here.told, here.errors) == ("as stored", "named", [], [])
    with real_server(data) as url, open_store(url) as server:
        there = check_store(server, ALL)
        assert {verdict.origin for verdict in there.verdicts} == {url}
    assert renamed(there, "<memory>") == here.verdicts
    assert there.exit_code == here.exit_code == 1


def test_lineages_are_called_what_they_are_called_in_files() -> None:
    with EmbeddedStore.in_memory(in_graphs(examples())) as store:
        run = check_store(store, ["wellformed"])
    files = [read_all(str(ROOT / "examples" / "lineages" / f"{graph[12:]}.ttl"))[0] for graph in examples()]
    assert [(v.lineage, v.name) for v in run.verdicts] == [(lineage.iri, lineage.name) for lineage in files]


@pytest.mark.parametrize("step", [6, pytest.param(1, marks=pytest.mark.full)])
def test_faults_are_found_as_in_files(step: int) -> None:
    chosen = sorted(faults().items())[::step]
    lineages = {f"urn:fault:{code}": spoiled(update) for code, update in chosen}
    expected = check_ladders(list(lineages.values()), "reproducible")
    with EmbeddedStore.in_memory(in_graphs(lineages)) as store:
        run = check_store(store, ["reproducible"], reports=False)
    found = reports(run, lineages, ["reproducible"])
    for graph, ladder in zip(lineages, expected, strict=True):
        assert found[graph, "reproducible"].findings == ladder["reproducible"].findings, graph


def test_subclass_axioms_hold_in_their_own_graph_only() -> None:
    mine = "<https://example.org/Mine>"
    plain = spoiled(f"DELETE {{ ?s a ?c }} INSERT {{ ?s a {mine} }} WHERE {{ ?s a ftl:FineTuning ; a ?c }}")
    axiom = Quad(
        NamedNode(mine[1:-1]),
        NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf"),
        NamedNode("https://w3id.org/ftl#FineTuning"),
    )
    lineages = {"urn:plain": plain, "urn:told": (*plain, axiom)}
    for endpoint in (False, True):
        with (
            EmbeddedStore.in_memory(in_graphs(lineages)) as store,
            altered_server(in_graphs(lineages)) as server,
        ):
            asked = EndpointStore(read_address(server.url)) if endpoint else store
            run = check_store(asked, ["lineage"])
        found = reports(run, lineages, ["lineage"])
        assert found["urn:plain", "lineage"].findings != found["urn:told", "lineage"].findings
        for graph, lineage in lineages.items():
            assert told(found[graph, "lineage"]) == told(check_quads(lineage, "lineage"))


@pytest.mark.parametrize("name", ["zephyr-like", "complete"])
def test_pages_change_nothing(name: str) -> None:
    graph = f"urn:example:{name}"
    with altered_server(in_graphs({graph: examples()[graph]})) as server:  # noqa: SIM117
        with EndpointStore(read_address(server.url), page_size=3) as store:
            run = check_store(store, ["reproducible"])
    assert told(run.verdicts[0].report) == told(judged(graph, "reproducible"))


def test_many_names_are_asked_for_in_several_queries(monkeypatch: pytest.MonkeyPatch) -> None:
    with EmbeddedStore.in_memory(in_graphs(examples())) as store:
        asked: list[str] = []
        select = store.select
        monkeypatch.setattr(store, "select", lambda query: asked.append(query) or select(query))  # type: ignore[func-returns-value]
        whole = check_store(store, ["disclosure"])
        few = _looking_up(asked)
        asked.clear()
        monkeypatch.setattr(graphs, "_BATCH", 4)
        assert check_store(store, ["disclosure"]).verdicts == whole.verdicts
    assert min(map(len, (few["?name"], few["?node"]))) > 0
    for name, queries in _looking_up(asked).items():
        assert len(queries) > len(few[name])


def _looking_up(asked: Sequence[str]) -> dict[str, list[str]]:
    """Return the queries for names that occur, and those for what labels are made of."""
    starts = {"?name": "SELECT ?name { VALUES ?name", "?node": "SELECT ?_g ?node"}
    return {name: [query for query in asked if query.startswith(start)] for name, start in starts.items()}


@pytest.mark.parametrize("name", ["zephyr-like", "complete", "vague-card"])
def test_the_default_graph_is_judged_as_one_file(name: str) -> None:
    data = [Quad(*quad.triple) for quad in examples()[f"urn:example:{name}"]]
    with EmbeddedStore.in_memory(data) as store:
        run = check_store(store, ALL)
    assert run.graph == "default" and "no named graphs" in run.told[0]
    for verdict, token in zip(run.verdicts, ALL, strict=True):
        assert told(verdict.report) == told(judged(f"urn:example:{name}", token))


def as_kept(turtle: str) -> list[Quad]:
    """Return statements, of data or shapes, as a store keeps them, so that both ways of checking see the same literals."""
    store = Store()
    store.extend(quads(turtle))
    return list(store)


def outcome_in_place(
    data: Sequence[Sequence[Quad]], against: ShapesGraph, default: bool
) -> list[Counter[object]]:
    """Return the results for each of some lineages, in named graphs or the one that is the default graph."""
    names = [DEFAULT] if default else [f"urn:g:{number}" for number in range(len(data))]
    graphs = [DefaultGraph()] if default else [NamedNode(name) for name in names]
    placed = [Quad(*q.triple, graph) for graph, found in zip(graphs, data, strict=True) for q in found]
    own = {name: subclass_pairs(found) - known_pairs() for name, found in zip(names, data, strict=True)}
    found = violations(against, Place(EmbeddedStore.in_memory(placed), default), names, own)
    return [rows(outcome_of(found.get(name, ()), {}, False), messages=False) for name in names]


def expected(data: Sequence[Sequence[Quad]], against: ShapesGraph) -> list[Counter[object]]:
    return [rows(validate(lineage, against), messages=False) for lineage in data]


AXIOMS = st.sampled_from(["", ":D rdfs:subClassOf :C .", ":C rdfs:subClassOf ftl:FineTuning ."])


@settings(max_examples=60)
@given(st.lists(st.tuples(some_data, AXIOMS), min_size=1, max_size=3), some_shapes)
def test_any_shapes_find_the_same_in_any_graphs(found: list[tuple[str, str]], against: str) -> None:
    lineages = [as_kept(data + axioms) for data, axioms in found]
    graph = ShapesGraph(tuple(as_kept(against)), {}, {})
    try:
        wanted = expected(lineages, graph)
    except UsageError:
        with pytest.raises(UsageError):
            outcome_in_place(lineages, graph, default=False)
        return
    assert outcome_in_place(lineages, graph, default=False) == wanted
    assert outcome_in_place(lineages[:1], graph, default=True) == wanted[:1]
