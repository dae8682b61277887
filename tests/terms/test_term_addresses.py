"""Names become addresses, labels become links, and licences go by their printed names and by their addresses."""

from __future__ import annotations

import pytest

from lineage_rdf.errors import UsageError
from lineage_rdf.terms.glossaries.assemble import Found, assembled, title_of
from lineage_rdf.terms.glossaries.yaml_scalars import scalar
from lineage_rdf.terms.glossaries.yaml_write import yaml_files
from lineage_rdf.terms.licences import licence_iri, licence_text
from lineage_rdf.terms.model import Glossary, Origin, Relation, Term
from lineage_rdf.terms.names import Near
from lineage_rdf.terms.to_graph import glossary_quads
from tests.terms.look_alike import load

BASE = "https://example.org/g/"


def put_together(*names: str, base: str = BASE):
    found = [Found(Term("", name, license="x"), f"{name}.yml") for name in names]
    return assembled(found, (), Origin("g", "G", base))


def test_names_of_which_only_signs_differ_get_addresses_of_their_own() -> None:
    found = put_together("C", "C++", "C#", "c!")
    assert [term.iri for term in found.glossary.terms] == [
        f"{BASE}c",
        f"{BASE}c%2B%2B",
        f"{BASE}c%23",
        f"{BASE}c%21",
    ]
    assert [remark.code for remark in found.remarks] == ["FTL-T096"] * 3
    assert glossary_quads(found.glossary, base=BASE)
    assert len({term.iri for term in put_together("C", "C++", base="").glossary.terms}) == 2


def test_spellings_of_one_name_are_one_term() -> None:
    found = put_together("fine-tuning", "Fine Tuning", "finetuning")
    assert [term.name for term in found.glossary.terms] == ["fine-tuning"]
    assert [remark.code for remark in found.remarks] == ["FTL-T088"] * 2
    assert "fine-tuning.yml" in found.remarks[0].what


def test_a_base_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError):
        put_together("a", base="nowhere")


def test_a_glossary_without_a_title_goes_by_its_file_alone() -> None:
    assert (
        title_of("/home/somebody/terms.of.art.yml") == title_of("C:\\x\\terms.of.art.yml") == "terms.of.art"
    )
    assert title_of("<standard input>") == "standard input"
    assert title_of("") == "Glossary"


@pytest.mark.parametrize(
    ("text", "iri"),
    [
        ("CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
        ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("CC BY-NC-ND 3.0", "https://creativecommons.org/licenses/by-nc-nd/3.0/"),
        ("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("All rights reserved", "All rights reserved"),
    ],
)
def test_licences(text: str, iri: str) -> None:
    assert licence_iri(text) == iri
    assert licence_text(iri) == text
    assert licence_iri(text.replace("CC BY", "CC-BY").lower() if text != iri else text) == iri


def test_a_deed_is_its_licence() -> None:
    assert licence_text("http://creativecommons.org/licenses/by-sa/4.0/deed.de") == "CC BY-SA 4.0"


@pytest.mark.parametrize(
    "text",
    ["yes", "No", "null", "1e5", "a: b", "a #b", "- a", "", " a", "a\nb", "\u2028", "\x85", "\x00", "é’–", "@a", "="],
)  # fmt: skip
def test_scalars_are_read_as_text_by_everyone(text: str) -> None:
    assert load(f"a: {scalar(text)}\n") == [{"a": text}]


def test_files_of_terms_with_one_slug() -> None:
    files = yaml_files(
        Glossary("urn:g", "G", tuple(Term(f"urn:{n}", name) for n, name in enumerate(("C", "C++", "c#"))))
    )
    assert list(files) == ["c.yml", "c~2.yml", "c~3.yml"]


def test_near_names() -> None:
    near = Near(["wick", "wicks", "lens cleaning", "Lens Mending"])
    assert near.to("wicker") == ["wick", "wicks"]
    assert near.to("wicker", ["wick"]) == ["wicks"]
    assert near.to("lens-mendin")[0] == "Lens Mending"
    assert near.to("zzz") == near.to("") == []
    # What every name has in common tells nothing.
    assert Near([f"duty {number}" for number in range(1000)]).to("duty") == []


def test_a_label_that_is_no_name_survives_rdf() -> None:
    from lineage_rdf.terms.from_graph import glossary_of

    terms = (
        Term("urn:a", "a", relations=(Relation("requires", "Bee", "urn:b"),), sets=("urn:g",)),
        Term("urn:b", "b", ("bee",), sets=("urn:g",)),
    )
    assert glossary_of(glossary_quads(Glossary("urn:g", "G", terms))).terms == terms
