"""Blank nodes get names that follow from the document and from nothing else."""

from __future__ import annotations

import hashlib
from uuid import NAMESPACE_URL, uuid5

import pytest
from pyoxigraph import Quad, RdfFormat, parse

from lineage_rdf.codec import blank_nodes
from lineage_rdf.codec.blank_nodes import without_blank_nodes
from lineage_rdf.errors import InputError

EASY = '_:a <urn:p> [ <urn:q> 5.0 ] . <urn:x> <urn:r> <<( _:a <urn:p> "t" )>> . _:g { _:a <urn:p> _:a }'
RING = "_:a <urn:p> _:b . _:b <urn:p> _:c . _:c <urn:p> _:a . _:c <urn:q> 1 ."


def read(trig: str) -> list[Quad]:
    return list(parse(trig.encode(), RdfFormat.TRIG))


def lines(trig: str) -> list[str]:
    return [str(quad) for quad in without_blank_nodes(read(trig))[0]]


def test_the_name_is_that_of_the_canonical_document_and_label() -> None:
    canonical = '_:c14n0 <urn:p> "x" .\n'
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    expected = uuid5(uuid5(NAMESPACE_URL, "https://w3id.org/ftl#"), f"{digest}\0c14n0")
    assert lines('_:whatever <urn:p> "x" .') == [f'<urn:uuid:{expected}> <urn:p> "x"']


@pytest.mark.parametrize("trig", [EASY, RING])
def test_labels_and_order_do_not_matter(trig: str) -> None:
    other = trig.replace("_:", "_:z")
    assert lines(trig) == lines(other)
    assert without_blank_nodes(read(trig)[::-1]) == without_blank_nodes(read(trig))


def test_nothing_is_blank_any_more_not_in_graphs_nor_in_triple_terms() -> None:
    named, count = without_blank_nodes(read(EASY))
    assert count == 3
    assert len(named) == len(read(EASY)) == 4
    assert "_:" not in "".join(map(str, named))
    assert '"5.0"' in "".join(map(str, named))


def test_documents_that_differ_share_no_name() -> None:
    first, second = (
        {word for line in lines(f"_:a <urn:p> {n} .") for word in line.split()[:1]} for n in (1, 2)
    )
    assert first.isdisjoint(second)


def test_without_blank_nodes_nothing_changes() -> None:
    quads = read("<urn:b> <urn:p> 2.50 . <urn:a> <urn:p> 1 .")
    assert without_blank_nodes(quads) == (quads, 0)


def test_alike_nodes_are_named_by_a_process_with_the_same_result(monkeypatch: pytest.MonkeyPatch) -> None:
    there = lines(EASY)
    monkeypatch.setattr(blank_nodes, "_is_easy", lambda quads: False)
    assert lines(EASY) == there


def test_what_never_ends_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blank_nodes, "SECONDS", 0.5)
    clique = "".join(f"_:n{a} <urn:p> _:n{b} .\n" for a in range(10) for b in range(10) if a != b)
    with pytest.raises(InputError, match=r"poison.*too much alike"):
        without_blank_nodes(read(clique), "poison")
