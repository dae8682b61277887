"""Where findings stand: relative paths, lines, and never a path of the machine."""

from __future__ import annotations

import pytest

from lineage_rdf.check.reports import places as module
from lineage_rdf.check.reports.places import Places, origin_name, relative
from tests.check.reports import runs


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    here = tmp_path / "work"
    here.mkdir()
    monkeypatch.chdir(here)
    return here


def place(finding, origin):
    found = Places().of(finding, str(origin))
    return found.path, found.line, found.uri


def test_paths_are_relative_to_the_current_folder(folder):
    assert relative("a/b.ttl") == relative(str(folder / "a/b.ttl")) == "a/b.ttl"
    assert relative("/elsewhere/c.ttl") == relative("../c.ttl") == "c.ttl"
    assert relative(".") == relative(str(folder)) == "."


def test_the_line_of_the_subject_comes_before_that_of_a_mention(folder):
    (folder / "a.ttl").write_text(
        "<x> <y> <https://example.org/node/1> .\n\n<https://example.org/node/1>\n  a <z> .\n"
    )
    (folder / "a.jsonld").write_text(
        '{"b": "https://example.org/node/1",\n "id": "https://example.org/node/1"}'
    )
    assert place(runs.finding(1), "a.ttl") == ("a.ttl", 3, "a.ttl")
    assert place(runs.finding(1), folder / "a.jsonld") == ("a.jsonld", 2, "a.jsonld")
    assert place(runs.finding(2), "a.ttl") == ("a.ttl", 1, "a.ttl")


def test_a_mention_is_better_than_nothing(folder):
    (folder / "a.nt").write_text("\n<x> <y> <https://example.org/node/1> .\n")
    assert place(runs.finding(1), "a.nt")[1] == 2


def test_a_large_file_is_not_read(folder, monkeypatch):
    monkeypatch.setattr(module, "_MOST_BYTES", 10)
    (folder / "a.ttl").write_text("\n\n<https://example.org/node/1> a <z> .\n")
    assert place(runs.finding(1), "a.ttl")[1] == 1


def test_a_file_that_cannot_be_read_has_line_1(folder, monkeypatch):
    (folder / "a.ttl").write_text("\n<https://example.org/node/1> a <z> .\n")

    def refuse(_path):
        raise PermissionError

    monkeypatch.setattr(module.os.path, "getsize", refuse)
    assert place(runs.finding(1), "a.ttl")[1] == 1


def model(folder):
    (folder / "m").mkdir()
    (folder / "m/README.md").write_text("---\nlicense: mit\nbase_model: a/b\n---\n")
    (folder / "m/config.json").write_text('{\n  "r": 8,\n  "lr": 1\n}\n')


@pytest.mark.parametrize(
    ("finding", "wanted"),
    [
        (runs.finding(claims=("README.md:base_model (stated)",)), ("m/README.md", 3)),
        (runs.finding(claims=("gone.md:x (stated)", "config.json:$.lr (inferred)")), ("m/config.json", 3)),
        (runs.finding(claims=("README.md:line 2 (stated)",)), ("m/README.md", 2)),
        (runs.finding(claims=("README.md:line 900 (stated)",)), ("m/README.md", 5)),
        (runs.finding(claims=("README.md:[0] (stated)",)), ("m/README.md", 1)),
        (runs.finding(claims=("README.md",)), ("m/README.md", 1)),
        (runs.finding(claims=("../../secret:x (stated)", "/etc/passwd:root (stated)")), ("m/README.md", 1)),
        (runs.finding(profile="", label="config.json:r", focus="config.json"), ("m/config.json", 2)),
        (runs.finding(), ("m/README.md", 1)),
    ],
)
def test_in_a_folder_the_claim_tells_the_file(folder, finding, wanted):
    model(folder)
    assert place(finding, "m")[:2] == wanted


def test_a_folder_with_nothing_to_show(folder):
    (folder / "empty").mkdir()
    assert place(runs.finding(), "empty") == ("empty", 1, "empty")


def test_a_card_by_itself(folder):
    model(folder)
    assert place(runs.finding(claims=("README.md:base_model (stated)",)), "m/README.md")[:2] == (
        "m/README.md",
        3,
    )


@pytest.mark.parametrize(
    ("origin", "path", "uri"),
    [
        ("<standard input>", "", "standard-input"),
        ("https://user:secret@sparql.example.org/q?x=a b", "", "https%3A//sparql.example.org/q%3Fx%3Da-b"),
        ("https://user:secret@sparql.example.org/q?x=1", "", "https://sparql.example.org/q?x=1"),
        ("gone/a b.ttl", "gone/a b.ttl", "gone/a%20b.ttl"),
        ("/data/gone.ttl", "gone.ttl", "gone.ttl"),
        ("", "", "input"),
        ("A -> SFT", "", "A--%3E-SFT"),
        ("\ud800", "", "%3F"),
    ],
)
def test_what_is_no_file(origin, path, uri):
    found = Places().of(runs.finding(), origin)
    assert (found.path, found.uri) == (path, uri)


def test_names_of_origins(folder):
    (folder / "a.ttl").write_text("")
    assert origin_name(str(folder / "a.ttl")) == "a.ttl"
    assert origin_name("https://user:secret@example.org/") == "https://example.org/"
    assert origin_name("<standard input>") == "<standard input>"
