"""Malformed and hard cases of real files: the facts are found, nothing is made up, and what is broken is told.

The list follows the reference on inputs, section 4, item by item; the inputs are labelled cases that name the trap.
"""

from __future__ import annotations

from typing import Final

import pytest
from pyoxigraph import RdfFormat, parse

from lineage_rdf.errors import InputError
from lineage_rdf.lineage import read_all
from tests.scoring.compare import compare
from tests.scoring.labels import Case, own_cases
from tests.scoring.readings import readings

# Trap -> the findings that have to tell of it; none where nothing is wrong with the file.
TRAPS: Final = {
    "1 no front matter": (),
    "1 empty file": (),
    "2 results and then prose": ("FTL-R002",),
    "2 indented closing": ("FTL-R002",),
    "2 no closing at all": ("FTL-R002",),
    "2 opening line of four hyphens": ("FTL-R002",),
    "2 no opening": ("FTL-R002",),
    "3 tabs": ("FTL-R002",),
    "4 front matter is a list": ("FTL-R003",),
    "4 jinja": ("FTL-R003",),
    "5 CRLF": (),
    "6 duplicate top-level keys": ("FTL-R004",),
    "7 dataset1": ("FTL-R005",),
    "7 any valid license identifier": ("FTL-R006",),
    "7 [More Information Needed]": (),
    "7 More information needed": (),
    "7 licence: license": ("FTL-R006",),
    "7 None": (),
    "8 absolute Linux path": ("FTL-R008",),
    "8 ModelScope path": ("FTL-R008",),
    "8 Windows path": ("FTL-R008",),
    "8 hub cache path": (),
    "8 relative path": ("FTL-R034",),
    "8 path in Chinese": ("FTL-R008",),
    "8 full URL": (),
    "8 null": ("FTL-R035",),
    "8 empty list": ("FTL-R018",),
    "8 link text": ("FTL-R008",),
    "8 tag copies the path": ("FTL-R008",),
    "9 datasets as str": (),
    "9 datasets null": (),
    "9 datasets as free text": (),
    "10 booleans for no": (),
    "10 numbers for names": (),
    "11 empty model name": (),
    "11 name like a number": (),
    "12 revision null": (),
    "12 junk revision": ("FTL-R036",),
    "13 fence never closed": (),
    "13 empty base with local paths": ("FTL-R018",),
    "14 torchtune": (),
    "14 axolotl": (),
    "14 oumi": (),
    "14 Automodel": (),
    "15 auto": ("FTL-R080",),
    "15 max": ("FTL-R080",),
    "15 null axolotl keys": (),
    "15 -1 for max_steps": (),
    "16 invalid JSON": ("FTL-R100",),
    "16 invalid JSON that can only be guessed": (),
    "17 AutoTrain": (),
    "17 LLaMA-Board": (),
    "18 odd paths": (),
}
CASES: Final = {case.name: case for case in own_cases()}
# What a path of somebody's machine would leave in an address.
MACHINE: Final = ("huggingface.co//", "huggingface.co/root", "huggingface.co/home", "/root/", "/home/", "/Users/",
                  "autodl-tmp", "D:", "someone")  # fmt: skip


def _cases(trap: str) -> list[Case]:
    return [case for case in CASES.values() if trap in case.traps]


def test_every_trap_has_a_case_and_every_case_a_known_trap() -> None:
    assert [trap for trap in TRAPS if not _cases(trap)] == []
    assert {trap for case in CASES.values() for trap in case.traps} == TRAPS.keys()
    assert {int(trap.split()[0]) for trap in TRAPS} == set(range(1, 19))


@pytest.mark.parametrize("trap", TRAPS)
def test_the_facts_are_found_and_nothing_else(trap: str) -> None:
    for case in _cases(trap):
        found = compare(case, readings(case))
        assert (found.wrong, found.missing) == ((), ()), case.name


@pytest.mark.parametrize("trap", [trap for trap, codes in TRAPS.items() if codes])
def test_what_is_broken_is_told(trap: str) -> None:
    for case in _cases(trap):
        lineages = read_all(*case.paths, model_id=case.model_id)
        told = {problem.code for lineage in lineages for problem in lineage.problems}
        assert set(TRAPS[trap]) <= told, case.name


def test_json_that_can_only_be_guessed_is_refused_with_its_line() -> None:
    (case,) = _cases("16 invalid JSON that can only be guessed")
    with pytest.raises(InputError, match=r"job\.json:line 4: .*expecting ',' delimiter"):
        read_all(*case.paths)


@pytest.mark.parametrize(
    "name", [case.name for case in CASES.values() if case.traps and case.name != "hosted/openai-broken"]
)
def test_no_path_of_a_machine_becomes_an_address(name: str) -> None:
    case = CASES[name]
    for lineage in read_all(*case.paths, model_id=case.model_id):
        text = lineage.to("ntriples")
        quads = list(parse(text.encode(), format=RdfFormat.N_TRIPLES))
        assert len(quads) == len(set(lineage.quads))
        assert [word for word in MACHINE if word in text] == []


def test_numbers_in_scientific_notation_are_numbers() -> None:
    for trap in ("14 torchtune", "14 axolotl", "14 oumi", "14 Automodel"):
        for case in _cases(trap):
            (lineage,) = read_all(*case.paths)
            rates = [s for step in lineage.steps for s in step.settings if s.label == "learning_rate"]
            assert [rate.real is not None and rate.texts == () for rate in rates] == [True], case.name


def test_words_in_place_of_numbers_stay_words() -> None:
    for trap, word in (("15 auto", "auto"), ("15 max", "max")):
        for case in _cases(trap):
            (lineage,) = read_all(*case.paths)
            texts = {text for step in lineage.steps for s in step.settings for text in s.texts}
            assert word in texts, case.name
