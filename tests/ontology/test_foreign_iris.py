"""Every foreign IRI in the vocabulary is listed, and those that can be looked up really exist."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ontology.tables import ROOT, SHARED, SOURCE
from tools.vocabulary.foreign_iris import (
    is_foreign,
    list_text,
    main,
    read_list,
    rows,
    turtle_iris,
    used_iris,
    vocabulary_of,
    where_checked,
)
from tools.vocabulary.foreign_vocabularies import CITED, VOCABULARIES

LISTED = {iri: (vocabulary, checked) for iri, vocabulary, checked in read_list()}
BUILT = sorted(path for path in (ROOT / "ontology").rglob("*.ttl") if "releases" not in path.parts)
UNCHECKED = {"document", "p-plan", "bibo"}
MISTAKES_OF_OTHERS = [
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#Class",
    "http://purl.org/dc/terms/licence",
    "http://www.w3.org/ns/prov#label",
    "http://www.w3.org/2000/01/rdf-schema#Label",
    "http://qudt.org/schema/qudt/unit",
    "http://schema.org/MachineLearningModel",
    "https://w3id.org/airo#FineTuning",
    "https://casrai.org/dictionary/term/lora",
]
needs_copies = pytest.mark.skipif(not SHARED.is_dir(), reason="copies of other vocabularies are not there")


def test_the_list_is_complete_and_holds_nothing_else() -> None:
    assert set(LISTED) == used_iris(SOURCE)


@pytest.mark.parametrize("path", BUILT, ids=lambda path: path.name)
def test_every_foreign_iri_of_an_ontology_file_is_listed(path: Path) -> None:
    iris = {iri for iri in turtle_iris(path.read_text(encoding="utf-8")) if is_foreign(iri)}
    assert sorted(iris - set(LISTED)) == []


def test_only_documents_and_vocabularies_without_a_copy_are_unchecked() -> None:
    assert {vocabulary for vocabulary, checked in LISTED.values() if checked == CITED} <= UNCHECKED
    assert {iri: vocabulary_of(iri).name for iri in LISTED} == {iri: row[0] for iri, row in LISTED.items()}


def test_unchecked_documents_are_not_in_a_vocabulary_namespace() -> None:
    documents = [iri for iri, (vocabulary, _) in LISTED.items() if vocabulary == "document"]
    assert [iri for iri in documents if "#" in iri or iri.startswith("https://schema.org/")] == []


def test_p_plan_is_spelt_as_it_is_used() -> None:
    assert "http://purl.org/net/p-plan#isPrecededBy" in LISTED
    assert "http://purl.org/net/p-plan#isPreceededBy" not in LISTED


@pytest.mark.parametrize(
    "known", [known for known in VOCABULARIES if known.rdflib_name], ids=lambda known: known.name
)
def test_terms_that_rdflib_knows_exist(known: object) -> None:
    mine = [iri for iri, (_, checked) in LISTED.items() if vocabulary_of(iri) == known and checked != CITED]
    assert [iri for iri in mine if where_checked(iri) != LISTED[iri][1]] == []


@needs_copies
def test_every_checked_iri_exists_in_its_copy() -> None:
    assert rows(SOURCE) == [(iri, *row) for iri, row in sorted(LISTED.items())]


@needs_copies
@pytest.mark.parametrize("iri", MISTAKES_OF_OTHERS)
def test_iris_that_do_not_exist_are_refused(iri: str) -> None:
    with pytest.raises(LookupError, match="is not in"):
        where_checked(iri)


@needs_copies
def test_the_command_agrees_with_the_committed_list() -> None:
    assert main(["--check"]) == 0


def test_the_list_survives_writing_and_reading(tmp_path: Path) -> None:
    table = [("https://example.org/a", "document", CITED)]
    file = tmp_path / "list.tsv"
    file.write_text(list_text(table), encoding="utf-8")
    assert read_list(file) == table


def test_a_list_with_other_columns_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "list.tsv"
    file.write_text("iri\twhere\n", encoding="utf-8")
    with pytest.raises(ValueError, match="columns"):
        read_list(file)
