"""What could not be read is told by input, place inside of it, and line of the file that is there."""

from __future__ import annotations

import pytest

from lineage_rdf.check.reports.unread import unread
from lineage_rdf.check.verdicts import CheckRun
from lineage_rdf.errors import InputError, ManyErrors


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    here = tmp_path / "work"
    here.mkdir()
    monkeypatch.chdir(here)
    for name in ("a.ttl", "b:7"):
        (here / name).touch()
    (tmp_path / "far.jsonld").touch()
    return here


@pytest.mark.parametrize(
    ("where", "name", "inside", "place"),
    [
        ("a.ttl", "a.ttl", "", ("a.ttl", 1)),
        ("a.ttl:12", "a.ttl", ":12", ("a.ttl", 12)),
        ("a.ttl:12:3", "a.ttl", ":12:3", ("a.ttl", 12)),
        ("a.ttl:0", "a.ttl", ":0", ("a.ttl", 1)),
        ("a.ttl $.steps[0]: x", "a.ttl", " $.steps[0]: x", ("a.ttl", 1)),
        ("b:7", "b:7", "", ("b:7", 1)),
        ("../far.jsonld:2", "far.jsonld", ":2", ("far.jsonld", 2)),
        ("gone.ttl:3", "gone.ttl", ":3", None),
        (".", ".", "", None),
        ("http://127.0.0.1:9", "http://127.0.0.1:9", "", None),
        ("", "", "", None),
        ("\ud800:1", "\ud800", ":1", None),
    ],
)
def test_where_a_fault_is(where, name, inside, place):
    (found,) = unread(CheckRun([], [InputError("no", where, "mend it")]))
    assert (found.name, found.inside) == (name, inside)
    assert (found.place and (found.place.path, found.place.line)) == place
    assert found.text == (f"{name}{inside}: no (mend it)" if where else "no (mend it)")


def test_a_path_of_the_machine_is_not_told(folder):
    (found,) = unread(CheckRun([], [InputError("no", f"{folder}/a.ttl:4")]))
    assert found.text == "a.ttl:4: no"


def test_every_fault_is_told():
    many = ManyErrors([InputError("one", "a.ttl:1"), ManyErrors([InputError("two", "a.ttl:2")])])
    assert [item.error.what for item in unread(CheckRun([], [many]))] == ["one", "two"]
