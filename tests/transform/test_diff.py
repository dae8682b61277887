"""The difference of two lineages: every kind of change is told, and nothing that is none."""

from __future__ import annotations

from decimal import Decimal

import pytest
from attrs import evolve, fields
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from lineage_rdf.codec.names import node
from lineage_rdf.codec.terms import mapped
from lineage_rdf.errors import InputError
from lineage_rdf.lineage import read, read_document
from lineage_rdf.records import DatasetUse, FactStatus, Model, Setting
from lineage_rdf.transform import diff, diff_all
from tests.codec.strategies import lineages
from tests.transform.lineages import Told, changed, decoded, example, of_text, told

CODE = "https://example.org/added"


def short(difference):
    """Changes as (change, about, property, old, new)."""
    return [
        (c.change, c.about, c.property, [v.text for v in c.old], [v.text for v in c.new])
        for c in difference.changes
    ]


def changes(old, new):
    """The changes both ways, of which one way is told: each must be the other inverted."""
    there, back = diff(old, new), diff(new, old)
    assert key(back.changes) == key(change.inverted() for change in there.changes)
    return short(there)


def key(found):
    return sorted(repr((c.change, c.about, c.property, c.old, c.new, c.old_iri, c.new_iri)) for c in found)


@settings(max_examples=50)
@given(lineages())
def test_a_lineage_does_not_differ_from_itself(record) -> None:
    lineage = told(record)
    found = diff(lineage, lineage)
    assert found.equal
    assert found.changes == ()


@settings(max_examples=40)
@given(lineages(), lineages())
def test_what_is_added_one_way_is_removed_the_other(one, other) -> None:
    changes(told(one), told(other))


@settings(max_examples=30)
@given(lineages(), st.randoms(use_true_random=False))
def test_what_nodes_are_called_is_no_difference(record, random) -> None:
    lineage = told(record)
    quads = [*lineage.quads]
    random.shuffle(quads)
    own = {record.iri, *(step.iri for step in record.steps)}
    own |= {part.iri for step in record.steps for part in (*step.settings, *step.dataset_uses)}

    def anonymous(term):
        return BlankNode("b" + term.value[-12:]) if term.value in own else term

    blank = Told(f"_:b{record.iri[-12:]}", tuple(mapped(quads, anonymous)))
    assert short(diff(lineage, blank)) == []
    assert short(diff(blank, blank)) == []


@settings(max_examples=40)
@given(lineages(), st.data())
def test_a_statement_that_is_taken_away_is_told(record, data) -> None:
    """Whatever is missing from the literals and links of a record, the two are not equal."""
    lineage = told(record)
    plain = [q for q in lineage.quads if isinstance(q.object, Literal)]
    if not plain:
        return
    gone = data.draw(st.sampled_from(sorted(plain, key=str)))
    less = Told(lineage.iri, tuple(q for q in lineage.quads if q != gone))
    assert not diff(lineage, less).equal


@pytest.mark.parametrize("name", ["zephyr-like", "merge", "complete", "three-revisions", "private-data"])
def test_examples_do_not_differ_from_their_other_form(name) -> None:
    turtle = example(name)
    (jsonld,) = read_document(turtle.to_jsonld().encode(), "jsonld")
    assert diff(turtle, jsonld).equal


SETTINGS = [
    ("ftl:realValue 5", "ftl:realValue 5.0", True),
    ("ftl:realValue 5.0", "ftl:integerValue 5", True),
    ('ftl:realValue "+05.00"^^xsd:decimal', "ftl:realValue 5.0", True),
    ("ftl:booleanValue true", 'ftl:booleanValue "1"^^xsd:boolean', True),
    ('ftl:stringValue "5"', "ftl:integerValue 5", False),
    ("ftl:booleanValue true", "ftl:integerValue 1", False),
    ("ftl:realValue 0.00002", "ftl:realValue 0.000021", False),
    ('ftl:stringValue "a", "b"', 'ftl:stringValue "b", "a"', True),
    ('ftl:stringValue "a", "b"', 'ftl:stringValue "a"', False),
]


@pytest.mark.parametrize(("old", "new", "equal"), SETTINGS)
def test_hyperparameters_are_compared_by_value(old, new, equal) -> None:
    def lineage(value):
        return of_text(f"""@prefix ftl: <https://w3id.org/ftl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
            <urn:l> a ftl:FineTuneLineage ; ftl:hasStep <urn:s> . <urn:s> a ftl:FineTuning ; ftl:hasSetting <urn:h> .
            <urn:h> a ftl:HyperparameterSetting ; ftl:settingOf <https://w3id.org/ftl/hyperparameter/beta> ; {value} .""")

    found = changes(lineage(old), lineage(new))
    assert (found == []) is equal
    if not equal:
        ((change, about, prop, before, after),) = found
        assert (change, about, prop) == ("changed", "setting", "settingValue")
        assert before != after  # also where the letters are the same


def test_times_are_compared_as_instants() -> None:
    record = decoded(example())
    one = changed(record, 0, started="2026-01-01T02:00:00+02:00")
    same, later = (
        changed(record, 0, started=time) for time in ("2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z")
    )
    assert changes(told(one), told(same)) == []
    assert [c[:3] for c in changes(told(one), told(later))] == [("changed", "step", "prov:startedAtTime")]


def test_settings_added_removed_and_changed() -> None:
    record = decoded(example())
    first, *rest = record.ordered_steps[0].settings
    more = Setting(iri="urn:more", hyperparameter="lora_r", integer=16)
    other = changed(record, 0, settings=(*rest, more))
    assert changes(told(record), told(other)) == [
        ("removed", "setting", "", [str(v).lower() for v in first.values], []),
        ("added", "setting", "", [], ["16"]),
    ]
    found = diff(told(record), told(other)).changes
    assert [(c.name, c.step) for c in found] == [(first.label, "step 1 (sft)"), ("lora_r", "step 1 (sft)")]


def test_base_kind_method_and_result_of_a_step() -> None:
    record = decoded(example())
    other = changed(
        record, 1, base_models=("https://huggingface.co/gpt2",), kind="Distilling", objectives=("kto",),
        parameterizations=("lora",), produced_model=None,
    )  # fmt: skip
    found = changes(told(record), told(other))
    assert ("changed", "step", "rdf:type", ["FineTuning"], ["Distilling"]) in found
    assert ("changed", "step", "hasObjective", ["dpo"], ["kto"]) in found
    assert ("changed", "step", "hasParameterization", ["full"], ["lora"]) in found
    base = ["harbour-lab/harbour-7b-sft"], ["https://huggingface.co/gpt2"]
    assert ("changed", "step", "baseModel", *base) in found
    assert ("changed", "step", "producedModel", ["harbour-lab/harbour-7b-dpo"], []) in found


def test_a_dataset_is_swapped_or_changes_its_role_share_and_count() -> None:
    record = decoded(example())
    (use,) = record.ordered_steps[0].dataset_uses
    swapped = evolve(use, dataset="https://huggingface.co/datasets/a/b")
    found = changes(told(record), told(changed(record, 0, dataset_uses=(swapped,))))
    new = ["https://huggingface.co/datasets/a/b"]
    assert found == [("changed", "dataset-use", "usesDataset", ["HuggingFaceH4/ultrachat_200k"], new)]
    other = evolve(use, roles=("preference",), used_share=Decimal("0.5"), example_count=10)
    found = changes(told(record), told(changed(record, 0, dataset_uses=(other,))))
    assert found == [
        ("changed", "dataset-use", "hasDatasetRole", ["training"], ["preference"]),
        ("changed", "dataset-use", "exampleCount", [], ["10"]),
        ("changed", "dataset-use", "usedShare", ["1"], ["0.5"]),
    ]
    more = DatasetUse(iri="urn:use", dataset=use.dataset, roles=("evaluation",))
    found = changes(told(record), told(changed(record, 0, dataset_uses=(use, more))))
    assert found == [("added", "dataset-use", "", [], ["evaluation"])]


def test_head_licence_evaluation_and_status() -> None:
    record = decoded(example())
    (activity,) = record.activities
    result = activity.results[0]
    models = [evolve(m, weights_licence="MIT") if m.weights_licence else m for m in record.models]
    status = record.statuses[0]
    other = evolve(
        record,
        head_model="https://huggingface.co/harbour-lab/harbour-7b-sft",
        models=models,
        activities=(
            evolve(activity, results=(evolve(result, metric_value=Decimal(1)), *activity.results[1:])),
        ),
        statuses=(evolve(status, status="conflicting"), *record.statuses[2:]),
    )
    found = changes(told(record), told(other))
    heads = ["harbour-lab/harbour-7b-dpo"], ["harbour-lab/harbour-7b-sft"]
    assert ("changed", "lineage", "headModel", *heads) in found
    assert ("changed", "model", "weightsLicence", ["Apache-2.0"], ["MIT"]) in found
    assert ("changed", "result", "metricValue", [str(result.metric_value)], ["1"]) in found
    assert ("changed", "status", "statusKind", ["inferred"], ["conflicting"]) in found
    assert ("removed", "status", "", ["inferred"], []) in found
    assert len(found) == 5


def test_a_step_that_is_put_in_between_moves_no_other() -> None:
    found = changes(read("gpt2 -> SFT -> DPO"), read("gpt2 -> SFT -> KTO -> DPO"))
    assert ("added", "step", "", [], ["FineTuning", "kto", "result of step 1 (SFT)"]) in found
    assert not [c for c in found if c[0] == "moved" or c[2] in ("ordinal", "followsStep", "stageName")]
    assert [c[2:] for c in found if c[1] == "step" and c[0] == "changed"] == [
        ("baseModel", ["result of step 1 (SFT)"], ["result of step 2 (KTO)"])
    ]


def test_steps_that_change_places() -> None:
    found = changes(read("gpt2 -> SFT -> DPO -> KTO"), read("gpt2 -> DPO -> SFT -> KTO"))
    assert [c for c in found if c[0] == "moved"] == [
        ("moved", "step", "ordinal", ["2"], ["1"]),
        ("moved", "step", "ordinal", ["1"], ["2"]),
    ]


def test_another_number_or_predecessor_alone_is_told() -> None:
    record = decoded(example())
    found = changes(told(record), told(changed(record, 1, ordinal=3)))
    assert ("changed", "step", "ordinal", ["2"], ["3"]) in found
    found = changes(told(record), told(changed(record, 1, follows=())))
    assert found == [("changed", "step", "followsStep", ["step 1 (sft)"], [])]


def test_steps_in_a_circle_end() -> None:
    record = decoded(example())
    first, second = record.ordered_steps
    circle = evolve(record, steps=(evolve(first, follows=(second.iri,)), second))
    assert ("changed", "step", "followsStep", [], ["step 2 (dpo)"]) in changes(told(record), told(circle))


def test_what_the_vocabulary_does_not_know_is_compared_too() -> None:
    lineage = example()
    about = Quad(NamedNode(lineage.iri), NamedNode("http://purl.org/dc/terms/creator"), BlankNode("who"))
    named = Quad(BlankNode("who"), NamedNode("http://xmlns.com/foaf/0.1/name"), Literal("Ada"))
    more = Told(lineage.iri, (*lineage.quads, about, named))
    again = Told(
        lineage.iri,
        tuple(mapped(more.quads, lambda it: BlankNode("me") if isinstance(it, BlankNode) else it)),
    )
    assert diff(more, again).equal
    found = diff(lineage, more).changes
    assert {(c.change, c.about, c.new[0].text) for c in found} == {
        ("added", "statement", f"<{lineage.iri}> <http://purl.org/dc/terms/creator> _:c14n0 ."),
        ("added", "statement", '_:c14n0 <http://xmlns.com/foaf/0.1/name> "Ada" .'),
    }


def test_superclasses_and_the_graph_are_no_difference() -> None:
    lineage = example()
    kinds = {node(name) for name in ("prov:Entity", "prov:Activity", "TransformationStep", "LineageActivity")}
    bare = Told(lineage.iri, tuple(q for q in lineage.quads if q.object not in kinds))
    graph = NamedNode("urn:graph")
    inside = Told(lineage.iri, tuple(Quad(q.subject, q.predicate, q.object, graph) for q in lineage.quads))
    bundle = Told(lineage.iri, (*inside.quads, Quad(graph, node("rdf:type"), node("prov:Bundle"))))
    assert len(bare.quads) < len(lineage.quads)
    for other in (bare, inside, bundle):
        assert diff(lineage, other).equal


def test_a_second_value_of_a_property_that_takes_one_is_told() -> None:
    lineage = example()
    record = decoded(lineage)
    second = Quad(NamedNode(record.steps[0].iri), node("stageName"), Literal("zzz"))
    found = changes(lineage, Told(lineage.iri, (*lineage.quads, second)))
    assert [c[:2] for c in found] == [("added", "statement")]


def test_statuses_about_settings_are_known_again_under_other_names() -> None:
    record = decoded(example())
    setting = record.ordered_steps[0].settings[0]
    status = FactStatus(iri="urn:status", subject=setting.iri, element="setting", status="inferred")
    one = evolve(record, statuses=(status,))
    renamed = evolve(setting, iri="urn:renamed")
    settings_ = (renamed, *record.ordered_steps[0].settings[1:])
    other = evolve(changed(record, 0, settings=settings_), statuses=(evolve(status, subject="urn:renamed"),))
    assert changes(told(one), told(other)) == []


def test_a_lineage_that_is_not_told_of() -> None:
    with pytest.raises(InputError, match="no such"):
        diff(Told("urn:nowhere", example().quads), example())


def test_lineages_are_paired_by_iri_then_by_name_then_as_the_only_ones() -> None:
    one, merge, quantised = example(), example("merge"), example("quantised")
    renamed = Told(
        "urn:other",
        tuple(mapped(one.quads, lambda it: NamedNode("urn:other") if it.value == one.iri else it)),
    )
    assert [(d.paired_by, d.equal) for d in diff_all([one, merge], [merge, renamed])] == [
        ("iri", True),
        ("name", True),
    ]
    found = diff_all([one], [quantised])
    assert [(d.paired_by, d.equal) for d in found] == [("only", False)]
    found = diff_all([one, merge, quantised], [merge])
    assert [(d.paired_by, d.equal, bool(d.old), bool(d.new)) for d in found] == [
        ("iri", True, True, True),
        ("removed", False, True, False),
        ("removed", False, True, False),
    ]
    assert [d.paired_by for d in diff_all([], [merge])] == ["added"]


def test_changes_have_the_fields_of_the_page() -> None:
    from lineage_rdf.transform import Change

    assert [item.name for item in fields(Change)] == [
        "change", "about", "name", "step", "property", "old", "new", "old_iri", "new_iri",
    ]  # fmt: skip


def test_two_things_of_one_name_are_told_apart_by_iri() -> None:
    record = decoded(example())
    twins = [Model(iri=f"urn:{name}", identifier="same/name") for name in ("one", "two")]
    both = evolve(record, models=(*record.models, *twins))
    one, other = (changed(both, 0, base_models=(twin.iri,)) for twin in twins)
    assert ("changed", "step", "baseModel", ["urn:one"], ["urn:two"]) in changes(told(one), told(other))


@pytest.mark.parametrize("text", ["yesterday", "0001-01-01T00:00:00+14:00", "2026-13-01T00:00:00Z"])
def test_what_is_no_instant_is_compared_as_text(text) -> None:
    record = decoded(example())
    one, other = (changed(record, 0, started=value) for value in (text, f"{text} "))
    assert changes(told(one), told(one)) == []
    assert len(changes(told(one), told(other))) == 1
