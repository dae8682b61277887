"""The commands of the page on licences run, and it names every finding and no other."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from lineage_rdf.check.codes import codes
from lineage_rdf.cli.main import run
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\$ lineage-rdf (.*)$", PAGE, re.MULTILINE)


def test_every_command_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (text,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "heron").mkdir()
    (tmp_path / "heron" / "lineage.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    printed = []
    for command in COMMANDS:
        assert run(shlex.split(command)) == 0, (command, capsys.readouterr())
        printed.append(capsys.readouterr().out)
    assert len(printed) == 4
    for name in ("llama-name", "licence-drift", "non-commercial-data"):
        assert name in printed[0] and name in printed[1]
    assert "licence-drift" in printed[2] and "llama-name" not in printed[2]


def test_the_page_names_every_finding() -> None:
    rows = {code: row.mnemonic for code, row in codes().items() if code[4] == "Z"}
    (table,) = re.findall(r"\| finding \|.*?\n\n", PAGE, re.DOTALL)
    named = set(re.findall(r"Z[0-9]{3}", table))
    assert {f"FTL-{code}" for code in named} == set(rows)
    assert all(mnemonic in table for mnemonic in rows.values())
