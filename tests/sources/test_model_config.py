from __future__ import annotations

from lineage_rdf.claims import DatasetMention, ModelReference, Trust
from tests.sources.config_cases import fixture, of, only, read, settings, values

KIND = "model-config"


def test_where_the_weights_came_from_is_a_weak_hint() -> None:
    claim = only(read(fixture("config.json"), KIND), "base-model")
    assert claim.value == ModelReference("pondlab/heron-3b")
    assert claim.inferred
    assert claim.trust is Trust.NAME


def test_a_merge_beside_it_knows_its_bases_better() -> None:
    assert not of(read(fixture("config.json", ["mergekit_config.yml"]), KIND), "base-model")


def test_weights_stored_in_few_bits_were_quantised() -> None:
    reading = read(fixture("config.json"), KIND)
    assert (only(reading, "step-kind").value, only(reading, "step-kind").inferred) == ("Quantizing", True)
    assert values(reading, "quantization-method") == ["awq"]
    assert settings(reading) == {"bits": 4, "group_size": 64}
    assert values(reading, "dataset") == [DatasetMention(raw="reedbed/marsh-text", roles=("calibration",))]


def test_few_bits_beside_training_served_the_training() -> None:
    reading = read(fixture("config.json", ["trainer_state.json"]), KIND)
    assert not {"step-kind", "quantization-method", "setting"} & {claim.element for claim in reading.claims}


def test_the_version_of_the_library() -> None:
    claim = only(read(fixture("config.json"), KIND), "software-versions")
    assert (claim.key, claim.value) == ("transformers", "4.99.0")
