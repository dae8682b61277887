"""Each lineage of a document is checked by its own statements (decisions section 1.5)."""

from __future__ import annotations

import pytest
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad

from lineage_rdf.codec.names import node
from lineage_rdf.codec.slices import slices
from lineage_rdf.codec.syntax import Syntax
from lineage_rdf.codec.write import write_quads
from lineage_rdf.lineage import read, read_document
from tests.conftest import ROOT

GOOD = read(ROOT / "examples" / "lineages" / "zephyr-like.ttl")
VAGUE = read(ROOT / "examples" / "lineages" / "vague-card.ttl")


def _quads(syntax: Syntax) -> list[Quad]:
    """Return two lineages in one graph, or each in its own where the syntax has graphs."""
    named = syntax.has_graphs
    return [
        Quad(q.subject, q.predicate, q.object, NamedNode(f"urn:graph:{number}") if named else DefaultGraph())
        for number, lineage in enumerate((GOOD, VAGUE))
        for q in lineage.quads
    ]


@pytest.mark.parametrize("syntax", [Syntax.TURTLE, Syntax.TRIG], ids=lambda syntax: syntax.title)
def test_a_lineage_is_not_judged_by_its_neighbour(syntax: Syntax) -> None:
    text = write_quads(_quads(syntax), syntax).text
    both = {lineage.iri: lineage for lineage in read_document(text.encode(), syntax.title)}
    assert set(both) == {GOOD.iri, VAGUE.iri}
    for alone in (GOOD, VAGUE):
        found = both[alone.iri]
        assert found.record == alone.record
        assert {q.triple for q in found.quads} == {q.triple for q in alone.quads}
        assert found.check("instance").findings == alone.check("instance").findings
    assert both[GOOD.iri].check("instance").conforms
    assert not both[VAGUE.iri].check("instance").conforms


def test_the_step_that_made_a_shared_model_stays_with_its_lineage() -> None:
    text = """
        one a FineTuneLineage ; one hasStep step-1 ; step-1 producedModel m ; m prov:wasGeneratedBy step-1
        two a FineTuneLineage ; two hasStep step-2 ; step-2 baseModel m ; step-2 producedModel n ; n derivedFromModel m
    """
    rows = [part.split() for line in text.strip().splitlines() for part in line.split(" ; ")]
    quads = [_quad(*row) for row in rows]
    own = slices(quads, ["urn:one", "urn:two"])
    assert own["urn:one"] == quads[:4]
    assert own["urn:two"] == quads[4:]


def _quad(subject: str, predicate: str, target: str) -> Quad:
    if predicate == "a":
        return Quad(NamedNode(f"urn:{subject}"), node("rdf:type"), node(target))
    return Quad(NamedNode(f"urn:{subject}"), node(predicate), NamedNode(f"urn:{target}"))


def test_a_lineage_alone_keeps_statements_that_nothing_leads_to() -> None:
    stray = Quad(BlankNode("b"), node("schema:name"), NamedNode("urn:x"))
    quads = [*GOOD.quads, stray]
    assert slices(quads, [GOOD.iri]) == {GOOD.iri: quads}
