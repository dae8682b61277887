"""Prompting and retrieval are told beside the steps, in the lineage of the model they use (decisions section 4.1)."""

from __future__ import annotations

from lineage_rdf import read


def test_prompting_after_training_is_an_activity_of_the_same_lineage() -> None:
    lineage = read("SFT of acme/base on acme/chats -> few-shot prompting", text=True)
    assert [step.kind for step in lineage.steps] == ["FineTuning"]
    assert [activity.kind for activity in lineage.record.activities] == ["Prompting"]
    assert [problem.code for problem in lineage.problems] == ["FTL-R062"]


def test_prompting_alone_is_a_lineage_without_steps() -> None:
    record = read("few-shot prompting", text=True).record
    assert (record.steps, [activity.kind for activity in record.activities]) == ((), ["Prompting"])
