"""The commands that only show something."""

from __future__ import annotations

import json

import pytest

from lineage_rdf.cli import console
from lineage_rdf.lineage import read
from lineage_rdf.picture.tree import Line
from lineage_rdf.vocabulary.namespaces import SCHEMES


@pytest.mark.parametrize(
    ("form", "start"),
    [
        ("tree", ""),
        ("mermaid", "flowchart TD\n"),
        ("dot", "digraph"),
        ("svg", "<svg "),
        ("html", "<!DOCTYPE html>"),
    ],
)
def test_every_form_goes_to_standard_output_or_a_file(cli, turtle, tmp_path, form, start):
    ran = cli("show", turtle, "--format", form)
    assert ran.code == 0
    assert ran.out.startswith(start) and "acme/base-7b" in ran.out
    saved = cli("show", turtle, "--format", form, "-o", tmp_path / "drawing")
    assert (saved.code, saved.out, saved.err) == (0, "", f"wrote {tmp_path / 'drawing'}\n")
    assert (tmp_path / "drawing").read_text() == ran.out


def test_several_lineages_are_drawn_in_the_terminal_only(cli, tmp_path):
    both = tmp_path / "both.ttl"
    both.write_text("".join(read(text).to_turtle() for text in ("A -> SFT", "B -> SFT")))
    ran = cli("show", both)
    assert ran.code == 0
    assert ran.out.count("fine-tuned: SFT") == 2
    assert cli("show", both, "--format", "svg").code == 2


def test_a_terminal_gets_colour_unless_it_wants_none(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.delenv("NO_COLOR", raising=False)
    console.put_lines([Line("head", "● acme/[bold]zeta")])
    assert "\x1b[" in (coloured := capsys.readouterr().out) and "acme/[bold]zeta" in coloured
    monkeypatch.setenv("NO_COLOR", "1")
    console.put_lines([Line("head", "● acme/[bold]zeta")])
    assert capsys.readouterr().out == "● acme/[bold]zeta\n"


def test_progress_shows_only_on_a_terminal(monkeypatch, capsys):
    with console.progress("checking", 3) as advance:
        advance()
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    with console.progress("checking", 3) as advance:
        advance()
    assert "checking" in capsys.readouterr().err


def test_profiles_name_the_ladder_in_order(cli):
    rows = json.loads(cli("profiles", "--format", "json").out)
    assert [row["profile"] for row in rows][:5] == [
        "wellformed",
        "instance",
        "disclosure",
        "lineage",
        "reproducible",
    ]
    assert [row["builds_on"] for row in rows][:5] == [None, "wellformed", "instance", "disclosure", "lineage"]
    text = cli("profiles").out
    assert all(f"{row['profile']}: {row['title']}" in text for row in rows)


def test_terms_lists_every_scheme(cli):
    text = cli("terms", "list").out
    assert [line.split(" (")[0] for line in text.splitlines()] == ["core", *SCHEMES]
    rows = json.loads(cli("terms", "list", "--format", "json").out)
    assert [row["scheme"] for row in rows] == ["core", *SCHEMES] and min(row["terms"] for row in rows) > 0


def test_a_class_is_a_term_too_with_its_casrai_match(cli):
    (row,) = json.loads(cli("terms", "show", "fine-tune lineage", "--format", "json").out)
    assert row["iri"] == "https://w3id.org/ftl#FineTuneLineage"
    assert {"match": "exact", "iri": "https://casrai.org/dictionary/term/model-fine-tune-lineage"} in row[
        "casrai"
    ]
    assert row["example"] and row["definition"]


def test_terms_of_one_scheme(cli):
    assert "dpo " in cli("terms", "list", "objective").out
    rows = json.loads(cli("terms", "list", "objective", "--format", "json").out)
    assert {"iri": "https://w3id.org/ftl/objective/dpo", "notation": "dpo"}.items() <= next(
        row for row in rows if row["notation"] == "dpo"
    ).items()


@pytest.mark.parametrize(
    "name", ["dpo", "DPO", "direct preference optimization", "Direct-Preference_Optimisation"]
)
def test_a_term_is_found_by_any_of_its_names(cli, name):
    ran = cli("terms", "show", name)
    assert ran.code == 0
    assert "https://w3id.org/ftl/objective/dpo" in ran.out


def test_a_name_in_two_schemes_shows_both(cli):
    rows = json.loads(cli("terms", "show", "seed", "--format", "json").out)
    assert {row["scheme"] for row in rows} == {"element", "hyperparameter"}


def test_a_hyperparameter_says_what_its_values_are(cli):
    assert "values: integer" in cli("terms", "show", "lora_r").out
