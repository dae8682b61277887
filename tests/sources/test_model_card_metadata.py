from __future__ import annotations

from decimal import Decimal

import pytest

from lineage_rdf.claims import DatasetMention, Trust
from tests.sources.card_reading import claims, codes, raws, read, values


def card(yaml: str, body: str = "") -> str:
    return f"---\n{yaml}\n---\n{body}"


@pytest.mark.parametrize(
    ("yaml", "expected"),
    [
        ("base_model: a/b", ["a/b"]),
        ("base_model: [a/b, c/d, a/b]", ["a/b", "c/d"]),
        ("base_model: https://huggingface.co/a/b/tree/v2", ["https://huggingface.co/a/b/tree/v2"]),
        ("base model: a/b", ["a/b"]),
    ],
)
def test_bases_of_every_form(yaml: str, expected: list[str]) -> None:
    assert raws(read(card(yaml)), "base-model") == expected


def test_the_revision_in_an_address_is_kept() -> None:
    [base] = values(read(card("base_model: https://huggingface.co/a/b/tree/v2")), "base-model")
    assert base.revision == "v2"


@pytest.mark.parametrize("value", ["None", "[]", "", "[More Information Needed]"])
def test_an_empty_base_gives_a_problem_and_no_claim(value: str) -> None:
    reading = read(card(f"base_model: {value}"))
    assert values(reading, "base-model") == []
    assert "FTL-R018" in codes(reading)
    assert values(reading, "step-kind") == []


@pytest.mark.parametrize("raw", ["/root/models/x", "../x", "D:\\models\\x", "D:/models/x", "~/x"])
def test_a_place_on_a_disk_is_reported_by_its_last_part_only(raw: str) -> None:
    reading = read(card(f"base_model: {raw}"))
    assert codes(reading) == ["FTL-R008"]
    assert "'x'" in reading.problems[0].message
    assert "models" not in reading.problems[0].message


def test_a_base_with_the_name_of_the_model_is_reported() -> None:
    reading = read(card("base_model: me/again\nmodel-index:\n- name: again\n  results: []"))
    assert codes(reading) == ["FTL-R009"]


@pytest.mark.parametrize(
    ("relation", "kind"),
    [
        ("finetune", "FineTuning"),
        ("adapter", "FineTuning"),
        ("merge", "Merging"),
        ("quantized", "Quantizing"),
    ],
)
def test_a_relation_states_the_kind_of_step(relation: str, kind: str) -> None:
    reading = read(card(f"base_model: a/b\nbase_model_relation: {relation}"))
    [claim] = claims(reading, "step-kind")
    assert (claim.value, claim.inferred, claim.trust) == (kind, False, Trust.CARD_YAML)
    assert bool(values(reading, "adapter-for")) is (relation == "adapter")


def test_an_unknown_relation_is_reported() -> None:
    assert codes(read(card("base_model: a/b\nbase_model_relation: cousin"))) == ["FTL-R015"]


@pytest.mark.parametrize(
    ("yaml", "raws_expected", "problems"),
    [
        ("datasets: a/b", ["a/b"], []),
        ("datasets: [a/b, squad, null]", ["a/b", "squad"], []),
        ("dataset: a/b", ["a/b"], ["FTL-R007"]),
        ("datasets: [dataset1]", [], ["FTL-R005"]),
        ("datasets: [imagefolder]", [], ["FTL-R010"]),
        ("datasets:\n- name: x", [], ["FTL-R016"]),
        ("datasets: https://huggingface.co/datasets/a/b", ["a/b"], []),
        ("datasets: [The Pile]", ["The Pile"], []),
    ],
)
def test_datasets_of_every_form(yaml: str, raws_expected: list[str], problems: list[str]) -> None:
    reading = read(card(yaml))
    assert raws(reading, "dataset") == raws_expected
    assert codes(reading) == problems


@pytest.mark.parametrize(
    ("yaml", "licences", "problems"),
    [
        ("license: apache-2.0", ["apache-2.0"], []),
        ("license: [mit, cc-by-4.0]", ["mit", "cc-by-4.0"], []),
        (
            "license: other\nlicense_name: tiny-licence\nlicense_link: https://example.org/l",
            ["tiny-licence"],
            [],
        ),
        ("license: other", ["other"], ["FTL-R014"]),
        ("licence: license", [], ["FTL-R006"]),
        ("licence: mit", ["mit"], ["FTL-R007"]),
        ("license: any valid license identifier", [], ["FTL-R006"]),
        ("license: unknown", ["unknown"], []),
        ("license: null", [], []),
    ],
)
def test_licences(yaml: str, licences: list[str], problems: list[str]) -> None:
    reading = read(card(yaml))
    assert values(reading, "weights-licence") == licences
    assert codes(reading) == problems


def test_emissions_are_given_in_kilograms() -> None:
    assert values(read(card("co2_eq_emissions: 1500")), "emissions") == [Decimal("1.5")]
    assert values(read(card("co2_eq_emissions:\n  emissions: 2.5\n  source: x")), "emissions") == [
        Decimal("0.0025")
    ]


def test_model_index_is_evaluation_and_never_training_data() -> None:
    reading = read(
        card(
            "model-index:\n- name: m\n  results:\n  - dataset: {type: a/bench, name: Bench, split: test}\n"
            "    metrics:\n    - {type: acc, value: 243.9 +/- 20.1}\n    - {type: bleu, value: none}\n"
        )
    )
    assert values(reading, "dataset") == []
    [result] = values(reading, "evaluation-result")
    assert (result.metric, result.value, result.dataset, result.split) == (
        "acc",
        Decimal("243.9"),
        "a/bench",
        "test",
    )


def test_several_models_in_an_index_keep_their_names() -> None:
    entry = "- name: {}\n  results:\n  - metrics: [{{type: acc, value: 1}}]\n"
    reading = read(card("model-index:\n" + entry.format("one") + entry.format("two")))
    assert [result.model.raw for result in values(reading, "evaluation-result")] == ["one", "two"]


def test_tags_give_base_data_licence_and_method_with_little_trust() -> None:
    reading = read(
        card(
            "tags:\n- base_model:adapter:a/b\n- dataset:c/d\n- license:mit\n- trl\n- kto\n- no\n- lora\n- dataset_size:12"
        )
    )
    assert raws(reading, "base-model") == raws(reading, "adapter-for") == ["a/b"]
    assert values(reading, "dataset") == [
        DatasetMention(raw="c/d"),
        DatasetMention(raw="c/d", example_count=12),
    ]
    assert values(reading, "weights-licence") == ["mit"]
    assert [(one.value, one.inferred) for one in claims(reading, "objective")] == [("kto", True)]
    assert values(reading, "parameterization") == ["lora"]
    assert {one.trust for one in reading.claims} == {Trust.TAG}


def test_tags_as_one_text() -> None:
    assert values(read(card("tags: trl, dpo")), "objective") == ["dpo"]


def test_no_secret_word_of_unknown_keys_is_carried_through() -> None:
    reading = read(card("base_model: a/b\nhub_token: hf_abcdefghijklmnopqrst\nextra: me@example.org"))
    assert "hf_" not in repr(reading.claims) + repr(reading.problems)
    assert "example.org" not in repr(reading.claims) + repr(reading.problems)
