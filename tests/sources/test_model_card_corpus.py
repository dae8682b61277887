from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage_rdf.sources.model_card import READER
from lineage_rdf.sources.reader import InputFile, Reading

SHARED = Path(os.environ.get("LINEAGE_RDF_SHARED", Path(__file__).parents[2].parent / "shared"))
CORPUS = SHARED / "corpus"
KINDS = ("model_card", "fixture", "free_text_readme")
PIECES = (
    "---\n", "base_model: ", "- a/b\n", "This model is a fine-tuned version of ", "[x](", "https://huggingface.co/",
    ") on the ", "dataset", "```yaml\n", "merge_method: slerp\n", "<!--", "-->", "then ", "DPO ", "SFT ", "\n", "\t",
    "hyperparameters were used during training\n", "- learning_rate: 1e-5\n", "| a | b |\n", "İ", "{{",
    "#### Training results\n", "axolotl config",
)  # fmt: skip
needs_corpus = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the folder of real files is not beside the repository"
)


def readings(kind: str) -> list[Reading]:
    paths = sorted(path for path in (CORPUS / kind).rglob("*") if path.is_file())
    return [READER(InputFile(str(path.relative_to(CORPUS)), path.read_bytes())) for path in paths]


@needs_corpus
def test_real_cards_are_read_as_often_as_they_state_facts() -> None:
    found = readings("model_card")
    stated = Counter(element for one in found for element in {claim.element for claim in one.claims})
    assert len(found) == 96
    assert stated["base-model"] >= 62
    assert stated["step-kind"] >= 74
    assert stated["setting"] >= 36
    assert stated["software-versions"] >= 39


@needs_corpus
@pytest.mark.parametrize("kind", KINDS)
def test_claims_on_real_files_are_well_formed(kind: str) -> None:
    for reading in readings(kind):
        for claim in reading.claims:
            assert claim.locator
            assert bool(claim.reason) is claim.inferred, claim
            assert claim.rule.startswith("model-card:")
            raw = getattr(claim.value, "raw", "x")
            assert raw or claim.value.description, claim
            assert raw.casefold() not in ("none", "unknown") and "more information" not in raw.casefold()


def _line_of(locator: str) -> int:
    return int(locator.split("line ", 1)[1].split(",")[0])


@needs_corpus
def test_locators_point_at_lines_that_hold_the_name() -> None:
    for reading in readings("model_card"):
        lines = reading.file.text.split("\n")
        for claim in reading.claims:
            if claim.element == "base-model" and claim.locator.startswith("line"):
                assert claim.value.raw in lines[_line_of(claim.locator) - 1], claim


@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_any_card_is_read_without_an_exception(parts: list[str]) -> None:
    reading = READER(InputFile("README.md", "".join(parts).encode()))
    assert all(claim.locator for claim in reading.claims)


REPEATED = (
    "[", "- ", "|", "<!--", "a.", "](", "**", "\t", "then SFT ", "\n#", "-> ", "fine-tuned version of ",
    "model was trained from scratch on ", "we fine-tuned ", "developed by: x\n", "framework versions\n- a 1\n",
    "### Models Merged\n* [", "- optimizer: {'name': ",
)  # fmt: skip


@pytest.mark.parametrize("start", ["", "# T\n\nThis model is a fine-tuned version of a/b on the "])
@pytest.mark.parametrize("piece", REPEATED)
def test_time_grows_with_length_only(piece: str, start: str) -> None:
    file = InputFile("README.md", (start + piece * (100_000 // len(piece))).encode())
    begun = process_time()
    READER(file)
    assert process_time() - begun < 2  # seconds of this process; quadratic work on such a text takes longer
