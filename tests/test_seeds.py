"""Every example and counter-example of the founding documents, in our own wording where they are not single phrases."""

from __future__ import annotations

import pytest

from lineage_rdf.lineage import Lineage, read
from tests.conftest import ROOT

CHAIN = "Mistral-7B -> instruction-SFT -> domain-SFT -> safety-DPO"
SENTENCE = "SFT on 200k instruction pairs, then DPO on 50k preference pairs, LoRA rank 64"


def _violations(lineage: Lineage, profile: str) -> set[tuple[str, str]]:
    return {(f.code, f.label) for f in lineage.check(profile).findings if f.severity == "violation"}


def test_the_chain_is_three_ordered_steps_after_a_base() -> None:
    lineage = read(CHAIN)
    assert [step.ordinal for step in lineage.steps] == [1, 2, 3]
    assert [step.stage_name for step in lineage.steps] == ["instruction-SFT", "domain-SFT", "safety-DPO"]
    assert [step.objectives for step in lineage.steps] == [("sft",), ("sft",), ("dpo",)]
    assert lineage.record.label(lineage.record.root_models[0]) == "Mistral-7B"
    for earlier, later in zip(lineage.steps, lineage.steps[1:], strict=False):
        assert later.base_models == (earlier.produced_model,)
        assert later.follows == (earlier.iri,)


def test_the_sentence_is_sft_then_dpo_with_lora_rank_64() -> None:
    lineage = read(SENTENCE)
    first, second = lineage.steps
    assert (first.objectives, second.objectives) == (("sft",), ("dpo",))
    uses = [use for step in lineage.steps for use in step.dataset_uses]
    assert [(use.example_count, use.roles) for use in uses] == [
        (200_000, ("instruction",)),
        (50_000, ("preference",)),
    ]
    for step in lineage.steps:
        assert step.parameterizations == ("lora",)
        assert [(s.hyperparameter, s.integer) for s in step.settings] == [("lora_r", 64)]
    inferred = {s.subject for s in lineage.record.statuses if s.status == "inferred"}
    assert first.iri in inferred
    assert second.iri not in inferred


@pytest.mark.parametrize("text", [CHAIN, SENTENCE])
def test_both_worked_examples_are_instances(text: str) -> None:
    lineage = read(text)
    assert lineage.check("wellformed").conforms
    assert lineage.check("instance").conforms


def test_what_the_chain_lacks_as_a_lineage() -> None:
    steps = ["step 1 (instruction-SFT)", "step 2 (domain-SFT)", "step 3 (safety-DPO)"]
    expected = {("FTL-E012", steps[0])}
    expected |= {(code, step) for code in ("FTL-E021", "FTL-E041", "FTL-E051") for step in steps}
    assert _violations(read(CHAIN), "lineage") == expected


def test_what_the_sentence_lacks_as_a_lineage() -> None:
    steps = ["step 1 (sft)", "step 2 (dpo)"]
    expected = {("FTL-E011", steps[0])}
    expected |= {(code, step) for code in ("FTL-E022", "FTL-E051") for step in steps}
    assert _violations(read(SENTENCE), "lineage") == expected


@pytest.mark.parametrize(
    "text", ["Llama-3-8B", "A base-only model with no fine-tuning history", "Mistral-7B"]
)
def test_a_base_only_model_is_no_instance_and_the_message_says_why(text: str) -> None:
    report = read(text, text=True).check("instance")
    (finding,) = report.findings
    assert not report.conforms
    assert finding.code == "FTL-N001"
    assert "no fine-tuning step" in finding.message
    assert "missing" in finding.message


def test_a_base_only_folder_is_no_instance() -> None:
    report = read(ROOT / "examples" / "base-only").check("instance")
    assert {finding.code for finding in report.findings} == {"FTL-N001"}
    assert not report.conforms


@pytest.mark.parametrize("source", ["fine-tuned for our use case", ROOT / "examples" / "vague-card"])
def test_a_statement_without_procedure_is_no_instance_and_the_message_says_what_is_missing(
    source: object,
) -> None:
    report = read(source).check("instance")  # type: ignore[arg-type]
    codes = {finding.code: finding.message for finding in report.findings}
    assert not report.conforms
    assert "a method" in codes["FTL-N002"]
    assert "missing" in codes["FTL-N002"]


@pytest.mark.parametrize(
    ("text", "kind", "reason"),
    [
        ("Few-shot prompting with examples in the prompt", "Prompting", "not its weights"),
        ("Prompting with examples", "Prompting", "not its weights"),
        ("RAG", "RetrievalAugmentation", "leaves the weights alone"),
    ],
)
def test_what_changes_no_weights_is_an_activity_and_no_step(text: str, kind: str, reason: str) -> None:
    lineage = read(text, text=True)
    assert lineage.steps == ()
    assert [activity.kind for activity in lineage.record.activities] == [kind]
    assert any(reason in problem.message for problem in lineage.problems)
    assert not lineage.check("instance").conforms


def test_pre_training_from_scratch_is_no_fine_tuning() -> None:
    lineage = read("Pre-training a model from scratch", text=True)
    assert [step.kind for step in lineage.steps] == ["PreTraining"]
    assert any("not fine-tuning" in problem.message for problem in lineage.problems)
    assert not lineage.check("instance").conforms


@pytest.mark.parametrize(
    ("text", "base", "method"),
    [
        (
            "LoRA fine-tuning of Llama 3 on a corpus of cardiology guidelines to build a domain assistant",
            "Llama 3",
            "lora",
        ),
        ("LoRA fine-tuning to adapt style with minimal compute", None, "lora"),
        ("Fine-tuning Llama on medical literature for healthcare applications", "Llama", None),
        ("OpenAI fine-tuning API to create a custom assistant", None, None),
        ("Fine-tuning on company documents for internal Q&A", None, None),
    ],
)
def test_examples_of_fine_tuning_are_fine_tuning(text: str, base: str | None, method: str | None) -> None:
    lineage = read(text, text=True)
    (step,) = lineage.steps
    assert step.kind == "FineTuning"
    assert [lineage.record.label(iri) for iri in step.base_models] == ([base] if base else [])
    assert step.parameterizations == ((method,) if method else ())


def test_company_documents_are_private_data() -> None:
    lineage = read("Fine-tuning on company documents for internal Q&A", text=True)
    (dataset,) = lineage.record.datasets
    assert dataset.access == "private"
    assert dataset.description == "company documents"


def test_the_model_lineage_example_names_base_and_count() -> None:
    text = "a fine-tuned medical-coding model declaring base = Llama-3 70B and fine-tune = institutional 12M-record corpus"
    lineage = read(text, text=True)
    (step,) = lineage.steps
    assert lineage.record.label(step.base_models[0]) == "Llama-3 70B"
    assert step.dataset_uses[0].example_count == 12_000_000


def test_rlhf_is_one_step() -> None:
    (step,) = read("RLHF on human preference data", text=True).steps
    assert step.objectives == ("rlhf",)
