"""load and unload print what they did, and say on stderr what they did not."""

from __future__ import annotations

import json

import pytest

from lineage_rdf.cli import load_text
from lineage_rdf.query import open_place
from lineage_rdf.query.index.beside import index_of
from tests.loading.invented import iri, turtle, write


@pytest.fixture
def hub(tmp_path):
    """The folder of a store that is not there yet."""
    return tmp_path / "hub"


@pytest.fixture
def both(tmp_path):
    """A file of two lineages."""
    return write(tmp_path / "both.ttl", turtle("a"), turtle("b"))


@pytest.fixture
def other(tmp_path):
    """A file of one of them, with other statements."""
    return write(tmp_path / "other.ttl", turtle("a", "new"))


def counts(text):
    return {
        name.strip(): int(number) for name, number in (line.rsplit(None, 1) for line in text.splitlines())
    }


def test_what_was_done_is_counted(cli, hub, both, other):
    ran = cli("load", hub, both)
    assert (ran.code, ran.err) == (0, "")
    assert counts(ran.out)["lineages loaded"] == 2
    ran = cli("load", hub, both, other)
    assert (ran.code, counts(ran.out)["lineages equal, nothing done"]) == (1, 2)
    assert "given before" in ran.err and iri("a") in ran.err
    ran = cli("load", hub, other)
    assert (ran.code, counts(ran.out)["lineages refused"]) == (1, 1)
    assert f"quay-lab/tide-a ({iri('a')}): refused" in ran.err and "--replace" in ran.err
    ran = cli("load", hub, other, "--replace")
    assert (ran.code, counts(ran.out)["lineages replaced"]) == (0, 1)


def test_for_machines(cli, hub, both, other):
    assert json.loads(cli("load", hub, both, "--format", "json").out)["loaded"] == 2
    told = json.loads(cli("load", hub, other, "--format", "json").out)
    assert [item["lineage"] for item in told["refused"]] == [iri("a")]
    assert told["place"] == str(hub) and told["errors"] == []
    told = json.loads(cli("unload", hub, iri("a"), iri("none"), "--format", "json").out)
    assert (told["unloaded"], [item["lineage"] for item in told["refused"]]) == (1, [iri("none")])


def test_what_is_there_is_listed(cli, hub, both):
    cli("load", hub, both)
    lines = cli("load", hub, "--list").out.splitlines()
    assert lines[0].split() == ["lineage", "head", "model", "statements"]
    assert [line.split()[:2] for line in lines[1:]] == [[iri(name), f"quay-lab/tide-{name}"] for name in "ab"]
    listed = json.loads(cli("load", hub, "--list", "--format", "json").out)
    assert [set(item) for item in listed] == [{"lineage", "name", "graph", "statements"}] * 2
    assert cli("unload", hub, iri("a"), iri("b")).code == 0
    assert len(cli("load", hub, "--list").out.splitlines()) == 1


def test_a_name_of_a_stranger_does_not_reach_the_terminal_as_it_is(cli, hub, tmp_path):
    cli("load", hub, write(tmp_path / "a.ttl", turtle("a").replace("quay-lab", "\\u001B[2Jquay")))
    assert "\x1b" not in cli("load", hub, "--list").out
    ran = cli(
        "load", hub, write(tmp_path / "b.ttl", turtle("a", "new").replace("quay-lab", "\\u001B[2Jquay"))
    )
    assert ran.code == 1 and "\x1b" not in ran.err


def test_what_cannot_be_read_is_told_and_the_rest_is_loaded(cli, hub, both, tmp_path):
    ran = cli("load", hub, tmp_path / "none.ttl", both)
    assert ran.code == 2
    assert "none.ttl" in ran.err
    assert counts(ran.out)["lineages loaded"] == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["load"], "Missing argument"),
        (["load", "hub"], "nothing to load"),
        (["load", "hub", "--list", "file.ttl"], "FILE does not go with --list"),
        (["load", "hub", "--list", "--replace"], "--replace does not go with --list"),
        (["load", "hub", "--list", "--evidence"], "--evidence does not go with --list"),
        (["load", "hub", "--list"], "no such folder"),
        (["load", "hub", "file.ttl", "--base", "nonsense"], "the base must be"),
        (["load", "hub", "file.ttl", "--map", "nonsense"], "--map takes"),
        (["load", "hub", "file.ttl", "--update-endpoint", "http://localhost/"], "no address for updates"),
        (["load", "hub", "file.ttl", "--graph-store", "http://localhost/"], "no address of a graph store"),
        (["load", "hub", "--list", "--graph-store", "http://localhost/"], "--graph-store does not go with"),
        (["unload", "http://h/", "urn:a", "--graph-store", "http://h/?graph=urn:secret"], "names one of its"),
        (
            ["unload", "http://h/", "urn:a", "--graph-store", "http://h/", "--update-endpoint", "http://h/"],
            "by updates or by its graph store",
        ),
        (["load", "http://localhost:1/query", "file.ttl", "--timeout", "0"], "greater than zero"),
        (["load", "http://user:secret@localhost/query", "file.ttl"], "holds a login"),
        (["unload", "hub"], "Missing argument"),
        (["unload", "hub", "urn:a"], "no such folder"),
    ],
)
def test_wrong_usage(cli, tmp_path, monkeypatch, arguments, words):
    monkeypatch.chdir(tmp_path)
    ran = cli(*arguments)
    assert ran.code == 2
    assert words in ran.err
    assert "secret" not in ran.err
    assert list(tmp_path.iterdir()) == []


def test_an_endpoint_that_is_not_there(cli, both):
    ran = cli("load", "http://127.0.0.1:1/query?key=s3cret", both, "--format", "json")
    assert ran.code == 2
    assert "cannot be reached" in ran.err
    assert "s3cret" not in ran.out + ran.err


def test_many_refusals_are_counted_rather_than_told(cli, hub, tmp_path):
    names = [f"m{n}" for n in range(23)]
    cli("load", hub, write(tmp_path / "old.ttl", *map(turtle, names)))
    ran = cli("load", hub, write(tmp_path / "new.ttl", *(turtle(name, "new") for name in names)))
    assert ran.err.count("refused, it is there already") == load_text._MOST_TOLD
    assert "3 more were refused" in ran.err


def test_blank_nodes_and_what_is_left_out_are_counted(cli, hub, tmp_path):
    file = write(
        tmp_path / "x.ttl", turtle("a"), turtle("b"), f"<{iri('a')}> schema:about [] . <urn:x> <urn:p> 1 ."
    )
    told = counts(cli("load", hub, file).out)
    assert told["blank nodes given names"] == 1
    assert told["statements of no lineage, left out"] == 1


def indexes(hub):
    return [folder.name for folder in hub.glob("lineage-index-*")]


def test_what_was_changed_is_in_the_index(cli, hub, both, other):
    cli("load", hub, both)
    (first,) = indexes(hub)
    assert cli("load", hub, both).code == 0
    assert is_current(hub)  # nothing was loaded, but to open the store was enough to change its files
    cli("unload", hub, "urn:x:nothing")
    assert is_current(hub)
    cli("load", hub, other, "--replace")
    (third,) = indexes(hub)
    cli("unload", hub, iri("b"))
    (fourth,) = indexes(hub)
    assert len({first, third, fourth}) == 3
    assert is_current(hub)


def is_current(hub):
    with open_place(str(hub)) as store:
        return index_of(store) is not None


def test_the_index_is_made_or_left_as_one_likes(cli, hub, both, other):
    assert cli("load", hub, both, "--no-index").code == 0
    assert indexes(hub) == []
    ran = cli("load", hub, "--index")
    assert (ran.code, ran.err, counts(ran.out)["lineages loaded"]) == (0, "", 0)
    (made,) = indexes(hub)
    cli("load", hub, other, "--replace", "--no-index")
    assert indexes(hub) == [made]
    with open_place(str(hub)) as store:
        assert index_of(store) is None


def test_a_store_without_an_index_is_loaded_all_the_same(cli, hub, both, other):
    cli("load", hub, both, "--no-index")
    (hub / "lineage-index-taken").touch()
    ran = cli("load", hub, other, "--replace")
    assert (ran.code, counts(ran.out)["lineages replaced"]) == (0, 1)
    assert "the index cannot be written" in ran.err


def test_an_endpoint_has_no_index(cli, both):
    for words in (
        ("load", "http://127.0.0.1:9/query", both, "--index"),
        ("unload", "http://127.0.0.1:9/query", "x:y", "--index"),
    ):
        ran = cli(*words)
        assert (ran.code, ran.err.count("\n")) == (2, 1)
        assert "an endpoint has no index" in ran.err


def test_an_index_that_was_asked_for_and_cannot_be_made_is_an_error(cli, hub, both):
    ran = cli("load", hub, "--index")
    assert ran.code == 2 and "no such folder" in ran.err
    cli("load", hub, both, "--no-index")
    (hub / "lineage-index-taken").touch()
    ran = cli("load", hub, "--index")
    assert ran.code == 2 and "cannot be written" in ran.err
