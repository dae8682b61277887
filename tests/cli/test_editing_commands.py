"""init and card change one file of a folder, and only what they are asked to change."""

from __future__ import annotations

import re

import pytest
import yaml
from modelfolder import CARD

from lineage_rdf.lineage import read, read_all
from tests.sources.weight_cases import gguf


def test_card_prints_a_diff_and_writes_nothing(cli, folder):
    ran = cli("card", folder)
    assert ran.code == 0
    assert ran.out.startswith("--- a/README.md\n+++ b/README.md\n")
    assert (folder / "README.md").read_text() == CARD


def test_card_write_applies_the_diff_once(cli, folder):
    assert cli("card", folder, "--write").out == f"wrote {folder / 'README.md'}\n"
    text = (folder / "README.md").read_text()
    assert text != CARD
    assert "license: apache-2.0\n" in text and "# Zeta\n" in text
    again = cli("card", folder)
    assert (again.code, again.out) == (0, f"{folder / 'README.md'} is up to date\n")


def test_card_makes_a_readme_where_there_is_none(cli, folder):
    (folder / "README.md").unlink()
    assert cli("card", folder).out.startswith("--- /dev/null\n")
    assert cli("card", folder, "--write").code == 0
    assert "acme/base-7b" in (folder / "README.md").read_text()


def test_card_keeps_windows_line_ends(cli, folder):
    (folder / "README.md").write_bytes(CARD.replace("\n", "\r\n").encode())
    assert cli("card", folder, "--write").code == 0
    data = (folder / "README.md").read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n")


def test_a_readme_that_is_not_utf_8_is_named(cli, folder):
    (folder / "README.md").write_bytes(b"\xff\xfe\x00")
    ran = cli("card", folder)
    assert ran.code == 2
    assert "README.md" in ran.err


@pytest.mark.parametrize("command", ["init", "card"])
def test_links_are_not_written_through(cli, folder, tmp_path, command):
    name = "lineage.yaml" if command == "init" else "README.md"
    (folder / name).unlink(missing_ok=True)
    (folder / name).symlink_to(tmp_path / "elsewhere")
    ran = cli(command, folder, *(["--write"] if command == "card" else []))
    assert ran.code == 2
    assert not (tmp_path / "elsewhere").exists()


def test_init_writes_what_is_missing_and_a_second_run_nothing(cli, folder):
    ran = cli("init", folder)
    assert ran.code == 0
    assert ran.out.startswith(f"wrote {folder / 'lineage.yaml'}: ")
    text = (folder / "lineage.yaml").read_text()
    assert set(yaml.safe_load(text)) == {"id", "stages"}
    again = cli("init", folder)
    assert again.out.endswith("has a line for every missing fact already\n")
    assert (folder / "lineage.yaml").read_text() == text


def test_init_keeps_what_stands_in_the_file(cli, folder):
    mine = "# my notes\nname: Zeta   # as we call it\n"
    (folder / "lineage.yaml").write_text(mine)
    assert cli("init", folder).code == 0
    assert all(line in (folder / "lineage.yaml").read_text() for line in mine.splitlines())


def test_the_id_keeps_the_iris_of_local_things(cli, folder):
    assert cli("init", folder).code == 0
    before = read(folder)
    (folder / "adapter_config.json").write_text(
        '{"base_model_name_or_path": "acme/base-7b", "peft_type": "LORA", "r": 8}'
    )
    assert read(folder).iri == before.iri


def test_an_id_is_written_once(cli, folder):
    assert cli("init", folder).code == 0
    emptied = re.sub(r"(?m)^id: \S+", "id:", (folder / "lineage.yaml").read_text())
    (folder / "lineage.yaml").write_text(emptied)
    assert cli("init", folder).code == 0
    assert (folder / "lineage.yaml").read_text() == emptied


def test_an_id_goes_into_a_file_with_windows_line_ends(cli, folder):
    (folder / "lineage.yaml").write_bytes(b"publisher: acme\r\n")
    assert cli("init", folder).code == 0
    text = (folder / "lineage.yaml").read_bytes().decode()
    assert yaml.safe_load(text)["id"].startswith("urn:uuid:")
    assert text.count("\n") == text.count("\r\n")


def test_a_published_model_needs_no_id(cli, folder):
    (folder / "lineage.yaml").write_text("stages:\n- stage: .\n  result: acme/zeta-7b\n")
    assert cli("init", folder).code == 0
    assert "id" not in yaml.safe_load((folder / "lineage.yaml").read_text())


def _quants(folder, *types):
    for number in types:
        keys = {"general.name": "Harbour", "general.file_type": number}
        (folder / f"harbour-{number}.gguf").write_bytes(gguf(keys, {"t": (4, 4)}))
    card = "---\nbase_model: harbour-lab/notes-7b\nlicense: apache-2.0\ntags: [gguf]\n---\n# Quants\n"
    (folder / "README.md").write_text(card)


def test_init_writes_an_entry_for_each_gguf_file_and_reads_it_again(cli, tmp_path):
    _quants(tmp_path, 2, 15, 18)
    before = [lineage.record for lineage in read_all(tmp_path)]
    assert cli("init", tmp_path).code == 0
    text = (tmp_path / "lineage.yaml").read_text()
    for number in (2, 15, 18):
        assert text.count(f'- stage: "#gguf:harbour-{number}.gguf"') == 1
    assert [lineage.record for lineage in read_all(tmp_path)] == before, "an empty entry says nothing"
    assert "already" in cli("init", tmp_path).out
    assert (tmp_path / "lineage.yaml").read_text() == text


def test_what_is_filled_in_for_one_gguf_file_is_told_of_that_file_alone(cli, tmp_path):
    _quants(tmp_path, 2, 15)
    cli("init", tmp_path)
    path = tmp_path / "lineage.yaml"
    head, mark, rest = path.read_text().partition('"#gguf:harbour-15.gguf"\n    base_model:')
    path.write_text(f"{head}{mark} harbour-lab/other-7b{rest}")
    bases = sorted(
        base for lineage in read_all(tmp_path) for step in lineage.steps for base in step.base_models
    )
    assert bases == [f"https://huggingface.co/harbour-lab/{name}-7b" for name in ("notes", "other")]


def test_the_card_of_several_gguf_files_tells_all_of_them_once(cli, tmp_path):
    _quants(tmp_path, 2, 15)
    assert cli("card", tmp_path, "--write").code == 0
    text = (tmp_path / "README.md").read_text()
    assert text.count("(quantizing)") == 2
    assert "base_model_relation: quantized" in text
    assert "up to date" in cli("card", tmp_path).out


def test_a_card_of_folders_that_nothing_joins_is_refused_with_what_to_do(cli, tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        config = f'{{"peft_type": "LORA", "base_model_name_or_path": "org/{name}"}}'
        (tmp_path / name / "adapter_config.json").write_text(config)
    ran = cli("card", tmp_path)
    assert ran.code == 2
    assert "2 separate lineages were found" in ran.err
    assert "lineage.yaml" in ran.err
    assert cli("init", tmp_path).code == 0
    assert len(read_all(tmp_path)) == 2, "an entry for each makes no chain of them"


def test_init_makes_no_chain_of_stages_whose_base_nobody_names(cli, tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "adapter_config.json").write_text('{"peft_type": "LORA", "r": 8}')
    ran = cli("init", tmp_path)
    assert ran.code == 2
    assert "would seem to follow" in ran.err
    assert not (tmp_path / "lineage.yaml").exists()


@pytest.mark.parametrize("command", ["report", "init", "card"])
def test_other_names_are_taken_from_a_file(cli, folder, tmp_path, command):
    table = tmp_path / "names.csv"
    table.write_text("from,to,kind,source,date\nacme/base-7b,acme/base-7b-v2,model,a note,2026-01-05\n")
    assert cli(command, folder, "--aliases", table).code == 0
    assert cli(command, folder, "--aliases", tmp_path / "none.csv").code == 2
