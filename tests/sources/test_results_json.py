from __future__ import annotations

from decimal import Decimal

from tests.sources.config_cases import fixture, only, read, settings, values

KIND = "results"


def test_measured_values_without_speed_and_size() -> None:
    found = {
        result.metric: result.value
        for result in values(read(fixture("all_results.json"), KIND), "evaluation-result")
    }
    assert found == {
        "eval_loss": Decimal("0.8"),
        "eval_wer": Decimal("12.5"),
        "predict_rouge-1": Decimal("31.25"),
        "train_loss": Decimal("1.5"),
    }


def test_compute_and_progress() -> None:
    reading = read(fixture("all_results.json"), KIND)
    assert only(reading, "compute").value == 4
    assert settings(reading) == {"epoch": Decimal("2.0")}
    assert "someone" not in str(reading.claims)
