"""The commands below `terms` on places and texts that are odd: they end with 1 or 2 and one line, and write nothing hidden."""

from __future__ import annotations

import os
import sys

import pytest

HOSTILE = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<http://x.example/s> a skos:ConceptScheme ; <http://purl.org/dc/terms/title> "T\\u001b[31m"@en .
<http://x.example/a> a skos:Concept ; skos:inScheme <http://x.example/s> ; skos:prefLabel "a"@en ; skos:altLabel "x\\u0007"@en ;
    skos:definition "\\u001b[2J\\u202Ehidden\\n    CASRAI: https://evil.example"@en ; skos:note "n\\u009b31m"@en ;
    skos:exactMatch <http://y.example/z> .
"""


@pytest.fixture
def hostile(tmp_path):
    path = tmp_path / "hostile.ttl"
    path.write_text(HOSTILE, encoding="utf-8")
    return path


def test_a_term_of_others_is_shown_line_by_line_without_hidden_letters(cli, hostile):
    ran = cli("terms", "show", "a", "--from", hostile)
    assert ran.code == 0 and not set("\x1b\x07\x9b\u202e") & set(ran.out)
    assert "    \ufffd[2J\ufffdhidden CASRAI: https://evil.example\n" in ran.out
    assert "\n    also: x\ufffd\n" in ran.out


@pytest.mark.parametrize("form", ["csv", "sssom", "jats", "html", "yaml"])
def test_forms_for_people_have_no_hidden_letters(cli, hostile, form):
    ran = cli("terms", "export", hostile, "--as", form, "--allow-loss")
    assert ran.code == 0 and not set("\x1b\x07\x9b\u202e") & set(ran.out)


@pytest.mark.parametrize(
    "name", ["x" * 300, "x" * 300 + ".ttl", "x" * 300 + ".json", "1." + "2" * 300 + ".3"]
)
@pytest.mark.parametrize("command", ["import", "check", "export", "fair", "diff", "align", "model-record"])
def test_a_name_that_no_file_can_have(cli, command, name):
    assert cli("terms", command, name).code == 2


@pytest.mark.parametrize(
    "args",
    [("import", "--title"), ("import", "--seen-version"), ("export", "--title"), ("export", "--license")],
)
def test_text_that_is_no_utf8_on_the_command_line_is_refused(cli, tmp_path, args):
    (tmp_path / "a.yml").write_text("term: a\nshort_def: b\n", encoding="utf-8")
    ran = cli("terms", args[0], tmp_path / "a.yml", args[1], "a\udcffb")
    assert ran.code == 2 and f"{args[1]}: the text is not UTF-8" in ran.err


def test_what_a_card_calls_the_model_is_made_safe(cli, tmp_path):
    (tmp_path / "r.json").write_text('\ufeff{"intended_use": "a"}', encoding="utf-8")
    ran = cli("terms", "model-record", tmp_path / "r.json", "--format", "card", "--name", "a\udcff\x1bb",
              "-o", tmp_path / "card.md")  # fmt: skip
    assert ran.code == 0 and "# a\ufffd\ufffdb\n" in (tmp_path / "card.md").read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other devices")
def test_a_device_without_an_end_is_refused_soon(cli):
    ran = cli("terms", "import", "/dev/zero")
    assert ran.code == 2 and "larger than 64 MB" in ran.err


@pytest.mark.skipif(os.name == "nt", reason="names on Windows are Unicode")
def test_a_file_whose_name_is_no_utf8(cli, tmp_path):
    path = os.fsencode(tmp_path) + b"/\xff.yml"
    with open(path, "wb") as file:
        file.write(b"term: a\nshort_def: b\n")
    assert cli("terms", "import", os.fsdecode(path), "-o", tmp_path / "out.ttl").code == 0
    assert (
        "\ufffd" in (tmp_path / "out.ttl").read_text(encoding="utf-8")
        or (tmp_path / "out.ttl").stat().st_size
    )
    assert cli("terms", "check", os.fsdecode(path)).code == 1
