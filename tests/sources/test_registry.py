from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage_rdf.sources.reader import InputFile
from lineage_rdf.sources.registry import READERS, reader_for
from tests.sources.config_cases import FIXTURES, fixture, written

SHARED = Path(os.environ.get("LINEAGE_RDF_SHARED", Path(__file__).parents[3] / "shared"))
KINDS = {
    "adapter_config": "adapter-config",
    "mergekit_config": "mergekit",
    "model_config": "model-config",
    "quant_config": "quantize-config",
    "results_json": "results",
    "train_config_alignment_handbook": "trl-config",
    "train_config_axolotl": "axolotl",
    "train_config_llamafactory": "llamafactory",
    "train_config_nemo": "nemo-rl",
    "train_config_open_instruct": "trl-config",
    "train_config_torchtune": "torchtune",
    "trainer_state": "trainer-state",
}


def test_every_kind_has_one_reader_and_a_title() -> None:
    assert len({reader.kind for reader in READERS}) == len(READERS)
    assert all(reader.title for reader in READERS)


@pytest.mark.parametrize("name", ["package.json"])
def test_files_of_other_tools_have_no_reader(name: str) -> None:
    assert reader_for(fixture(name)) is None


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("docker-compose.yml", "services:\n  web:\n    image: x\n"),
        ("data.json", '[{"peft_type": "LORA"}]'),
        ("config.json", '{"port": 80}'),
        ("notes.txt", "base_model: org/x\ndatasets: []\n"),
        ("broken.json", '{"peft_type": '),
    ],
)
def test_what_only_looks_like_a_configuration_has_no_reader(path: str, text: str) -> None:
    assert reader_for(written(path, text)) is None


def test_large_files_are_data() -> None:
    text = '{"peft_type": "LORA", "x": "' + "a" * 1_000_000 + '"}'
    assert reader_for(written("big.json", text)) is None


def test_every_fixture_but_those_of_other_tools_has_a_reader() -> None:
    paths = sorted(path for path in FIXTURES.rglob("*") if path.is_file())
    without = [
        path.name for path in paths if reader_for(fixture(path.relative_to(FIXTURES).as_posix())) is None
    ]
    assert without == ["package.json"]


def test_no_claim_of_any_fixture_holds_a_credential_or_an_address() -> None:
    for path in (path for path in FIXTURES.rglob("*") if path.is_file()):
        file = fixture(path.relative_to(FIXTURES).as_posix())
        reader = reader_for(file)
        said = str(reader(file).claims) if reader else ""
        assert not re.search(r"\bhf_", said), path
        assert "@example" not in said, path


_NAMES = st.sampled_from(
    ["adapter_config.json", "trainer_state.json", "config.json", "mergekit_config.yml", "all_results.json",
     "quantize_config.json", "training_params.json", "training_args.yaml", "train.yaml", "train.json"]
)  # fmt: skip
_KEYS = st.sampled_from(
    [
        "base_model", "datasets", "adapter", "model_name_or_path", "dataset_mixture", "dataset_mixer",
        "dataset_name", "stage", "dataset", "finetuning_type", "merge_method", "models", "slices",
        "parameters", "peft_type", "revision", "r", "lora_r", "log_history", "total_flos", "global_step",
        "quantization_config", "_name_or_path", "bits", "per_model_config", "rl", "hub_model_id",
        "output_dir", "learning_rate", "export_dir", "adapter_name_or_path", "train.dataset", "trainer"
    ]
)  # fmt: skip
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | _KEYS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=3),
    max_leaves=8,
)


@given(_NAMES, st.dictionaries(_KEYS, _VALUES, max_size=8))
def test_no_mapping_makes_a_reader_raise(name: str, value: dict[str, object]) -> None:
    file = InputFile(f"x/{name}", json.dumps(value).encode())
    reader = reader_for(file)
    if reader is not None:
        reading = reader(file)
        assert all(claim.locator for claim in reading.claims)


@given(_NAMES, st.binary(max_size=120))
def test_no_bytes_make_a_reader_raise(name: str, data: bytes) -> None:
    file = InputFile(name, data)
    reader = reader_for(file)
    if reader is not None:
        reader(file)


@pytest.mark.skipif(not (SHARED / "corpus").is_dir(), reason="the folder of real files is not here")
@pytest.mark.parametrize(("folder", "kind"), sorted(KINDS.items()))
def test_real_files_are_recognised_and_read(folder: str, kind: str) -> None:
    paths = [path for path in (SHARED / "corpus" / folder).rglob("*") if path.is_file()]
    assert paths
    for path in paths:
        relative = path.relative_to(SHARED / "corpus" / folder).as_posix().split("/", 1)[1]
        file = InputFile(relative, path.read_bytes())
        reader = reader_for(file)
        assert reader is not None, relative
        assert reader.kind == kind, relative
        assert reader(file).claims, relative
