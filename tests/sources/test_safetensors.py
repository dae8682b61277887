"""Headers of safetensors files: what they tell, and that no bytes bring the reader down."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage_rdf.lineage import read
from lineage_rdf.sources.reader import Reading
from lineage_rdf.sources.safetensors_header import MAX_HEADER, HeaderError, read_header
from tests.sources.config_cases import codes, of, only, settings, values
from tests.sources.config_cases import read as read_as
from tests.sources.weight_cases import head, safetensors, with_header

KIND = "safetensors-header"
LORA = {"model.layers.0.q_proj.lora_A.weight": (8, 64), "model.layers.0.q_proj.lora_B.weight": (64, 8)}
RUN = {
    "ss_sd_model_name": "harbour-lab/base-xl",
    "ss_new_sd_model_hash": "A" * 64,
    "ss_network_module": "networks.lora",
    "ss_network_dim": "16",
    "ss_network_alpha": "8.0",
    "ss_learning_rate": "0.0001",
    "ss_seed": "None",
    "ss_training_started_at": "1700000000.5",
    "ss_num_train_images": "120",
    "ss_sd_scripts_commit_hash": "c" * 40,
    "ss_dataset_dirs": '{"10_somebody": {"n_repeats": 10}}',
    "ss_tag_frequency": '{"somebody": 3}',
}


def _read(data: bytes, path: str = "model.safetensors", *beside: str) -> Reading:
    return read_as(head(path, data, beside), KIND)


def test_parameters_are_the_sum_over_the_shapes() -> None:
    claim = only(_read(safetensors({"a": (8, 64), "b": (3,), "scalar": ()})), "total-parameters")
    assert (claim.value, claim.inferred) == (8 * 64 + 3 + 1, True)


def test_a_whole_model_alone_is_no_step() -> None:
    assert {c.element for c in _read(safetensors({"a": (2, 2)})).claims} == {"total-parameters"}


@pytest.mark.parametrize("dtype", ["U8", "I32"])
def test_packed_weights_hide_their_number(dtype: str) -> None:
    assert _read(safetensors({"a.qweight": (8, 8)}, dtype)).claims == []


def test_buffers_are_no_parameters() -> None:
    entries = {
        "w": {"dtype": "F32", "shape": [2, 2], "data_offsets": [0, 16]},
        "position_ids": {"dtype": "I64", "shape": [3], "data_offsets": [16, 40]},
    }
    reading = _read(with_header(json.dumps(entries)) + bytes(40))
    assert (values(reading, "total-parameters"), codes(reading)) == ([4], [])


def test_an_adapter_tells_its_rank_where_no_configuration_does() -> None:
    reading = _read(safetensors(LORA, metadata={"format": "pt"}), "adapter_model.safetensors")
    assert values(reading, "step-kind") == ["FineTuning"]
    assert values(reading, "parameterization") == ["lora"]
    assert settings(reading) == {"r": 8, "dtype": "bfloat16"}
    assert values(reading, "trainable-parameters") == [1024]
    assert not of(reading, "total-parameters")
    assert all(c.inferred for c in reading.claims if c.key != "dtype")


def test_the_configuration_beside_an_adapter_is_not_said_again() -> None:
    reading = _read(safetensors(LORA), "adapter_model.safetensors", "adapter_config.json")
    assert {c.element for c in reading.claims} == {"trainable-parameters"}


def test_ranks_that_differ_are_not_made_one() -> None:
    shapes = {**LORA, "model.layers.1.q_proj.lora_A.weight": (4, 64)}
    assert "r" not in settings(_read(safetensors(shapes), "adapter_model.safetensors"))


def test_two_models_in_a_folder_give_no_number() -> None:
    assert _read(safetensors({"a": (2, 2)}), "one.safetensors", "two.safetensors").claims == []
    assert _read(safetensors({"a": (2, 2)}), "model.safetensors", "two.safetensors").claims


def test_what_kohya_leaves_is_read_and_names_of_pictures_are_not() -> None:
    reading = _read(safetensors({"x.lora_down.weight": (16, 4)}, metadata=RUN), "harbour.safetensors")
    base = only(reading, "base-model")
    assert (base.value.raw, base.value.digest) == ("harbour-lab/base-xl", f"sha256:{'a' * 64}")  # type: ignore[union-attr]
    assert (base.inferred, base.locator) == (False, "$.__metadata__.ss_sd_model_name")
    assert settings(reading) == {
        "r": "16",
        "lora_alpha": "8.0",
        "learning_rate": "0.0001",
        "dtype": "bfloat16",
    }
    assert values(reading, "parameterization") == ["lora"]
    assert values(reading, "started") == ["2023-11-14T22:13:20Z"]
    assert only(reading, "dataset").value.example_count == 120  # type: ignore[union-attr]
    assert only(reading, "code-revision").value.revision == "c" * 40  # type: ignore[union-attr]
    assert "somebody" not in repr(reading.claims)


@pytest.mark.parametrize(
    ("args", "element", "value"),
    [
        ('{"algo": "loha"}', "parameterization", "loha"),
        ('{"algo": "own"}', "method", "own"),
    ],
)
def test_lycoris_names_its_kind_among_its_arguments(args: str, element: str, value: str) -> None:
    run = {"ss_network_module": "lycoris.kohya", "ss_network_args": args}
    assert values(_read(safetensors({"a": (1,)}, metadata=run), "x.safetensors"), element) == [value]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "FTL-R110"),
        (b"\x01", "FTL-R110"),
        ((1 << 63).to_bytes(8, "little") + b"{}", "FTL-R110"),
        ((MAX_HEADER + 1).to_bytes(8, "little") + b"{}", "FTL-R110"),
        ((9).to_bytes(8, "little") + b"{}", "FTL-R110"),
        (with_header("[]"), "FTL-R110"),
        (with_header("{"), "FTL-R110"),
        (with_header('{"a": ' + "[" * 5000), "FTL-R110"),
        (with_header('{"a": {"dtype": "F32", "shape": [-1], "data_offsets": [0, 4]}}'), "FTL-R110"),
        (with_header('{"a": {"dtype": "F32", "shape": [1e9], "data_offsets": [0, 4]}}'), "FTL-R110"),
        (with_header('{"a": {"dtype": "F32", "shape": [' + "9" * 5000 + '], "data_offsets": [0, 4]}}'), "FTL-R110"),
        (with_header('{"a": {"dtype": "F32", "shape": [1], "data_offsets": [4, 8]}}') + bytes(8), "FTL-R111"),
        (with_header('{"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 4]}}') + bytes(4), "FTL-R111"),
        (safetensors({"a": (4,)})[:-1], "FTL-R111"),
        (with_header('{"__metadata__": {"a": "1", "a": "2"}}'), "FTL-R112"),
        (with_header('{"__metadata__": {"a": {"b": "c"}}}'), "FTL-R114"),
        (with_header('{"__metadata__": []}'), "FTL-R114"),
    ],
)  # fmt: skip
def test_a_broken_header_is_told_and_counts_nothing(data: bytes, code: str) -> None:
    reading = _read(data)
    assert codes(reading) == [code]
    assert not of(reading, "total-parameters")


@pytest.mark.parametrize("wrong", ["true", "false", "-1", str(1 << 63), "1.0", '"1"', "null", "[1]"])
def test_lengths_and_places_are_whole_numbers_below_2_to_the_63(wrong: str) -> None:
    entry = '{"a": {"dtype": "X", "shape": [%s], "data_offsets": [%s]}}'
    largest = (1 << 63) - 1
    (tensor,) = read_header(with_header(entry % (f"0, {largest}", f"0, {largest}"))).tensors
    assert (tensor.shape, tensor.start, tensor.end) == ((0, largest), 0, largest)
    assert read_header(with_header(entry % ("", "0, 1"))).tensors[0].shape == ()
    for shape, offsets in (
        (wrong, "0, 1"),
        (f"1, {wrong}, 1", "0, 1"),
        ("1", f"{wrong}, 1"),
        ("1", f"0, {wrong}"),
    ):
        with pytest.raises(HeaderError, match="does not describe a tensor"):
            read_header(with_header(entry % (shape, offsets)))


def test_shards_count_together_only_if_all_are_there() -> None:
    names = [f"model-0000{place}-of-00002.safetensors" for place in (1, 2)]
    first, second = (head(name, safetensors({name: (2, 3)}), names) for name in names)
    whole = head(names[0], first.data, names, [second])
    assert values(read_as(whole, KIND), "total-parameters") == [12]
    assert read_as(first, KIND).claims == []
    alone = read_as(head(names[0], first.data), KIND)
    assert (codes(alone), alone.claims) == (["FTL-R113"], [])


@given(st.binary(max_size=200), st.integers(0, 300))
def test_no_bytes_bring_the_reader_down(data: bytes, length: int) -> None:
    _read(length.to_bytes(8, "little") + data)
    _read(data)


_KEYS = st.sampled_from(["__metadata__", "a", "x.lora_A.weight", "dtype", "shape", "data_offsets", *RUN])
_ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(_ANY)
def test_no_json_brings_the_reader_down(value: object) -> None:
    _read(with_header(json.dumps(value)))


@given(st.integers(0, 600), st.integers(0, 255))
def test_no_single_wrong_byte_brings_the_reader_down(place: int, byte: int) -> None:
    data = bytearray(safetensors(LORA, metadata=RUN))
    data[place % len(data)] = byte
    _read(bytes(data), "harbour.safetensors")


def test_a_header_full_of_tensors_is_read_in_time() -> None:
    one = '"%06d":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}'
    data = with_header("{" + ",".join(one % place for place in range(100_000)) + "}")
    start = time.process_time()
    assert codes(_read(data)) == []
    assert time.process_time() - start < 5  # seconds of this process; 0.9 were measured


def test_the_real_library_agrees(tmp_path: Path) -> None:
    real = pytest.importorskip("safetensors", reason="the library safetensors is no dependency")
    data = safetensors({"a": (2, 3), "b": ()}, metadata={"format": "pt"})
    (tmp_path / "m.safetensors").write_bytes(data)
    with real.safe_open(tmp_path / "m.safetensors", "np") as file:
        own = read_header(data, len(data))
        assert {t.name for t in own.tensors} == set(file.keys())
        assert all(list(t.shape) == file.get_slice(t.name).get_shape() for t in own.tensors)
        assert own.metadata == file.metadata()


def test_metadata_without_end_are_refused_before_they_are_parsed() -> None:
    pairs = ",".join(f'"{place}":""' for place in range(1_000_001))
    assert codes(_read(with_header(f'{{"__metadata__":{{{pairs}}}}}'))) == ["FTL-R110"]


def test_an_error_says_why() -> None:
    with pytest.raises(HeaderError, match="16777216"):
        read_header((1 << 40).to_bytes(8, "little"))


def test_an_inferred_number_is_marked_in_the_lineage(tmp_path: Path) -> None:
    (tmp_path / "adapter_model.safetensors").write_bytes(safetensors(LORA))
    lineage = read(tmp_path)
    (step,) = lineage.steps
    assert step.trainable_parameter_count == 1024
    found = [
        (s.status, s.value_meant) for s in lineage.record.statuses if s.element == "trainable-parameters"
    ]
    assert found == [("inferred", "1024")]
    assert lineage.check("wellformed").conforms
