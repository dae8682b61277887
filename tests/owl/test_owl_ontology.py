"""The project's own ontology: DL and RL, file by file and merged, and no illegal punning beside SKOS."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.owl.owlpaths import CORE, ONTOLOGY, ROOT, SKOS_FACTS, TERMS, VOCABULARY
from tools.owl import Profile, Violation, illegal_punning, violations


def lines(found: list[Violation]) -> list[str]:
    return [f"{one.profile} {one.kind} {one.subject}: {one.message}" for one in found]


@pytest.mark.parametrize("file", ONTOLOGY, ids=lambda file: str(file.relative_to(ROOT)))
def test_each_file_alone_is_dl_and_rl(file: Path) -> None:
    assert file.is_file(), "the ontology file is missing; `make ontology` writes it"
    assert lines(violations([file], Profile.RL)) == []


def test_the_vocabulary_merged_is_dl_and_rl() -> None:
    casrai = [file for file in ONTOLOGY if file.name == "casrai.ttl"]
    assert lines(violations([*VOCABULARY, *casrai], Profile.RL)) == []


def test_no_illegal_punning_with_skos() -> None:
    assert {CORE, TERMS} <= set(ONTOLOGY)
    assert lines(illegal_punning([*ONTOLOGY, SKOS_FACTS])) == []


def test_the_vocabulary_with_skos_is_dl() -> None:
    assert lines(violations([*VOCABULARY, SKOS_FACTS], Profile.DL)) == []
