"""`lineage-rdf read`: what goes where, what is counted, and the exit codes."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys

import pytest
from pyoxigraph import RdfFormat, parse

from lineage_rdf.cli import main
from tests.bulk import tables
from tests.bulk.tables import UNTOLD, tuned
from tests.conftest import ROOT


@pytest.fixture
def table(tmp_path):
    rows = [("quay-lab/a", tuned()), ("quay-lab/b", UNTOLD), ("quay-lab/c", None), ("d", tuned(tag="dpo"))]
    return tables.cards(tmp_path / "cards.jsonl", rows)


def counts(text):
    return {
        line[:32].strip(): int(line[32:].split()[0])
        for line in text.splitlines()
        if line[32:].strip().isdigit()
    }


def test_the_counts_go_to_stdout_and_the_lineages_into_the_file(cli, table, tmp_path):
    ran = cli("read", table, "-o", tmp_path / "out.nq")
    assert (ran.code, ran.err) == (0, "")
    assert counts(ran.out) == {
        "rows and folders read": 4,
        "with a lineage": 2,
        "no lineage told": 2,
        "not readable": 0,
        "lineages": 2,
        "edges (derivedFromModel)": 2,
        "broken front matter": 0,
        "wellformed": 2,
        "instance": 2,
    }
    assert re.search(r"warning +FTL-R137 row-without-hub-id +1  first in cards.jsonl:line 4", ran.out)
    graphs = {quad.graph_name for quad in parse(path=str(tmp_path / "out.nq"), format=RdfFormat.N_QUADS)}
    assert len(graphs) == 3  # of the two lineages, and the one that describes these


def test_without_a_file_the_lineages_go_to_stdout_and_the_counts_to_stderr(cli, table, tmp_path):
    cli("read", table, "-o", tmp_path / "out.nq")
    ran = cli("read", table)
    assert ran.out == (tmp_path / "out.nq").read_text(encoding="utf-8")
    assert counts(ran.err)["lineages"] == 2
    assert json.loads(cli("read", table, "--format", "json").err)["lineages"] == 2


def test_json_counts(cli, table, tmp_path):
    found = json.loads(cli("read", table, "-o", tmp_path / "out.trig", "--format", "json").out)
    assert (found["rows"], found["told"], found["untold"], found["unread"]) == (4, 2, 2, 0)
    assert found["file"] == str(tmp_path / "out.trig")
    assert found["findings"][-1] == {
        "code": "FTL-R137",
        "mnemonic": "row-without-hub-id",
        "severity": "warning",
        "count": 1,
        "first": "cards.jsonl:line 4",
    }
    assert list(parse(path=str(tmp_path / "out.trig"), format=RdfFormat.TRIG))


def test_what_was_read_can_be_checked(cli, table, tmp_path):
    cli("read", table, "-o", tmp_path / "out.nq")
    ran = cli("check", tmp_path / "out.nq")
    assert ran.code == 0
    assert "2 of 2 passed" in ran.out


def test_rungs_are_counted_unless_they_are_not_wanted(cli, table, tmp_path):
    assert "Rungs" not in cli("read", table, "-o", tmp_path / "out.nq", "--no-rungs").out
    ran = cli("read", table, "-o", tmp_path / "out.nq")
    assert counts(ran.out.partition("Rungs reached")[2])["wellformed"] == 2


def test_columns_by_name(cli, tmp_path):
    path = tables.jsonl(tmp_path / "t.jsonl", [{"repo": "quay-lab/a", "body": tuned()}])
    assert cli("read", path, "--map", "id=repo,card=body", "-o", tmp_path / "out.nq").code == 0
    ran = cli("read", path)
    assert ran.code == 2
    assert "the columns are: repo, body" in ran.err


@pytest.mark.parametrize("asked", ["repo", "id=", "=x", "name=x", "id=a,id=b", "id=a,"])
def test_a_map_of_another_form_is_wrong_usage(cli, table, asked):
    ran = cli("read", table, "--map", asked)
    assert ran.code == 2
    assert "--map takes id=COLUMN and card=COLUMN" in ran.err


@pytest.mark.parametrize("name", ["out.ttl", "out.jsonld", "out"])
def test_a_syntax_without_named_graphs_is_refused(cli, table, tmp_path, name):
    ran = cli("read", table, "-o", tmp_path / name)
    assert ran.code == 2
    assert not (tmp_path / name).exists()


def test_a_broken_row_is_code_1_and_named(cli, tmp_path):
    path = tables.jsonl(tmp_path / "t.jsonl", [{"id": "quay-lab/a", "card": tuned()}, "{"])
    ran = cli("read", path, "-o", tmp_path / "out.nq")
    assert ran.code == 1
    assert "t.jsonl:line 2: the line is no JSON" in ran.err
    assert "violation  FTL-R135 unreadable-row" in ran.out
    assert (tmp_path / "out.nq").exists()


def test_where_nothing_can_be_read_no_file_is_written(cli, tmp_path):
    path = tables.cards(tmp_path / "t.jsonl", [("quay-lab/a", 5)])
    (tmp_path / "empty").mkdir()
    (tmp_path / "out.nq").write_text("what was there")
    for argument in (path, tmp_path / "empty", tmp_path / "missing.parquet"):
        assert cli("read", argument, "-o", tmp_path / "out.nq").code == 2
    assert (tmp_path / "out.nq").read_text() == "what was there"
    assert sorted(os.listdir(tmp_path)) == ["empty", "out.nq", "t.jsonl"]


def test_a_table_that_ends_badly_writes_nothing(cli, tmp_path):
    columns = {
        "id": [f"quay-lab/m{n}" for n in range(900)],
        "card": [f"{tuned()} {n}" * 9 for n in range(900)],
    }
    path = tables.parquet(tmp_path / "t.parquet", columns, compression="none", use_dictionary=False)
    data = path.read_bytes()
    path.write_bytes(data[:400_000] + b"\xff" * 1000 + data[401_000:])
    ran = cli("read", path, "-o", tmp_path / "out.nq")
    assert ran.code == 2
    assert "the table cannot be read" in ran.err
    assert os.listdir(tmp_path) == ["t.parquet"]


def test_a_target_that_cannot_be_written_is_told(cli, table, tmp_path):
    assert cli("read", table, "-o", tmp_path / "no" / "out.nq").code == 2
    (tmp_path / "out.nq").symlink_to(table)
    assert "links are not followed" in cli("read", table, "-o", tmp_path / "out.nq").err


def test_a_fault_of_ours_is_code_3(cli, table, tmp_path, monkeypatch):
    from lineage_rdf.bulk import one

    monkeypatch.setattr(one, "lineages_of", lambda *_: 1 / 0)
    ran = cli("read", table, "-o", tmp_path / "out.nq", "--jobs", "1")
    assert ran.code == 3
    assert "cards.jsonl:line 1: ZeroDivisionError" in ran.err
    assert counts(ran.out)["ended by a fault of ours"] == 3


def test_a_closed_pipe_ends_silently(tmp_path):
    path = tables.cards(tmp_path / "t.jsonl", [(f"quay-lab/m{n}", tuned()) for n in range(400)])
    command = f"{sys.executable} -m lineage_rdf.cli.main read {path} --jobs 2 | head -n 1"
    done = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


def test_every_command_of_the_page_runs(cli, tmp_path, monkeypatch, capfd):
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    text = (ROOT / "docs" / "reading-many.md").read_text(encoding="utf-8")
    commands = re.findall(r"^\$ lineage-rdf (.*)$", text, re.MULTILINE)
    assert len(commands) == 3
    for command in commands:
        assert cli(*shlex.split(command)).code == 0, command
    (code,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    exec(code, {})
    assert "cards.jsonl:line 1 harbour-lab/buoy-3b-sft 1" in capfd.readouterr().out


def test_only_the_command_loads_pyarrow():
    code = "import sys; from lineage_rdf.cli.main import run; run(['read', '--help']); print('pyarrow' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.stdout.splitlines()[-1] == "False"
    assert main.COMMANDS.index("read") == 1
