"""rdflib reads and writes lineages by our plug-ins, and nothing in them changes."""

from __future__ import annotations

import tomllib
from importlib.metadata import EntryPoint

import pytest
import rdflib
from hypothesis import given, settings
from pyoxigraph import RdfFormat, parse
from rdflib.compare import isomorphic

from lineage_rdf.codec.encode import encode
from lineage_rdf.codec.rdflib_plugins import register
from lineage_rdf.codec.syntax import Syntax
from lineage_rdf.codec.to_rdflib import from_graph
from lineage_rdf.codec.turtle import write_turtle
from lineage_rdf.codec.write import write_quads
from lineage_rdf.errors import InputError, UsageError
from lineage_rdf.records import LineageRecord
from tests.codec.strategies import lineages
from tests.conftest import ROOT

HEAD = "@prefix e: <http://e.org/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
SPELLINGS = f"""{HEAD}e:a e:p "007"^^xsd:integer, 5.0, "5"^^xsd:decimal, "1"^^xsd:boolean, "2026-01-01T00:00:00Z"^^xsd:dateTime,
    "soon"^^xsd:dateTime, "a\\u0007\\\\u0041"@en-GB, "text", "text"^^e:own ."""


@pytest.fixture(autouse=True, scope="module")
def _registered() -> None:
    register()


@settings(max_examples=30)
@given(lineages())
def test_a_lineage_goes_through_rdflib_unchanged(record: LineageRecord) -> None:
    quads = encode(record)
    for name, syntax in (("ftl-jsonld", Syntax.JSONLD), ("ftl-turtle", Syntax.TURTLE)):
        text = write_quads(quads, syntax).text
        graph = rdflib.Graph().parse(data=text, format=name)
        assert set(from_graph(graph)) == set(quads)
        assert graph.serialize(format=name) == text


@pytest.mark.parametrize("there", ["ftl-jsonld", "ftl-turtle"])
def test_literals_stay_as_written(there: str) -> None:
    quads = set(parse(SPELLINGS, RdfFormat.TURTLE))
    graph = rdflib.Graph().parse(data=SPELLINGS, format="ftl-turtle")
    assert set(from_graph(graph)) == quads
    again = rdflib.Graph().parse(data=graph.serialize(format=there), format=there)
    assert {(str(o), o.datatype, o.language and o.language.lower()) for o in again.objects()} == {  # type: ignore[attr-defined]
        (str(o), o.datatype, o.language and o.language.lower())
        for o in graph.objects()  # type: ignore[attr-defined]
    }


def test_strings_are_found_by_rdflib() -> None:
    graph = rdflib.Graph().parse(data=SPELLINGS, format="ftl-turtle")
    assert graph.query('ASK { ?s ?p "text" }').askAnswer


def test_files_are_read_and_written(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = ROOT / "examples" / "lineages" / "merge.jsonld"
    graph = rdflib.Graph().parse(path, format="ftl-jsonld")
    graph.serialize(tmp_path / "merge.ttl", format="ftl-turtle")
    assert (tmp_path / "merge.ttl").read_bytes() == path.with_suffix(".ttl").read_bytes()
    assert '"@context": "https://' in graph.serialize(format="ftl-jsonld", context_url=True)


def test_blank_nodes_of_two_documents_stay_two() -> None:
    graph = rdflib.Graph()
    for _ in range(2):
        graph.parse(data=f"{HEAD}_:x e:p e:a, [ e:p _:x ] .", format="ftl-turtle")
    assert len(graph) == 6
    again = rdflib.Graph().parse(data=graph.serialize(format="ftl-jsonld"), format="ftl-jsonld")
    assert isomorphic(again, graph)


def test_named_graphs_need_a_dataset() -> None:
    quads = list(parse("GRAPH <urn:g> { <urn:a> <urn:p> <urn:b> } <urn:a> <urn:p> 1 .", RdfFormat.TRIG))
    text = write_quads(quads, Syntax.JSONLD).text
    with pytest.raises(InputError, match="named graphs"):
        rdflib.Graph().parse(data=text, format="ftl-jsonld")
    dataset = rdflib.Dataset()
    dataset.parse(data=text, format="ftl-jsonld")
    assert len(dataset.graph(rdflib.URIRef("urn:g"))) == 1
    assert dataset.serialize(format="ftl-jsonld") == text
    with pytest.raises(UsageError, match="named graphs"):
        dataset.serialize(format="ftl-turtle")


@pytest.mark.parametrize("data", ["{", '{"@context": "http://e.org/none", "id": "urn:x"}'])
def test_errors_are_ours(data: str) -> None:
    with pytest.raises(InputError):
        rdflib.Graph().parse(data=data, format="ftl-jsonld")


def test_what_rdflib_or_rdf_cannot_hold_is_told() -> None:
    with pytest.raises(InputError, match="triple term"):
        rdflib.Graph().parse(data=f"{HEAD}e:a e:p <<( e:a e:p 1 )>> .", format="ftl-turtle")
    graph = rdflib.Graph()
    graph.add((rdflib.URIRef("no iri"), rdflib.RDF.type, rdflib.URIRef("urn:x")))
    with pytest.raises(UsageError, match="no RDF"):
        graph.serialize(format="ftl-turtle")


def test_a_conjunctive_graph_is_refused() -> None:
    with pytest.raises(UsageError, match="ConjunctiveGraph"):
        rdflib.ConjunctiveGraph().serialize(format="ftl-jsonld")


def test_the_entry_points_name_what_is_there() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for kind in ("parser", "serializer"):
        points = project["entry-points"][f"rdf.plugins.{kind}"]
        assert set(points) == {"ftl-jsonld", "ftl-turtle"}
        for name, place in points.items():
            found = EntryPoint(name, place, f"rdf.plugins.{kind}").load()
            assert found is rdflib.plugin.get(name, getattr(getattr(rdflib, kind), kind.title()))


def test_write_turtle_is_what_the_plugin_writes() -> None:
    graph = rdflib.Graph().parse(data=SPELLINGS, format="ftl-turtle")
    assert graph.serialize(format="ftl-turtle") == write_turtle(parse(SPELLINGS, RdfFormat.TURTLE))
