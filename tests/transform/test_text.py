"""Differences as people and programs read them."""

from __future__ import annotations

import json

from attrs import evolve

from lineage_rdf.lineage import read
from lineage_rdf.transform import Change, Difference, Value, diff, diff_all, statement_difference
from lineage_rdf.transform.content import as_content, statements_as_content
from lineage_rdf.transform.text import as_text, line, property_in_words, statements_as_text
from tests.transform.lineages import changed, decoded, example, told
from tests.transform.statements import quads_of


def test_a_difference_as_text() -> None:
    record = decoded(example())
    (use,) = record.ordered_steps[0].dataset_uses
    swapped = evolve(use, dataset="https://huggingface.co/datasets/a/b", splits=("train",))
    other = changed(evolve(record, name="Harbour"), 0, dataset_uses=(swapped,), base_models=())
    assert as_text([diff(told(record), told(other))]) == (
        "harbour-lab/harbour-7b-dpo\n"
        "  ~ name: Harbour 7B → Harbour\n"
        "  step 1 (sft)\n"
        "    ~ base model: mistralai/Mistral-7B-v0.1 → nothing\n"
        "    ~ data: HuggingFaceH4/ultrachat_200k → https://huggingface.co/datasets/a/b\n"
        "    ~ data https://huggingface.co/datasets/a/b dataset split: train_sft → train\n"
        "4 differences\n"
    )


def test_steps_added_and_moved_as_text() -> None:
    text = as_text([diff(read("gpt2 -> SFT -> DPO"), read("gpt2 -> DPO -> SFT -> KTO"))])
    assert "  step 1 (DPO)\n    > moved from 2 → 1\n" in text
    assert "  + step 3 (KTO): FineTuning, kto, result of step 2 (SFT)\n" in text


def test_equal_and_lonely_lineages() -> None:
    lineage, merge = example(), example("merge")
    assert as_text(diff_all([lineage], [lineage])) == "no difference\n"
    assert as_text(diff_all([lineage], [lineage, merge])).endswith("\n1 difference\n")
    assert as_text(diff_all([lineage], [lineage, merge])).startswith("+ lineage ")
    assert as_text(diff_all([lineage, merge], [lineage])).startswith("- lineage ")


def test_text_of_strangers_cannot_rewrite_the_terminal() -> None:
    evil = Value("\x1b[2Jgone\u202e", "x")
    change = Change(
        "changed", "setting", "\x1b[31mred", "", "settingValue", (evil,), (Value("a" * 999, "a"),)
    )
    told_line = line(change)
    assert "\x1b" not in told_line and "\u202e" not in told_line
    assert len(told_line) < 250
    text = as_text([Difference("urn:a", "urn:b", "\x1b[31m", "iri", (evolve(change, step="\x07"),))])
    assert "\x1b" not in text and "\x07" not in text


def test_properties_in_words() -> None:
    assert [property_in_words(name) for name in ("baseModel", "hasObjective", "schema:name", "prov:startedAtTime")] == [
        "base model", "objective", "name", "started at time",
    ]  # fmt: skip


def test_a_difference_as_content() -> None:
    record = decoded(example())
    content = as_content([diff(told(record), told(changed(record, 0, base_models=())))])
    assert json.loads(json.dumps(content)) == content
    step = record.ordered_steps[0].iri
    (lineage,) = content["lineages"]
    (change,) = lineage.pop("changes")
    assert content["equal"] is False
    assert lineage == {
        "name": "harbour-lab/harbour-7b-dpo", "old": record.iri, "new": record.iri, "pairedBy": "iri", "equal": False,
    }  # fmt: skip
    assert change == {
        "change": "changed", "about": "step", "name": "step 1 (sft)", "step": "step 1 (sft)", "property": "baseModel",
        "old": ["https://huggingface.co/mistralai/Mistral-7B-v0.1"], "new": [], "oldNode": step, "newNode": step,
    }  # fmt: skip


def test_statements_that_differ() -> None:
    old, new = quads_of("ex:a ex:p 5.0 . ex:a ex:p _:x ."), quads_of("ex:a ex:p 5 . ex:a ex:p _:y .")
    found = statement_difference(old, new)
    number = '<https://example.org/a> <https://example.org/p> "{}"^^<http://www.w3.org/2001/XMLSchema#{}> .'
    assert statements_as_content(found) == {
        "equal": False, "removed": [number.format("5.0", "decimal")], "added": [number.format("5", "integer")],
    }  # fmt: skip
    assert statements_as_text(found) == (
        f"- {number.format('5.0', 'decimal')}\n+ {number.format('5', 'integer')}\n2 differences\n"
    )
    assert statement_difference(old, old[::-1]).equal
