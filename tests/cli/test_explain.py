"""`lineage-rdf explain` tells what a code means, and lists all of them."""

from __future__ import annotations

import json
import subprocess
import sys

from lineage_rdf.check.codes import codes


def test_a_code_is_told_in_words(cli):
    ran = cli("explain", "E021")
    assert (ran.code, ran.err) == (0, "")
    start = (
        "FTL-E021 dataset-missing: No training data\n"
        "  looks at: each ftl:FineTuning, each ftl:PreTraining\n"
        "  found: The training step names no training dataset.\n"
        "  weighs: violation for disclosure, lineage, reproducible\n"
        "  fix: Add datasets to the stage in lineage.yaml; or write {undisclosed: why}\n"
        "      there.\n"
    )
    assert ran.out.startswith(start)
    for part in (
        "In lineage.yaml",
        "  Fails:\n",
        "  Passes:\n",
        "  The shape:\n",
        "    disclosure:DatasetMissing\n",
    ):
        assert part in ran.out


def test_a_code_with_many_shapes_shows_a_few(cli):
    ran = cli("explain", "wrong-datatype")
    assert ran.out.count('dcterms:identifier "FTL-W010"') == 3
    assert "more)" in ran.out and "3 of its " in ran.out
    (row,) = json.loads(cli("explain", "wrong-datatype", "--format", "json").out)
    assert row["shape"].count('dcterms:identifier "FTL-W010"') > 20


def test_a_code_of_a_reader_has_no_shape(cli):
    ran = cli("explain", "FTL-R006")
    assert ran.code == 0
    assert "as the reader of the file says" in ran.out and "Fails:" not in ran.out and "shape" not in ran.out


def test_several_codes_as_json(cli):
    rows = json.loads(cli("explain", "FTL-W020", "G113", "--format", "json").out)
    assert [row["code"] for row in rows] == ["FTL-W020", "FTL-G113"]
    assert rows[1]["severities"] == {"governance": "info"}
    assert set(rows[0]) == set(rows[1])
    assert rows[0]["fails"] and rows[0]["passes"] and rows[0]["shape"]


def test_all_codes_are_listed(cli):
    lines = cli("explain", "--list").out.splitlines()
    assert [line.split()[0] for line in lines] == list(codes())
    assert lines[0].endswith("Nothing to check")
    rows = json.loads(cli("explain", "--list", "--format", "json").out)
    assert [row["title"] for row in rows] == [row.title for row in codes().values()]


def test_a_list_is_narrowed_to_what_is_named(cli):
    def listed(*names):
        ran = cli("explain", "--list", *names)
        assert (ran.code, ran.err) == (0, "")
        return [line.split()[0] for line in ran.out.splitlines()]

    assert listed("E021") == listed("ftl-e021") == listed("dataset-missing") == ["FTL-E021"]
    assert listed("E02") == ["FTL-E021", "FTL-E022", "FTL-E023", "FTL-E024"]
    assert {"FTL-E021", "FTL-E111"} < set(listed("dataset"))
    assert listed("G113", "E021") == ["FTL-E021", "FTL-G113"]
    rows = json.loads(cli("explain", "--list", "E02", "--format", "json").out)
    assert [row["code"] for row in rows] == listed("E02")
    ran = cli("explain", "--list", "E021", "zzz-nothing", "")
    assert (ran.code, ran.out) == (2, "") and "zzz-nothing" in ran.err


def test_a_shape_of_ones_own_is_told_as_such(cli):
    ran = cli("explain", "shacl")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("SHACL shape-of-your-own: Shape of your own\n")
    assert "--shapes" in ran.out and "as the shape (sh:severity) says" in ran.out
    for part in ("looks at", "lineage.yaml", "Fails:", "The shape"):
        assert part not in ran.out
    (own,), (ours,) = (json.loads(cli("explain", n, "--format", "json").out) for n in ("SHACL", "E021"))
    assert own.keys() == ours.keys() and own["code"] == "SHACL" and own["shape"] == ""


def test_an_unknown_code_ends_with_2_and_what_comes_near(cli):
    ran = cli("explain", "FTL-E021", "datset-missing", "\x1b[31m")
    assert (ran.code, ran.out) == (2, "")
    assert "did you mean FTL-E021 dataset-missing" in ran.err
    assert ran.err.count("there is no finding code") == 2 and "\x1b" not in ran.err
    assert cli("explain", "nothing-like-it-zz").code == 2


def test_no_code_at_all_is_wrong_usage(cli):
    ran = cli("explain")
    assert (ran.code, ran.out) == (2, "")
    assert "--list" in ran.err


def test_heavy_libraries_are_not_loaded():
    code = (
        "import sys; from lineage_rdf.cli.main import run; run(['explain', 'E021']); "
        "sys.exit(' '.join({'rdflib', 'pyshacl', 'rich', 'pyld', 'owlrl'} & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
