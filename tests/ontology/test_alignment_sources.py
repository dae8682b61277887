"""The tables of matches: to CASRAI, and to fourteen other vocabularies in SSSOM form."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml

from tests.ontology.tables import SHARED, SOURCE, exists, facts, terms
from tools.vocabulary.core import label_of
from tools.vocabulary.graph import ALL_PREFIXES

ALIGN = SOURCE.folder / "align"
NAMES = sorted(path.name.removesuffix(".sssom.tsv") for path in ALIGN.glob("*.sssom.tsv"))
ROWS = dict(SOURCE.alignments())
PREDICATES = {f"skos:{kind}Match" for kind in ("close", "broad", "narrow", "related")} | {"skos:notation"}
FOLLOWED = {
    "https://casrai.org/dictionary/term/model-fine-tune-lineage": ["ftl:FineTuneLineage"],
    "https://casrai.org/dictionary/term/fine-tuning": ["ftl:FineTuning"],
}
# Properties that say of a model, not of a step, which data it met.
OTHER_SUBJECT = ("trainedOn", "testedOn", "validatedOn", "evaluatedOn", "hasTrainingData", "hasTestingData")
every_table = pytest.mark.parametrize("name", NAMES)


def header(name: str) -> dict[str, Any]:
    """Return the metadata block of an SSSOM table."""
    lines = (ALIGN / f"{name}.sssom.tsv").read_text(encoding="utf-8").splitlines()
    block: dict[str, Any] = yaml.safe_load("\n".join(line[1:] for line in lines if line.startswith("#")))
    return block


def casrai_parts() -> list[tuple[str, dict[str, Any]]]:
    """Return (CASRAI term, ours with match and reason) for each way in which terms of ours stand to one of theirs."""
    return [(row["id"], part) for row in SOURCE.casrai["terms"] for part in (row, *row.get("also", []))]


def test_all_neighbours_have_a_table() -> None:
    expected = "airo croissant dcat-qudt dpv-ai fair4ml huggingface mldcat-ap mls openlineage p-plan prov"
    assert " ".join(NAMES) == f"{expected} schema-org spdx3 wfrun"


@every_table
def test_header_says_what_the_table_is_and_which_prefixes_it_uses(name: str) -> None:
    meta = header(name)
    assert meta["mapping_set_id"] == f"https://w3id.org/ftl/align/{name}"
    assert meta["license"] == "https://creativecommons.org/licenses/by/4.0/"
    ours = {prefix: iri for prefix, iri in meta["curie_map"].items() if prefix != "semapv"}
    assert ours == {prefix: ALL_PREFIXES[prefix] for prefix in ours}
    cells = [row["subject_id"] for row in ROWS[name]]
    cells += [row["object_id"] for row in ROWS[name] if row["predicate_id"] != "skos:notation"]
    assert {cell.partition(":")[0] for cell in cells} <= set(ours)


@every_table
def test_every_match_has_an_existing_subject_an_allowed_predicate_and_a_reason(name: str) -> None:
    for row in ROWS[name]:
        assert exists(row["subject_id"]), row
        assert row["predicate_id"] in PREDICATES, row
        assert row["mapping_justification"] == "semapv:ManualMappingCuration"
        assert row["comment"].endswith(".") and len(row["comment"]) > 8, row
        assert None not in row and None not in row.values(), row
    keys = [(row["subject_id"], row["object_id"]) for row in ROWS[name]]
    assert len(keys) == len(set(keys)), "one match per pair"


@every_table
def test_labels_are_those_of_the_terms(name: str) -> None:
    core = {term: label_of(term, row) for _, term, row in SOURCE.core_terms()}
    for row in ROWS[name]:
        prefix, _, local = row["subject_id"].partition(":")
        label = core[local] if prefix == "ftl" else terms(prefix)[local]["label"]
        assert row["subject_label"] == label, row["subject_id"]


def test_properties_with_another_subject_are_only_related() -> None:
    rows = [row for table in ROWS.values() for row in table]
    found = [row for row in rows if row["object_id"].rpartition(":")[2].rpartition("/")[2] in OTHER_SUBJECT]
    assert len(found) >= 14
    assert [row for row in found if row["predicate_id"] != "skos:relatedMatch"] == []
    pair = ("ftl:baseModel", "mls:hasInput")
    inputs = [row["predicate_id"] for row in rows if (row["subject_id"], row["object_id"]) == pair]
    assert inputs == ["skos:relatedMatch"]


def test_only_followed_casrai_definitions_match_exactly() -> None:
    exact = {iri: part["ours"] for iri, part in casrai_parts() if part["match"] == "exact"}
    assert exact == FOLLOWED


def test_every_known_casrai_term_is_matched_with_a_reason() -> None:
    rows = SOURCE.casrai["terms"]
    assert [[row["id"], row["set"] or "-"] for row in sorted(rows, key=lambda row: str(row["id"]))] == sorted(
        facts("casrai_terms")
    )
    for iri, part in casrai_parts():
        assert part["ours"] and all(exists(name) for name in part["ours"]), iri
        assert part["match"] in {"exact", "close", "broad", "narrow", "related"}
        assert part["reason"].endswith("."), iri
    pairs = [(iri, name) for iri, part in casrai_parts() for name in part["ours"]]
    assert len(pairs) == len(set(pairs)), "one match between two terms"
    assert {row["set"] for row in rows} - {None} == {row["id"] for row in SOURCE.casrai["sets"]}


def test_casrai_version_date_and_attribution_are_recorded() -> None:
    table = SOURCE.casrai
    assert (table["version"], table["accessed"][:10]) == ("v2026.2", "2026-11-20")
    assert "CASRAI Editorial Board" in table["attribution"] and "CC BY 4.0" in table["attribution"]


def test_names_and_aliases_of_casrai_terms_are_those_of_the_shared_data() -> None:
    path = SHARED / "facts" / "casrai_terms.json"
    if not path.is_file():
        pytest.skip("the shared facts are not beside the repository")
    known = {row["id"]: row for row in json.loads(path.read_text(encoding="utf-8"))["terms"]}
    assert [row["id"] for row in SOURCE.casrai["terms"] if row["id"] not in known] == []
    for row in SOURCE.casrai["terms"]:
        fact = known[row["id"]]
        assert (row["name"], row["alt"]) == (fact["name"], fact["aliases"])
        assert row["set"] == fact["inDefinedTermSet"]
