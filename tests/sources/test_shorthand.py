"""The shorthand: every example and counter-example of the definitions, and the rules of the grammar."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from lineage_rdf.claims import Claim, DatasetMention, ModelReference, Trust
from lineage_rdf.lineage import read
from lineage_rdf.sources import shorthand_words as words
from lineage_rdf.sources.reader import InputFile, Reading
from lineage_rdf.sources.shorthand import MAX_CHARACTERS, add_shorthand, read_shorthand
from lineage_rdf.sources.shorthand_data import amount

SCHEMES = Path(__file__).parents[2] / "ontology" / "source" / "schemes"


def claims(text: str, element: str, part: int | None = None) -> list[Claim]:
    found = [claim for claim in read_shorthand(text).claims if claim.element == element]
    return [claim for claim in found if part is None or claim.stage == f"#{part}"]


def values(text: str, element: str, part: int | None = None) -> list[Any]:
    return [claim.value for claim in claims(text, element, part)]


def one(text: str, element: str, part: int | None = None) -> Any:
    (value,) = values(text, element, part)
    return value


def codes(text: str) -> list[str]:
    return [problem.code for problem in read_shorthand(text).problems]


def setting(text: str, key: str) -> Any:
    return next(claim.value for claim in claims(text, "setting") if claim.key == key)


# -- examples of the definitions

SENTENCE = "SFT on 200k instruction pairs, then DPO on 50k preference pairs, LoRA rank 64"
CHAIN = "Mistral-7B -> instruction-SFT -> domain-SFT -> safety-DPO"
AROUND = {
    SENTENCE: f"A model card recording '{SENTENCE}'.",
    CHAIN: f"A fine-tune chain documented as {CHAIN}.",
}


@pytest.mark.parametrize("text", [SENTENCE, AROUND[SENTENCE]])
def test_a_sentence_of_two_stages(text: str) -> None:
    assert values(text, "step-kind") == ["FineTuning", "FineTuning"]
    assert values(text, "step-order") == [1, 2]
    assert values(text, "objective") == ["sft", "dpo"]
    sft, dpo = values(text, "dataset")
    assert (sft.roles, sft.example_count, sft.description) == (
        ("instruction",),
        200_000,
        "200k instruction pairs",
    )
    assert (dpo.roles, dpo.example_count, dpo.description) == (
        ("preference",),
        50_000,
        "50k preference pairs",
    )
    assert values(text, "base-model") == []


@pytest.mark.parametrize("element", ["parameterization", "setting"])
def test_trailing_details_are_stated_for_the_last_stage_and_inferred_for_the_others(element: str) -> None:
    first, last = claims(SENTENCE, element, 1), claims(SENTENCE, element, 2)
    assert (
        [claim.value for claim in first]
        == [claim.value for claim in last]
        == (["lora"] if element != "setting" else [64])
    )
    assert [claim.inferred for claim in first] == [True]
    assert first[0].reason
    assert [claim.inferred for claim in last] == [False]


@pytest.mark.parametrize("text", [CHAIN, AROUND[CHAIN], CHAIN.replace("->", "→"), CHAIN.replace("->", "=>")])
def test_a_chain_is_three_ordered_stages_after_a_base(text: str) -> None:
    assert values(text, "step-kind") == ["FineTuning"] * 3
    assert values(text, "step-order") == [1, 2, 3]
    assert values(text, "stage-name") == ["instruction-SFT", "domain-SFT", "safety-DPO"]
    assert values(text, "objective") == ["sft", "sft", "dpo"]
    assert values(text, "base-model") == [ModelReference("Mistral-7B")]
    assert claims(text, "base-model")[0].stage == "#1"


def test_only_the_words_around_an_example_are_unread() -> None:
    assert read_shorthand(SENTENCE).problems == read_shorthand(CHAIN).problems == []
    (problem,) = read_shorthand(AROUND[CHAIN]).problems
    assert problem.code == "FTL-R060"
    assert "documented as" in problem.message
    assert problem.locator == "characters 1-31"


def test_cardiology() -> None:
    text = "LoRA fine-tuning of Llama 3 on a corpus of cardiology guidelines to build a domain assistant"
    assert one(text, "step-kind") == "FineTuning"
    assert one(text, "parameterization") == "lora"
    assert one(text, "base-model") == ModelReference("Llama 3")
    assert one(text, "dataset") == DatasetMention(
        roles=("corpus",), description="corpus of cardiology guidelines"
    )
    assert one(text, "intended-use") == "a domain assistant"
    assert codes(text) == []
    assert one(text.split(" to build")[0], "base-model") == ModelReference("Llama 3")


def test_llama_on_medical_literature() -> None:
    text = "Fine-tuning Llama on medical literature for healthcare applications"
    assert one(text, "base-model") == ModelReference("Llama")
    assert one(text, "dataset") == DatasetMention(description="medical literature")
    assert one(text, "intended-use") == "healthcare applications"
    assert codes(text) == []


def test_a_hosted_service_is_a_method_in_words() -> None:
    text = "OpenAI fine-tuning API to create a custom assistant"
    assert one(text, "step-kind") == "FineTuning"
    assert one(text, "method") == "OpenAI fine-tuning API"
    assert one(text, "intended-use") == "a custom assistant"


def test_a_change_of_style() -> None:
    text = "LoRA fine-tuning to adapt style with minimal compute"
    assert one(text, "parameterization") == "lora"
    assert one(text, "intended-change") == "adapt style with minimal compute"


def test_company_documents_are_a_private_dataset() -> None:
    text = "Fine-tuning on company documents for internal Q&A"
    assert one(text, "dataset") == DatasetMention(description="company documents", access="private")
    assert one(text, "intended-use") == "internal Q&A"


def test_an_institutional_corpus_of_twelve_million_records() -> None:
    text = "a fine-tuned medical-coding model declaring base = Llama-3 70B"
    text += " and fine-tune = institutional 12M-record corpus"
    assert one(text, "step-kind") == "FineTuning"
    assert one(text, "base-model") == ModelReference("Llama-3 70B")
    data = one(text, "dataset")
    assert (data.example_count, data.access, data.roles) == (12_000_000, "private", ("corpus",))
    assert data.description == "institutional 12M-record corpus"


def test_rlhf_is_one_step() -> None:
    text = "RLHF with human preference data"
    assert one(text, "step-kind") == "FineTuning"
    assert one(text, "objective") == "rlhf"
    assert one(text, "dataset").roles == ("preference",)


# -- counter-examples of the definitions


@pytest.mark.parametrize(
    "text",
    [
        "A base-only model with no fine-tuning history.",
        "a model with no declared base",
        "a version history of a single training run with no derivative chain",
        "a model lineage graph linking 14 community fine-tunes back to a single Mistral base release",
        "Not prompting (fine-tuning changes weights; prompting doesn't)",
        "Not pre-training from scratch (fine-tuning starts from pre-trained weights)",
        "Not RAG (RAG adds context; fine-tuning modifies the model)",
        "",
        "   ",
    ],
)
def test_what_names_no_step_gives_no_claims(text: str) -> None:
    assert read_shorthand(text).claims == []
    assert "FTL-R061" in codes(text)


@pytest.mark.parametrize(
    "text",
    ["fine-tuned for our use case", "A statement 'fine-tuned for our use case' without procedure details."],
)
def test_a_bare_statement_is_one_step_and_nothing_else(text: str) -> None:
    assert [(claim.element, claim.value) for claim in read_shorthand(text).claims] == [
        ("step-kind", "FineTuning")
    ]
    assert any("for our use case" in problem.message for problem in read_shorthand(text).problems)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("few-shot prompting (weights unchanged)", "Prompting"),
        (
            "Few-shot prompting (showing examples in the prompt) is not fine-tuning"
            " — model weights are unchanged",
            "Prompting",
        ),
        ("Prompting with examples (no weight updates)", "Prompting"),
        ("RAG (adds knowledge without changing model)", "RetrievalAugmentation"),
        ("Pre-training a model from scratch", "PreTraining"),
    ],
)
def test_what_is_not_fine_tuning_is_named_and_reported(text: str, kind: str) -> None:
    assert [(claim.element, claim.value) for claim in read_shorthand(text).claims] == [("step-kind", kind)]
    assert "FTL-R062" in codes(text)


# -- chains


def test_a_trailing_model_id_is_the_result_and_not_a_stage() -> None:
    text = (
        "mistralai/Mistral-7B-v0.1@main -> SFT on org/chat (lr 2e-5, 1 epoch)"
        " -> DPO on org/prefs@v2, beta 0.01 -> org/zephyr"
    )
    assert one(text, "base-model") == ModelReference("mistralai/Mistral-7B-v0.1", "main")
    assert one(text, "checkpoint", 2) == ModelReference("org/zephyr")
    assert values(text, "step-order") == [1, 2]
    assert [(data.raw, data.revision) for data in values(text, "dataset")] == [
        ("org/chat", None),
        ("org/prefs", "v2"),
    ]
    assert values(text, "setting", 1) == [Decimal("2e-5"), 1]
    assert values(text, "setting", 2) == [Decimal("0.01")]


def test_a_result_may_stand_between_stages() -> None:
    text = "org/base -> SFT -> org/sft -> DPO -> org/dpo"
    assert one(text, "checkpoint", 1) == ModelReference("org/sft")
    assert one(text, "checkpoint", 2) == ModelReference("org/dpo")


def test_an_arrow_between_two_models_infers_the_step() -> None:
    (step,) = claims("org/base -> org/tuned", "step-kind")
    assert step.inferred and step.value == "FineTuning"
    assert one("org/base -> org/tuned", "checkpoint") == ModelReference("org/tuned")


def test_a_chain_may_begin_with_a_stage() -> None:
    assert values("SFT -> DPO", "objective") == ["sft", "dpo"]
    assert values("SFT -> DPO", "base-model") == []


def test_the_word_base_is_not_a_model() -> None:
    assert values("base -> SFT -> DPO", "base-model") == []
    assert values("base -> SFT -> DPO", "step-order") == [1, 2]


def test_stages_without_a_known_method_keep_their_names() -> None:
    assert values("Qwen2.5-7B -> safety pass -> style", "stage-name") == ["safety pass", "style"]
    assert values("Qwen2.5-7B -> safety pass -> style", "objective") == []


def test_other_steps_of_a_chain() -> None:
    text = "Llama 3 8B -> LoRA fine-tuning on 12,500 customer tickets"
    text += " -> merge the adapter into the base -> GPTQ 4-bit"
    assert values(text, "step-kind") == ["FineTuning", "AdapterFolding", "Quantizing"]
    assert one(text, "quantization-method") == "gptq"
    assert setting(text, "bits") == 4
    assert one(text, "dataset").example_count == 12_500


# -- sentences


def test_base_named_before_or_behind_the_stages_is_the_first_stages_base() -> None:
    for text in (
        "Starting from Qwen/Qwen2.5-7B, CPT on 3B tokens of legal text, then SFT",
        "CPT on 3B tokens of legal text, then SFT, starting from Qwen/Qwen2.5-7B",
    ):
        assert [claim.stage for claim in claims(text, "base-model")] == ["#1"]
        assert one(text, "base-model") == ModelReference("Qwen/Qwen2.5-7B")
        data = one(text, "dataset")
        assert (data.token_count, data.example_count, data.roles) == (3_000_000_000, None, ("corpus",))
        assert values(text, "objective") == ["continued-pretraining", "sft"]


def test_details_inside_a_stage_stay_there() -> None:
    text = "QLoRA SFT on 10k pairs with lr 2e-4, rank 16, then full fine-tuning with DPO on 5k pairs"
    assert values(text, "parameterization") == ["qlora", "full"]
    assert values(text, "setting", 1) == [Decimal("2e-4"), 16]
    assert values(text, "setting", 2) == []


def test_details_go_only_to_stages_that_lack_them_and_can_have_them() -> None:
    text = "Full-parameter SFT on 10k pairs, lr 2e-5, then DPO on 5k pairs"
    text += ", LoRA rank 8, lr 5e-7, beta 0.1, 3 epochs"
    first = {claim.key: claim for claim in claims(text, "setting", 1)}
    assert {key: claim.value for key, claim in first.items()} == {"lr": Decimal("2e-5"), "epochs": 3}
    assert first["epochs"].inferred and not first["lr"].inferred
    assert {claim.key for claim in claims(text, "setting", 2)} == {"rank", "lr", "beta", "epochs"}
    assert values(text, "parameterization", 1) == ["full"]


def test_details_before_all_stages_are_inferred_for_all() -> None:
    for text in ("LoRA rank 64: SFT on 1k pairs, then DPO on 2k pairs", "With LoRA rank 64, SFT, then DPO"):
        assert [claim.inferred for claim in claims(text, "parameterization")] == [True, True]
        assert [claim.value for claim in claims(text, "setting")] == [64, 64]


def test_order_that_the_words_do_not_say_is_inferred() -> None:
    assert [claim.inferred for claim in claims("SFT on 1k pairs and DPO on 2k pairs", "step-order")] == [
        False,
        True,
    ]
    assert [claim.inferred for claim in claims("SFT on 1k pairs, then DPO on 2k pairs", "step-order")] == [
        False,
        False,
    ]


def test_after_turns_the_order_round() -> None:
    text = "DPO on 50k pairs after SFT on 1.5M examples"
    assert values(text, "objective") == ["sft", "dpo"]
    assert [data.example_count for data in values(text, "dataset")] == [1_500_000, 50_000]
    assert [claim.inferred for claim in claims(text, "step-order")] == [False, False]


def test_numbered_lines() -> None:
    text = "1. SFT on 10k pairs\n2. DPO on 5k pairs\n3. GRPO on 2k math problems"
    assert values(text, "objective") == ["sft", "dpo", "grpo"]
    assert codes(text) == []


def test_reward_model_and_policy() -> None:
    text = "reward model training on 30k comparisons; PPO with reward model org/rm on 10k prompts"
    assert values(text, "step-kind") == ["RewardModelTraining", "FineTuning"]
    assert values(text, "objective") == ["reward-modelling", "ppo"]
    assert one(text, "reward-model") == ModelReference("org/rm")
    assert [data.roles for data in values(text, "dataset")] == [("preference",), ("prompts",)]


def test_distilling_has_a_teacher_and_no_base() -> None:
    text = "distilled from GPT-4o on 10k prompts"
    assert one(text, "step-kind") == "Distilling"
    assert one(text, "teacher-model") == ModelReference("GPT-4o")
    assert values(text, "base-model") == []


def test_a_merge_names_all_its_models() -> None:
    text = "SLERP merge of org/a and org/b"
    assert one(text, "step-kind") == "Merging"
    assert one(text, "merge-method") == "slerp"
    assert [model.raw for model in values(text, "base-model")] == ["org/a", "org/b"]
    assert [share.model.raw for share in values(text, "merge-weights")] == ["org/a", "org/b"]


def test_words_after_on_may_be_a_model() -> None:
    (base,) = claims("QLoRA on meta-llama/Llama-3-8B with 10k chats", "base-model")
    assert base.value == ModelReference("meta-llama/Llama-3-8B") and base.inferred
    assert one("QLoRA SFT on tatsu-lab/alpaca", "dataset").raw == "tatsu-lab/alpaca"


def test_words_joined_by_a_slash_are_no_ids() -> None:
    assert one("SFT on question/answer pairs and/or chats", "dataset").raw == ""


def test_a_hub_address_is_kept_as_written() -> None:
    text = "fine-tuned version of https://huggingface.co/google/gemma-2b on org/data"
    assert one(text, "base-model") == ModelReference("https://huggingface.co/google/gemma-2b")


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("SFT, LoRA r=16", "r", 16),
        ("SFT, rank-8 LoRA rank 8", "rank", 8),
        ("SFT, lora_alpha=16", "lora_alpha", 16),
        ("SFT, alpha 32", "lora_alpha", 32),
        ("SFT, dropout 0.05", "lora_dropout", Decimal("0.05")),
        ("SFT with learning rate 2e-5", "learning_rate", Decimal("0.00002")),
        ("SFT, lr: 1.5e-4", "lr", Decimal("0.00015")),
        ("SFT, lr 2 x 10^-5", "lr", Decimal("0.00002")),
        ("SFT for 3 epochs", "epochs", 3),
        ("SFT for 0.5 epochs", "epochs", Decimal("0.5")),
        ("SFT for 10k steps", "max_steps", 10_000),
        ("SFT for 1,200 steps", "max_steps", 1200),
        ("DPO, beta 0.1", "beta", Decimal("0.1")),
        ("SFT, batch size 64", "batch_size", 64),
        ("SFT, global batch size 512", "global_batch_size", 512),
        ("SFT with AdamW", "optimizer", "AdamW"),
        ("SFT, cosine schedule", "lr_scheduler_type", "cosine"),
        ("SFT in bf16", "bf16", True),
        ("SFT, warmup_ratio=0.03", "warmup_ratio", Decimal("0.03")),
        ("SFT, packing=true", "packing", True),
        ("SFT, use_liger=sometimes", "use_liger", "sometimes"),
    ],
)
def test_settings(text: str, key: str, value: object) -> None:
    found = setting(text, key)
    assert found == value
    assert type(found) is type(value)
    assert [code for code in codes(text) if code != "FTL-R060"] == []


@pytest.mark.parametrize(
    ("digits", "scale", "count"),
    [
        ("200", "k", 200_000),
        ("1.5", "M", 1_500_000),
        ("50,000", None, 50_000),
        ("3", "billion", 3 * 10**9),
        ("1.2345", "k", None),
    ],
)
def test_amounts_are_exact(digits: str, scale: str | None, count: int | None) -> None:
    assert amount(digits, scale) == count


# -- the reading as such


def test_locators_point_at_the_words() -> None:
    for text in (SENTENCE, CHAIN):
        for claim in read_shorthand(text).claims:
            start, end = map(int, re.fullmatch(r"characters (\d+)-(\d+)", claim.locator).groups())  # type: ignore[union-attr]
            assert 1 <= start <= end <= len(text)
    (base,) = claims(CHAIN, "base-model")
    assert base.locator == "characters 1-10"


def test_trust_and_name_are_the_callers() -> None:
    reading = read_shorthand(CHAIN, "argument 1", trust=Trust.CARD_BODY)
    assert {claim.trust for claim in reading.claims} == {Trust.CARD_BODY}
    assert {claim.source.path for claim in reading.claims} == {"argument 1"}


def test_a_reader_of_a_larger_file_can_use_the_grammar() -> None:
    reading = Reading(InputFile("sub/README.md", b""), "model-card", Trust.CARD_YAML)
    assert (
        add_shorthand(reading, SENTENCE, trust=Trust.CARD_BODY, offset=100, first_part=3, problems=False) == 2
    )
    assert {claim.stage for claim in reading.claims} == {"sub#3", "sub#4"}
    assert reading.claims[0].locator.startswith("characters 101-")
    assert reading.claims[0].rule == "model-card:text-step"


def test_a_long_text_is_reported_and_not_read() -> None:
    reading = read_shorthand("SFT " * MAX_CHARACTERS)
    assert reading.claims == []
    assert [problem.code for problem in reading.problems] == ["FTL-R063"]


_WORDS = (
    "SFT DPO -> → then , ; ( ) ' . on 200k pairs org/name Llama-3 8B LoRA rank 64 lr 2e-5 for to build of "
    "from and after = : \n "
    "merge quantized RAG not fine-tuned 50,000 tokens \x00 \x1f é base model"
)
VOCABULARY = st.sampled_from(_WORDS.split(" "))


@given(st.one_of(st.text(max_size=200), st.lists(VOCABULARY, max_size=40).map(" ".join)))
@settings(max_examples=200, deadline=None)
def test_any_text_can_be_read(text: str) -> None:
    reading = read_shorthand(text)
    length = len(reading.file.text)
    for item in (*reading.claims, *reading.problems):
        if item.locator:
            start, end = map(int, item.locator.removeprefix("characters ").split("-"))
            assert 1 <= start <= end <= length
    orders = [claim.value for claim in reading.claims if claim.element == "step-order"]
    assert orders == list(range(1, len(orders) + 1))
    assert reading.claims or reading.problems


@pytest.mark.parametrize(
    "scheme", ["objective", "parameterization", "merge-method", "quantization-method", "dataset-role"]
)
def test_every_notation_of_the_word_tables_is_a_term_of_its_scheme(scheme: str) -> None:
    known = {term["id"] for term in yaml.safe_load((SCHEMES / f"{scheme}.yaml").read_text("utf-8"))["terms"]}
    tables: dict[str, list[dict[str, Any]]] = {
        "objective": [words.OBJECTIVES, words.REWARD, words.DISTILLING],
        "parameterization": [words.PARAMETERIZATIONS],
        "merge-method": [words.MERGE_METHODS],
        "quantization-method": [words.QUANTIZATION_METHODS],
        "dataset-role": [words.ROLES],
    }
    for table in tables[scheme]:
        assert set(table) <= known


@pytest.mark.parametrize("text", ["Llama-3-8B", "mistralai/Mistral-7B-v0.1"])
def test_a_lone_model_is_named_without_a_step(text: str) -> None:
    (claim,) = read_shorthand(f" {text}. ").claims
    assert (claim.element, claim.value.raw) == ("checkpoint", text)  # type: ignore[union-attr]
    assert "FTL-R061" in codes(text)


def test_a_text_that_is_only_a_model_is_about_that_model() -> None:
    from lineage_rdf import read

    assert read("Mistral-7B-v0.1", text=True).name == "Mistral-7B-v0.1"
    assert read("mistralai/Mistral-7B-v0.1", text=True).record.head_model == (
        "https://huggingface.co/mistralai/Mistral-7B-v0.1"
    )


def test_models_joined_by_plus_are_all_bases() -> None:
    lineage = read("mistralai/Mistral-7B-v0.1 + acme/tide-7b -> TIES merge", text=True)
    (step,) = lineage.steps
    assert [lineage.record.label(base) for base in step.base_models] == [
        "mistralai/Mistral-7B-v0.1",
        "acme/tide-7b",
    ]
    assert (step.kind, step.merge_method) == ("Merging", "ties")
