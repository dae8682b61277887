"""Links to CASRAI terms are true, told with their edition, and all that is added."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from lineage_rdf.check import check_quads
from lineage_rdf.codec.read import read_file, read_quads
from lineage_rdf.codec.syntax import Syntax, syntax_of
from lineage_rdf.errors import UsageError
from lineage_rdf.terms.alignment import align, edition_node
from lineage_rdf.terms.from_graph import glossary_of
from lineage_rdf.vocabulary.casrai import casrai_terms, cited_slugs, edition, term_sets
from lineage_rdf.vocabulary.namespaces import CASRAI
from tests.conftest import ROOT, SHARED

EXAMPLES = sorted((ROOT / "examples" / "lineages").glob("*.ttl"))
FACTS = SHARED / "facts" / "casrai_terms.json"
HEAD = """
@prefix ftl: <https://w3id.org/ftl#> .
@prefix ex: <https://example.org/> .
"""
TOLD = 'ex:step a ftl:FineTuning ; ftl:ordinal 1 ; ftl:stageName "sft" .'


def turtle(text: str) -> list[ox.Quad]:
    return read_quads((HEAD + text).encode(), Syntax.TURTLE, "test")


def linked(text: str, *also: str) -> set[tuple[str, str, str]]:
    """Return (node, property, slug) of the links that are added to a document."""
    found = align(turtle(text), also=also).quads
    return {
        (
            q.subject.value.rpartition("/")[2],
            q.predicate.value.rpartition("/")[2],
            q.object.value.rpartition("/")[2],
        )
        for q in found
        if q.predicate.value.endswith(("additionalType", "terms/relation"))
    }


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_aligned_lineage_passes_and_aligning_again_adds_nothing(path: Path) -> None:
    quads = read_file(path, syntax_of(path.name))
    both = [*quads, *align(quads).quads]
    assert align(both).quads == ()
    report = check_quads(both, "casrai-alignment")
    assert [f for f in report.findings if f.code.startswith("FTL-C")] == []
    before = check_quads(quads, "instance")
    assert before.findings == check_quads(both, "instance").findings
    # What is no instance of a fine-tune lineage is not called one.
    named = "model-fine-tune-lineage" in align(quads).linked
    assert named == (not {"FTL-N001", "FTL-N002"} & {f.code for f in before.findings})


def test_a_lineage_and_its_training_are_linked() -> None:
    assert linked(f"ex:lineage a ftl:FineTuneLineage ; ftl:hasStep ex:step . {TOLD}") == {
        ("lineage", "additionalType", "model-fine-tune-lineage"),
        ("step", "additionalType", "fine-tuning"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "ex:lineage a ftl:FineTuneLineage .",
        "ex:lineage a ftl:FineTuneLineage ; ftl:hasStep ex:step . ex:step a ftl:Merging ; ftl:stageName 'merge' .",
        "ex:activity a ftl:Prompting . ex:model a ftl:Model . ex:thing a ex:FineTuning . ex:step a ftl:PreTraining .",
        "ex:checkpoint a ftl:Checkpoint .",
    ],
)
def test_what_casrai_does_not_mean_is_not_linked(text: str) -> None:
    assert align(turtle(text)).quads == ()


def test_a_bare_statement_is_fine_tuning_and_no_lineage() -> None:
    vague = "ex:lineage a ftl:FineTuneLineage ; ftl:hasStep ex:step . ex:step a ftl:FineTuning ."
    assert linked(vague) == {("step", "additionalType", "fine-tuning")}


def test_a_kind_of_training_without_its_superclass_is_training() -> None:
    assert linked("ex:step a ftl:Distilling .") == {("step", "additionalType", "fine-tuning")}


def test_weaker_matches_are_related_and_never_typed() -> None:
    text = f"ex:lineage a ftl:FineTuneLineage ; ftl:hasStep ex:step . {TOLD} ex:saved a ftl:Checkpoint ."
    assert linked(text, "close") - linked(text) == {("saved", "relation", "model-checkpoint")}
    assert linked(text, "broad") - linked(text) == {("lineage", "relation", "model-lineage")}
    with pytest.raises(UsageError, match="weaker match 'exact'"):
        align([], also=["exact"])


def test_the_edition_is_told_with_every_term() -> None:
    graph = rdflib.Graph()
    text = f"{HEAD} ex:lineage a ftl:FineTuneLineage ; ftl:hasStep ex:step . {TOLD}"
    for quad in align(turtle(text.removeprefix(HEAD))).quads:
        graph.add(tuple(rdflib.util.from_n3(str(term)) for term in quad.triple))
    rows = graph.query(
        """PREFIX schema: <http://schema.org/> PREFIX pav: <http://purl.org/pav/>
        SELECT ?term ?version ?seen { ?node schema:additionalType ?term . ?lineage schema:citation ?edition .
          ?edition schema:hasDefinedTerm ?term ; schema:version ?version ; pav:sourceAccessedOn ?seen }"""
    )
    assert len(rows) == 2
    assert {(str(row.version), str(row.seen.value)) for row in rows} == {
        ("v2026.2", "2026-11-20 00:00:00+00:00")
    }


def test_the_edition_is_read_as_a_glossary_seen_on_its_day() -> None:
    found = glossary_of(align(turtle(TOLD)).quads)
    assert (found.iri, found.version, found.accessed) == (edition_node().value, "v2026.2", "2026-11-20")
    assert found.by_iri()[f"{CASRAI}fine-tuning"].name == "Fine-tuning"


def test_each_graph_gets_its_own_statements() -> None:
    first, second = ox.NamedNode("urn:first"), ox.NamedNode("urn:second")
    quads = [ox.Quad(*quad.triple, graph) for quad in turtle(TOLD) for graph in (first, second)]
    added = align(quads).quads
    by_graph = [{q.triple for q in added if q.graph_name == graph} for graph in (first, second)]
    assert by_graph[0] == by_graph[1] != set()
    assert len(added) == 2 * len(by_graph[0])


def test_what_is_known_of_casrai_is_the_shared_data() -> None:
    if not FACTS.is_file():
        pytest.skip("the shared facts are not there")
    import json

    facts = json.loads(FACTS.read_text(encoding="utf-8"))
    assert {
        row["id"]: (row["name"], tuple(row["aliases"]), row["inDefinedTermSet"] or "")
        for row in facts["terms"]
    } == {term.iri: (term.name, term.aliases, term.term_set) for term in casrai_terms().values()}
    assert {row["slug"] for row in facts["cited"]} == set(cited_slugs())
    assert {row["id"]: row["domainPage"] for row in facts["sets"]} == term_sets()
    assert edition().accessed.endswith("Z")
