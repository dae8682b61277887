"""`terms model-record` writes the record, says what is missing, and makes a card of a record."""

from __future__ import annotations

import json

import yaml


def test_a_record_of_a_folder_in_three_forms(cli, folder, tmp_path):
    ran = cli("terms", "model-record", folder)
    assert ran.code == 0
    record = json.loads(ran.out)
    missing = [name for name, value in record.items() if value is None]
    assert len(record) == 11 and missing
    assert ran.err.strip() == f"lineage-rdf: not known: {', '.join(missing)}"
    assert yaml.safe_load(cli("terms", "model-record", folder, "--format", "yaml").out) == record

    assert cli("terms", "model-record", folder, "-o", tmp_path / "record.json").code == 0
    card = cli("terms", "model-record", tmp_path / "record.json", "--format", "card", "--name", "Heron")
    assert card.code == 0 and "\n# Heron\n" in card.out
    (tmp_path / "card").mkdir()
    (tmp_path / "card" / "README.md").write_text(card.out, encoding="utf-8")
    assert json.loads(cli("terms", "model-record", tmp_path / "card").out) == record


def test_a_record_that_is_none_is_refused(cli, tmp_path):
    (tmp_path / "r.yaml").write_text("intended_use: 3\nlicence: MIT\n", encoding="utf-8")
    ran = cli("terms", "model-record", tmp_path / "r.yaml")
    assert ran.code == 2
    assert "there is no field 'licence'" in ran.err and "intended_use is not of its type" in ran.err
    (tmp_path / "b.json").write_text("{", encoding="utf-8")
    assert cli("terms", "model-record", tmp_path / "b.json").code == 2
    assert cli("terms", "model-record", tmp_path / "missing").code == 2
