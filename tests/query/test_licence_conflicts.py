"""The rules of the query and of the profile `licence` say the same, and long chains do no harm."""

from __future__ import annotations

from itertools import pairwise

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from lineage_rdf.check.codes import codes
from lineage_rdf.check.shape_text import severities
from lineage_rdf.errors import UsageError
from lineage_rdf.query import Results, in_memory, run_query
from lineage_rdf.query.licence_rules import RULES, UNKNOWN_DATA, binds
from lineage_rdf.vocabulary.licence_terms import duties, families
from tests.query.places import asked
from tests.shapes.checking import findings, spoiled, whole
from tests.shapes.faults import LICENCES, swap, then
from tools.shapes.source import licences

FTL = "https://w3id.org/ftl#"
HUB = "https://huggingface.co/tide/"
MNEMONICS = {code: row.mnemonic for code, row in codes().items()}
OF_QUERY = {rule.name for rule in RULES} | {UNKNOWN_DATA}
ALONG_THE_CHAIN = [code for code in LICENCES if MNEMONICS[code] in OF_QUERY]


def conflicts(quads: list[Quad], **given: str) -> Results:
    return run_query(in_memory(quads), "licence-conflicts", given)


@pytest.mark.parametrize("code", ALONG_THE_CHAIN)
def test_query_and_shapes_find_the_same(code: str) -> None:
    quads = spoiled(LICENCES[code], whole())
    by_shapes = {
        (MNEMONICS[name], focus, severity.lower())
        for name, focus, severity in findings(quads, "licence")
        if MNEMONICS[name] in OF_QUERY
    }
    rows = conflicts(list(quads))
    by_query = {(row["rule"], row["model"].rpartition("/")[2], row["severity"]) for row in rows}
    assert by_query == by_shapes != set()


@pytest.mark.parametrize(
    ("licence", "is_known"),
    [("LicenseRef-unnamed", False), ("LicenseRef-HF-unnamed", False), ("licenseref-hf-OTHER", False),
     ("LicenseRef-unknown", False), ("LicenseRef-others", True)],
)  # fmt: skip
def test_query_and_shapes_agree_on_which_data_licence_is_unnamed(licence: str, is_known: bool) -> None:
    quads = spoiled(swap("n:sft-data", "ftl:dataLicence", f'"{licence}"'), whole())
    by_shapes = {focus for name, focus, _ in findings(quads, "licence") if name == "FTL-Z042"}
    rows = conflicts(list(quads), rule=UNKNOWN_DATA)
    assert {row["model"].rpartition("/")[2] for row in rows} == by_shapes
    assert by_shapes == (set() if is_known else {"sft-model"})


@pytest.mark.parametrize(
    ("more", "counts"), [("", False), (", <https://w3id.org/ftl/dataset-role/instruction>", True)]
)
def test_data_for_evaluation_count_if_they_are_for_something_else_too(more: str, counts: bool) -> None:
    roles = f"<https://w3id.org/ftl/dataset-role/evaluation>{more}"
    quads = spoiled(
        then(LICENCES["FTL-Z042"], swap("n:sft-use", "ftl:hasDatasetRole", roles)),
        whole(),
    )
    by_shapes = {focus for name, focus, _ in findings(quads, "licence") if name == "FTL-Z042"}
    rows = conflicts(list(quads), rule=UNKNOWN_DATA)
    assert {row["model"].rpartition("/")[2] for row in rows} == by_shapes
    assert by_shapes == ({"sft-model"} if counts else set())


@pytest.mark.parametrize(
    ("licence", "asks"),
    [
        ("LicenseRef-HF-gemma AND MIT", True),
        ("(MIT AND LicenseRef-HF-gemma)", True),
        ("MIT OR LicenseRef-HF-gemma", False),
        ("LicenseRef-HF-gemma AND (MIT OR Apache-2.0)", False),
        ("(MIT OR Apache-2.0) AND LicenseRef-HF-gemma", False),
    ],
)
def test_an_expression_with_a_choice_anywhere_asks_for_nothing(licence: str, asks: bool) -> None:
    gemma = families()["gemma"]
    assert binds(licence, (gemma,)) == asks


def test_every_rule_of_the_chain_is_in_both() -> None:
    by_term = {row["shape"]: row for row in licences() if "constraint" not in row}
    assert {MNEMONICS[f"FTL-{row['code']}"] for row in by_term.values()} == OF_QUERY
    for rule in RULES:
        (row,) = (row for row in by_term.values() if MNEMONICS[f"FTL-{row['code']}"] == rule.name)
        assert (row["term"], row.get("reach", "")) == (rule.term, rule.reach)
        assert severities(f"FTL-{row['code']}") == {"licence": rule.severity}


def test_nothing_weighs_more_than_a_warning_and_all_say_review() -> None:
    for row in licences():
        assert row["severity"] in ("Info", "Warning")
        assert "review" in row["message"].lower() and "review" in row.get("plain", "review").lower()
    assert {rule.severity for rule in RULES} == {"info", "warning"}


def test_every_fact_has_a_text_and_a_section() -> None:
    assert all(duty.section and duty.family.text.startswith("https://") for duty in duties())
    assert {duty.family for duty in duties()} == set(families().values())


def chain(length: int) -> list[Quad]:
    """Return a chain of models of which the first is under Gemma's terms and all others under MIT."""
    licence, derived = NamedNode(f"{FTL}weightsLicence"), NamedNode(f"{FTL}derivedFromModel")
    nodes = [NamedNode(f"{HUB}m{number:05}") for number in range(length)]
    own = [Quad(node, licence, Literal("MIT")) for node in nodes[1:]]
    made = [Quad(node, derived, base) for base, node in pairwise(nodes)]
    return [Quad(nodes[0], licence, Literal("LicenseRef-HF-gemma")), *own, *made]


def test_a_chain_of_twenty_thousand_steps() -> None:
    found = conflicts(chain(20_001), rule="licence-drift")
    assert len(found.rows) == 20_000
    last = list(found)[-1]
    assert (last["model"], last["steps"]) == (f"{HUB}m20000", 20_000)
    assert last["way"] == (
        "tide/m00000 > made into > tide/m00001 > made into > tide/m00002 > ... 19995 more ... > "
        "made into > tide/m19998 > made into > tide/m19999 > made into > tide/m20000"
    )
    alone = conflicts(chain(20_001), rule="licence-drift", model="tide/m20000")
    assert alone.rows == found.rows[-1:]


@pytest.mark.parametrize("length", range(2, 10))
def test_the_text_of_a_way_names_or_counts_every_step(length: int) -> None:
    way = list(conflicts(chain(length), rule="licence-drift"))[-1]["way"].split(" > ")
    named = [part for part in way if part.startswith("tide/")]
    left_out = next((int(part.split()[1]) for part in way if part.startswith("...")), 0)
    assert len(named) + left_out == length
    assert named[0] == "tide/m00000" and named[-1] == f"tide/m{length - 1:05}"


def test_a_rule_that_does_not_exist() -> None:
    with pytest.raises(UsageError, match="no rule 'drift'"):
        asked("", "licence-conflicts", "model", rule="drift")
