"""Whatever stands in a file, importers end soon and raise nothing but errors of our own; and YAML comes back as it was."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lineage_rdf.errors import InputError, LineageError
from lineage_rdf.terms.from_graph import glossary_of
from lineage_rdf.terms.glossaries.formats import FORMATS, format_of
from lineage_rdf.terms.glossaries.yaml_terms import read_yaml_terms
from lineage_rdf.terms.glossaries.yaml_write import write_yaml_terms
from lineage_rdf.terms.integrity import checked
from lineage_rdf.terms.model import Origin
from lineage_rdf.terms.names import key
from lineage_rdf.terms.to_graph import glossary_quads
from tests.terms.look_alike import dump, load, sound
from tests.terms.pages import COMMUNITY, MARKDOWN, casrai
from tests.terms.test_look_alike import by_term

ORIGIN = Origin("file", "Bounds")
_PAGES = (casrai(), COMMUNITY, MARKDOWN, dump(sound()[3]).decode())
# Pieces of all layouts in any order, and anything between them.
_PIECES = st.sampled_from(sorted({line for page in _PAGES for line in page.split("\n")}))
_TEXTS = st.lists(_PIECES | st.text(max_size=20), max_size=40).map("\n".join)


@settings(max_examples=60)
@given(st.binary(max_size=300) | _TEXTS.map(str.encode))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    format_of(data)
    for form in FORMATS:
        with suppress(LineageError):
            imported = form.read({"file": data}, ORIGIN)
            checked(imported)
            assert list(glossary_quads(imported.glossary))


@settings(max_examples=80)
@given(st.data())
def test_pages_with_any_line_changed_are_read_or_refused(data) -> None:
    page, form = data.draw(st.sampled_from(list(zip(_PAGES, FORMATS, strict=True))))
    lines = page.split("\n")
    place = data.draw(st.integers(0, len(lines) - 1))
    lines[place : place + data.draw(st.integers(0, 3))] = data.draw(
        st.lists(_PIECES | st.text(max_size=9), max_size=2)
    )
    with suppress(LineageError):
        assert form.read({"file": "\n".join(lines).encode()}, ORIGIN).glossary.terms


_WORDS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=12).filter(str.strip)
_LISTS = st.lists(_WORDS, max_size=3)
_ENTRIES = st.fixed_dictionaries(
    {"term": _WORDS},
    optional={
        "aliases": _LISTS,
        "categories": _LISTS,
        "part_of_speech": _WORDS,
        "short_def": _WORDS,
        "long_def": _WORDS,
        "audiences": st.fixed_dictionaries({}, optional={"exec": _WORDS, "engineer": _WORDS}),
        "examples": st.fixed_dictionaries({}, optional={"do": _LISTS, "dont": _LISTS}),
        "governance": st.fixed_dictionaries({}, optional={"nist_rmf_tags": _LISTS, "risk_notes": _WORDS}),
        "relationships": st.fixed_dictionaries(
            {}, optional={"broader": _LISTS, "narrower": _LISTS, "related": _LISTS}
        ),
        "citations": st.lists(st.fixed_dictionaries({"source": _WORDS, "url": _WORDS}), max_size=2),
        "license": _WORDS,
        "status": _WORDS,
        "last_reviewed": st.dates().map(str),
    },
)


@settings(max_examples=100)
@given(st.lists(_ENTRIES, min_size=1, max_size=3))
def test_yaml_round_trip(entries) -> None:
    data = dump(*entries)
    first = read_yaml_terms({"file": data}, ORIGIN)
    text = write_yaml_terms(first.glossary).text
    again = read_yaml_terms({"file": text.encode()}, ORIGIN)
    assert again.glossary == first.glossary
    assert write_yaml_terms(again.glossary).text == text
    # What PyYAML reads is what we wrote.
    assert [entry["term"] for entry in load(text)] == [term.name for term in first.glossary.terms]


def _apart(entries: list[dict]) -> bool:
    """Whether names of groups differ by more than case and signs, which RDF takes for one group."""
    groups = [entry.get("categories", []) for entry in entries]
    groups += [entry.get("governance", {}).get("nist_rmf_tags", []) for entry in entries]
    names = {" ".join(name.split()) for group in groups for name in group}
    return len({key(name) for name in names}) == len(names)


@settings(max_examples=60)
@given(st.lists(_ENTRIES, min_size=1, max_size=3).filter(_apart))
def test_yaml_round_trip_through_rdf(entries) -> None:
    first = read_yaml_terms({"file": dump(*entries)}, ORIGIN)
    # A link that is told by two names of one term is a defect, and RDF tells it once.
    assume("FTL-T055" not in {remark.code for remark in checked(first)})
    back = glossary_of(glossary_quads(first.glossary))
    assert by_term(write_yaml_terms(back).text) == by_term(write_yaml_terms(first.glossary).text)


BOMB = "a: &a [" + ",".join(["x"] * 9) + "]\n" + "".join(
    f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)  # fmt: skip
MANY = 60_000


@pytest.mark.uncounted
@pytest.mark.parametrize(
    "text",
    [
        BOMB + "term: x\nshort_def: *i\n",
        "term: x\nshort_def: &a [*a]\n",
        "term: " + "[" * MANY,
        "term: " + "{a: " * 5000,
        "- " * MANY + "term: x",
        "term: x\n? [a]\n: b\n",
        "term: x\nshort_def: " + "y " * 5_000_000,
        "%YAML 1.2\n---\nterm: x\n---\n- [",
    ],
)
def test_hostile_yaml_is_refused_soon(text: str) -> None:
    before = time.process_time()
    with pytest.raises(InputError):
        read_yaml_terms({"file": text.encode()}, ORIGIN)
    assert time.process_time() - before < 30


@pytest.mark.uncounted
@pytest.mark.parametrize(
    "stuff",
    [
        "a" * MANY, " " * MANY, "(" * MANY, "<" * MANY, "`" * MANY, "*" * MANY, "[](" * MANY, "· " * MANY, "{" * MANY, '"' * MANY,
        "\\" * MANY, "\n" * MANY, "• \n" * MANY, "- **a:** b\n" * (MANY // 9), "Ã" * MANY, "â€" * MANY, "ðŸ" * MANY, "**a" * MANY,
        "By " * MANY, "Track C " * MANY, "relates to (" * MANY, "Sources: ,, (" * MANY, "_License: " * MANY, "---\n" * MANY,
    ],
)  # fmt: skip
def test_pages_are_read_in_time_that_grows_with_their_length_alone(stuff: str) -> None:
    before = time.process_time()
    for form, page in zip(FORMATS, _PAGES, strict=True):
        middle = len(page) // 2
        line = page.rfind("\n", 0, middle) + 1
        for text in (page[:line] + stuff + page[line:], page[:middle] + stuff + page[middle:], stuff + page):
            form.looks_like(text)
            with suppress(LineageError):
                form.read({"file": text.encode()}, ORIGIN)
    assert time.process_time() - before < 30  # well below one second; squares of this length would take hours


def test_pages_of_ten_megabytes_are_refused() -> None:
    for form, page in zip(FORMATS, _PAGES, strict=True):
        text = page + "x " * 5_000_000
        assert format_of(text.encode()) is form
        with pytest.raises(InputError):
            form.read({"file": text.encode()}, ORIGIN)


def test_more_than_a_hundred_documents_in_one_file() -> None:
    text = "".join(f"---\nterm: t{number}\n" for number in range(300))
    found = read_yaml_terms({"file": text.encode()}, ORIGIN)
    assert [term.name for term in found.glossary.terms] == [f"t{number}" for number in range(300)]
    assert {remark.where for remark in found.remarks if remark.term == "t299"} == {"file"}
    with pytest.raises(InputError) as caught:
        read_yaml_terms({"file": (text + '---\nterm: "x\n').encode()}, ORIGIN)
    assert caught.value.where == "file:602"
