"""report prints what is known and missing, and never writes over somebody's work."""

from __future__ import annotations

import hashlib
import json
import os

import pytest

from lineage_rdf.cli.report_files import write_lineages
from lineage_rdf.codec.read import read_file
from lineage_rdf.codec.syntax import Syntax
from lineage_rdf.errors import UsageError
from lineage_rdf.lineage import read


def test_the_report_of_a_folder(cli, folder, tmp_path):
    ran = cli("report", folder, "--id", "acme/zeta-7b", "-o", tmp_path / "out")
    assert ran.code == 0
    assert ran.out.startswith("acme/zeta-7b\n")
    for expected in (
        "○ acme/base-7b",
        "LoRA r=16",
        "acme/chats",
        "Completeness",
        "Missing for",
        "PASS  wellformed",
    ):
        assert expected in ran.out
    assert sorted(os.listdir(tmp_path / "out")) == ["lineage.jsonld", "lineage.ttl"]
    assert ran.out.endswith(
        "".join(f"wrote {tmp_path / 'out' / name}\n" for name in ("lineage.ttl", "lineage.jsonld"))
    )
    assert ran.err.startswith("next: lineage-rdf init ")


def test_disagreeing_sources_are_shown_with_both_values(cli, tmp_path):
    (tmp_path / "README.md").write_text("---\nbase_model: org/a-32b\nlibrary_name: peft\n---\n# A\n")
    config = '{"peft_type": "LORA", "base_model_name_or_path": "org/b-8b"}'
    (tmp_path / "adapter_config.json").write_text(config)
    out = cli("report", tmp_path).out
    assert "FTL-R155 sources-disagree" in out
    assert "adapter_config.json says org/b-8b, but there is also org/a-32b in README.md" in out
    (lineage,) = json.loads(cli("report", tmp_path, "--format", "json").out)["lineages"]
    assert [row["element"] for row in lineage["conflicts"]] == ["base-model"]


def test_a_broken_lineage_yaml_is_not_passed_over(cli, folder):
    (folder / "lineage.yaml").write_text("id: [me\n")
    ran = cli("report", folder)
    assert ran.code == 1
    assert "FTL-R064" in ran.out
    assert cli("check", folder).code == 1


def test_the_evidence_is_shown_by_step_with_file_place_and_rule(cli, folder):
    out = cli("report", folder, "--evidence").out
    shown = out.partition("\nEvidence\n")[2].partition("\nCompleteness\n")[0]
    assert shown.startswith("  step 1 (")
    assert (
        "    base-model: acme/base-7b\n"
        "      stated, adapter_config.json:$.base_model_name_or_path,\n"
        "          adapter-config:base_model_name_or_path\n"
        "      stated, README.md:line 2, key base_model, model-card:yaml-base_model\n"
    ) in shown
    assert "          because " in shown, "an inferred fact tells why it follows"
    assert max(map(len, shown.splitlines())) <= 80
    assert shown.count("base-model: acme/base-7b") == 1, "a fact stands once, with all that say it"


def test_two_hundred_claims_and_long_names_keep_to_80_columns(cli, tmp_path):
    folder = tmp_path / "m"
    folder.mkdir()
    settings = "".join(f"      knob_{n}_{'x' * n}: {n}\n" for n in range(200))
    (folder / "lineage.yaml").write_text(f"stages:\n  - hyperparameters:\n{settings}")
    shown = (
        cli("report", folder, "--evidence").out.partition("\nEvidence\n")[2].partition("\nCompleteness")[0]
    )
    assert " ".join(shown.split()).count("setting: knob_") == 200
    assert [line for line in shown.splitlines() if len(line) > 80] == []


def test_conflicting_facts_are_marked_in_the_evidence(cli, tmp_path):
    (tmp_path / "README.md").write_text("---\nbase_model: org/a-32b\nlibrary_name: peft\n---\n# A\n")
    config = '{"peft_type": "LORA", "base_model_name_or_path": "org/b-8b"}'
    (tmp_path / "adapter_config.json").write_text(config)
    ran = cli("report", tmp_path, "--evidence", "--format", "json", "-o", tmp_path / "out")
    (lineage,) = json.loads(ran.out)["lineages"]
    rows = [row for row in lineage["evidence"] if row["element"] == "base-model"]
    assert {(row["file"], row["value"], row["status"]) for row in rows} == {
        ("adapter_config.json", "org/b-8b", "conflicting"),
        ("README.md", "org/a-32b", "conflicting"),
    }
    digest = hashlib.sha256((tmp_path / "README.md").read_bytes()).hexdigest()
    assert {row["sha256"] for row in rows if row["file"] == "README.md"} == {digest}
    assert f"sha256:{digest}" in (tmp_path / "out" / "lineage.evidence.trig").read_text()


def test_a_lineage_read_from_rdf_has_no_evidence_to_show(cli, folder, tmp_path):
    cli("report", folder, "-o", tmp_path / "out")
    assert "Evidence: none" in cli("report", tmp_path / "out" / "lineage.ttl", "--evidence").out


def test_an_id_that_is_none_is_wrong_usage(cli, folder):
    for wrong in ("foo", "not valid", "me/mine/x", "../x"):
        assert cli("report", folder, "--id", wrong).code == 2


def test_completeness_is_a_fraction_with_a_list(cli):
    ran = cli("report", "A -> SFT -> DPO", "--format", "json")
    (lineage,) = json.loads(ran.out)["lineages"]
    rungs = {rung["profile"]: rung for rung in lineage["completeness"]}
    assert list(rungs) == ["instance", "disclosure", "lineage", "reproducible"]
    assert all(rung["of"] - rung["have"] == len(rung["missing"]) for rung in rungs.values())
    assert ran.code == 0, "completeness alone never changes the exit code"
    text = cli("report", "A -> SFT -> DPO", "--profile", "instance").out
    assert "PASS  instance" in text
    assert f"disclosure    {rungs['disclosure']['have']} of {rungs['disclosure']['of']}\n" in text
    assert f"  - {rungs['disclosure']['missing'][0]}\n" in text


def test_the_named_profile_decides_the_exit_code(cli):
    ran = cli("report", "A -> SFT -> DPO", "--profile", "reproducible")
    assert ran.code == 1
    assert "FAIL  reproducible" in ran.out and "PASS  wellformed" in ran.out


def test_nothing_readable_is_code_2(cli, tmp_path):
    ran = cli("report", tmp_path / "none", tmp_path / "neither")
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.count("\n") == 2


def write(folder, out, **options):
    """What `report -o` does with a folder, without the checks."""
    return write_lineages([read(folder)], out, **{"evidence": False, "force": False, **options})


def test_files_are_written_and_written_again(folder, tmp_path):
    out = tmp_path / "new" / "out"
    written = write(folder, out, evidence=True)
    assert [path.name for path in written] == ["lineage.ttl", "lineage.jsonld", "lineage.evidence.trig"]
    assert sorted(os.listdir(out)) == sorted(path.name for path in written)
    before = {path: path.read_bytes() for path in written}
    assert write(folder, out, evidence=True) == written
    assert {path: path.read_bytes() for path in written} == before
    turtle, jsonld = (
        read_file(out / "lineage.ttl", Syntax.TURTLE),
        read_file(out / "lineage.jsonld", Syntax.JSONLD),
    )
    assert set(turtle) == set(jsonld) == set(read(folder).quads)


def test_a_file_that_we_wrote_is_replaced_by_new_content(folder, tmp_path):
    write(folder, tmp_path / "out")
    before = (tmp_path / "out" / "lineage.ttl").read_text()
    (folder / "adapter_config.json").write_text(
        '{"base_model_name_or_path": "acme/base-7b", "peft_type": "LORA", "r": 8}'
    )
    write(folder, tmp_path / "out")
    assert (tmp_path / "out" / "lineage.ttl").read_text() != before


def test_an_edited_file_is_kept_and_nothing_is_written(cli, folder, tmp_path):
    out = tmp_path / "out"
    write(folder, out)
    edited = (out / "lineage.jsonld").read_text() + "\n"
    (out / "lineage.jsonld").write_text(edited)
    (out / "lineage.ttl").unlink()
    ran = cli("report", folder, "-o", out)
    assert (ran.code, ran.out) == (2, "")
    assert "somebody may have edited it" in ran.err and "--force" in ran.err
    assert os.listdir(out) == ["lineage.jsonld"]
    assert (out / "lineage.jsonld").read_text() == edited
    write(folder, out, force=True)
    assert (out / "lineage.jsonld").read_text() + "\n" == edited


def test_all_files_in_the_way_are_named(cli, folder, tmp_path):
    for name in ("lineage.ttl", "lineage.jsonld"):
        (tmp_path / name).write_text("mine")
    ran = cli("report", folder, "-o", tmp_path)
    assert ran.code == 2
    assert ran.err.count("\n") == 2


@pytest.mark.parametrize("content", ["not Turtle at all", "# a comment\n"])
def test_foreign_files_are_kept(folder, tmp_path, content):
    (tmp_path / "lineage.ttl").write_text(content)
    with pytest.raises(UsageError, match="edited"):
        write(folder, tmp_path)
    assert (tmp_path / "lineage.ttl").read_text() == content


def test_an_empty_file_is_nobodys_work(folder, tmp_path):
    (tmp_path / "lineage.ttl").write_text("")
    write(folder, tmp_path)
    assert (tmp_path / "lineage.ttl").stat().st_size > 0


def test_several_lineages_get_a_folder_each(tmp_path):
    lineages = [read(text, model_id="acme/zeta") for text in ("A -> SFT", "B -> SFT")]
    written = write_lineages(lineages, tmp_path, evidence=False, force=False)
    assert [str(path.relative_to(tmp_path)) for path in written] == [
        "acme-zeta/lineage.ttl",
        "acme-zeta/lineage.jsonld",
        "acme-zeta-2/lineage.ttl",
        "acme-zeta-2/lineage.jsonld",
    ]


def test_the_output_folder_may_not_be_a_file(cli, folder, tmp_path):
    (tmp_path / "file").write_text("")
    ran = cli("report", folder, "-o", tmp_path / "file")
    assert ran.code == 2
    assert "cannot be written" in ran.err


def test_json_names_findings_of_readers_and_files(cli, folder, tmp_path):
    (folder / "adapter_config.json").write_text("{broken")
    found = json.loads(cli("report", folder, "-o", tmp_path / "out", "--format", "json").out)
    assert [row for row in found["lineages"][0]["findings"] if row["code"].startswith("FTL-R")]
    assert found["files"] == [str(tmp_path / "out" / name) for name in ("lineage.ttl", "lineage.jsonld")]


def test_shorthand_wins_over_a_file_when_asked_and_the_base_names_local_things(cli, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "A -> SFT").mkdir()
    assert cli("report", "A -> SFT").code == 2
    ran = cli("report", "A -> SFT", "--text", "--base", "https://example.org/x/", "--format", "json")
    assert json.loads(ran.out)["lineages"][0]["iri"].startswith("https://example.org/x/")


def test_json_holds_values_and_no_prose(cli, folder):
    (lineage,) = json.loads(cli("report", folder, "--format", "json").out)["lineages"]
    (step,) = lineage["steps"]
    assert step["parameterizations"] == ["lora"]
    assert step["settings"]["lora_r"] == 16
    assert [row["name"] for row in step["data"]] == ["acme/chats"]
