"""convert with JSON-LD that is not only ours: contexts of others, frames, compaction, flattening."""

from __future__ import annotations

import json

import pytest
from pyoxigraph import Store

from lineage_rdf.codec.read import read_file, read_quads
from lineage_rdf.codec.syntax import Syntax

FRAME = {
    "@context": "https://w3id.org/ftl/context.jsonld",
    "type": "FineTuneLineage",
    "@explicit": True,
    "hasStep": {"@explicit": True, "ordinal": {}, "baseModel": {"@embed": "@never"}},
}


@pytest.fixture
def frame(tmp_path):
    path = tmp_path / "frame.json"
    path.write_text(json.dumps(FRAME))
    return path


@pytest.fixture
def foreign(tmp_path):
    path = tmp_path / "doc.jsonld"
    path.write_text(
        '{"@context": "https://example.org/c?v=1", "@id": "x", "p": "v", "oops": 1, "urn:q": null}'
    )
    return path


def test_a_context_that_is_not_known_is_an_error_that_says_how_to_supply_it(cli, foreign):
    ran = cli("convert", foreign, "-", "--to", "nquads")
    assert ran.code == 2
    assert "https://example.org/c?v=1 is not bundled" in ran.err
    assert "--context URL=FILE" in ran.err


def test_a_context_of_the_user_and_notes_of_what_is_left_out(cli, foreign, tmp_path):
    context = tmp_path / "c.jsonld"
    context.write_text('{"@context": {"p": "urn:p"}}')
    ran = cli(
        "convert", foreign, "-", "--to", "nquads", "--base", "https://e.org/", "--context", f"https://example.org/c?v=1={context}"
    )  # fmt: skip
    assert (ran.code, ran.out) == (0, '<https://e.org/x> <urn:p> "v" .\n')
    assert "lineage-rdf: " in ran.err
    assert "knows no property for 'oops'" in ran.err
    assert "null says nothing" in ran.err


@pytest.mark.parametrize("given", ["no-equals", "=file", "url=", "https://e.org/=/no/such/file", ""])
def test_a_context_that_is_not_given_rightly_is_an_error(cli, foreign, given):
    ran = cli("convert", foreign, "-", "--to", "nquads", "--context", given)
    assert ran.code == 2
    assert ran.out == ""


def test_other_commands_say_what_is_left_out_too(cli, tmp_path):
    path = tmp_path / "lineage.jsonld"
    path.write_text(
        '{"@context": "https://w3id.org/ftl/context.jsonld", "type": "Model", "id": "urn:m", "nmae": "n"}'
    )
    ran = cli("canon", path)
    assert ran.code == 0
    assert "knows no property for 'nmae'" in ran.err


def test_a_frame_shows_what_it_asks_for(cli, turtle, frame, tmp_path):
    target = tmp_path / "steps.json"
    assert cli("convert", turtle, target, "--frame", frame).code == 0
    found = json.loads(target.read_text())
    assert set(found) == {"@context", "id", "type", "hasStep"}


def test_the_query_of_a_frame_gives_what_the_frame_shows(cli, turtle, frame, tmp_path):
    ran = cli("convert", frame, "-", "--to", "sparql-construct")
    assert ran.code == 0
    store = Store()
    store.extend(read_file(turtle, Syntax.TURTLE))
    part = tmp_path / "part.nt"
    part.write_text("".join(f"{triple} .\n" for triple in store.query(ran.out)))
    whole = cli("convert", turtle, "-", "--frame", frame)
    assert cli("convert", part, "-", "--frame", frame).out == whole.out
    assert len(part.read_text().splitlines()) < len(store)
    renamed = frame.rename(frame.with_suffix(".jsonld"))
    assert cli("convert", renamed, "-", "--to", "sparql-construct").out == ran.out
    assert cli("convert", renamed, "-", "--from", "jsonld-frame", "--to", "sparql-construct").out == ran.out


def test_json_ld_that_is_no_frame_stays_an_example(cli, tmp_path):
    path = tmp_path / "example.jsonld"
    path.write_text('{"@id": "urn:x", "urn:p": "v"}')
    ran = cli("convert", path, "-", "--to", "sparql-construct")
    assert ran.code == 0
    assert "<urn:x>\n" in ran.out


def test_a_key_that_the_frame_does_not_know_makes_no_query_unless_allowed(cli, tmp_path):
    path = tmp_path / "frame.json"
    path.write_text(json.dumps({**FRAME, "oops": {}}))
    ran = cli("convert", path, "-", "--to", "sparql-construct")
    assert (ran.code, ran.out) == (1, "")
    assert "'oops'" in ran.err
    assert cli("convert", path, "-", "--to", "sparql-construct", "--allow-loss").code == 0


def test_compaction_and_flattening_keep_every_statement(cli, turtle, tmp_path):
    context = tmp_path / "c.json"
    context.write_text('{"ftl": "https://w3id.org/ftl#"}')
    for more in (["--compact", context], ["--flatten"], ["--flatten", "--compact", "https://schema.org"]):
        ran = cli("convert", turtle, "-", *more)
        assert ran.code == 0
        assert set(read_quads(ran.out.encode(), Syntax.JSONLD, "out")) == set(
            read_file(turtle, Syntax.TURTLE)
        )


@pytest.mark.parametrize(
    "more",
    [
        ["--frame", "FRAME", "--flatten"],
        ["--frame", "FRAME", "--to", "turtle"],
        ["--frame", "FRAME", "--context-url"],
        ["--frame", "/no/such/file"],
        ["--compact", "https://example.org/not-known"],
        ["--flatten", "--to", "sparql-ask"],
        ["--from", "jsonld-frame"],
        ["--frame", "FRAME", "--limit", "-1"],
    ],
)
def test_what_does_not_go_together_is_refused(cli, turtle, frame, more):
    ran = cli("convert", turtle, "-", *[frame if word == "FRAME" else word for word in more])
    assert ran.code == 2
    assert ran.out == ""


def test_a_frame_that_asks_for_too_much_is_stopped(cli, tmp_path, frame):
    """`@always` shows a node at each of its places; where each node leads twice to the next, they double at every step."""
    links = "".join(f"<urn:{n}> <urn:p> <urn:{n + 1}> ; <urn:q> <urn:{n + 1}> ." for n in range(60))
    source = tmp_path / "ladder.ttl"
    source.write_text(links)
    frame.write_text('{"@id": "urn:0", "@embed": "@always"}')
    ran = cli("convert", source, "-", "--frame", frame, "--limit", "2")
    assert ran.code == 3
    assert ran.out == ""
    assert "--limit" in ran.err
