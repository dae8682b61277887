"""A query is read once, and answers as it would if it were read each time."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib

from lineage_rdf.check import check_quads, prepared
from lineage_rdf.check.prepared import PreparedGraph
from lineage_rdf.check.pyshacl_engine import validate
from lineage_rdf.codec.read import read_file
from lineage_rdf.codec.syntax import syntax_of

ROOT = Path(__file__).parents[2]
DATA = "@prefix e: <http://e/> . e:a e:next e:b . e:b e:next e:a . e:c e:next e:d ."
CIRCLE = "SELECT $this WHERE { $this e:next+ $this }"


@pytest.fixture
def texts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the list of texts that rdflib is given to read from now on."""
    read: list[str] = []
    original = prepared.prepareQuery

    def counted(text, names):  # type: ignore[no-untyped-def]
        read.append(text)
        return original(text, names)

    monkeypatch.setattr(prepared, "prepareQuery", counted)
    prepared._prepared.cache_clear()
    return read


def graph(kind: type[rdflib.Graph]) -> rdflib.Graph:
    return kind().parse(data=DATA, format="turtle")


@pytest.mark.parametrize("name", ["a", "b", "c", "d"])
def test_bindings_of_one_run_do_not_stay(name: str) -> None:
    focus = {"this": rdflib.URIRef(f"http://e/{name}")}
    ours, plain = graph(PreparedGraph), graph(rdflib.Graph)
    assert list(ours.query(CIRCLE, initBindings=focus)) == list(plain.query(CIRCLE, initBindings=focus))


def test_a_text_is_read_once_for_all_graphs(texts: list[str]) -> None:
    for _ in range(3):
        assert len(list(graph(PreparedGraph).query(CIRCLE))) == 2
    assert texts == [CIRCLE]


def test_other_prefixes_make_another_query(texts: list[str]) -> None:
    asked = graph(PreparedGraph)
    assert len(list(asked.query(CIRCLE, initNs={"e": rdflib.URIRef("http://e/")}))) == 2
    assert list(asked.query(CIRCLE, initNs={"e": rdflib.URIRef("http://other/")})) == []
    assert texts == [CIRCLE, CIRCLE]


def test_a_check_reads_every_text_once(texts: list[str]) -> None:
    path = ROOT / "examples" / "lineages" / "zephyr-like.ttl"
    quads = tuple(read_file(path, syntax_of(path.name)))
    first = check_quads(quads, "wellformed", engine=validate)
    assert texts
    assert len(texts) == len(set(texts))
    number = len(texts)
    assert check_quads(quads, "wellformed", engine=validate).findings == first.findings
    assert len(texts) == number
