"""What a reading does once however large its file is: it is searched for private content, and it is filled."""

from __future__ import annotations

import pytest

from lineage_rdf.claims import Trust
from lineage_rdf.sources import bounds, config_settings, withholding
from lineage_rdf.sources.config_facts import ConfigFacts
from lineage_rdf.sources.config_settings import say_settings
from lineage_rdf.sources.reader import InputFile, Reading
from lineage_rdf.sources.withholding import withheld_problem, withhold_private
from tests.sources.config_cases import codes, read, written

FEW = 3
KEYS = [f"zeta_{letter}" for letter in "abcdefgh"]


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The keys of the settings that were offered to a reading that takes few claims."""
    offered: list[str] = []
    say_setting = config_settings.say_setting

    def told(facts: ConfigFacts, key: str, value: object, name: str = "") -> None:
        offered.append(key)
        say_setting(facts, key, value, name)

    monkeypatch.setattr(bounds, "MAX_CLAIMS", FEW)
    monkeypatch.setattr(config_settings, "say_setting", told)
    return offered


@pytest.mark.parametrize("parent", ["", "optim"])
def test_a_reading_that_is_cut_takes_no_further_settings(said: list[str], parent: str) -> None:
    reading = Reading(InputFile("a.json", b"{}"), "trl-config", Trust.TRAINING_CONFIG)
    values = dict.fromkeys(KEYS, 1)
    say_settings(
        ConfigFacts(reading, {**({parent: values} if parent else values), "kappa": "x"}, "trl-config")
    )
    assert reading.is_cut
    assert [key.rpartition(".")[2] for key in said] == KEYS[: FEW + 1]
    assert len(reading.claims) == FEW
    assert codes(reading) == ["FTL-R171"]
    assert reading.left_out == []


def test_a_reading_that_is_just_full_is_not_cut(said: list[str]) -> None:
    reading = Reading(InputFile("a.json", b"{}"), "trl-config", Trust.TRAINING_CONFIG)
    say_settings(ConfigFacts(reading, {**dict.fromkeys(KEYS[:FEW], 1), "kappa": "x"}, "trl-config"))
    assert (reading.is_cut, codes(reading), reading.left_out) == (False, [], ["kappa"])


def test_a_file_is_searched_for_private_content_once(monkeypatch: pytest.MonkeyPatch) -> None:
    searched: list[str] = []
    private_parts = withholding.private_parts

    def told(text: str, *more: int) -> object:
        searched.append(text)
        return private_parts(text, *more)

    monkeypatch.setattr(withholding, "private_parts", told)
    file = written("adapter_config.json", '{"peft_type": "LORA", "r": 8, "owner": "marsh.heron@example.org"}')
    reading = read(file, "adapter-config")
    for _ in range(2):
        problem = withheld_problem(reading)
        assert problem is not None
        assert "owner (e-mail address)" in problem.message
        withhold_private(reading)
    assert searched.count(file.text) == 1
