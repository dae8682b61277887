from __future__ import annotations

import json
from decimal import Decimal

from lineage_rdf.claims import ModelReference, ResultMention
from tests.sources.config_cases import fixture, of, only, read, settings, values, written

KIND = "trainer-state"


def test_compute_is_in_exaflop() -> None:
    assert only(read(fixture("trainer_state.json"), KIND), "compute").value == Decimal("0.25")


def test_compute_keeps_every_digit() -> None:
    text = '{"log_history": [], "global_step": 1, "total_flos": 1.0809159143473152e+16}'
    assert values(read(written("trainer_state.json", text), KIND), "compute") == [
        Decimal("0.010809159143473152")
    ]


def test_a_compute_of_zero_was_not_counted() -> None:
    reading = read(
        written("trainer_state.json", '{"log_history": [], "global_step": 1, "total_flos": 0.0}'), KIND
    )
    assert not of(reading, "compute")


def test_it_tells_of_no_base_and_no_data() -> None:
    reading = read(fixture("trainer_state.json"), KIND)
    assert not {"base-model", "dataset", "step-kind", "checkpoint"} & {
        claim.element for claim in reading.claims
    }


def test_the_best_checkpoint_keeps_only_its_last_part() -> None:
    reading = read(fixture("trainer_state.json"), KIND)
    assert values(reading, "intermediate-checkpoint") == [ModelReference("checkpoint-40")]
    assert "private" not in str(reading.claims)


def test_the_last_evaluation_and_the_summary_count() -> None:
    reading = read(fixture("trainer_state.json"), KIND)
    assert values(reading, "evaluation-result") == [
        ResultMention(metric="eval_loss", value=Decimal("0.41")),
        ResultMention(metric="eval_accuracy", value=Decimal("0.7")),
        ResultMention(metric="train_loss", value=Decimal("1.2")),
    ]
    assert of(reading, "evaluation-result")[0].locator == "$.log_history[2].eval_loss"
    assert of(reading, "evaluation-result")[0].rule == "trainer-state:log_history"


def test_what_the_trainer_worked_out_is_inferred() -> None:
    reading = read(fixture("trainer_state.json"), KIND)
    assert settings(reading) == {
        "epoch": Decimal("1.6"),
        "global_step": 60,
        "train_batch_size": 3,
        "max_steps": 60,
        "num_train_epochs": 2,
    }
    inferred = {claim.key for claim in of(reading, "setting") if claim.inferred}
    assert inferred == {"max_steps", "num_train_epochs"}


def test_values_of_the_wrong_kind_are_passed_over() -> None:
    state = {
        "log_history": [None, 3, {"eval_loss": "NaN", "eval_x": None}],
        "global_step": [1],
        "total_flos": "much",
        "best_model_checkpoint": 5,
        "num_train_epochs": 2**63 - 1,
    }
    reading = read(written("trainer_state.json", json.dumps(state)), KIND)
    assert not {"compute", "evaluation-result", "intermediate-checkpoint"} & {
        c.element for c in reading.claims
    }
    assert "num_train_epochs" not in settings(reading)
