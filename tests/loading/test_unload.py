"""Lineages go out of a store whole, and nothing else does."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad

from lineage_rdf.errors import InputError, UsageError
from tests.loading.conftest import Hub
from tests.loading.invented import expected, iri, lineage, turtle, write


def test_a_lineage_goes_with_all_that_describes_it(hub: Hub, tmp_path: Path) -> None:
    hub.load(write(tmp_path / "ab.ttl", turtle("a"), turtle("b")))
    counts = hub.unload(iri("a"))
    assert (counts.unloaded, counts.exit_code) == (1, 0)
    assert counts.statements == len(lineage("a").quads)
    assert hub.quads() == expected(lineage("b"))


def test_what_is_not_there_is_refused_and_the_rest_is_done(hub: Hub, tmp_path: Path) -> None:
    hub.load(write(tmp_path / "ab.ttl", turtle("a"), turtle("b")))
    counts = hub.unload(iri("none"), iri("b"), iri("b"))
    assert (counts.unloaded, counts.exit_code) == (1, 1)
    assert [item.lineage for item in counts.refused] == [iri("none")]
    assert hub.quads() == expected(lineage("a"))


def test_one_that_shares_its_graph_goes_only_with_the_others(hub: Hub) -> None:
    both = [*lineage("a").quads, *lineage("b").quads]
    hub.put("urn:ab", both)
    hub.put("urn:bc", [*lineage("b").quads, *lineage("c").quads])
    before = hub.quads()
    # b stays for c's sake, and so a, which could go with b alone, stays too
    counts = hub.unload(iri("a"), iri("b"))
    assert (counts.unloaded, len(counts.refused)) == (0, 2)
    assert hub.quads() == before
    assert hub.unload(iri("c"), iri("b"), iri("a")).unloaded == 3
    assert hub.quads() == set()


def test_what_others_say_stays(hub: Hub, tmp_path: Path) -> None:
    hub.load(write(tmp_path / "a.ttl", turtle("a")))
    hub.put("urn:notes", [Quad(NamedNode(iri("a")), NamedNode("urn:says"), NamedNode(iri("b")))])
    hub.unload(iri("a"))
    assert [quad.graph_name for quad in hub.quads()] == [NamedNode("urn:notes")]


def test_what_is_no_iri_is_refused_before_anything_is_deleted(hub: Hub, tmp_path: Path) -> None:
    hub.load(write(tmp_path / "a.ttl", turtle("a")))
    with pytest.raises(UsageError, match="no IRI"):
        hub.unload(iri("a"), "x> } ; DROP ALL ; #")
    assert hub.quads() == expected(lineage("a"))


def test_a_store_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        Hub(str(tmp_path / "hub")).unload(iri("a"))
    assert list(tmp_path.iterdir()) == []
