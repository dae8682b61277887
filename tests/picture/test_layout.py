"""Boxes and lines say what the record says, and no more."""

from __future__ import annotations

from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from lineage_rdf.picture.layout import base_models, layout
from lineage_rdf.picture.order import order_of
from lineage_rdf.picture.wording import number, short_code
from lineage_rdf.plain_text import clean
from lineage_rdf.records import FactStatus
from tests.picture import lineages


def titles(picture, kind):
    boxes = picture.boxes
    return [
        (boxes[edge.source].title, boxes[edge.target].title) for edge in picture.edges if edge.kind == kind
    ]


def test_a_chain_has_roles_revisions_and_marks():
    picture = layout(lineages.chain())
    assert [(model.title, model.role, model.revision) for model in picture.models] == [
        ("acme/base-7b", "root", "26bca36bde83"),
        ("acme/base-7b-sft", "intermediate", ""),
        ("acme/zeta-7b", "head", ""),
    ]
    assert [step.title for step in picture.steps] == [
        "1 · fine-tuned: SFT · full",
        "2 · fine-tuned: ~ DPO · LoRA r=64",
    ]
    assert picture.steps[0].data == ("acme/chats (instruction, 207,865 examples)",)
    assert picture.steps[1].data == ("? undisclosed (customer contract)",)
    assert picture.models[2].notes == ("adapter for acme/base-7b-sft",)
    assert [line[0] for line in picture.legend] == ["~", "?"]


def test_a_merge_draws_every_contribution_with_its_weight():
    picture = layout(lineages.merge())
    labels = {picture.boxes[edge.source].title: edge.label for edge in picture.edges if edge.label}
    assert labels == {
        "acme/code-7b": "weight 0.5",
        "acme/maths-7b": "weight 0.3",
        "other/poet-7b": "weight 0.2",
    }
    assert picture.steps[3].title == "4 · quantised: GPTQ 4-bit"
    assert [model.notes for model in picture.models if model.role == "head"] == [("quantised",)]
    assert picture.legend == ()


def test_what_is_not_known_is_said_to_be_unknown():
    picture = layout(lineages.unknown_base())
    assert [model.title for model in picture.models if not model.iri] == [
        "? result not stated",
        "? unknown base model",
    ]
    assert titles(picture, "order") == [("? result not stated", "2 · fine-tuned: DPO")]
    failed = picture.steps[2]
    assert failed.others == ("outcome: failed",)
    assert not [edge for edge in picture.edges if edge.source == failed.key]


def test_a_kind_of_step_that_is_only_inferred_is_marked():
    record = lineages.chain()
    status = FactStatus(
        iri=f"{lineages.L}/status/3", subject=record.steps[1].iri, element="step-kind", status="inferred"
    )
    picture = layout(evolve(record, statuses=(status,)))
    assert picture.steps[0].title == "1 · ~ fine-tuned: SFT · full"


def test_circles_are_drawn_as_lines_back():
    picture = layout(lineages.circle())
    assert titles(picture, "back") == [
        ("a/c", "3 · fine-tuned: ? method not stated"),
        ("a/b", "1 · fine-tuned: ? method not stated"),
    ]


@pytest.mark.parametrize(
    ("record", "expected"), [(lineages.no_step, "acme/zeta-7b"), (lineages.empty, "? unknown model")]
)
def test_without_steps_there_is_one_box(record, expected):
    picture = layout(record())
    assert [model.title for model in picture.models] == [expected]
    assert not picture.edges


def test_no_text_of_a_picture_holds_control_or_direction_characters():
    picture = layout(lineages.hostile())
    texts = [picture.title, *(line for box in picture.boxes.values() for line in box.lines)]
    assert not [text for text in texts if any(letter in text for letter in "\x1b\u202e\n\r\x00")]


def test_clean_replaces_what_xml_refuses():
    assert clean("a\x00b\uffffc\ud800d\u2028e") == "a�b�c�d e"


@pytest.mark.parametrize(
    ("notation", "scheme", "expected"),
    [
        ("dpo", "objective", "DPO"),
        ("lora", "parameterization", "LoRA"),
        ("full", "parameterization", "full"),
        ("https://example.org/methods/x", "objective", "x"),
        ("unheard-of", "objective", "unheard-of"),
        ("dpo", "no-such-scheme", "dpo"),
    ],
)
def test_methods_are_spelt_as_people_spell_them(notation, scheme, expected):
    assert short_code(notation, scheme) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(61134, "61,134"), (Decimal("0.50"), "0.5"), (Decimal("1E+3"), "1,000"), (100, "100")],
)
def test_numbers_read_well(value, expected):
    assert number(value) == expected


numbers = st.integers(0, 7)
wild_steps = st.lists(st.tuples(st.lists(numbers, max_size=3), numbers), max_size=8)


@given(wild_steps)
def test_order_takes_each_step_once_and_marks_every_unmade_base(pairs):
    steps = [
        lineages.step(index, tuple(f"a/m{base}" for base in bases), f"a/m{result}")
        for index, (bases, result) in enumerate(pairs, start=1)
    ]
    order = order_of(steps, base_models)
    assert sorted(step.iri for step in order.steps) == sorted(step.iri for step in steps)
    results = {step.produced_model for step in steps}
    made: set[str | None] = set()
    for step in order.steps:
        for base in base_models(step):
            assert ((step.iri, base) in order.back) == (base in results and base not in made)
        made.add(step.produced_model)


@given(st.permutations(range(1, 9)))
def test_order_of_a_chain_does_not_depend_on_the_order_given(places):
    steps = [lineages.step(place, f"a/m{place - 1}", f"a/m{place}") for place in places]
    order = order_of(steps, base_models)
    assert [step.ordinal for step in order.steps] == list(range(1, 9))
    assert not order.back
