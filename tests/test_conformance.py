"""docs/conformance.csv and .md against what they are made from, and the routes by which the matrix finds its facts."""

from __future__ import annotations

import csv
import io

import pytest
from attrs import evolve

from lineage_rdf.codec.jsonld_context import keys_by_iri
from lineage_rdf.terms.docs.shape_uses import names_in
from lineage_rdf.vocabulary.namespaces import FTL
from tests.conftest import ROOT
from tools.conformance.__main__ import PAGE, TABLE
from tools.conformance.exports import QUICK, THOROUGH, keys
from tools.conformance.page import page, parts
from tools.conformance.queries import asked_by
from tools.conformance.readers import by_reading, by_table
from tools.conformance.shapes import used_in_shapes
from tools.conformance.table import Row, as_csv, rows
from tools.conformance.vocabulary import Match, full, matches, shorten, terms
from tools.vocabulary.source import Source

# What these files say belongs to a step or model that another file tells of; alone they give a lineage without it.
UNSEEN = {
    ("ftl:hasSetting", "accelerate-config"),
    ("ftl:hasSetting", "results"),
    ("ftl:hasSetting", "wandb-summary"),
    ("ftl:computeExaFlop", "wandb-summary"),
    ("ftl:stageName", "wandb-config"),
    ("ftl:totalParameterCount", "weights-index"),
    ("ftl:mergeWeight", "shorthand"),
}
RUN = "run `make conformance` and read what it changes"


def committed() -> list[Row]:
    return [Row(**row) for row in csv.DictReader(io.StringIO(TABLE.read_text(encoding="utf-8")))]


COMMITTED = {row.term: row for row in committed()}


@pytest.mark.uncounted
def test_the_table_is_as_the_generator_writes_it() -> None:
    """One test, as every process that runs a part of it reads all fixtures; the forms are only looked at quickly here."""
    quick = rows(QUICK)
    apart = [evolve(row, exports=COMMITTED[row.term].exports) for row in quick if row.term in COMMITTED]
    assert as_csv(apart) == TABLE.read_text(encoding="utf-8"), RUN
    missing = {
        row.term: found
        for row in quick
        if (found := set(parts(row.exports)) - set(parts(COMMITTED[row.term].exports)))
    }
    assert missing == {}, RUN
    total = sum(len(parts(row.exports)) for row in COMMITTED.values())
    assert sum(len(parts(row.exports)) for row in quick) > 0.8 * total


@pytest.mark.full
def test_the_forms_are_as_the_generator_finds_them() -> None:
    assert as_csv(rows(THOROUGH)) == TABLE.read_text(encoding="utf-8"), RUN


def test_the_page_is_that_of_the_table() -> None:
    assert page(committed()) == PAGE.read_text(encoding="utf-8"), RUN
    assert as_csv(committed()) == TABLE.read_text(encoding="utf-8")


def test_every_term_has_one_row() -> None:
    names = [term.name for term in terms()]
    assert names == list(COMMITTED) and len(names) == len(set(names))
    assert {f"ftl:{name}" for _, name, _ in Source().core_terms()} <= set(names)


def test_each_class_and_property_has_a_json_ld_key_of_its_own_name() -> None:
    own = [row for row in COMMITTED.values() if row.term.startswith("ftl:")]
    assert [row.term for row in own if row.jsonld_key != row.term.removeprefix("ftl:")] == []


@pytest.mark.uncounted
def test_every_kind_that_the_table_of_fields_names_is_seen_where_it_is_read_alone() -> None:
    """The two routes to the readers agree wherever a kind gives a lineage by itself."""
    table, reading = by_table(), by_reading()
    alone = set().union(*reading.values())
    unseen = {
        (shorten(iri), kind)
        for iri, kinds in table.items()
        for kind in kinds & alone
        if kind not in reading.get(iri, ())
    }
    assert unseen == UNSEEN


def test_matches_come_from_the_alignments() -> None:
    found = matches()
    assert Match("casrai", "exact", "casrai:fine-tuning") in found[f"{FTL}FineTuning"]
    assert Match("huggingface", "notation", "finetune") in found[f"{FTL}FineTuning"]
    assert Match("mls", "related", "mls:hasInput") in found[f"{FTL}baseModel"]
    assert Match("dcat-qudt", "close", "qudt-unit:HR") in found[full("https://w3id.org/ftl/unit/hour")]


def test_names_in_sparql_are_found_and_comments_and_variables_are_not() -> None:
    text = """# ftl:Merging
    PREFIX ftl: <https://w3id.org/ftl#>
    SELECT ?ftl:x { ?a ftl:hasStep/ftl:ordinal ?b ; a <https://w3id.org/ftl#Model> . ?a x:y "é" }"""
    assert names_in(text) == {f"{FTL}{name}" for name in ("hasStep", "ordinal", "Model")}


@pytest.mark.parametrize(
    ("term", "profile", "code"),
    [
        ("ftl:usesMergeMethod", "lineage", "FTL-E061"),  # in a shape that is named by the one with the code
        ("ftl:Adapter", "lineage", "FTL-E081"),  # a target
        ("status/undisclosed", "lineage", "FTL-E062"),  # a value
        ("ftl:followsStep", "wellformed", "FTL-W034"),  # a query
        ("dataset-role/evaluation", "licence", "FTL-Z012"),  # a query, with its whole IRI
        (
            "ftl:hasOutcome",
            "governance",
            "FTL-G001",
        ),  # in a shape of another profile, of which this one is made
    ],
)
def test_shapes_use_a_term_in_a_target_a_path_a_value_and_a_query(term: str, profile: str, code: str) -> None:
    iri = full(term) if term.startswith("ftl:") else f"https://w3id.org/ftl/{term}"
    assert code in used_in_shapes()[iri][profile]
    assert code in COMMITTED[term].shapes


def test_queries_and_recipe_keys() -> None:
    assert "licence-conflicts" in asked_by()[f"{FTL}teacherModel"]
    assert keys()["learning_rate"] == {
        "trl": "learning_rate", "axolotl": "learning_rate", "llama-factory": "learning_rate",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("term", "forms"),
    [
        ("ftl:rollbackTarget", {"card"}),
        ("ftl:referenceModel", {"trl", "axolotl", "llama-factory"}),
        ("ftl:digest", set()),
        ("ftl:FineTuning", {"card", "trl", "axolotl", "llama-factory"}),
    ],
)
def test_forms_carry_what_changes_them(term: str, forms: set[str]) -> None:
    assert set(parts(COMMITTED[term].exports)) == forms


def test_keys_of_the_context_are_those_of_the_codec() -> None:
    assert keys_by_iri()[f"{FTL}hasObjective"].name in COMMITTED["objective/dpo"].jsonld_key


def test_the_page_is_where_people_look_for_it() -> None:
    assert "conformance:" in (ROOT / "Makefile").read_text(encoding="utf-8")
