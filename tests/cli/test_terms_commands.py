"""`terms show --as`, `terms import` and `terms export`."""

from __future__ import annotations

import json

import pytest
import rdflib
import yaml
from rdflib.namespace import SKOS

from tests.terms.casrai.printed import TERM, printed

LINEAGE = "https://w3id.org/ftl#FineTuneLineage"


@pytest.fixture
def casrai(tmp_path):
    path = tmp_path / "casrai.json"
    path.write_text(json.dumps(printed()), encoding="utf-8")
    return path


@pytest.mark.parametrize("form", ["jsonld", "turtle"])
@pytest.mark.parametrize("name", ["FineTuneLineage", LINEAGE, "fine-tune lineage"])
def test_a_term_is_shown_as_rdf(cli, name, form):
    ran = cli("terms", "show", name, "--as", form)
    graph = rdflib.Graph().parse(data=ran.out, format={"jsonld": "json-ld"}.get(form, form))
    assert ran.code == 0
    assert (rdflib.URIRef(LINEAGE), rdflib.RDF.type, rdflib.URIRef("http://schema.org/DefinedTerm")) in graph


def test_a_term_is_shown_for_journals_and_for_pages(cli):
    assert f'vocab-term-identifier="{LINEAGE}"' in cli("terms", "show", "FineTuneLineage", "--as", "jats").out
    assert '<article id="FineTuneLineage"' in cli("terms", "show", "FineTuneLineage", "--as", "html").out


@pytest.mark.parametrize("name", [f"{TERM}model-card", "ML model card", "Model card"])
def test_casrai_terms_are_shown_where_ours_have_no_such_name(cli, name):
    out = cli("terms", "show", name, "--as", "jats").out
    if name == "Model card":  # a concept of ours is called so too
        assert 'vocab="ftl"' in out
    else:
        assert 'vocab="casrai"' in out and f'vocab-term-identifier="{TERM}model-card"' in out


def test_several_terms_of_one_name_are_no_json_ld_document(cli):
    ran = cli("terms", "show", "seed", "--as", "jsonld")
    assert ran.code == 2 and "https://w3id.org/ftl/element/seed" in ran.err


def test_casrai_form_is_what_was_imported(cli, casrai):
    ran = cli(
        "terms", "show", "weights checkpoint", "--from", casrai, "--as", "jsonld", "--casrai-compatible"
    )
    assert json.loads(ran.out) == printed()
    ran = cli("terms", "show", "Model checkpoint", "--from", casrai, "--as", "jats", "--casrai-compatible")
    assert ran.out.startswith('<role vocab="credit"\n') and ran.out.endswith(" />\n")
    assert cli("terms", "show", "dpo", "--as", "html", "--casrai-compatible").code == 2


def test_files_are_exported_as_casrai_prints_them(cli, casrai, tmp_path):
    export = ("terms", "export", casrai, "--casrai-compatible", "--as")
    assert json.loads(cli(*export, "jsonld").out) == printed()
    assert '<role vocab="credit"' in cli(*export, "jats").out
    assert cli(*export, "csv").code == 2
    other = tmp_path / "other.json"
    other.write_text(
        json.dumps(printed() | {"name": "Other", "identifier": f"{TERM}other"}), encoding="utf-8"
    )
    both = json.loads(cli(*export[:3], other, *export[3:], "jsonld").out)
    assert [row["identifier"] for row in both] == [printed()["identifier"], f"{TERM}other"]


def test_no_jats_says_that_casrai_publishes_a_term_of_ours(cli):
    ran = cli("terms", "show", "FineTuning", "--as", "jats", "--casrai-compatible")
    assert ran.code == 2 and not ran.out
    assert f"{TERM}fine-tuning" in ran.err, "the term of CASRAI's that it matches is named"
    assert cli("terms", "export", "objective", "--as", "jats", "--casrai-compatible").code == 2


def test_a_term_of_a_file_is_shown_as_text_and_json(cli, casrai):
    assert "What a run has written down" in cli("terms", "show", "model-checkpoint", "--from", casrai).out
    (row,) = json.loads(cli("terms", "show", "model-checkpoint", "--from", casrai, "--as", "json").out)
    assert row["iri"] == f"{TERM}model-checkpoint" and row["names"] == [
        "weights checkpoint",
        "training checkpoint",
    ]
    assert cli("terms", "show", "dpo", "--from", casrai).code == 2


def test_an_import_writes_rdf_and_tells_repairs(cli, casrai, tmp_path):
    ran = cli("terms", "import", casrai, "-o", tmp_path / "out.ttl", "--accessed", "2026-11-20")
    assert ran.code == 0 and ran.out == ""
    assert ran.err.count("repaired FTL-T00") == 4 and "5 defects, 4 of them repaired" in ran.err
    graph = rdflib.Graph().parse(tmp_path / "out.ttl")
    assert (rdflib.URIRef(f"{TERM}model-checkpoint"), None, None) in graph
    again = cli("terms", "import", tmp_path / "out.ttl")
    assert again.out == (tmp_path / "out.ttl").read_text(encoding="utf-8"), "what we write is read as it is"


def test_repairs_are_told_as_json(cli, casrai, tmp_path):
    ran = cli("terms", "import", casrai, "-o", tmp_path / "out.nt", "--format", "json")
    rows = json.loads(ran.out)
    assert {row["code"] for row in rows} == {f"FTL-T0{n}" for n in ("01", "02", "04", "06", "12", "13")}
    assert all(row["where"].startswith(str(casrai)) and row["fix"] for row in rows)
    assert cli("terms", "import", casrai, "--format", "json").code == 2


@pytest.mark.parametrize("options", [("--accessed", "yesterday"), ("--base", "nowhere"), ("--to", "docx")])
def test_wrong_options_are_refused(cli, casrai, options):
    assert cli("terms", "import", casrai, *options).code == 2


@pytest.mark.parametrize("content", ["", "hello", "{", "\xff", '{"a": 1}'])
def test_what_is_no_file_of_terms_is_refused(cli, tmp_path, content):
    path = tmp_path / "x.txt"
    path.write_bytes(content.encode("latin-1"))
    ran = cli("terms", "import", path)
    assert (ran.code, ran.out) == (2, "")


def test_two_files_are_one_glossary_unless_they_disagree(cli, casrai, tmp_path):
    other = tmp_path / "other.json"
    other.write_text(
        json.dumps(printed(name="Model card", identifier=f"{TERM}model-card", url=None)), "utf-8"
    )
    out = cli("terms", "export", casrai, other, "--as", "csv").out
    assert out.count("\r\n") == 3
    other.write_text(json.dumps(printed(description="Something else.")), encoding="utf-8")
    assert (
        "describe https://casrai.org/dictionary/term/model-checkpoint differently"
        in cli("terms", "import", casrai, other).err
    )


def test_a_scheme_of_ours_is_exported(cli, tmp_path):
    assert cli("terms", "export", "objective", "--as", "sssom").out.startswith("#curie_map:\n")
    ran = cli("terms", "export", "status", "--as", "defined-terms", "-o", tmp_path / "status.jsonld")
    assert ran.code == 0 and rdflib.Graph().parse(tmp_path / "status.jsonld", format="json-ld")
    assert cli("terms", "export", "status", "--as", "docx").code == 2


def _entries(tmp_path, **other):
    """Write two entries of a glossary: the second is below the first, and only it says so."""
    paths = []
    for name, relations in (("lamp", {}), ("oil lamp", {"broader": ["lamp"], **other})):
        paths.append(tmp_path / f"{name}.yml")
        entry = {
            "term": name,
            "aliases": [f"{name} x"],
            "short_def": f"A {name}.",
            "relationships": relations,
        }
        paths[-1].write_text(yaml.safe_dump({**entry, "license": "CC BY-SA 4.0"}), encoding="utf-8")
    return paths


def test_entries_of_a_glossary_are_read_together_and_mended(cli, tmp_path):
    base = ("--base", "https://example.org/lamps/")
    mended = rdflib.Graph().parse(data=cli("terms", "import", *_entries(tmp_path), *base).out)
    lamp, oil = (rdflib.URIRef(f"https://example.org/lamps/{name}") for name in ("lamp", "oil-lamp"))
    assert (oil, SKOS.broader, lamp) in mended and (lamp, SKOS.narrower, oil) in mended
    as_is = rdflib.Graph().parse(data=cli("terms", "import", *_entries(tmp_path), *base, "--as-is").out)
    assert (oil, SKOS.broader, lamp) in as_is and (lamp, SKOS.narrower, oil) not in as_is


def test_a_further_entry_changes_no_address_of_the_others(cli, tmp_path):
    folder = tmp_path / "lamps"
    folder.mkdir()
    _entries(folder)
    before = rdflib.Graph().parse(data=cli("terms", "import", folder).out)
    assert rdflib.Literal("lamps", "en") in set(before.objects(None, rdflib.DCTERMS.title))
    (folder / "arc.yml").write_text("term: arc\nshort_def: Light between rods.\n", encoding="utf-8")
    after = rdflib.Graph().parse(data=cli("terms", "import", folder).out)
    concepts = [set(graph.subjects(rdflib.RDF.type, SKOS.Concept)) for graph in (before, after)]
    assert concepts[0] < concepts[1]


def test_defects_are_told_plainly(cli, tmp_path):
    entries = _entries(tmp_path, narrower=["wick"])
    mended = cli("terms", "import", *entries).err
    assert (
        ": :" not in mended and "narrower was added" in mended and "2 defects, 1 of them repaired" in mended
    )
    as_is = cli("terms", "import", *entries, "--as-is").err
    assert "was added" not in as_is and "2 defects, 0 of them repaired" in as_is


def test_a_folder_without_entries_says_what_to_do(cli, tmp_path):
    ran = cli("terms", "import", tmp_path)
    assert ran.code == 2 and "no entries in YAML" in ran.err and "name the files" in ran.err


def test_entries_come_back_as_yaml(cli, tmp_path):
    ran = cli("terms", "export", *_entries(tmp_path), "--as", "yaml")
    assert [entry["term"] for entry in yaml.safe_load_all(ran.out)] == ["lamp", "oil lamp"]
    assert "CC BY-SA 4.0" in ran.out


def test_what_a_form_has_no_place_for_is_told_and_not_lost(cli, casrai):
    ran = cli("terms", "export", casrai, "--as", "yaml", "--seen-version", "v2026.2")
    assert (ran.code, ran.out) == (1, "") and "nothing was written" in ran.err
    assert cli("terms", "export", casrai, "--as", "yaml", "--allow-loss").code == 0


def test_licences_are_not_mixed_without_leave(cli, tmp_path):
    path = tmp_path / "alike.json"
    path.write_text(json.dumps(printed(license="https://creativecommons.org/licenses/by-sa/4.0/")), "utf-8")
    ran = cli("terms", "export", path)
    assert (ran.code, ran.out) == (2, "") and "share-alike" in ran.err and "review" in ran.err
    assert cli("terms", "export", path, "--allow-licence-mix").code == 0
    alike = ("--licence", "https://creativecommons.org/licenses/by-sa/4.0/")
    assert cli("terms", "export", path, *alike).code == 0


THESAURUS = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix t: <https://example.org/t/> .
t:s a skos:ConceptScheme ; skos:prefLabel "Harbour words"@en, "Hafenwörter"@de .
t:a a skos:Concept ; skos:prefLabel "pier"@en, "jetty"@en, "Steg"@de ; skos:notation "P1" ; skos:inScheme t:s ;
    skos:definition "A way over water."@en ; skos:hiddenLabel "peer"@en .
t:b a skos:Concept ; skos:inScheme t:s ; skos:definition "A mark."@en .
"""


def test_what_is_left_of_a_thesaurus_is_told_and_nothing_is_given_another_language(cli, tmp_path):
    path = tmp_path / "thesaurus.ttl"
    path.write_text(THESAURUS, encoding="utf-8")
    ran = cli("terms", "import", path)
    graph = rdflib.Graph().parse(data=ran.out)
    pier, whole = (rdflib.URIRef(f"https://example.org/t/{name}") for name in ("a", "s"))
    assert graph.value(whole, rdflib.DCTERMS.title) == rdflib.Literal("Harbour words", "en")
    assert graph.value(pier, SKOS.notation) == rdflib.Literal("P1")
    (told,) = [line for line in ran.err.splitlines() if "FTL-T056" in line]
    for part in (
        "4 statements",
        "skos:hiddenLabel in en (1)",
        "skos:prefLabel in de (2)",
        "skos:prefLabel in en (1)",
    ):
        assert part in told
    for code in ("FTL-T057: https://example.org/t/b:", f"FTL-T058: {path}: jetty:"):
        assert code in ran.err
    checked = cli("terms", "check", path).out
    assert "FTL-T057" in checked and "FTL-T058" in checked and "FTL-T056" not in checked


def test_a_scheme_in_another_language_keeps_it(cli, tmp_path):
    path = tmp_path / "hafen.ttl"
    path.write_text(THESAURUS.replace('"Harbour words"@en, ', ""), encoding="utf-8")
    graph = rdflib.Graph().parse(data=cli("terms", "import", path).out)
    assert rdflib.Literal("Hafenwörter", "de") in set(graph.objects(None, rdflib.DCTERMS.title))
    pages = rdflib.Graph().parse(
        data=cli("terms", "export", path, "--as", "defined-terms").out, format="json-ld"
    )
    names = set(pages.objects(None, rdflib.URIRef("http://schema.org/name")))
    assert {rdflib.Literal("Hafenwörter", "de"), rdflib.Literal("jetty", "en")} <= names


def test_terms_of_no_scheme_get_one_and_the_user_may_say_what_it_is(cli, tmp_path):
    path = tmp_path / "loose.ttl"
    path.write_text(
        THESAURUS.split("\n")[0] + ' t:b a skos:Concept ; skos:prefLabel "buoy"@en .', encoding="utf-8"
    )
    plain = rdflib.Graph().parse(data=cli("terms", "import", path).out)
    assert rdflib.Literal("loose", "en") in set(plain.objects(None, rdflib.DCTERMS.title))
    said = (
        "--title",
        "Marks",
        "--base",
        "https://example.org/t/",
        "--accessed",
        "2026-11-20",
        "--seen-version",
        "3",
    )
    graph = rdflib.Graph().parse(data=cli("terms", "import", path, *said).out)
    whole = rdflib.URIRef("https://example.org/t")
    assert graph.value(whole, rdflib.DCTERMS.title) == rdflib.Literal("Marks", "en")
    assert str(graph.value(whole, rdflib.URIRef("http://purl.org/pav/retrievedOn"))).startswith("2026-11-20")
    assert graph.value(whole, rdflib.URIRef("http://schema.org/version")) == rdflib.Literal("3")


def test_a_term_is_shown_with_its_links_and_its_licence(cli, tmp_path):
    path = tmp_path / "terms.ttl"
    path.write_text(cli("terms", "import", *_entries(tmp_path, related=["wick"])).out, encoding="utf-8")
    below = cli("terms", "show", "oil lamp", "--from", path).out
    assert "    below: lamp\n" in below and "    related: wick\n" in below
    above = cli("terms", "show", "lamp", "--from", path).out
    assert (
        "    above: oil lamp\n" in above
        and "    licence: https://creativecommons.org/licenses/by-sa/4.0/\n" in above
    )
    none = cli("terms", "show", "wick", "--from", path)
    assert none.code == 2 and "terms list" not in none.err, "that command knows our own schemes alone"


def test_a_prefixed_name_is_an_iri_and_casrai_terms_name_ours(cli):
    assert (
        cli("terms", "show", "ftl:FineTuning").out
        == cli("terms", "show", "https://w3id.org/ftl#FineTuning").out
    )
    out = cli("terms", "show", "casrai:fine-tuning").out
    assert (
        f"    {TERM}fine-tuning\n" in out
        and "    ours: https://w3id.org/ftl#FineTuning (exact match)\n" in out
    )


def test_what_was_imported_once_is_the_same_when_it_is_imported_again(cli, tmp_path):
    entry = tmp_path / "buoy.yml"
    entry.write_text(
        "term: buoy\nshort_def: A mark.\ncategories: [Sea marks]\nroles: [pilots]\n", encoding="utf-8"
    )
    once, again = tmp_path / "once.ttl", tmp_path / "again.ttl"
    cli("terms", "import", entry, "--base", "https://example.org/sea/", "-o", once)
    ran = cli("terms", "import", once, "-o", again)
    assert (
        again.read_bytes() == once.read_bytes()
        and "<https://example.org/sea/role/pilots>" in again.read_text()
    )
    assert "FTL-T056" not in ran.err
