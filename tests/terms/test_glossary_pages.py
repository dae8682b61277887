"""Pages of the three layouts: everything below known headings is read, and nothing of what surrounds it."""

from __future__ import annotations

import pytest
from attrs import evolve

from lineage_rdf.errors import InputError, ManyErrors
from lineage_rdf.terms.from_graph import glossary_of
from lineage_rdf.terms.glossaries.casrai_page import read_casrai_pages
from lineage_rdf.terms.glossaries.community_page import read_community_pages
from lineage_rdf.terms.glossaries.formats import FORMATS, format_of
from lineage_rdf.terms.glossaries.markdown_term import read_markdown_terms
from lineage_rdf.terms.glossaries.yaml_terms import read_yaml_terms
from lineage_rdf.terms.glossaries.yaml_write import write_yaml_terms
from lineage_rdf.terms.model import Citation, Imported, Origin, Reading, Relation, Term
from lineage_rdf.terms.to_graph import glossary_quads
from tests.terms.look_alike import as_files, sound
from tests.terms.pages import COMMUNITY, MARKDOWN, casrai, printed
from tests.terms.test_mojibake import misread

BY_SA = "https://creativecommons.org/licenses/by-sa/4.0/"
RELIEF = "https://casrai.org/dictionary/term/keeper-relief"


def told(found: Imported) -> list[tuple[str, str]]:
    return [(remark.code, remark.where) for remark in found.remarks]


def line_of(text: str, heading: str) -> int:
    return text.split("\n").index(heading) + 1


def markdown(text: str = MARKDOWN, **options) -> Imported:
    return read_markdown_terms({"page.md": text.encode()}, Origin("page.md"), **options)


def test_a_rendered_page_is_read_whole() -> None:
    found = markdown()
    (term,) = found.glossary.terms
    assert term.name == "lamp trimming"
    assert term.aliases == ("wick cutting", "dressing (oil, or spirit)")
    assert term.categories == ("Lamps & Oil", "Daily Duty")
    assert term.roles == ("engineering", "security")
    assert (term.part_of_speech, term.status, term.reviewed) == ("process", "reviewed", "2025-03-09")
    assert term.practices == ("Keep the scissors dry.", "Count the wicks every evening.")
    assert term.definition == "Cutting the burnt end off a wick so that the flame is even."
    assert term.scope[0].startswith("The keeper cuts") and len(term.scope[0].split()) == 8 * 14 + 8
    assert term.readings == (
        Reading("audience", "exec", "It’s cheap, and ships stay off the rocks."),
        Reading("audience", "engineer", "Cut square, two millimetres above the brass."),
        Reading("takeaway", "Engineering & Platform", "Cut the wick before dusk."),
    )
    assert term.examples == ("Trim at four o'clock.",)
    assert term.counter_examples == ("Trim a burning wick.", "Trim in the dark.")
    assert (term.tags, term.risks) == (("safety", "reliability"), ("A ragged flame smokes the lens.",))
    assert [(r.kind, r.label, r.target) for r in term.relations] == [
        ("broader", "lamp work", ""),
        ("narrower", "wick soaking", ""),
        ("related", "lens cleaning", ""),
        ("related", "oil counting", ""),
    ]
    assert term.citations == (
        Citation("Book of duties", "https://example.org/duties"),
        Citation("Wicks (a history)", "https://example.org/wicks_(history)"),
    )
    assert term.license == found.glossary.license == BY_SA
    assert term.notes == ("Source file: data/terms/lamp-trimming.yml",)


def test_misread_letters_are_mended_or_kept() -> None:
    assert told(markdown()) == [("FTL-T094", "page.md:27")]
    assert markdown().remarks[0].repaired
    kept = markdown(repair=False)
    assert kept.glossary.terms[0].readings[0].text.startswith("Itâ€™s")
    assert [(r.code, r.repaired) for r in kept.remarks] == [("FTL-T094", False)]


def test_a_rendered_page_and_its_yaml_say_the_same() -> None:
    page = markdown().glossary
    text = write_yaml_terms(page)
    again = read_yaml_terms({"page.yml": text.text.encode()}, Origin("page.yml"))
    assert not again.remarks
    assert write_yaml_terms(again.glossary).text == text.text
    assert text.lost == (
        "entries in YAML have no place for 1 notes",
        "entries in YAML have no place for 1 practices",
        "entries in YAML have no place for 1 readings of other audiences",
    )


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("## Citations", "## Sightings", "FTL-T101"),
        ("- **Broader:** lamp work", "- lamp work", "FTL-T102"),
        ("- **Broader:**", "- **Above:**", "FTL-T080"),
        ("- Keep the scissors dry.\n- Count the wicks\n  every evening.\n", "", "FTL-T100"),
        ("`process`", "`noise`", "FTL-T083"),
        ("Last reviewed: 2025-03-09", "Last reviewed: soon", "FTL-T086"),
        ("_License: CC BY-SA 4.0_", "", "FTL-T081"),
        ("https://example.org/duties", "duties.html", "FTL-T087"),
    ],
)
def test_defects_of_a_rendered_page(old: str, new: str, code: str) -> None:
    assert old in MARKDOWN
    codes = [remark.code for remark in markdown(MARKDOWN.replace(old, new, 1)).remarks]
    assert code in codes and len(codes) <= 3


def community(*texts: str) -> Imported:
    files = {f"{number}.txt": text.encode() for number, text in enumerate(texts)}
    return read_community_pages(files, Origin("0.txt"))


def test_a_community_page_is_read_whole() -> None:
    found = community(COMMUNITY)
    (term,) = found.glossary.terms
    assert (term.name, term.part_of_speech, term.categories) == ("Fog Signal", "process", ("sound-making",))
    assert term.status == "published"
    assert term.aliases == ("Foghorn", "Horn (steam, or air)", "Siren")
    assert term.definition.split("\n\n")[1] == "It is given at a fixed rhythm."
    assert term.is_not == ("Not a ship's bell (a bell is struck by hand)", "Not a radio beacon")
    assert term.readings == (
        Reading(
            "interpretation",
            "pilots",
            "The rhythm by which one station is told from another.",
            ("List of lights", "Notices to mariners"),
        ),
        Reading("interpretation", "sound-engineers", "A siren driven by compressed air."),
    )
    assert term.examples == ("The diaphone on the north pier", "A reed horn with two reeds")
    assert term.counter_examples == ("The bell of a buoy",)
    assert term.relations == (
        Relation("inTensionWith", "light-beam", rationale="Fog swallows light"),
        Relation("overlapsWith", "sound-buoy", rationale="Both are heard (not seen)"),
        Relation("requires", "compressed-air"),
        Relation("outranks", "hand-bell", rationale="It is louder"),
    )
    assert term.implementations == ()
    assert told(found) == [
        ("FTL-T103", f"0.txt:{line_of(COMMUNITY, 'Relations')}"),
        ("FTL-T102", f"0.txt:{line_of(COMMUNITY, 'Relations')}"),
        ("FTL-T100", f"0.txt:{line_of(COMMUNITY, 'Implementations')}"),
        ("FTL-T104", "0.txt"),
    ]


def test_chips_on_lines_of_their_own_and_none_at_all() -> None:
    chips = "Process sound-making published"
    assert (
        community(COMMUNITY.replace(chips, "\n\n".join(chips.split()))).glossary
        == community(COMMUNITY).glossary
    )
    (term,) = community(
        COMMUNITY.replace(chips, "").replace("Fog Signal", "Signals heard in fog")
    ).glossary.terms
    assert (term.name, term.status, term.categories) == ("Signals heard in fog", "", ())


def test_pages_together_link_to_each_other() -> None:
    other = COMMUNITY.replace("Fog Signal", "Sound Buoy").replace("sound-buoy", "foghorn")
    one, two = community(COMMUNITY, other).glossary.terms
    assert [r.target for r in one.related("overlapsWith")] == [two.iri]
    # Both pages claim the other name Foghorn, so that nobody can tell which is meant.
    assert [r.target for r in two.related("overlapsWith")] == [""]


def dictionary(text: str, **options) -> Imported:
    """Return what is read of a page, without the remarks on the encodings that are printed on it."""
    found = read_casrai_pages({"page.txt": text.encode()}, Origin("page.txt"), **options)
    return evolve(found, remarks=tuple(remark for remark in found.remarks if remark.code >= "FTL-T040"))


def test_the_encodings_on_a_page_are_mended_as_the_json_ld_alone_is() -> None:
    found = read_casrai_pages({"page.txt": casrai().encode()}, Origin("page.txt"))
    codes = {remark.code.removeprefix("FTL-") for remark in found.remarks}
    # No subject, aliases as identities, credit for what is no role of CRediT; and a slug and a set that are made up.
    assert codes == {"T001", "T002", "T005", "T010", "T011"}


def test_a_page_of_the_dictionary_is_read_whole() -> None:
    found = dictionary(casrai())
    (term,) = found.glossary.terms
    assert found.remarks == ()
    assert term == Term(
        RELIEF,
        "Keeper relief",
        ("Crew change", "Relief (lights)"),
        code="keeper-relief",
        definition="The handing over of a station from one crew to the next {with keys}.",
        examples=(
            "The boat of Tuesday brings three keepers and takes three.",
            "A relief by helicopter, with a written handover.",
        ),
        counter_examples=("A visit of the inspector.",),
        notes=("Weather often delays it.",),
        citations=(Citation("Board of Lights 1911 ‘On reliefs’"), Citation("Station rules, part 2.")),
        categories=("Track E",),
        status="stable",
        reviewed="2026-03-03",
        version="v2026.2",
        author="The Board",
        sets=("https://casrai.org/dictionary/domain/stations/",),
        pages=(RELIEF,),
        license="https://creativecommons.org/licenses/by/4.0/",
    )
    assert (found.glossary.iri, found.glossary.version) == ("https://casrai.org/dictionary/", "v2026.2")


def test_other_names_on_lines_of_their_own() -> None:
    assert dictionary(casrai(also="Crew change\nRelief (lights)")) == dictionary(casrai())


def test_a_page_that_was_misread_as_a_whole() -> None:
    found = dictionary(misread(casrai()))
    assert found.glossary == dictionary(casrai()).glossary
    assert {remark.code for remark in found.remarks} <= {"FTL-T094", "FTL-T106"}
    assert community(misread(COMMUNITY)).glossary == community(COMMUNITY).glossary


def test_the_version_of_the_banner_is_not_believed() -> None:
    found = dictionary(casrai(banner="v2026.1"))
    assert told(found) == [("FTL-T105", "page.txt:4")]
    assert found.glossary.terms[0].version == "v2026.2"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": "Keepers relieved"}, "another name: Keepers relieved"),
        ({"description": "Something else."}, "another definition"),
        ({"sameAs": ["Crew change"]}, "other names: relief (lights)"),
        ({"license": "https://creativecommons.org/licenses/by/3.0/"}, "another licence"),
        ({"identifier": "https://casrai.org/dictionary/term/relief"}, "its JATS names"),
    ],
)
def test_what_the_printed_json_says_differently_is_remarked(changes, words) -> None:
    found = dictionary(casrai(printed(**changes)))
    assert told(found) == [("FTL-T106", f"page.txt:{line_of(casrai(), 'Machine-readable encodings')}")]
    assert words in found.remarks[0].what
    assert found.glossary.terms[0].name == "Keeper relief"


def test_no_address_of_the_dictionary_is_made_up() -> None:
    text = casrai("").replace("vocab-term-identifier", "vocab-other")
    found = dictionary(text)
    assert [remark.code for remark in found.remarks] == ["FTL-T107"]
    assert found.glossary.terms[0].iri.startswith("urn:uuid:")
    assert "casrai" not in found.glossary.terms[0].iri
    # The printed JATS alone is enough.
    assert dictionary(casrai("")).glossary.terms[0].iri == RELIEF
    broken = dictionary(casrai("{,}"))
    assert [remark.code for remark in broken.remarks] == ["FTL-T106"]


def test_advertisements_are_not_read_where_the_encodings_are_missing() -> None:
    text = casrai()
    page = text[: text.index("Machine-readable")] + "Partner offers\n\nCheap lamps\n"
    assert dictionary(page).glossary.terms[0].aliases == ("Crew change", "Relief (lights)")


def test_everything_survives_rdf() -> None:
    for found in (markdown(), community(COMMUNITY), dictionary(casrai())):
        (term,) = found.glossary.terms
        (back,) = glossary_of(glossary_quads(found.glossary)).terms
        for name in ("name", "definition", "status", "reviewed", "license", "version", "author", "code"):
            assert getattr(back, name) == getattr(term, name)
        for name in (
            "aliases",
            "scope",
            "is_not",
            "examples",
            "counter_examples",
            "practices",
            "notes",
            "readings",
            "relations",
            "citations",
        ):
            assert set(getattr(back, name)) == set(getattr(term, name)), name


def test_each_form_is_recognised_as_itself_alone() -> None:
    texts = {
        "casrai-page": casrai(),
        "community-page": COMMUNITY,
        "markdown-term": MARKDOWN,
        "yaml-terms": as_files(sound()[:1])["terms/000.yml"].decode(),
    }
    for name, text in texts.items():
        assert [form.name for form in FORMATS if form.looks_like(text)] == [name]
        for variant in (text, text.replace("\n", "\r\n"), "\ufeff" + text):
            assert format_of(variant.encode()).name == name
    assert format_of(b"# A model card\n\nExamples\n\nDefinition of done\n") is None
    assert format_of(b"\xff\xfe\x00") is None


def test_files_that_are_no_pages_are_all_told() -> None:
    with pytest.raises(ManyErrors) as caught:
        read_markdown_terms({"a.md": b"nothing", "b.md": b"\xff"}, Origin("a.md"))
    assert [error.where for error in caught.value.errors] == ["a.md", "b.md"]
    for read in (read_casrai_pages, read_community_pages, read_markdown_terms, read_yaml_terms):
        with pytest.raises(InputError):
            read({}, Origin("x"))
