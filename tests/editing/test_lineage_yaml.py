"""Missing facts are added to lineage.yaml, and nothing that stands there changes."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from lineage_rdf.editing import MissingFact, write_missing
from lineage_rdf.errors import InputError
from lineage_rdf.sources.lineage_file import READER
from lineage_rdf.sources.lineage_keys import STAGE, TOP
from lineage_rdf.sources.reader import InputFile

ID = MissingFact(None, ("id",), "what the model is called for ever", "acme/m")
SEED = MissingFact("sft", ("hyperparameters", "seed"), "the random seed", "42")
RESULT = MissingFact("sft", ("result",), "the model the stage made")
REVISION = MissingFact("sft", ("datasets", "org/d", "revision"), "commit of the dataset")
DATA = MissingFact("dpo", ("datasets", ""), "org/name[@revision]")


def only_additions(before: str, after: str) -> bool:
    """Return whether every character of the text before is in the text after, in the same order."""
    rest = iter(after)
    return all(letter in rest for letter in before)


def value(text: str) -> dict[str, object]:
    loaded = yaml.safe_load(text)
    assert isinstance(loaded, dict)
    return loaded


def test_a_new_file_has_every_fact_once_with_its_hint() -> None:
    text = write_missing(None, [SEED, RESULT, ID, REVISION, DATA])
    assert value(text) == {
        "id": None,
        "stages": [
            {
                "stage": "sft",
                "hyperparameters": {"seed": None},
                "result": None,
                "datasets": [{"dataset": "org/d", "revision": None}],
            },
            {"stage": "dpo", "datasets": [{"dataset": None}]},
        ],
    }
    assert "id:  # what the model is called for ever, e.g. acme/m\n" in text
    assert "      seed:  # the random seed, e.g. 42\n" in text
    assert "    result:  # the model the stage made\n" in text
    assert text.startswith("# ")


def test_an_empty_file_of_facts_says_nothing_and_is_read_without_a_problem() -> None:
    facts = [MissingFact(None, (key,), row.hint, row.example) for key, row in TOP.items() if row.holds]
    facts += [MissingFact("", (key,), row.hint, row.example) for key, row in STAGE.items() if key != "stage"]
    reading = READER(InputFile("lineage.yaml", write_missing(None, facts).encode()))
    assert reading.problems == []
    assert reading.claims == []


def test_nothing_missing_changes_nothing() -> None:
    assert write_missing("id:   x  # mine\n\n", []) == "id:   x  # mine\n\n"
    assert write_missing(None, []) == ""


def test_a_second_run_changes_nothing() -> None:
    facts = [SEED, RESULT, ID, REVISION, DATA]
    text = write_missing(None, facts)
    assert write_missing(text, facts) == text


EXISTING = """\
# our lineage
id:   "acme/m"    # never change

stages:
    # the first
    -   stage: sft
        hyperparameters:
            learning_rate: 2e-5   # peak

        datasets:
        - org/d   # by hand
        - {dataset: org/e, role: instruction}
    - stage: dpo
      base_model: undisclosed: contract
      result:
# the end
"""


def test_what_a_person_wrote_stays() -> None:
    missing = [
        SEED,
        RESULT,
        REVISION,
        MissingFact("sft", ("datasets", "org/e", "revision"), "commit"),
        MissingFact("sft", ("datasets", "org/f", "revision"), "commit"),
        MissingFact("dpo", ("result",), "the model the stage made"),
        MissingFact("dpo", ("base_model",), "the base"),
        MissingFact("dpo", ("hyperparameters", "beta"), "strength"),
        ID,
        MissingFact(None, ("models", "org/base", "licence"), "licence of the weights"),
    ]
    text = write_missing(EXISTING, missing)
    assert only_additions(EXISTING, text)
    assert (
        text
        == """\
# our lineage
id:   "acme/m"    # never change

stages:
    # the first
    -   stage: sft
        hyperparameters:
            learning_rate: 2e-5   # peak
            seed:  # the random seed, e.g. 42

        datasets:
        - dataset: org/d   # by hand
          revision:  # commit of the dataset
        - {dataset: org/e, role: instruction, revision: }
        - dataset: org/f
          revision:  # commit
        result:  # the model the stage made
    - stage: dpo
      base_model: undisclosed: contract
      result:
      hyperparameters:
        beta:  # strength
models:
  org/base:
    licence:  # licence of the weights
# the end
"""
    )
    assert write_missing(text, missing) == text
    problems = READER(InputFile("lineage.yaml", text.encode(), frozenset({"sft", "dpo"}))).problems
    assert problems == []


@pytest.mark.parametrize("end", ["", "\n", "\n\n# last words", "\n...\n"])
def test_the_end_of_the_file_may_look_in_any_way(end: str) -> None:
    before = f"id: a{end}"
    text = write_missing(before, [MissingFact(None, ("publisher",), "who"), SEED])
    loaded = value(text)
    assert loaded["id"] == "a" and loaded["publisher"] is None
    assert only_additions(before, text)


def test_windows_line_ends_stay() -> None:
    text = write_missing("id: a\r\nstages:\r\n- stage: sft\r\n", [SEED, RESULT])
    assert text.count("\n") == text.count("\r\n") == 6
    assert value(text)["stages"] == [{"stage": "sft", "hyperparameters": {"seed": None}, "result": None}]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("stages: [{stage: sft}]\n", "stages: [{stage: sft, result: }]\n"),
        ("stages: [{stage: dpo}]\n", "stages: [{stage: dpo}, {stage: sft, result: }]\n"),
        ("stages: []\n", "stages: [{stage: sft, result: }]\n"),
        ("stages:\n", "stages:\n  - stage: sft\n    result:  # the model the stage made\n"),
        ("stages: # todo\n", "stages: # todo\n  - stage: sft\n    result:  # the model the stage made\n"),
        ("stages:\n- stage: ./sft/\n", "stages:\n- stage: ./sft/\n  result:  # the model the stage made\n"),
        ("stages:\n- {stage: sft,\n   name: a}\n", "stages:\n- {stage: sft,\n   name: a, result: }\n"),
        (
            "stages:\n- stage: sft\n  risk_note: |\n    long\n\n    text\nid: a\n",
            "stages:\n- stage: sft\n  risk_note: |\n    long\n\n    text\n  result:  # the model the stage made\nid: a\n",
        ),
    ],
)
def test_ways_of_writing(before: str, after: str) -> None:
    assert write_missing(before, [RESULT]) == after
    assert isinstance(value(after), dict)


@pytest.mark.parametrize(
    "inner", ["{undisclosed: contract}", "undisclosed: contract", "\n    undisclosed: contract", "7"]
)
def test_a_fact_within_one_that_is_not_told_is_not_asked_for(inner: str) -> None:
    before = f"stages:\n- stage: sft\n  datasets: {inner}\n  hyperparameters: {inner}\n"
    assert write_missing(before, [SEED, REVISION]) == before


def test_a_new_stage_takes_its_place_in_the_order() -> None:
    before = "stages:\n  - stage: dpo\n    name: second\n  - stage: merge\n"
    text = write_missing(
        before, [RESULT, MissingFact("quant", ("result",))], order=["sft", "dpo", "merge", "quant"]
    )
    assert [stage["stage"] for stage in value(text)["stages"]] == ["sft", "dpo", "merge", "quant"]  # type: ignore[attr-defined]
    assert only_additions(before, text)


@pytest.mark.parametrize("before", ["  id: a\n", "  id: a\n  stages:\n"])
def test_a_file_that_is_indented_as_a_whole(before: str) -> None:
    text = write_missing(before, [MissingFact(None, ("publisher",)), RESULT])
    assert value(text) == {"id": "a", "publisher": None, "stages": [{"stage": "sft", "result": None}]}


def test_the_stage_of_the_folder_itself() -> None:
    fact = MissingFact("", ("result",))
    assert value(write_missing("", [fact])) == {"stages": [{"stage": ".", "result": None}]}
    assert value(write_missing("stages:\n- objective: sft\n", [fact])) == {
        "stages": [{"objective": "sft", "result": None}]
    }
    assert value(write_missing("stages:\n- name: a\n- name: b\n", [MissingFact("#2", ("result",))])) == {
        "stages": [{"name": "a"}, {"name": "b", "result": None}]
    }


def test_names_that_are_no_plain_text_are_quoted() -> None:
    fact = MissingFact(None, ("datasets", "our data: 2024 #1", "licence"))
    assert value(write_missing("", [fact])) == {"datasets": {"our data: 2024 #1": {"licence": None}}}
    assert value(write_missing("", [MissingFact("2024", ("result",))]))["stages"] == [
        {"stage": "2024", "result": None}
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: [", "not readable"),
        ("- a\n", "keys and values"),
        ("{a: b}\n", "one to a line"),
        ("stages: {a: b}\n", "a list"),
    ],
)
def test_what_cannot_be_edited_is_refused_with_a_reason(text: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        write_missing(text, [RESULT])


NAMES = st.sampled_from(["sft", "dpo", "", "a b"])
PATHS = st.sampled_from(
    [("result",), ("objective",), ("hyperparameters", "seed"), ("hyperparameters", "lr"), ("datasets", ""),
     ("datasets", "org/d", "revision"), ("datasets", "org/d", "licence"), ("datasets", "org/e", "split"),
     ("code", "revision")]
)  # fmt: skip
FACTS = st.lists(
    st.builds(MissingFact, NAMES, PATHS, st.sampled_from(["", "a hint: # with signs"])), max_size=8
)


@given(FACTS, FACTS, st.sampled_from(["", "id: a\n", EXISTING, "stages: [{stage: sft, datasets: [org/d]}]"]))
@settings(max_examples=200, deadline=None)
def test_additions_are_additions_and_stable(
    first: list[MissingFact], second: list[MissingFact], start: str
) -> None:
    once = write_missing(start, first)
    twice = write_missing(once, second)
    assert write_missing(twice, [*first, *second]) == twice
    assert only_additions(once, twice) or not once
    assert READER(InputFile("lineage.yaml", twice.encode())).problems == [] or "a b" in twice
