"""`lineage-rdf recipe`, and the options of `query` that sort and check."""

from __future__ import annotations

import shutil

import pytest
import yaml

from lineage_rdf.lineage import read

ZEPHYR = "examples/zephyr-like"


def test_a_folder_a_document_and_a_store_give_a_recipe(cli, tmp_path) -> None:
    document = tmp_path / "all.nq"
    assert cli("read", "examples", "-o", document).code == 0
    assert cli("load", tmp_path / "hub", document).code == 0
    for place in (ZEPHYR, document, tmp_path / "hub"):
        ran = cli("recipe", place, "--model", "harbour-lab/harbour-7b-dpo", "--format", "llama-factory")
        assert ran.code == 0
        assert yaml.safe_load(ran.out)["stage"] == "dpo"
        assert "missing, see the comments" in ran.err


def test_a_file_is_written_whole(cli, tmp_path) -> None:
    ran = cli("recipe", ZEPHYR, "--step", "1", "-o", tmp_path / "sft.yaml")
    assert (ran.code, ran.out) == (0, "")
    assert yaml.safe_load((tmp_path / "sft.yaml").read_text())["dataset_train_split"] == "train_sft"


def test_what_is_read_is_not_replaced(cli, tmp_path) -> None:
    shutil.copytree(ZEPHYR, tmp_path / "model")
    config = tmp_path / "model" / "sft" / "config_full.yaml"
    before = config.read_bytes()
    for place in (tmp_path / "model", config):
        ran = cli("recipe", place, "--step", "1", "-o", config)
        assert ran.code == 2
        assert "would replace what it is read from" in ran.err
    assert config.read_bytes() == before
    assert cli("recipe", tmp_path / "model", "-o", tmp_path / "model" / "new.yaml").code == 0


def test_shorthand(cli) -> None:
    ran = cli("recipe", "gpt2 -> SFT -> DPO, LoRA rank 64", "--text")
    assert ran.code == 0
    assert "lora_r: 64" in ran.out


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("examples/nowhere",), "nothing is fetched"),
        (("examples",), "lineages were found"),
        (("examples/merge",), "no training step"),
        ((ZEPHYR, "--step", "3"), "has no step 3"),
        ((ZEPHYR, "--model", "org/nobody"), "no lineage tells how org/nobody was made"),
        ((ZEPHYR, "--format", "keras"), "keras"),
    ],
)
def test_wrong_usage(cli, args, message) -> None:
    ran = cli("recipe", *args)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err


def test_a_store_needs_a_model(cli, tmp_path) -> None:
    cli("load", tmp_path / "hub", ZEPHYR)
    ran = cli("recipe", tmp_path / "hub")
    assert ran.code == 2
    assert "--model ORG/NAME" in ran.err


def test_rows_are_sorted_and_have_rungs(cli, tmp_path) -> None:
    document = tmp_path / "all.nq"
    assert cli("read", "examples", "-o", document).code == 0
    ask = ("query", document, "descendants", "model=mistralai/Mistral-7B-v0.1", "--format", "csv")
    ran = cli(*ask, "--rungs", "--sort", "-height", "--limit", "1")
    header, row = ran.out.splitlines()
    assert header.endswith(",rung,height")
    best = max(
        ("instance", "disclosure", "lineage", "reproducible"),
        key=lambda rung: read(ZEPHYR).check(rung).passed,
    )
    assert row.rpartition(",")[0].endswith((",lineage", ",reproducible", f",{best}"))
    depths = [line.split(",")[3] for line in cli(*ask, "--sort", "-depth").out.splitlines()[1:]]
    assert depths == sorted(depths, reverse=True)
    assert len(set(depths)) > 1


@pytest.mark.parametrize("option", [("--sort", "model"), ("--rungs",)])
def test_a_query_of_ones_own_is_answered_as_it_is(cli, tmp_path, option) -> None:
    (tmp_path / "own.rq").write_text("SELECT ?s { ?s ?p ?o }")
    ran = cli("query", ZEPHYR, "--file", tmp_path / "own.rq", *option)
    assert ran.code == 2
    assert "ORDER BY" in ran.err
