"""The tables of the concept schemes: well formed, free of clashes, and covering what tools really have."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

import pytest

from lineage_rdf.vocabulary.namespaces import SCHEMES as SCHEME_NAMES
from lineage_rdf.vocabulary.schemes import fold
from tests.ontology.tables import CORE_TERMS, SCHEMES, SHARED, exists, facts, hub_names, terms

SCHEME_KEYS = {"scheme", "class", "title", "description", "version", "terms", "relations"}
TERM_KEYS = {
    *("id", "label", "alt", "definition", "status", "example", "source", "broader", "related", "note", "hub"),
    *("kind", "unit", "higher_is_better", "code", "ucum", "deprecated", "replaced_by"),
}
KINDS = {"real", "integer", "boolean", "text", "list"}
every_scheme = pytest.mark.parametrize("scheme", sorted(SCHEMES))


def claims(scheme: str, *keys: str) -> Counter[str]:
    """Count for each spelling the terms that claim it under one of the keys."""
    spellings: Counter[str] = Counter()
    for row in SCHEMES[scheme]["terms"]:
        spellings.update({str(name) for key in keys for name in _names(row.get(key, []))})
    return spellings


def _names(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else value


def above(scheme: str, term: str) -> set[str]:
    """Return every term that is broader than `term`, over any number of steps."""
    found: set[str] = set()
    todo = list(terms(scheme)[term].get("broader", []))
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            todo += terms(scheme).get(name, {}).get("broader", [])
    return found


def test_every_scheme_of_the_code_has_a_table_and_no_other() -> None:
    assert set(SCHEMES) == set(SCHEME_NAMES)


@every_scheme
def test_tables_use_only_known_keys_and_have_the_needed_ones(scheme: str) -> None:
    table = SCHEMES[scheme]
    assert set(table) <= SCHEME_KEYS
    assert table["class"] in CORE_TERMS | {"schema:DefinedTerm"}
    for row in table["terms"]:
        assert set(row) <= TERM_KEYS, row["id"]
        assert row["label"], row["id"]
        assert ("definition" in row) != (row.get("status") == "source only"), row["id"]
        assert row.get("source") or "definition" in row, row["id"]


@every_scheme
def test_ids_are_spelt_alike_and_do_not_clash(scheme: str) -> None:
    names = [row["id"] for row in SCHEMES[scheme]["terms"]]
    pattern = r"[a-z][a-z0-9]*(_[a-z0-9]+)*" if scheme == "hyperparameter" else r"[a-z][a-z0-9]*(-[a-z0-9]+)*"
    assert [name for name in names if not re.fullmatch(pattern, name)] == []
    assert [name for name, count in Counter(map(fold, names)).items() if count > 1] == []


@every_scheme
@pytest.mark.parametrize("keys", [("label",), ("hub",), ("id", "label", "alt")])
def test_a_name_belongs_to_one_term(scheme: str, keys: tuple[str, ...]) -> None:
    assert [name for name, count in claims(scheme, *keys).items() if count > 1] == []


@every_scheme
def test_no_two_terms_meet_when_spelling_is_folded(scheme: str) -> None:
    found: dict[str, set[str]] = {}
    for row in SCHEMES[scheme]["terms"]:
        for name in (row["id"], row["label"], *row.get("alt", []), *row.get("hub", [])):
            found.setdefault(fold(str(name)), set()).add(row["id"])
    assert {name: ids for name, ids in found.items() if len(ids) > 1} == {}


@every_scheme
def test_definitions_are_sentences_of_their_own(scheme: str) -> None:
    texts = [row["definition"] for row in SCHEMES[scheme]["terms"] if "definition" in row]
    assert [text for text in texts if not text.endswith(".") or "  " in text] == []
    assert [text for text, count in Counter(texts).items() if count > 1] == []


@every_scheme
def test_sources_are_addresses(scheme: str) -> None:
    sources = [source for row in SCHEMES[scheme]["terms"] for source in row.get("source", [])]
    assert [source for source in sources if not re.fullmatch(r"https?://[^\s<>\"{}|^`\\]+", source)] == []


@every_scheme
def test_links_lead_to_terms_and_keep_the_rules_of_skos(scheme: str) -> None:
    for name, row in terms(scheme).items():
        links = [*row.get("broader", []), *row.get("related", [])]
        assert [link for link in links if not exists(link, scheme)] == [], name
        higher = above(scheme, name)
        assert name not in higher
        for other in row.get("related", []):
            assert other not in higher, f"{name} and {other}: related and broader at once"
            assert other not in terms(scheme) or name not in above(scheme, other), (name, other)


@every_scheme
def test_relations_have_kind_ends_and_reason(scheme: str) -> None:
    for row in SCHEMES[scheme].get("relations", []):
        assert row["type"] in terms("relation")
        assert exists(row["subject"], scheme) and exists(row["target"], scheme), row
        assert row["rationale"].endswith(".")


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("broader", "concept/model-training"),
        ("narrower", "parameterization/lora"),
        ("narrower", "objective/rlhf"),
        ("related", "objective/distillation"),
        ("related", "ftl:Evaluating"),
        ("related", "concept/alignment"),
        ("in-tension-with", "concept/in-context-learning"),
        ("overlaps-with", "objective/instruction-tuning"),
        ("overlaps-with", "objective/rlhf"),
        ("requires", "concept/foundation-model"),
    ],
)
def test_what_the_glossaries_relate_to_fine_tuning_is_told(kind: str, target: str) -> None:
    told = {(row["subject"], row["type"], row["target"]) for row in SCHEMES["concept"]["relations"]}
    assert ("ftl:FineTuning", kind, target) in told


def test_hyperparameters_have_a_kind_and_numbers_have_a_unit() -> None:
    for name, row in terms("hyperparameter").items():
        assert row["kind"] in KINDS, name
        assert ("unit" in row) == (row["kind"] in {"real", "integer"}), name
        assert row.get("unit", "one") in terms("unit"), name


def test_metrics_have_a_direction_and_a_unit() -> None:
    for name, row in terms("metric").items():
        assert isinstance(row["higher_is_better"], bool), name
        assert row["unit"] in terms("unit"), name


@pytest.mark.parametrize("name", [name for (name,) in facts("trainer_card_keys")])
def test_every_hyperparameter_of_trainer_cards_is_known(name: str) -> None:
    assert name in claims("hyperparameter", "id", "alt")


def test_every_method_of_trl_is_an_objective_with_its_paper() -> None:
    known = hub_names("objective")
    assert set(known) == {tag for tag, _ in facts("trl_methods")}
    for tag, paper in facts("trl_methods"):
        sources = terms("objective")[known[tag]].get("source", [])
        assert paper == "-" or f"https://arxiv.org/abs/{paper}" in sources, tag


def test_every_peft_type_is_a_parameterization() -> None:
    known = hub_names("parameterization")
    assert set(known) - {"BONE"} == {name for (name,) in facts("peft_types")}
    assert known["BONE"] == "miss", "Bone was renamed"
    assert known["CPT"] == "context-aware-prompt-tuning"
    assert "CPT" not in claims("objective", "alt"), "CPT of PEFT is not continued pre-training"


@pytest.mark.parametrize(
    ("scheme", "listed"), [("merge-method", "mergekit_methods"), ("quantization-method", "quant_methods")]
)
def test_every_merge_and_quantisation_name_is_known(scheme: str, listed: str) -> None:
    assert set(hub_names(scheme)) == {name for (name,) in facts(listed)}


@pytest.mark.parametrize("listed", ["mergekit_methods", "peft_types", "quant_methods"])
def test_lists_of_facts_are_those_of_the_shared_data(listed: str) -> None:
    path = SHARED / "facts" / f"{listed}.txt"
    if not path.is_file():
        pytest.skip("the shared facts are not beside the repository")
    assert facts(listed) == [[name] for name in path.read_text(encoding="utf-8").split()]


def test_the_list_of_trl_methods_is_that_of_the_shared_data() -> None:
    path = SHARED / "facts" / "trl_methods.json"
    if not path.is_file():
        pytest.skip("the shared facts are not beside the repository")
    methods = json.loads(path.read_text(encoding="utf-8"))["methods"]
    assert facts("trl_methods") == [[row["tag"], row["arxiv"] or "-"] for row in methods]
