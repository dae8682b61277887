from __future__ import annotations

import pytest

from tests.sources.card_reading import claims, codes, raws, read, read_fixture, values

TUNED = "This model is a fine-tuned version of [a/b](https://huggingface.co/a/b) on {}.\n"


@pytest.mark.parametrize(
    ("sentence", "base", "name"),
    [
        (
            "This model is a fine-tuned version of [bert](https://huggingface.co/bert) on the x dataset.",
            "bert",
            None,
        ),
        ("It is the finetuned version of `a/b-7B`.", "a/b-7B", None),
        ("This is a fine-tuned version of Llama 2 that was trained on talk.", "Llama 2", None),
        ("This model is a fine-tuned version of [Big Bert](https://huggingface.co/a/b).", "a/b", "Big Bert"),
        ("This model is a fine-tuned version of [X-1](https://arxiv.org/abs/1).", "X-1", None),
        ("This model was fine-tuned from [a/b](https://huggingface.co/a/b).", "a/b", None),
        ("This model was obtained by fine-tuning a/b on my notes.", "a/b", None),
        ("- **Finetuned from model [optional]:** a/b", "a/b", None),
        ("**Base model**: `a/b` by somebody", "a/b", None),
        ("Base model: tiny 2 large", "tiny 2 large", None),
    ],
)
def test_bases_in_sentences(sentence: str, base: str, name: str | None) -> None:
    [found] = values(read(f"# T\n\n{sentence}\n"), "base-model")
    assert (found.raw, found.name) == (base, name)


@pytest.mark.parametrize(
    "sentence",
    [
        "See other fine-tuned versions of [a/b](https://huggingface.co/a/b).",
        "This model can be fine-tuned from [a/b](https://huggingface.co/a/b).",
        "Unlike a fine-tuned version of [a/b](https://huggingface.co/a/b), it is small.",
        "| this model is a fine-tuned version of [a/b](https://huggingface.co/a/b) |",
        "<!-- This model is a fine-tuned version of [a/b](https://huggingface.co/a/b). -->",
        "```\nThis model is a fine-tuned version of a/b\n```",
        "This model card was written by us and is based on the [a/b card](https://huggingface.co/a/b).",
        "The training data is distilled from GPT-3.5.",
    ],
)
def test_sentences_that_name_no_base_of_this_model(sentence: str) -> None:
    reading = read(f"# T\n\n{sentence}\n")
    assert (
        values(reading, "base-model")
        == values(reading, "teacher-model")
        == values(reading, "step-kind")
        == []
    )


def test_a_sentence_about_another_name_is_only_inferred_unless_it_is_the_title() -> None:
    [other] = claims(read("# T\n\nZest is a fine-tuned version of a/b.\n"), "base-model")
    [own] = claims(read("# Model Card for Zest\n\nZest is a fine-tuned version of a/b.\n"), "base-model")
    assert (other.inferred, own.inferred) == (True, False)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("the squad dataset", [("squad", None)]),
        ("the MOZILLA/COMMON_VOICE - FR dataset", [("MOZILLA/COMMON_VOICE", "FR")]),
        ("the [c/d](https://huggingface.co/datasets/c/d) dataset", [("c/d", None)]),
        ("the c/d, the e/f and the g/h datasets", [("c/d", None), ("e/f", None), ("g/h", None)]),
        ("a private dataset", [("", None)]),
    ],
)
def test_datasets_in_the_sentence(phrase: str, expected: list[tuple[str, str | None]]) -> None:
    found = values(read(TUNED.format(phrase)), "dataset")
    assert [(one.raw, one.configuration) for one in found] == expected


def test_a_private_dataset_is_described() -> None:
    [found] = values(read(TUNED.format("a private dataset")), "dataset")
    assert (found.description, found.access) == ("private dataset", "private")


@pytest.mark.parametrize(
    "phrase", ["the None dataset", "an unknown dataset", "an unkown dataset", "the imagefolder dataset"]
)
def test_an_unknown_dataset_is_a_problem_and_no_claim(phrase: str) -> None:
    reading = read(TUNED.format(phrase))
    assert values(reading, "dataset") == []
    assert [(problem.code, problem.severity) for problem in reading.problems] == [("FTL-R010", "warning")]


def test_an_unknown_dataset_is_less_grave_where_the_front_matter_names_one() -> None:
    reading = read("---\ndatasets: c/d\n---\n" + TUNED.format("an unknown dataset"))
    assert [problem.severity for problem in reading.problems] == ["info"]


def test_methods_in_the_sentence_but_not_in_names() -> None:
    reading = read(
        "This model is a fine-tuned version of a/base-KTO-7B using [Direct Preference Optimization (DPO)](u) and QLoRA.\n"
    )
    assert values(reading, "objective") == ["dpo"]
    assert values(reading, "parameterization") == ["qlora"]


def test_distillation_names_a_teacher() -> None:
    reading = read(
        "This model is a distilled version of the [BERT base model](https://huggingface.co/bert-base-uncased).\n"
    )
    assert raws(reading, "teacher-model") == ["bert-base-uncased"]
    assert values(reading, "step-kind") == ["Distilling"]
    assert values(reading, "base-model") == []


def test_started_from_is_only_inferred() -> None:
    reading = read("The model was initialized from [a/b](https://huggingface.co/a/b).\n")
    assert [(one.value.raw, one.inferred) for one in claims(reading, "base-model")] == [("a/b", True)]


def test_dreambooth_card() -> None:
    reading = read("### cup Dreambooth model trained by somebody with a notebook\n")
    assert values(reading, "objective") == ["dreambooth"]
    assert [(one.value, one.inferred) for one in claims(reading, "step-kind")] == [("FineTuning", True)]


@pytest.mark.parametrize(
    "text",
    [
        "Fine-tuned for our use case.\n",
        "This model is fine-tuned for our use case.\n",
        "# T\n\nIt was fine-tuned.\n",
    ],
)
def test_a_vague_card_gives_the_kind_of_step_and_nothing_else(text: str) -> None:
    reading = read(text)
    assert [(one.element, one.value, one.inferred) for one in reading.claims] == [
        ("step-kind", "FineTuning", False)
    ]
    assert reading.problems == []


@pytest.mark.parametrize(
    "text",
    [
        "# Base\n\nA language model trained on web text.\n",
        "---\nlicense: mit\npipeline_tag: text-generation\n---\n# Base\n\nThis model can be fine-tuned on a task.\n",
        "# Base\n\nSee the hub for fine-tuned versions. You may have fine-tuned it.\n",
        "Entry not found",
        "",
    ],
)
def test_a_base_only_card_gives_no_kind_of_step(text: str) -> None:
    assert values(read(text), "step-kind") == []


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("We adapted the model by few-shot prompting.", "Prompting"),
        ("The assistant was customised through prompt engineering only.", "Prompting"),
        ("It was specialised using retrieval-augmented generation.", "RetrievalAugmentation"),
        ("This model was pre-trained from scratch on 2T tokens.", "PreTraining"),
    ],
)
def test_what_is_no_fine_tuning_is_told_apart(sentence: str, kind: str) -> None:
    reading = read(f"# T\n\n{sentence}\n")
    assert values(reading, "step-kind") == [kind]
    assert codes(reading) == ["FTL-R012"]


def test_from_scratch_is_doubted_and_yields_to_a_base() -> None:
    sentence = "This model was trained from scratch on the squad dataset.\n"
    alone, based = read(sentence), read(f"---\nbase_model: a/b\n---\n{sentence}")
    assert [(one.value, one.inferred) for one in claims(alone, "step-kind")] == [("PreTraining", True)]
    assert [(one.value, one.inferred) for one in claims(based, "step-kind")] == [("FineTuning", True)]
    assert codes(alone) == codes(based) == ["FTL-R011"]
    assert raws(alone, "dataset") == ["squad"]


def test_two_bases_are_a_merge_and_not_a_sequence() -> None:
    reading = read("---\nbase_model: [a/b, c/d]\n---\n")
    assert [(one.value, one.inferred) for one in claims(reading, "step-kind")] == [("Merging", True)]
    assert values(reading, "step-order") == []


def test_quantised_model() -> None:
    reading = read("---\nbase_model: a/b\nquantized_by: somebody\ntags: [gguf]\n---\n")
    assert values(reading, "step-kind") == ["Quantizing"]
    assert values(reading, "quantization-method") == ["gguf"]


def test_two_stages_over_two_sentences() -> None:
    reading = read_fixture("two_stages.md")
    found = {
        (one.stage, one.element, getattr(one.value, "raw", one.value), one.inferred) for one in reading.claims
    }
    assert {
        ("#1", "step-order", 1, False),
        ("#1", "base-model", "tiny-lab/base-7b", False),
        ("#1", "dataset", "tiny-lab/dialogues", False),
        ("#2", "step-order", 2, False),
        ("#2", "objective", "dpo", False),
        ("#2", "dataset", "tiny-lab/pairs", False),
    } <= found
    assert not any(
        one.stage == "" and one.element in ("base-model", "dataset", "setting", "step-kind")
        for one in reading.claims
    )
    assert "kto" not in values(reading, "objective")
    [rate] = claims(reading, "setting", "learning_rate")
    assert (rate.stage, rate.inferred) == ("#2", True)


@pytest.mark.parametrize(
    "text",
    [
        "This model was first fine-tuned with SFT on 200k instruction pairs, then aligned with DPO on 50k preference pairs.",
        "SFT on 200k instruction pairs, then DPO on 50k preference pairs",
        "a/b -> SFT -> DPO",
    ],
)
def test_two_stages_in_one_line(text: str) -> None:
    reading = read(f"# T\n\n{text}\n", "m/README.md")
    assert [(one.stage, one.value) for one in claims(reading, "objective")] == [
        ("m#1", "sft"),
        ("m#2", "dpo"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "| GPT-4 | SFT, then DPO |",
        "You can then fine-tune it with DPO after SFT.",
        "Unlike ours, Zest was first fine-tuned with SFT on a and then with DPO on b.",
        "Install it, then run SFT on your data.",
    ],
)
def test_stages_of_others_are_not_ours(text: str) -> None:
    assert values(read(f"# T\n\n{text}\n"), "step-order") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "This model is further pre-trained on letters of sailors.",
        "It was continually pretrained on river reports.",
        "Our base model was further pretrained for 600 steps.",
    ],
)
def test_further_pre_training_is_training_on_weights_that_exist(sentence: str) -> None:
    reading = read(f"# heron\n\n{sentence}\n")
    assert values(reading, "step-kind") == ["FineTuning"]
    assert values(reading, "objective") == ["continued-pretraining"]
    assert not any(claim.inferred for claim in reading.claims)


@pytest.mark.parametrize(
    "sentence",
    [
        "This model can be further pretrained on your own texts.",
        "Many models are further pre-trained.",
        "<!-- This model is further pre-trained. -->",
        "The model is pretrained.",
    ],
)
def test_other_words_about_pre_training_tell_no_step(sentence: str) -> None:
    assert claims(read(f"# heron\n\n{sentence}\n"), "objective") == []
