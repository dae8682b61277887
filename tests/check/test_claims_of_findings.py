"""Findings about what was read from files name the places that say it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from attrs import evolve

from lineage_rdf.check import Finding, from_problem
from lineage_rdf.check.claims_of_findings import IN_PLACE, MOST, place, with_claims
from lineage_rdf.check.codes import codes
from lineage_rdf.claims import Claim, Source, Trust
from lineage_rdf.lineage import Lineage, read, read_all
from lineage_rdf.vocabulary.resources import data_folder
from lineage_rdf.vocabulary.schemes import members
from tools.shapes.source import elements

CARD = """---
base_model: {base}
license: apache-2.0
---
# Model

Trained with LoRA on `acme/tickets`.
"""
ADAPTER = {"peft_type": "LORA", "r": 8, "lora_alpha": 16, "base_model_name_or_path": "acme/base-7b"}


def model(folder: Path, *, base: str = "acme/base-7b", **files: str) -> Lineage:
    (folder / "README.md").write_text(CARD.format(base=base), encoding="utf-8")
    (folder / "adapter_config.json").write_text(json.dumps(ADAPTER), encoding="utf-8")
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")
    return read(folder)


def told(lineage: Lineage, profile: str = "reproducible") -> dict[tuple[str, str], tuple[str, ...]]:
    """Return (code, label) -> claims."""
    found = with_claims(
        lineage.check(profile).findings, lineage.claims, lineage.result.step_of, lineage.record
    )
    return {(f.code, f.label): f.claims for f in found}


def of(code: str, rows: dict[tuple[str, str], tuple[str, ...]]) -> list[tuple[str, ...]]:
    return [claims for (own, _), claims in rows.items() if own == code]


def finding(code: str, focus: str) -> Finding:
    known = codes()[code]
    return Finding(
        code, known.mnemonic, "violation", focus, "x", "", "", "?", known.fix, "urn:s", "reproducible"
    )


def test_sources_that_disagree_are_all_named(tmp_path: Path) -> None:
    (claims,) = of("FTL-E014", told(model(tmp_path, base="acme/other-7b")))
    assert claims == (
        "adapter_config.json:$.base_model_name_or_path (stated)",
        "README.md:line 2, key base_model (stated)",
    )


def test_a_setting_on_which_sources_disagree(tmp_path: Path) -> None:
    axolotl = "base_model: acme/base-7b\nadapter: lora\nlora_r: 16\nlearning_rate: 0.0002\n"
    rows = told(model(tmp_path, axolotl__yml=axolotl))
    (claims,) = of("FTL-E172", rows)
    assert claims == ("axolotl.yml:lora_r (stated)", "adapter_config.json:$.r (stated)")
    assert of("FTL-E224", rows) == [claims]


def test_a_model_names_whatever_names_it(tmp_path: Path) -> None:
    rows = told(model(tmp_path))
    assert rows["FTL-E101", "acme/base-7b"] == (
        "adapter_config.json:$.base_model_name_or_path (stated)",
        "README.md:line 2, key base_model (stated)",
    )


def test_what_nothing_tells_has_no_claims(tmp_path: Path) -> None:
    rows = told(model(tmp_path))
    assert of("FTL-E201", rows) == [()]
    assert of("FTL-E131", rows) == [()]


def test_a_withheld_fact_names_who_withholds_it(tmp_path: Path) -> None:
    yaml = "stages:\n  - stage: .\n    datasets: {undisclosed: the contract forbids it}\n"
    (claims,) = of("FTL-E022", told(model(tmp_path, lineage__yaml=yaml)))
    assert claims[0] == "lineage.yaml:line 3, stages[0].datasets (stated)"


@pytest.mark.parametrize("name", ["dpo-on-adapter", "zephyr-like", "three-revisions", "merge"])
def test_a_step_names_files_of_its_own_stage(name: str) -> None:
    for lineage in read_all(data_folder() / "examples" / name):
        stages = {step.label: step.iri for step in lineage.steps}
        for (code, label), claims in told(lineage).items():
            if codes()[code].subject != "step" or label not in stages:
                continue
            own = {
                place(claim)
                for claim in lineage.claims
                if lineage.result.step_of.get(claim.stage) == stages[label]
            }
            assert set(claims) <= own


def test_a_dataset_names_where_it_is_mentioned() -> None:
    lineage = read(data_folder() / "examples" / "three-revisions")
    rows = told(lineage)
    assert rows["FTL-E111", "harbour-lab/skiff-preferences"] == (
        "apo/config.yaml:dataset_mixture.datasets[0].id (stated)",
    )


def test_a_dataset_without_a_name_is_known_by_its_description() -> None:
    rows = told(read(data_folder() / "examples" / "private-data"))
    assert rows["FTL-E121", "claims letters 2019-2024"] == (
        "lineage.yaml:line 6, stages[0].datasets[0] (stated)",
    )


def test_the_whole_lineage_is_told_of_by_every_file() -> None:
    rows = told(read(data_folder() / "examples" / "merge"), "governance")
    merge = told(read(data_folder() / "examples" / "merge"))
    assert of("FTL-N001", merge)[0][0] == "mergekit_config.yml:merge_method (stated)"
    assert of("FTL-G071", rows) == [()]


def test_results_of_a_merge_and_its_parts(tmp_path: Path) -> None:
    lineage = read(data_folder() / "examples" / "merge")
    (step,) = lineage.steps
    nodes = {"FTL-W051": step.contributions[0].iri, "FTL-W063": step.produced_model, "FTL-W050": step.iri}
    found = with_claims(
        [finding(code, iri or "") for code, iri in nodes.items()],
        lineage.claims,
        lineage.result.step_of,
        lineage.record,
    )
    assert found[0].claims == found[2].claims and len(found[0].claims) == 3
    assert found[1].claims == ()


def test_parts_of_other_kinds() -> None:
    lineage = read(data_folder() / "examples" / "complete")
    (step,) = lineage.steps
    evaluating, reviewing = lineage.record.activities
    nodes = {
        "FTL-W107": evaluating.results[0].iri,
        "FTL-W110": reviewing.sign_offs[0].iri,
        "FTL-W080": step.dataset_uses[0].iri,
        "FTL-G031": lineage.record.head_model or "",
        "FTL-E151": step.produced_model or "",
        "FTL-E081": step.produced_model or "",
        "FTL-G041": step.dataset_uses[0].dataset or "",
    }
    found = with_claims(
        [finding(code, iri) for code, iri in nodes.items()],
        lineage.claims,
        lineage.result.step_of,
        lineage.record,
    )
    claims = {f.code: f.claims for f in found}
    assert (
        all(text.startswith("lineage.yaml:") for text in claims["FTL-W107"]) and len(claims["FTL-W107"]) == 4
    )
    assert claims["FTL-W110"] == ("lineage.yaml:line 69, reviews[0] (stated)",)
    assert claims["FTL-W080"][0].endswith("stages[0].datasets[0] (stated)")
    assert claims["FTL-E151"][0].endswith("stages[0].result_digest (stated)")
    assert claims["FTL-E081"][0].endswith("stages[0].adapter_for (stated)")
    assert claims["FTL-G041"] == claims["FTL-W080"]
    # The licence of the base model in lineage.yaml is not that of the head.
    assert not any("models" in text for text in claims["FTL-G031"])


def test_a_licence_under_the_name_of_a_model_is_that_of_the_model() -> None:
    lineage = read(data_folder() / "examples" / "complete")
    base = finding("FTL-G031", lineage.steps[0].base_models[0])
    (found,) = with_claims([base], lineage.claims, lineage.result.step_of, lineage.record)
    assert len(found.claims) == 1 and "models.Qwen" in found.claims[0]


def test_without_the_record_steps_and_the_whole_are_known(tmp_path: Path) -> None:
    lineage = model(tmp_path, base="acme/other-7b")
    findings = lineage.check("reproducible").findings
    found = with_claims(findings, lineage.claims, lineage.result.step_of)
    full = with_claims(findings, lineage.claims, lineage.result.step_of, lineage.record)
    of_step = [(f.code, f.claims) for f in found if codes()[f.code].subject == "step"]
    assert of_step == [(f.code, f.claims) for f in full if codes()[f.code].subject == "step"]


def test_few_places_are_named_and_always_in_one_order(tmp_path: Path) -> None:
    lineage = model(tmp_path)
    step = next(iter(lineage.result.step_of))
    source = Source("train.yaml", "", "config")
    many = [
        Claim(stage=step, element="dataset", value=f"d{n}", source=source, locator=f"line {n}",
              rule="r", trust=Trust.TRAINING_CONFIG, inferred=n % 2 == 0)
        for n in range(20)
    ]  # fmt: skip
    withheld = finding("FTL-E022", lineage.result.step_of[step])
    (few,) = with_claims([withheld], many, lineage.result.step_of, lineage.record)
    assert few.claims == tuple(f"train.yaml:line {n} (stated)" for n in (1, 11, 13, 15, 17))
    assert len(few.claims) == MOST
    (again,) = with_claims([withheld], reversed(many), lineage.result.step_of, lineage.record)
    assert again == few
    (all_sides,) = with_claims(
        [finding("FTL-E024", withheld.focus)], many, lineage.result.step_of, lineage.record
    )
    assert len(all_sides.claims) == 10
    assert place(evolve(many[1], locator="")) == "train.yaml (stated)"
    inferred = finding("FTL-E023", withheld.focus)
    (only,) = with_claims([inferred], many, lineage.result.step_of, lineage.record)
    assert only.claims == tuple(f"train.yaml:line {n} (inferred)" for n in (0, 10, 12, 14, 16))
    (stated,) = with_claims([inferred], many[1:2], lineage.result.step_of, lineage.record)
    assert stated.claims == ("train.yaml:line 1 (stated)",)


def test_findings_of_readers_users_and_rdf_stay_as_they_are(tmp_path: Path) -> None:
    lineage = model(tmp_path)
    theirs = Finding("SHACL", "MinCount", "violation", "urn:x", "x", "", "", "?", "", "urn:s", "wellformed")
    problems = [from_problem(problem) for problem in lineage.problems]
    kept = with_claims([theirs, *problems], lineage.claims, lineage.result.step_of, lineage.record)
    assert kept == (theirs, *problems)
    findings = lineage.check("reproducible").findings
    assert with_claims(findings, (), {}, lineage.record) == findings


def test_hyperparameters_given_in_place_of_others_are_those_of_the_shapes() -> None:
    rows = {row["any"][0]: tuple(row["any"][1:]) for row in elements()["settings"] if len(row["any"]) > 1}
    assert rows == IN_PLACE
    assert {name for names in IN_PLACE.values() for name in names} <= set(members("hyperparameter"))
