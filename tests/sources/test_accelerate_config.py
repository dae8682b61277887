"""Launch configurations of Accelerate complete a step, and are none."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from lineage_rdf import read as read_lineage
from tests.sources.config_cases import FIXTURES, fixture, read, settings, written

KIND = "accelerate-config"


def test_how_a_script_was_started_and_nothing_of_the_machines() -> None:
    reading = read(fixture("accelerate.yaml"), KIND)
    assert settings(reading) == {
        "gradient_clipping": Decimal("0.7"),
        "zero_stage": 3,
        "distributed_type": "DEEPSPEED",
        "mixed_precision": "bf16",
        "num_machines": 2,
        "num_processes": 16,
    }
    assert {claim.element for claim in reading.claims} == {"setting"}


def test_parallel_sizes_have_the_names_of_the_scheme() -> None:
    text = (
        "compute_environment: LOCAL_MACHINE\ndistributed_type: FSDP\nnum_processes: 2\n"
        "fsdp_config: {fsdp_version: 2, fsdp_state_dict_type: FULL_STATE_DICT}\n"
        "parallelism_config: {parallelism_config_cp_size: 2}\n"
    )
    assert settings(read(written("launch.yaml", text), KIND)) == {
        "distributed_type": "FSDP",
        "num_processes": 2,
        "fsdp_version": 2,
        "fsdp_state_dict_type": "FULL_STATE_DICT",
        "parallelism_config.parallelism_config_cp_size": 2,
    }


def test_it_joins_the_training_of_its_folder(tmp_path: Path) -> None:
    (tmp_path / "launch.yaml").write_bytes((FIXTURES / "accelerate.yaml").read_bytes())
    (tmp_path / "train.yaml").write_text(
        "model_name_or_path: pondlab/heron-3b\ndataset_name: pondlab/reeds\n"
    )
    (step,) = read_lineage(tmp_path).record.steps
    assert 16 in [
        value
        for setting in step.settings
        if setting.hyperparameter == "num_devices"
        for value in setting.values
    ]


def test_alone_it_is_no_step(tmp_path: Path) -> None:
    (tmp_path / "launch.yaml").write_bytes((FIXTURES / "accelerate.yaml").read_bytes())
    assert read_lineage(tmp_path).record.steps == ()
