"""Fixes name keys that lineage.yaml has, and titles read as the end of `step 1 (sft): ...`."""

from __future__ import annotations

import re

import pytest

from lineage_rdf.check.codes import Code, codes
from lineage_rdf.sources.lineage_keys import (
    CODE,
    DATASET,
    EVALUATION,
    MERGE,
    MERGED,
    MODEL,
    QUANTIZATION,
    REVIEW,
    STAGE,
    TOP,
    Key,
)
from lineage_rdf.vocabulary.schemes import members
from tools.shapes.source import elements

# Key with deeper keys -> what may stand below it; `<name>` stands for any name.
BELOW: dict[str, dict[str, Key]] = {
    "merge": MERGE,
    "quantization": QUANTIZATION,
    "code": CODE,
    "models": {"<name>": Key()},
    "<name>": MODEL,
}
# Place that a fix names -> the keys there.
PLACES = {
    "to the stage": STAGE,
    "to a stage": STAGE,
    "of the stage": STAGE,
    "to the top level": TOP,
    "of the dataset": DATASET,
    "to lineage.yaml:": TOP,
}
KEYS = {**TOP, **STAGE, **DATASET, **MODEL, **EVALUATION, **REVIEW, **MERGE, **MERGED, **QUANTIZATION, **CODE}
KEY = r"[a-z_]+(?:\.(?:<name>|[a-z_]+))*"
WORDS = {"method in words", "as", "it", "the value", "the commit", "the training configuration"}
OWN = [code for code in codes().values() if code.code[4] in "WNEGZC"]
TELLS_YAML = [code for code in OWN if "lineage.yaml" in code.fix]


def exists(path: str, table: dict[str, Key]) -> bool:
    """Say whether a dotted path leads through the tables."""
    first, *rest = path.split(".")
    for name in rest:
        if first not in table:
            return False
        first, table = name, BELOW.get(first, {})
    return first in table


def added(code: Code) -> list[tuple[str, dict[str, Key]]]:
    """Return (key, table) for the keys that a generated fix tells to add, each with the table of the place it names."""
    found = []
    pattern = rf"(?:[Aa]dd|and|or|,) ({KEY}) ?(?:\([^)]*\))?(?:, (?:or )?[a-z_]+,?| in words,)? ?({'|'.join(PLACES)})"
    for key, place in re.findall(pattern, code.fix):
        found.append((key, PLACES[place]))
    return found


@pytest.mark.parametrize("code", TELLS_YAML, ids=lambda code: code.code)
def test_a_fix_names_keys_that_exist(code: Code) -> None:
    text = code.fix.replace("lineage.yaml", "")
    dotted_or_long = re.findall(r"(?<![\w/:@])[a-z]+(?:_[a-z0-9]+|\.[a-z_<][a-z_>]*)+(?:\.[a-z_]+)*", text)
    for word in dotted_or_long:
        assert (
            exists(word, TOP) or exists(word, STAGE) or word in KEYS or word in members("hyperparameter")
        ), word
    for key, table in added(code):
        assert exists(key, table) or "hyperparameters" in text, key
    named = {word for word in re.findall(KEY, text) if word in KEYS or "." in word}
    assert named, "no key at all is named"


@pytest.mark.parametrize("row", elements()["facts"] + elements()["settings"], ids=lambda row: row["id"])
def test_every_fact_of_the_table_tells_where_to_add_it(row: dict[str, object]) -> None:
    assert row["id"] == "other-base-model" or (row["title"] and (row.get("add") or row.get("any")))


def test_the_search_for_keys_sees_the_keys() -> None:
    assert added(codes()["FTL-E011"]) == [("base_model", STAGE)]
    assert added(codes()["FTL-E061"]) == [("merge.method", STAGE)]
    assert added(codes()["FTL-G071"]) == [("accountable_agent", TOP)]
    assert added(codes()["FTL-G051"]) == [("personal_data", DATASET)]
    assert not exists("merge.methods", STAGE)
    assert not exists("models.<name>.license", TOP)
    assert exists("models.<name>.digest", TOP)


@pytest.mark.parametrize("code", OWN, ids=lambda code: code.code)
def test_titles_and_fixes_are_plain_words(code: Code) -> None:
    assert "`" not in code.title + code.fix
    assert code.fix.endswith((".", ")"))
    assert not code.title.endswith(".")
    # The first letter is made small after `step 1 (sft): `, which would spoil an abbreviation.
    assert code.title[1:2].islower()


@pytest.mark.parametrize(
    ("code", "title", "fix"),
    [
        (
            "FTL-E011",
            "No base model",
            "Add base_model to the stage in lineage.yaml, as org/name@revision; or write {undisclosed: why} there.",
        ),
        (
            "FTL-E215",
            "Number of epochs or steps only inferred",
            "Confirm it: add num_epochs or max_steps to hyperparameters of the stage in lineage.yaml.",
        ),
        ("FTL-E022", "Training data not disclosed or not found", None),
        ("FTL-E014", "Sources disagree about the base model", None),
    ],
)
def test_texts_of_a_few_codes(code: str, title: str, fix: str | None) -> None:
    assert codes()[code].title == title
    assert fix is None or codes()[code].fix == fix
