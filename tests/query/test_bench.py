"""The benchmark of the catalogue asks every query, and prints what it promises; how fast anything is, is no test."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from bench import query
from bench.hub.plan import make_plan
from bench.query_data import questions, write_descent, write_store
from bench.query_one import answer
from lineage_rdf.query import catalogue


def test_every_query_has_a_line_with_rows(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def here(engine: str, store: Path, name: str, given: Mapping[str, str], _limit: int) -> query.Answer:
        return query.Answer(*answer(engine, str(store), name, given))

    monkeypatch.setattr(query, "ask", here)  # a process for each takes longer than a test may
    query.main(["--models", "60", "--rdflib-up-to", "0"])
    lines = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"60 models, \d,\d{3} statements, [\d,]+ a CPU second, \d+\.\d MB", lines[0])
    assert re.fullmatch(r"index of \d+ nodes, \d\.\d CPU seconds, 0\.\d MB", lines[1])
    found = [re.fullmatch(r"(\S+) +[1-9]\d*(?: +\d+\.\d{4}){3} +not asked +-", line) for line in lines[3:]]
    assert [line[1] for line in found if line] == list(catalogue())


def test_each_engine_is_asked_in_a_process_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    query.main(["--models", "40", "--queries", "cycles"])
    printed = capsys.readouterr().out
    assert re.search(r"^cycles +2(?: +\d+\.\d{4}){4} +yes$", printed, re.MULTILINE)


def test_what_gives_nothing_is_told(tmp_path: Path) -> None:
    told = query.ask("lineage-rdf", tmp_path / "store", "cycles", {}, 60)
    assert told.time.startswith("failed: ")
    assert (told.rows, told.digest) == (0, "")


def test_descent_alone_gives_the_walks_of_the_whole(tmp_path: Path) -> None:
    write_descent(300, tmp_path / "descent")
    write_store(300, tmp_path / "whole")
    asked = questions(make_plan(300))
    for name in ("ancestors", "descendants"):
        *_, rows, _ = answer("lineage-rdf", str(tmp_path / "descent"), name, asked[name])
        assert rows == answer("lineage-rdf", str(tmp_path / "whole"), name, asked[name])[3] > 0
