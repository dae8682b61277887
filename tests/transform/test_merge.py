"""The union of lineages: each in its own graph, nothing lost, blank nodes apart, and every disagreement told."""

from __future__ import annotations

from decimal import Decimal

from attrs import evolve
from hypothesis import given, settings
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad

from lineage_rdf.claims.mint import graph_of
from lineage_rdf.codec.names import node
from lineage_rdf.codec.terms import mapped
from lineage_rdf.records import Agent
from lineage_rdf.transform import Source, diff, merge
from lineage_rdf.transform.conflict_text import as_content, as_lines
from tests.codec.strategies import lineages
from tests.transform.lineages import Told, changed, decoded, example, told
from tests.transform.statements import quads_of

SFT, DPO = (
    "https://huggingface.co/harbour-lab/harbour-7b-sft",
    "https://huggingface.co/harbour-lab/harbour-7b-dpo",
)


def source(lineage, name):
    return Source(name, lineage.quads)


def in_graph(merged, iri):
    return tuple(q for q in merged.quads if q.graph_name == NamedNode(graph_of(iri)))


def stranger(record, iri="urn:other"):
    """Another lineage, and other steps, of the same models."""
    steps = [evolve(step, iri=f"{iri}:{step.ordinal}", follows=()) for step in record.ordered_steps]
    return evolve(record, iri=iri, steps=tuple(steps), statuses=(), activities=())


def test_each_lineage_has_a_graph_of_its_own_described_outside() -> None:
    one, other = example(), example("merge")
    merged = merge([source(one, "one"), source(other, "other")])
    assert merged.lineages == (one.iri, other.iri)
    assert (merged.conflicts, merged.repeated, merged.beside) == ((), 0, 0)
    for lineage in (one, other):
        assert {(q.subject, q.predicate, q.object) for q in in_graph(merged, lineage.iri)} == {
            (q.subject, q.predicate, q.object) for q in lineage.quads
        }
    outside = {q for q in merged.quads if q.graph_name == DefaultGraph()}
    assert outside == {
        Quad(NamedNode(graph_of(lineage.iri)), node("rdf:type"), node(f"prov:{kind}"))
        for lineage in (one, other)
        for kind in ("Bundle", "Entity")
    }


@settings(max_examples=25)
@given(lineages(), lineages())
def test_what_is_merged_can_be_read_again_as_it_was(one, other) -> None:
    merged = merge([source(told(one), "one"), source(told(other), "other")])
    for record in (one, other):
        again = Told(record.iri, in_graph(merged, record.iri))
        assert diff(told(record), again).equal


def test_merging_what_was_merged_changes_nothing() -> None:
    merged = merge([source(example(), "one"), source(example("merge"), "other")])
    again = merge([Source("all", merged.quads)])
    assert set(again.quads) == set(merged.quads)
    assert again.beside == 0


def test_a_lineage_told_twice_in_one_way_is_taken_once() -> None:
    lineage = example()
    other_way = [
        Quad(q.subject, q.predicate, q.object, NamedNode("urn:graph")) for q in reversed(lineage.quads)
    ]
    merged = merge([source(lineage, "one"), Source("other", other_way)])
    assert (merged.repeated, merged.conflicts) == (1, ())
    assert len(in_graph(merged, lineage.iri)) == len(lineage.quads)


def test_a_lineage_told_differently_is_a_conflict_and_keeps_all_statements() -> None:
    record = decoded(example())
    other = told(changed(record, 0, objectives=("kto",)))
    merged = merge([source(told(record), "one"), source(other, "other")])
    first = merged.conflicts[0]
    assert (first.kind, first.node, [say.origin for say in first.says]) == (
        "lineage-told-differently", record.iri, ["one", "other"],
    )  # fmt: skip
    assert [(c.property, c.old[0].text, c.new[0].text) for c in first.changes] == [
        ("hasObjective", "sft", "kto")
    ]
    everything = {(q.subject, q.predicate, q.object) for q in (*told(record).quads, *other.quads)}
    assert {(q.subject, q.predicate, q.object) for q in in_graph(merged, record.iri)} == everything


def conflicts_of(record, other):
    merged = merge([source(told(record), "one"), source(told(stranger(other)), "other")])
    return [(c.kind, c.node, c.property, [say.values for say in c.says]) for c in merged.conflicts]


def with_model(record, iri, **fields):
    return evolve(record, models=tuple(evolve(m, **fields) if m.iri == iri else m for m in record.models))


def test_strangers_who_agree_are_no_conflict() -> None:
    record = decoded(example())
    assert conflicts_of(record, record) == []
    # Whoever leaves a fact out, or words a name otherwise, contradicts nobody.
    silent = with_model(
        record, DPO, weights_licence=None, licences_as_found=(), derived_from=(), name="Harbour"
    )
    assert conflicts_of(record, silent) == []


def test_two_licences_digests_and_bases_of_a_model() -> None:
    record = with_model(decoded(example()), DPO, digest="sha256:a", total_parameter_count=7)
    base = "https://huggingface.co/gpt2"
    other = with_model(
        record, DPO, weights_licence="MIT", digest="sha256:b", derived_from=(base,), total_parameter_count=8
    )
    assert conflicts_of(record, other) == [
        ("values-disagree", DPO, "digest", [("sha256:a",), ("sha256:b",)]),
        ("values-disagree", DPO, "derivedFromModel", [("harbour-lab/harbour-7b-sft",), (base,)]),
        ("values-disagree", DPO, "weightsLicence", [("Apache-2.0",), ("MIT",)]),
        ("values-disagree", DPO, "totalParameterCount", [("7",), ("8",)]),
    ]


def test_numbers_disagree_by_value_only() -> None:
    record = with_model(decoded(example()), DPO, training_compute_exaflop=Decimal("5"))
    assert conflicts_of(record, with_model(record, DPO, training_compute_exaflop=Decimal("5.0"))) == []


def test_two_ways_of_making_a_model() -> None:
    record = decoded(example())
    found = conflicts_of(record, changed(record, 0, objectives=("kto",), kind="Distilling"))
    assert found == [
        ("makers-disagree", SFT, "rdf:type", [("FineTuning",), ("Distilling",)]),
        ("makers-disagree", SFT, "hasObjective", [("sft",), ("kto",)]),
    ]


def test_datasets_and_agents_may_disagree_too() -> None:
    record = decoded(example())
    dataset, agent = record.datasets[0], Agent(iri="urn:agent", kind="prov:Person", name="Ada")
    one = evolve(record, datasets=(evolve(dataset, licence="MIT"),), agents=(agent,))
    other = evolve(
        record,
        datasets=(evolve(dataset, licence="CC0-1.0"),),
        agents=(evolve(agent, kind="prov:Organization"),),
    )
    general = evolve(record, agents=(evolve(agent, kind="prov:Agent"),))
    assert [found[:3] for found in conflicts_of(one, other)] == [
        ("values-disagree", dataset.iri, "dataLicence"),
        ("values-disagree", "urn:agent", "rdf:type"),
    ]
    assert conflicts_of(one, general) == []


def test_blank_nodes_are_kept_apart_and_named_alike_each_time() -> None:
    def with_blank(lineage):
        more = quads_of(f"<{lineage.iri}> ex:p _:b . _:b ex:p _:c .")
        return [*lineage.quads, *more]

    one, other = example(), example("merge")

    def blanks(merged, lineage):
        found = (t for q in in_graph(merged, lineage.iri) for t in (q.subject, q.object))
        return {t for t in found if isinstance(t, BlankNode)}

    merged = merge([Source("one", with_blank(one)), Source("other", with_blank(other))])
    first, second = blanks(merged, one), blanks(merged, other)
    assert (len(first), len(second)) == (2, 2)
    assert first.isdisjoint(second)
    assert merge([Source("one", with_blank(one)), Source("other", with_blank(other))]) == merged


def test_a_lineage_that_is_a_blank_node_is_nobody_elses() -> None:
    lineage = example()
    blank = list(mapped(lineage.quads, lambda it: BlankNode("l") if it == NamedNode(lineage.iri) else it))
    merged = merge([Source("one", blank), Source("other", blank)])
    assert len(set(merged.lineages)) == 2
    assert merged.repeated == 0


def test_what_belongs_to_no_lineage_stays_in_its_graph() -> None:
    more = quads_of("ex:a ex:p ex:b . ex:g { ex:a ex:p ex:c }")
    one, other = example(), example("merge")
    merged = merge([Source("both", [*one.quads, *other.quads, *more])])
    assert merged.lineages == tuple(sorted((one.iri, other.iri), key=merged.lineages.index))
    assert merged.beside == 2
    assert set(more) <= set(merged.quads)


def test_conflicts_as_lines_and_as_content() -> None:
    record = decoded(example())
    many = changed(record, 0, settings=())
    merged = merge([source(told(record), "one\x1b[31m"), source(told(many), "two")])
    lines = list(as_lines(merged.conflicts))
    assert lines[0].startswith(
        "conflict: the lineage of harbour-lab/harbour-7b-dpo is told differently by one"
    )
    assert "\x1b" not in "".join(lines)
    assert lines[1].startswith("  step 1 (sft): - ")
    assert lines[-1] == f"  and {len(record.ordered_steps[0].settings) - 10} more (see lineage-rdf diff)"
    (content,) = as_content(merged)["conflicts"]
    assert content["kind"] == "lineage-told-differently"
    assert len(content["changes"]) == len(record.ordered_steps[0].settings)
    licence = with_model(record, DPO, weights_licence="MIT")
    merged = merge([source(told(record), "one"), source(told(stranger(licence)), "two")])
    assert list(as_lines(merged.conflicts)) == [
        "conflict: harbour-lab/harbour-7b-dpo: licence: Apache-2.0 (one); MIT (two)"
    ]
