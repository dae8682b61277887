"""Records and cards that are meant to do harm are refused or read soon."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest

from lineage_rdf.errors import InputError
from lineage_rdf.model_record import ModelRecord, read_model_record
from lineage_rdf.model_record.dois import dois_in
from lineage_rdf.model_record.sections import sections_of

COMPUTE = '{"training_compute_estimate": {"value": %s, "unit": "exaFLOP", "covers": "whole training"}, "license": "MIT", %s}'


@pytest.mark.parametrize("row", [["metric"], [], "", "metric", 1, None, {"metric": "a", "value": [1]}])
def test_metrics_that_are_no_objects_are_refused(row: object) -> None:
    with pytest.raises(InputError, match="evaluation_metrics is not of its type"):
        ModelRecord.from_dict({"evaluation_metrics": [row]})


@pytest.mark.parametrize("value", ["1e999999999", "1e-999999999", "0e999999999", "1" * 5000, "NaN", "1e301"])
def test_a_number_that_would_fill_a_disk_is_refused(tmp_path, value: str) -> None:
    (tmp_path / "r.json").write_text(COMPUTE % (value, '"intended_use": "x"'), encoding="utf-8")
    with pytest.raises(InputError):
        read_model_record(tmp_path / "r.json")
    if value != "1" * 5000:
        with pytest.raises(InputError):
            ModelRecord.from_dict({"evaluation_metrics": [{"metric": "a", "value": Decimal(value)}]})


def test_a_count_beyond_64_bits_is_refused() -> None:
    assert ModelRecord.from_dict({"parameter_count": 10**18 - 1}).parameter_count
    with pytest.raises(InputError, match="parameter_count"):
        ModelRecord.from_dict({"parameter_count": 10**4000})


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b'{"intended_use": "a\\ud800b"}', "half a surrogate pair"),
        (b'{"intended_use": "a", "intended_use": "b"}', "twice"),
        (b'{"intended_use": "\x92"}', "not UTF-8"),
        (b'{"intended_use": ' + b"[" * 900 + b"]" * 900 + b"}", "levels deep"),
    ],
)
def test_a_record_of_which_something_would_be_lost_is_refused(tmp_path, data: bytes, what: str) -> None:
    (tmp_path / "r.json").write_bytes(data)
    with pytest.raises(InputError, match=what):
        read_model_record(tmp_path / "r.json")


def test_a_byte_order_mark_is_no_fault(tmp_path) -> None:
    (tmp_path / "r.json").write_bytes(b'\xef\xbb\xbf{"intended_use": "a"}')
    assert read_model_record(tmp_path / "r.json")[0].intended_use == "a"


def test_a_config_that_is_no_json_or_holds_half_a_letter_names_no_architecture(tmp_path) -> None:
    (tmp_path / "README.md").write_text("# x\n", encoding="utf-8")
    for config in ('{"architectures": ["a\\ud800"]}', "[" * 100_000, '{"n": ' + "9" * 5000 + "}"):
        (tmp_path / "config.json").write_text(config, encoding="utf-8")
        assert read_model_record(tmp_path)[0].model_architecture is None


@pytest.mark.uncounted
@pytest.mark.parametrize(
    "body",
    [
        "# a" + " #" * 50_000 + "x\n",
        "# a" + " " * 100_000 + "x\n",
        "#" + " \t" * 100_000 + "\n",
        "```\n```\n# a\nx\n" * 20_000,
        "~~~\n" + "```\n" * 50_000,
        "<!--" * 100_000,
    ],
)
def test_cards_are_read_in_time_with_their_length(body: str) -> None:
    before = time.process_time()
    sections_of(body)
    assert time.process_time() - before < 15


def test_headings_in_code_are_none_and_closing_signs_are_left_out() -> None:
    card = "## One ##\n\na\n\n```\n# Two\n```\n\n### **Three:** #\n\nb\n~~~\n# Four\n~~~\n# Five\n\nc\n"
    assert list(sections_of(card)) == ["one", "three", "five"]


@pytest.mark.uncounted
def test_a_doi_with_many_signs_behind_it() -> None:
    before = time.process_time()
    assert list(dois_in("doi:10.1234/a(b)" + ").," * 200_000)) == ["https://doi.org/10.1234/a(b)"]
    assert list(dois_in("doi:10.1234/" + ")" * 400_000)) == []
    assert time.process_time() - before < 15
