"""The model card says what the lineage says, and every other byte of it stays."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from lineage_rdf.editing import card_diff, card_front_matter, lineage_section, updated_card
from lineage_rdf.errors import InputError
from lineage_rdf.lineage import read
from lineage_rdf.records import (
    Agent,
    Dataset,
    DatasetUse,
    FactStatus,
    LineageRecord,
    MergeContribution,
    Model,
    Setting,
    Step,
)
from tools.examples import folders

EXAMPLES = [path for path in folders() if (path / "README.md").is_file()]
HUB = "https://huggingface.co/"


def hub(name: str, **more: Any) -> Model:
    return Model(iri=f"{HUB}{name}", identifier=name, **more)


BASE, SFT, HEAD = (
    hub("org/base"),
    Model(iri="urn:x:sft", name="sft"),
    hub("acme/head", weights_licence="Apache-2.0"),
)
DATA = Dataset(iri=f"{HUB}datasets/org/d_1", identifier="org/d_1")
PRIVATE = Dataset(iri="urn:x:data", description="our tickets | 2024", access="private")
EVALUATION = Dataset(iri=f"{HUB}datasets/org/test", identifier="org/test")


def use(dataset: Dataset, **more: Any) -> DatasetUse:
    return DatasetUse(iri=f"{dataset.iri}#use", dataset=dataset.iri, **more)


STEPS = (
    Step(
        iri="urn:x:1",
        ordinal=1,
        stage_name="first",
        base_models=(BASE.iri,),
        produced_model=SFT.iri,
        objectives=("sft",),
        parameterizations=("lora",),
        dataset_uses=(
            use(DATA, roles=("instruction",), example_count=200_000),
            use(EVALUATION, roles=("evaluation",)),
        ),
        settings=(
            Setting(iri="urn:x:s1", hyperparameter="learning_rate", real=Decimal("0.00002")),
            Setting(iri="urn:x:s2", hyperparameter="bf16", boolean=True),
        ),
    ),
    Step(
        iri="urn:x:2",
        ordinal=2,
        base_models=(SFT.iri,),
        produced_model=HEAD.iri,
        objectives=("dpo",),
        dataset_uses=(use(PRIVATE),),
    ),
)
RECORD = LineageRecord(
    iri="urn:x:lineage",
    head_model=HEAD.iri,
    steps=STEPS,
    models=(BASE, SFT, HEAD),
    datasets=(DATA, PRIVATE, EVALUATION),
    agents=(Agent(iri="urn:x:jane", name="Jane Doe"),),
    accountable_agents=("urn:x:jane",),
    statuses=(
        FactStatus(
            iri="urn:x:f",
            subject="urn:x:2",
            element="hyperparameters",
            status="undisclosed",
            reason="a <contract>",
        ),
    ),
)


def front(text: str) -> dict[str, Any]:
    loaded = yaml.safe_load(text.split("---")[1])
    assert isinstance(loaded, dict)
    return loaded


# -- keys


def test_keys_name_the_nearest_published_base_and_the_data_of_training() -> None:
    assert card_front_matter(RECORD) == {
        "base_model": "org/base",
        "base_model_relation": "finetune",
        "datasets": ["org/d_1"],
        "license": "apache-2.0",
    }


def with_head(head: Model, **changes: Any) -> LineageRecord:
    last = evolve(STEPS[1], produced_model=head.iri, **changes)
    return evolve(RECORD, head_model=head.iri, steps=(STEPS[0], last), models=(BASE, SFT, head))


@pytest.mark.parametrize(
    ("record", "relation"),
    [
        (with_head(hub("acme/a", kind="Adapter")), "adapter"),
        (with_head(hub("acme/a"), kind="Quantizing"), "quantized"),
        (with_head(hub("acme/a"), kind="Merging"), "merge"),
        (with_head(hub("acme/a"), kind="Distilling"), "finetune"),
    ],
)
def test_the_relation_is_the_hubs(record: LineageRecord, relation: str) -> None:
    assert card_front_matter(record)["base_model_relation"] == relation


def test_an_adapter_names_the_model_to_load_it_with() -> None:
    record = with_head(hub("acme/a", kind="Adapter", adapter_for=f"{HUB}org/loaded"))
    record = evolve(record, models=(*record.models, hub("org/loaded")))
    assert card_front_matter(record)["base_model"] == "org/loaded"


def test_a_merge_names_all_its_models() -> None:
    parts = tuple(MergeContribution(iri=f"urn:x:c{n}", model=f"{HUB}org/m{n}") for n in (1, 2, 1))
    record = with_head(hub("acme/a"), kind="Merging", base_models=(), contributions=parts)
    record = evolve(record, models=(*record.models, hub("org/m1"), hub("org/m2")))
    assert card_front_matter(record)["base_model"] == ["org/m1", "org/m2"]


def test_what_is_not_known_gives_no_key() -> None:
    assert card_front_matter(LineageRecord(iri="urn:x:l")) == {}
    assert card_front_matter(
        evolve(RECORD, models=(SFT, evolve(HEAD, weights_licence="LicenseRef-ours")))
    ) == {"datasets": ["org/d_1"]}


def test_steps_in_a_circle_end() -> None:
    steps = (evolve(STEPS[0], base_models=(HEAD.iri,)), STEPS[1])
    unnamed = evolve(HEAD, identifier=None)
    assert "base_model" not in card_front_matter(evolve(RECORD, steps=steps, models=(SFT, unnamed)))


@pytest.mark.parametrize(
    ("expression", "found", "name"),
    [("MIT", (), "mit"), ("LicenseRef-HF-llama3", ("llama3",), "llama3"), ("LicenseRef-HF-openrail", (), "openrail"),
     ("Apache-2.0", ("Apache 2.0",), "apache-2.0"), ("LicenseRef-My-terms", ("My terms",), None)],
)  # fmt: skip
def test_the_licence_has_the_hubs_name(expression: str, found: tuple[str, ...], name: str | None) -> None:
    head = evolve(HEAD, weights_licence=expression, licences_as_found=found)
    assert card_front_matter(evolve(RECORD, models=(BASE, SFT, head))).get("license") == name


# -- section


def test_the_section_tells_the_steps() -> None:
    lines = lineage_section(RECORD).splitlines()
    assert lines[0] == "<!-- lineage:begin -->" and lines[-1] == "<!-- lineage:end -->"
    first, second = (line for line in lines if line.startswith(("| 1", "| 2")))
    assert first == (
        "| 1 first (fine-tuning) | [org/base](https://huggingface.co/org/base) | lora, sft"
        " | [org/d_1](https://huggingface.co/datasets/org/d_1) (200,000 examples, instruction),"
        " [org/test](https://huggingface.co/datasets/org/test) (evaluation)"
        " | learning_rate 0.00002, bf16 true | sft |"
    )
    assert second == (
        "| 2 (fine-tuning) | sft | dpo | our tickets \\| 2024 (private) | not known"
        " | [acme/head](https://huggingface.co/acme/head) |"
    )
    assert "- Accountable: Jane Doe" in lines
    assert "- hyperparameters of step 2 is undisclosed: a \\<contract\\>" in lines


def test_a_lineage_without_steps_says_so() -> None:
    assert "No step" in lineage_section(LineageRecord(iri="urn:x:l"))


# -- the whole card

CARD = """\
---
# about us
language: [en, "de"]   # two
base_model: old/base  # was it?
datasets:
  - "org/old"
  # more to come
unknown_key:   {b: 1,   a: 2}
license:    mit
tags:
- x
---

# Our model  \n\nText with trailing blanks.   \n
"""


def test_only_the_keys_of_the_lineage_change() -> None:
    new = updated_card(CARD, RECORD)
    expected = CARD.replace(
        "base_model: old/base  # was it?\n",
        "base_model: org/base  # was it?\nbase_model_relation: finetune\n",
    ).replace('  - "org/old"\n', '  - "org/old"\n  - org/d_1\n')
    assert new.startswith(expected)
    assert new[len(expected) :] == lineage_section(RECORD) + "\n"


def test_untouched_lines_stay_byte_for_byte_with_windows_line_ends() -> None:
    old = CARD.replace("\n", "\r\n")
    new = updated_card(old, RECORD)
    assert new == updated_card(CARD, RECORD).replace("\n", "\r\n")


def test_a_second_time_changes_nothing() -> None:
    for card in (CARD, "", None, "# Title\n", CARD.replace("\n", "\r\n"), "---\n---\n", "---\n---"):
        new = updated_card(card, RECORD)
        assert updated_card(new, RECORD) == new
        assert front(new)["datasets"][-1] == "org/d_1"


def test_the_section_is_replaced_where_it_stands() -> None:
    old = "# T\n\n<!-- lineage:begin -->\nold \\1 text\n<!-- lineage:end -->\n\nAfter.\n"
    new = updated_card(old, LineageRecord(iri="urn:x:l"))
    assert new == f"# T\n\n{lineage_section(LineageRecord(iri='urn:x:l'))}\n\nAfter.\n"


@pytest.mark.parametrize("gap", ["", "\n", "\n\n"])
def test_a_blank_line_stands_before_a_new_section(gap: str) -> None:
    assert "Text\n\n<!-- lineage:begin -->" in updated_card(f"Text{gap}", RECORD)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("base_model: [old/a, 'old/b']\n", "base_model: org/base\n"),
        ("base_model:\n- old/a\n- old/b\n", "base_model: org/base\n"),
        ("base_model:\n", "base_model: org/base\n"),
        ("base_model:   # todo\n", "base_model: org/base   # todo\n"),
        ("base_model: null\n", "base_model: org/base\n"),
        ("base_model: [org/base]\n", "base_model: [org/base]\n"),
        ("base_model: 'org/base'\n", "base_model: 'org/base'\n"),
    ],
)
def test_ways_in_which_a_base_is_written(before: str, after: str) -> None:
    record = evolve(RECORD, models=(BASE, SFT, evolve(HEAD, weights_licence=None)))
    tail = "base_model_relation: finetune\ndatasets: [Org/D_1]\n"
    new = updated_card(f"---\n{before}{tail}---\n", record)
    assert new.startswith(f"---\n{after}{tail}---\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("datasets: a/b", "datasets:\n- a/b\n- org/d_1"),
        ("datasets: [a/b]  # c", "datasets: [a/b, org/d_1]  # c"),
        ("datasets: []", "datasets: [org/d_1]"),
        ("datasets:", "datasets:\n- org/d_1"),
        ("datasets:\n    - a/b\nx: 1", "datasets:\n    - a/b\n    - org/d_1\nx: 1"),
    ],
)
def test_ways_in_which_datasets_are_written(before: str, after: str) -> None:
    record = evolve(RECORD, steps=(evolve(STEPS[0], produced_model=HEAD.iri, base_models=()),))
    record = evolve(record, models=(evolve(HEAD, weights_licence=None),))
    assert updated_card(f"---\n{before}\n---\n", record).startswith(f"---\n{after}\n---\n")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_empty_braces_give_way_to_keys(end: str) -> None:
    old = f"---{end}# see the guide{end}{{}}{end}---{end}{end}Text{end}"
    new = updated_card(old, RECORD)
    assert new.startswith(f"---{end}# see the guide{end}base_model: org/base{end}")
    assert front(new) == card_front_matter(RECORD)


def test_front_matter_that_is_indented_as_a_whole() -> None:
    new = updated_card("---\n   tags:\n   - a\n   base_model: [b/c,\n     b/d]\n---\n", RECORD)
    assert front(new) == {**card_front_matter(RECORD), "tags": ["a"]}


@pytest.mark.parametrize("text", ["---\na: [\n---\n", "---\n- a\n---\n", "---\n{a: b}\n---\n"])
def test_front_matter_that_cannot_be_edited_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="front matter"):
        updated_card(text, RECORD)


KEYS = st.sampled_from(
    ["license: mit", "tags: [a]", "datasets:\n- a/b", "datasets: a/b", "base_model: 'x/y' # c",
     "model-index:\n- name: z\n  results: []",
     "# comment", "extra: |\n  text\n\n  more", "language:\n- en", "", "base_model:\n  - x/y\n  - x/z"]
)  # fmt: skip


@given(
    st.lists(KEYS, unique_by=lambda row: row.split(":")[0]),
    st.text(max_size=60),
    st.sampled_from(["\n", "\r\n"]),
)
@settings(max_examples=200, deadline=None)
def test_every_other_key_and_the_body_stay(rows: list[str], body: str, end: str) -> None:
    body = body.replace("\r", "").replace("\n", " ")
    card = "\n".join(["---", *rows, "---", "", body]).replace("\n", end)
    new = updated_card(card, RECORD)
    assert updated_card(new, RECORD) == new
    assert f"---{end}{end}{body}" in new
    for row in rows:
        if not row.startswith(("datasets", "base_model")):
            assert row.replace("\n", end) in new
    assert (end == "\n") == ("\r\n" not in new)


# -- diff


def test_a_diff_can_be_applied_by_patch(tmp_path: Path) -> None:
    import subprocess

    if shutil.which("patch") is None:
        pytest.skip("there is no program `patch` here")
    for card in (CARD, CARD.rstrip("\n"), CARD.replace("\n", "\r\n")):
        (tmp_path / "README.md").write_bytes(card.encode())
        new = updated_card(card, RECORD)
        diff = card_diff(card, new, "README.md").encode()
        subprocess.run(
            ["patch", "--binary", "-p1"], cwd=tmp_path, input=diff, check=True, capture_output=True
        )
        assert (tmp_path / "README.md").read_bytes() == new.encode()


def test_a_diff_of_nothing_is_empty_and_a_new_file_comes_from_nowhere() -> None:
    assert card_diff(CARD, CARD, "README.md") == ""
    assert card_diff(None, "a\n", "README.md").startswith("--- /dev/null\n+++ b/README.md\n")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_a_written_card_is_up_to_date_when_read_again(example: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(example, tmp_path / "model")
    card = folder / "README.md"
    card.write_text(updated_card(card.read_text("utf-8"), read(folder).record), "utf-8")
    assert updated_card(card.read_text("utf-8"), read(folder).record) == card.read_text("utf-8")


def test_a_card_of_which_nothing_is_known_gets_no_section() -> None:
    from lineage_rdf.lineage import read

    text = "---\nlicense: mit\n---\n\nA model fine-tuned for our use case.\n"
    assert updated_card(text, read("fine-tuned for our use case").record) == text
