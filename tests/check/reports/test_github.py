"""GitHub gets at most ten commands of a kind, and no text makes another."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings

from lineage_rdf.check.reports import render
from lineage_rdf.check.verdicts import CheckRun
from lineage_rdf.errors import InputError
from tests.check.reports import runs

COMMAND = re.compile(r"::(error|warning|notice) ([^\r\n]*?)::([^\r\n]*)")


def unescaped(text, escapes=(("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%"))):
    """Undo the escapes as the runner of GitHub Actions does."""
    for escape, letter in escapes:
        text = text.replace(escape, letter)
    return text


def parsed(line):
    """Take a command apart as the runner does: at the first `::` after the name, then at the commas."""
    kind, properties, message = COMMAND.fullmatch(line).groups()
    pairs = dict(pair.split("=", 1) for pair in properties.split(","))
    return kind, {key: unescaped(value) for key, value in pairs.items()}, unescaped(message)


def test_a_finding_is_a_command(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a,b:c%.ttl").write_text("# first\n<https://example.org/node/1>\n    a <x> .\n")
    run = CheckRun([runs.verdict(runs.finding(1, message="100 %"), origin="a,b:c%.ttl")])
    command, total = render(run, "github").splitlines()
    kind, properties, message = parsed(command)
    assert kind == "error"
    assert properties == {"file": "a,b:c%.ttl", "line": "2", "title": "FTL-E021 dataset-missing"}
    assert message.startswith("node 1: 100 % Fix: ")
    assert total == "lineage-rdf: 1 violation; 0 of 1 passed (as written)"


def test_the_worst_come_first_and_the_rest_is_counted():
    lines = render(runs.large(20, 6), "github").splitlines()
    kinds = [line.split()[0].strip(":") for line in lines[:-1]]
    assert kinds == ["error"] * 10 + ["warning"] * 10 + ["notice"] * 10
    assert lines[-1] == "lineage-rdf: 40 violations, 40 warnings, 40 notes; 0 of 20 passed (as written)"


def test_errors_take_the_room_of_errors():
    run = CheckRun(runs.large(20, 6).verdicts, [InputError("a: 100% \n::warning::b", "x.ttl", "mend it")] * 3)
    lines = render(run, "github").splitlines()
    assert lines[0] == "::error title=lineage-rdf::x.ttl: a: 100%25 ::warning::b (mend it)"
    assert sum(line.startswith("::error") for line in lines) == 10


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(run=runs.hostile)
def test_nothing_injects_a_command(run):
    *commands, total = render(run, "github").split("\n")[:-1]
    assert total.startswith("lineage-rdf: ")
    for line in commands:
        kind, properties, _ = parsed(line)
        assert kind in ("error", "warning", "notice")
        assert set(properties) <= {"file", "line", "title"}
    assert len(commands) <= 30


@pytest.mark.parametrize("origin", ["<standard input>", "https://sparql.example.org/query", "A -> SFT"])
def test_what_is_no_file_has_no_file(origin):
    command = render(CheckRun([runs.verdict(runs.finding(), origin=origin)]), "github").splitlines()[0]
    assert parsed(command)[1] == {"title": "FTL-E021 dataset-missing"}


def test_what_cannot_be_read_is_shown_at_its_line(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bad.ttl").write_text("\n<a")
    run = CheckRun([], [InputError("not valid Turtle", "bad.ttl:2"), InputError("no", "gone.ttl:3")])
    first, second = map(parsed, render(run, "github").splitlines()[:-1])
    assert first[1:] == (
        {"file": "bad.ttl", "line": "2", "title": "lineage-rdf"},
        "bad.ttl:2: not valid Turtle",
    )
    assert second[1:] == ({"title": "lineage-rdf"}, "gone.ttl:3: no")


def test_what_lies_in_a_store_has_no_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "hub").mkdir()
    (tmp_path / "hub" / "CURRENT").touch()
    command = render(CheckRun([runs.verdict(runs.finding(), origin="hub")]), "github").splitlines()[0]
    assert parsed(command)[1] == {"title": "FTL-E021 dataset-missing"}


def test_a_long_message_is_cut():
    run = CheckRun([runs.verdict(runs.finding(message="x" * 9000))])
    assert len(render(run, "github").splitlines()[0]) < 2200
