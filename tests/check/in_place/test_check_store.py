"""Checking a store: which graphs are checked, what is told, and that nothing unchecked passes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from pyoxigraph import BlankNode, NamedNode, Quad

from lineage_rdf.check import check_quads
from lineage_rdf.check.in_place import StoreRun, check_store
from lineage_rdf.check.in_place.judge import reports_of
from lineage_rdf.check.in_place.labels import NAMELESS
from lineage_rdf.check.in_place.place import Place
from lineage_rdf.check.request import Request
from lineage_rdf.errors import InputError, NoVerdictError, UsageError
from lineage_rdf.store import http
from lineage_rdf.store.address import read_address
from lineage_rdf.store.embedded import EmbeddedStore
from lineage_rdf.store.endpoint import EndpointStore
from tests.check.in_place.placing import ALL, codes, examples, in_graphs, reports, told
from tests.store.servers import Asked, Reply, altered_server

GOOD, VAGUE = "urn:example:complete", "urn:example:vague-card"
STRANGER = Quad(NamedNode("urn:a"), NamedNode("urn:p"), NamedNode("urn:o"), NamedNode("urn:elsewhere"))
PREFIXES = """@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix ftl: <https://w3id.org/ftl#> .
@prefix schema: <http://schema.org/> .
@prefix : <https://example.org/own#> .
"""


def some(*graphs: str) -> list[Quad]:
    return in_graphs({graph: examples()[graph] for graph in graphs})


def in_default(graph: str) -> list[Quad]:
    return [Quad(*quad.triple) for quad in examples()[graph]]


def checked(quads: list[Quad], *tokens: str, **options: Any) -> StoreRun:
    with EmbeddedStore.in_memory(quads, "hub") as store:
        return check_store(store, tokens or ("wellformed",), **options)


def behind(quads: list[Quad], alter: Callable[[Asked, Reply], Reply], **options: Any) -> StoreRun:
    with altered_server(quads, alter) as server, EndpointStore(read_address(server.url), limit=5) as store:
        return check_store(store, ["disclosure"], **options)


def test_graphs_without_a_lineage_are_told_of_and_not_failed() -> None:
    run = checked([*some(GOOD), STRANGER], *ALL)
    assert [verdict.report.passed for verdict in run.verdicts] == [True] * len(ALL)
    assert run.told == ["1 of 2 named graphs hold no lineage and were not checked"]
    assert (run.exit_code, run.graph, run.literals) == (0, "named", "as stored")


@pytest.mark.parametrize("quads", [[], [STRANGER], [Quad(*STRANGER.triple)]])
def test_a_store_without_any_lineage_has_not_passed(quads: list[Quad]) -> None:
    run = checked(quads, "wellformed", "lineage")
    assert [(v.origin, v.lineage, v.report.profile) for v in run.verdicts] == [
        ("hub", "", "wellformed"),
        ("hub", "", "lineage"),
    ]
    assert codes(run) == {"FTL-W001": 2}
    assert run.exit_code == 1


def test_lineages_that_only_the_default_graph_holds_give_no_verdict_beside_named_ones() -> None:
    run = checked(some(GOOD) + in_default(VAGUE))
    assert [verdict.report.passed for verdict in run.verdicts] == [True]
    (error,) = run.errors
    assert isinstance(error, NoVerdictError) and "1 lineages" in error.what
    assert run.exit_code == 3
    assert checked(some(GOOD) + in_default(GOOD)).errors == []


def test_the_default_graph_can_be_asked_for() -> None:
    run = checked(some(VAGUE) + in_default(GOOD), graph="default")
    assert (run.graph, run.exit_code, len(run.verdicts)) == ("default", 0, 1)
    union = checked(some(GOOD) + in_default(GOOD), graph="default")
    assert "checked together" in union.told[0]
    neither = checked(in_default(GOOD), graph="named")
    assert (codes(neither), neither.exit_code) == ({"FTL-W001": 1}, 3)


def test_several_lineages_in_one_graph_are_one_verdict_that_says_so() -> None:
    both = {"urn:both": [*examples()[GOOD], *examples()[VAGUE]]}
    run = checked(in_graphs(both), "disclosure")
    (verdict,) = run.verdicts
    assert (verdict.lineage, verdict.name) == ("urn:both", "2 lineages in urn:both")
    assert verdict.report.nodes_checked == 2
    (default,) = checked([Quad(*quad.triple) for quad in both["urn:both"]]).verdicts
    assert (default.lineage, default.name) == ("", "2 lineages in the default graph")


def test_the_severity_that_fails_is_the_same_as_for_files() -> None:
    for fail_on in ("violation", "warning", "info"):
        run = checked(some(VAGUE), "disclosure", fail_on=fail_on)
        file = check_quads(examples()[VAGUE], "disclosure", fail_on=fail_on)
        assert run.verdicts[0].report.passed == file.passed


def test_a_profile_without_anything_to_look_at_has_not_passed() -> None:
    request = Request.of(["wellformed", "governance"])
    place = Place(EmbeddedStore.in_memory(some(GOOD)), default=False)
    counts = {"wellformed": {GOOD: 1}, "governance": {}}
    found = reports_of(request, place, [GOOD], {}, {}, counts, with_reports=True)
    assert found[GOOD, "wellformed"].passed and not found[GOOD, "governance"].passed
    assert found[GOOD, "governance"] == check_quads((), "governance")


# Shapes of users


OWN = f"""{PREFIXES}
:Hours a sh:NodeShape ; sh:targetClass ftl:FineTuning ;
  sh:property [ sh:path ftl:acceleratorHours ; sh:minCount 1 ; sh:severity sh:Warning ; sh:message "no hours" ] ;
  sh:sparql [ sh:message "{{?value}} is named" ; sh:prefixes :p ;
    sh:select "SELECT $this (COUNT(?name) AS ?value) {{ $this <https://w3id.org/ftl#stageName> ?name }} GROUP BY $this" ] .
:Inner a sh:NodeShape ; sh:targetClass ftl:FineTuneLineage ;
  sh:property [ sh:path ftl:hasStep ; sh:property [ sh:path ftl:gpuHours ; sh:minCount 1 ; sh:message "no GPU hours" ] ] ,
    [ sh:path ftl:headModel ; sh:property [ sh:path schema:url ; sh:minCount 1 ; sh:message "no address" ] ] .
"""


@pytest.mark.parametrize("default", [False, True])
def test_shapes_of_the_user_are_checked_with_each_profile(tmp_path: Path, default: bool) -> None:
    path = tmp_path / "own.ttl"
    path.write_text(OWN, encoding="utf-8")
    graph = "urn:example:zephyr-like"
    tokens = ("disclosure", "wellformed", "governance")
    run = checked(in_default(graph) if default else some(graph), *tokens, shapes=[path])
    for (_, token), report in reports(run, [graph], tokens).items():
        expected = check_quads(examples()[graph], token, shapes=[path])
        assert told(report) == told(expected)
        assert {"no hours", "no GPU hours", "no address", "1 is named"} <= {
            f.message for f in report.findings
        }


def test_a_shape_that_cannot_be_used_is_told_before_the_store_is_asked(tmp_path: Path) -> None:
    path = tmp_path / "own.ttl"
    path.write_text(f"{PREFIXES}:A a sh:NodeShape ; sh:targetClass ftl:FineTuning ; sh:or 'text' .")
    with altered_server([]) as server, EndpointStore(read_address(server.url)) as store:
        with pytest.raises(UsageError):
            check_store(store, ["wellformed"], shapes=[path])
        for wrong in ({"fail_on": "error"}, {"graph": "both"}, {"timeout": 0.0}):
            with pytest.raises(UsageError):
                check_store(store, ["wellformed"], **wrong)  # type: ignore[arg-type]
        with pytest.raises(UsageError):
            check_store(store, ["complete"])
        assert server.asked == []


def test_a_query_of_the_user_that_says_it_failed_gives_no_verdict(tmp_path: Path) -> None:
    path = tmp_path / "own.ttl"
    select = "SELECT $this ?failure { $this <https://w3id.org/ftl#stageName> ?n BIND(true AS ?failure) }"
    path.write_text(
        f'{PREFIXES}:A a sh:NodeShape ; sh:targetClass ftl:FineTuning ; sh:sparql [ sh:select "{select}" ] .'
    )
    with pytest.raises(NoVerdictError, match=r"^the validation stopped: the query of \S+ reports a failure"):
        checked(some("urn:example:zephyr-like"), shapes=[path])


# Blank nodes


def blank(graph: str) -> list[Quad]:
    """Return an example whose steps are blank nodes."""

    def as_blank(term: Any) -> Any:
        return BlankNode(term.value.rpartition("-")[2]) if str(term) in steps else term

    quads = examples()[graph]
    steps = {str(quad.object) for quad in quads if quad.predicate.value.endswith("#hasStep")}
    return [Quad(as_blank(q.subject), q.predicate, as_blank(q.object), NamedNode(graph)) for q in quads]


def unlike(asked: Asked, reply: Reply) -> Reply:
    """Label blank nodes otherwise in each answer."""
    assert isinstance(reply.body, bytes)
    return evolve(
        reply, body=reply.body.replace(b'"bnode","value":"', f'"bnode","value":"r{asked.number}'.encode())
    )


def test_findings_at_blank_nodes_are_all_there_and_say_that_nobody_can_name_them() -> None:
    quads = blank("urn:example:zephyr-like")
    here = checked(quads, "disclosure")
    there = behind(quads, unlike)
    for run in (here, there):
        nameless = [f for f in run.verdicts[0].report.findings if f.focus.startswith("_:")]
        assert nameless and {finding.label for finding in nameless} == {NAMELESS}
    assert codes(here) == codes(there)
    assert here.told == [] and "no lasting name" in there.told[0]
    assert behind(quads, unlike).verdicts[0].report.findings == there.verdicts[0].report.findings


def test_a_graph_that_is_named_by_a_blank_node_gives_no_verdict() -> None:
    quads = [Quad(*quad.triple, BlankNode("g")) for quad in examples()[GOOD]]
    with pytest.raises(NoVerdictError, match="blank node as its name") as caught:
        checked(quads)
    assert caught.value.where == "hub"


# What goes wrong


def test_a_fault_in_the_middle_of_the_check_gives_no_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "PAUSES", (0.0,))

    def failing(asked: Asked, reply: Reply) -> Reply:
        return Reply(503) if asked.number == 60 or "acceleratorHours" in asked.query else reply

    def stopping(asked: Asked, reply: Reply) -> Reply:
        return Reply(500, "text/plain", b"out of memory") if asked.number > 60 else reply

    assert behind(some(VAGUE), failing).exit_code == 1
    with pytest.raises(NoVerdictError, match=r"the query of .* failed: .*out of memory"):
        behind(some(VAGUE), stopping)


def test_a_place_that_is_no_endpoint_is_unusable_input() -> None:
    with pytest.raises(InputError, match="web page"):
        behind([], lambda asked, reply: Reply(200, "text/html", b"<html>"))


def test_a_check_ends_when_its_time_is_over() -> None:
    with pytest.raises(NoVerdictError, match="within 1e-06 seconds"):
        checked(some(GOOD), timeout=1e-6)
    assert checked(some(GOOD), timeout=600).exit_code == 0


def test_a_store_that_cannot_count_its_graphs_is_still_checked() -> None:
    def uncounted(asked: Asked, reply: Reply) -> Reply:
        return Reply(500) if "DISTINCT ?graph" in asked.query else reply

    run = behind(some(GOOD), uncounted)
    assert run.exit_code == 0 and "could not count" in run.told[0]


def test_queries_that_can_find_nothing_are_not_sent() -> None:
    with altered_server(some(GOOD)) as server, EndpointStore(read_address(server.url)) as store:
        run = check_store(store, ["reproducible"])
        requests = len(server.asked)
    assert run.exit_code == 0
    assert requests < 350  # of more than 540 queries, each of which is at least one request


def test_anchors_that_profiles_share_are_counted_once() -> None:
    counted = []
    for tokens in (["lineage"], ["instance", "disclosure", "lineage"]):
        with altered_server(some(GOOD)) as server, EndpointStore(read_address(server.url)) as store:
            assert check_store(store, tokens).exit_code == 0
        counted.append(sum("(COUNT(DISTINCT ?this)" in asked.query for asked in server.asked))
    assert counted[0] == counted[1] > 0


def test_reports_can_be_left_out() -> None:
    (verdict,) = checked(some(VAGUE), reports=False).verdicts
    assert verdict.report.report == ()
