"""Numbers that are short to write and long to spell (threats T03, T16)."""

from __future__ import annotations

import logging
from decimal import Decimal

import pytest

from lineage_rdf.cli.main import run
from lineage_rdf.codec.numbers import fits_decimal, parse_decimal, plain
from lineage_rdf.codec.read import read_quads
from lineage_rdf.codec.syntax import Syntax
from lineage_rdf.codec.to_rdflib import to_graph
from lineage_rdf.errors import InputError

PREFIXES = "@prefix ftl: <https://w3id.org/ftl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> ."
LINEAGE = (
    PREFIXES
    + "<urn:x:l> a ftl:FineTuneLineage ; ftl:hasStep <urn:x:s> ; ftl:headModel <urn:x:m> . <urn:x:m> a ftl:Model ."
    + "<urn:x:s> a ftl:FineTuning ; ftl:ordinal ORDINAL ; ftl:producedModel <urn:x:m> ; ftl:hasSetting <urn:x:t> ."
    + "<urn:x:t> a ftl:HyperparameterSetting ; ftl:realValue REAL ."
)
HOSTILE = ("1e999999999", "-1e999999999", "1e-999999999", "9" * 5000, "1e400", "1" * 500 + ".5")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_number_of_more_than_400_digits_is_no_number(text):
    assert parse_decimal(text) is None
    assert not fits_decimal(Decimal(text))
    assert len(plain(Decimal(text))) <= len(text) + 10


@pytest.mark.parametrize("text", ["2e-5", "1e300", "1e-300", "0", "-7.50"])
def test_other_numbers_are_what_they_were(text):
    assert parse_decimal(text) == Decimal(text)


@pytest.mark.parametrize("command", ["check", "show"])
@pytest.mark.parametrize("text", ["1e999999999", "9" * 5000, "abc", "NaN"])
def test_hostile_literals_are_findings_and_no_faults(tmp_path, capsys, command, text):
    path = tmp_path / "lineage.ttl"
    path.write_text(
        LINEAGE.replace("ORDINAL", f'"{text}"^^xsd:integer').replace("REAL", f'"{text}"^^xsd:decimal')
    )
    assert run([command, str(path)]) in (0, 1)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("text", ["1e999999999", "1.5"])
def test_a_json_number_under_a_decimal_key_is_refused_in_its_own_spelling(text):
    document = '{"@context": "https://w3id.org/ftl/context.jsonld", "realValue": ' + text + "}"
    with pytest.raises(InputError, match=f'"realValue": "{text}"'):
        read_quads(document.encode(), Syntax.JSONLD, "numbers.jsonld")


@pytest.mark.parametrize("datatype", ["integer", "decimal", "dateTime", "gYear", "duration", "base64Binary"])
def test_ill_typed_literals_are_not_logged_one_by_one(caplog, datatype):
    quads = read_quads(f'{PREFIXES} <urn:a> <urn:b> "zz="^^xsd:{datatype} .'.encode(), Syntax.TURTLE, "doc")
    with caplog.at_level(logging.DEBUG):
        assert len(to_graph(quads)) == 1
    assert caplog.records == []


def test_yaml_settings_keep_a_hostile_number_as_text(tmp_path, capsys):
    (tmp_path / "training_args.yaml").write_text(
        "learning_rate: '1e999999999'\nmax_prompt_length: '1e999999999'\nper_device_train_batch_size: 4\n"
        "model_name_or_path: org/base\noutput_dir: out\nnum_train_epochs: 1\n"
    )
    assert run(["report", str(tmp_path)]) in (0, 1)
    assert "fault of ours" not in capsys.readouterr().err
