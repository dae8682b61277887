"""Every rule of the lint finds the one fault made for it, and says nothing about correct files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.owl.owlpaths import FAULTS
from tools.owl import Profile, illegal_punning, violations
from tools.owl.rules import DL_RULES, RL_RULES

ALL = sorted(FAULTS.glob("*.ttl"))
CLEAN = [file for file in ALL if file.stem.startswith("clean-")]
FAULTY = [file for file in ALL if file not in CLEAN]


def expected(file: Path) -> tuple[str, str]:
    profile, kind = file.read_text().splitlines()[0].removeprefix("# expect: ").split()
    return profile, kind


def found(file: Path) -> set[tuple[str, str]]:
    return {(str(one.profile), one.kind) for one in violations([file], Profile.RL)}


@pytest.mark.parametrize("file", FAULTY, ids=lambda file: file.stem)
def test_the_fault_is_found_and_nothing_else(file: Path) -> None:
    assert found(file) == {expected(file)}


@pytest.mark.parametrize("file", CLEAN, ids=lambda file: file.stem)
def test_a_correct_file_has_no_violation(file: Path) -> None:
    assert violations([file], Profile.RL) == []


def test_every_rule_has_a_fault_file() -> None:
    assert {expected(file) for file in FAULTY} == {("DL", kind) for kind in DL_RULES} | {
        ("RL", kind) for kind in RL_RULES
    }


@pytest.mark.parametrize("file", FAULTY, ids=lambda file: file.stem)
def test_only_rl_rules_are_left_out_under_dl(file: Path) -> None:
    profile, _ = expected(file)
    assert bool(violations([file], Profile.DL)) == (profile == "DL")


def test_a_declaration_in_another_file_counts(tmp_path: Path) -> None:
    declared = tmp_path / "declared.ttl"
    declared.write_text("<http://example.org/zoo#Cat> a <http://www.w3.org/2002/07/owl#Class> .")
    user = FAULTS / "undeclared-class-of-individual.ttl"
    assert violations([user], Profile.DL)
    assert violations([user, declared], Profile.DL) == []


def test_each_file_may_have_its_own_header() -> None:
    files = [FAULTS / "clean-core.ttl", FAULTS / "rl-reflexive.ttl"]
    assert [one.kind for one in violations(files, Profile.RL)] == ["rl-axiom"]


def test_blank_nodes_of_two_files_stay_apart(tmp_path: Path) -> None:
    text = (
        "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
        "<http://e/{0}1> a owl:Class . <http://e/{0}2> a owl:Class . _:x a owl:AllDisjointClasses ; "
        "owl:members ( <http://e/{0}1> <http://e/{0}2> ) ."
    )
    files = [tmp_path / f"{name}.ttl" for name in "ab"]
    for file in files:
        file.write_text(text.format(file.stem))
    assert violations(files, Profile.RL) == []


def test_a_name_used_often_is_one_violation_with_a_count(tmp_path: Path) -> None:
    file = tmp_path / "often.ttl"
    file.write_text("<http://e/a> a <http://e/C> . <http://e/b> a <http://e/C> .")
    assert [one.message for one in violations([file], Profile.DL)] == [
        "class used without a declaration (2 uses)"
    ]


def test_the_answer_is_the_same_on_every_run() -> None:
    assert violations(ALL, Profile.RL) == violations(ALL, Profile.RL)


def test_illegal_punning_counts_one_per_name_and_pair() -> None:
    files = [file for file in ALL if file.stem.startswith("punning-")]
    assert len(files) == 4
    # Merged, ex:has is an object, a data and an annotation property: three pairs, and ex:Size makes one more.
    assert len(illegal_punning(files)) == 4
    assert illegal_punning([FAULTS / "clean-legal-punning.ttl"]) == []


def test_triple_terms_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "star.ttl"
    file.write_text("<http://e/a> <http://e/p> <<( <http://e/s> <http://e/p> <http://e/o> )>> .")
    with pytest.raises(ValueError, match=r"star\.ttl"):
        violations([file], Profile.DL)


def test_a_suffix_without_a_format_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "ontology.words"
    file.write_text("")
    with pytest.raises(ValueError, match="names no RDF format"):
        violations([file], Profile.DL)
