"""What is read from each example folder."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from lineage_rdf.check import check_quads, profiles
from lineage_rdf.lineage import Lineage, read
from lineage_rdf.records import Step
from lineage_rdf.terms.alignment import align
from tests.conftest import ROOT
from tools.examples import folders, written

FOLDERS = folders()
WRITTEN = dict(written())


def _example(name: str) -> Lineage:
    return read(ROOT / "examples" / name)


def _chain(lineage: Lineage) -> list[tuple[str, list[str], str]]:
    label = lineage.record.label
    return [
        (step.kind, [label(base) for base in step.base_models], label(step.produced_model))
        for step in lineage.steps
    ]


def _setting(step: Step, name: str) -> object:
    return next(setting.values[0] for setting in step.settings if setting.label == name)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_every_example_is_well_formed(folder: Path) -> None:
    report = read(folder).check("wellformed")
    assert report.conforms, report.findings


def test_zephyr_like_is_sft_then_dpo() -> None:
    lineage = _example("zephyr-like")
    assert _chain(lineage) == [
        ("FineTuning", ["mistralai/Mistral-7B-v0.1"], "harbour-lab/harbour-7b-sft"),
        ("FineTuning", ["harbour-lab/harbour-7b-sft"], "harbour-lab/harbour-7b-dpo"),
    ]
    first, second = lineage.steps
    assert [use.dataset for use in first.dataset_uses] == [
        "https://huggingface.co/datasets/HuggingFaceH4/ultrachat_200k"
    ]
    assert second.dataset_uses[0].roles == ("preference",)
    assert _setting(second, "beta") == Decimal("0.01")
    assert _setting(first, "learning_rate") == Decimal("0.00002")
    # The organisation of the first result stands only in the second recipe.
    assert any(s.status == "inferred" and s.element == "base-model" for s in lineage.record.statuses)
    assert lineage.check("lineage").conforms


def test_three_revisions_of_one_repository_are_three_models() -> None:
    lineage = _example("three-revisions")
    results = [lineage.record.label(step.produced_model) for step in lineage.steps]
    assert results == [
        "harbour-lab/skiff-3b-checkpoints@it-mid-train",
        "harbour-lab/skiff-3b-checkpoints@it-SFT",
        "harbour-lab/skiff-3b",
    ]
    first = lineage.record.model(lineage.steps[0].produced_model)
    assert first is not None
    assert first.specialization_of == "https://huggingface.co/harbour-lab/skiff-3b-checkpoints"


def test_dpo_on_an_unmerged_adapter_keeps_the_sft_step() -> None:
    lineage = _example("dpo-on-adapter")
    sft, dpo = lineage.steps
    adapters = [lineage.record.model(step.produced_model) for step in lineage.steps]
    assert (sft.objectives, dpo.objectives) == (("sft",), ("dpo",))
    assert dpo.base_models == (sft.produced_model,)
    for adapter in adapters:
        assert adapter is not None
        assert adapter.kind == "Adapter"
        assert adapter.adapter_for == "https://huggingface.co/mistralai/Mistral-7B-v0.1"
    assert dpo.compute_exaflop == Decimal("0.0412")


def test_a_merge_has_contributions_and_a_base_for_differences() -> None:
    (step,) = _example("merge").steps
    assert (step.kind, step.merge_method) == ("Merging", "dare-ties")
    assert [(part.weight, part.density) for part in step.contributions] == [
        (None, None),
        (Decimal("0.6"), Decimal("0.53")),
        (Decimal("0.4"), Decimal("0.53")),
    ]
    assert step.merge_base == "https://huggingface.co/mistralai/Mistral-7B-v0.1"


def test_a_quantisation_is_a_step_of_its_own_and_no_fine_tune() -> None:
    lineage = _example("quantised")
    (step,) = lineage.steps
    assert (step.kind, step.quantization_method, _setting(step, "bits")) == ("Quantizing", "gptq", 4)
    assert not lineage.check("instance").conforms


def test_private_data_is_enough_for_a_lineage_but_not_to_reproduce_it() -> None:
    lineage = _example("private-data")
    (dataset,) = lineage.record.datasets
    assert dataset.access == "private"
    assert lineage.check("lineage").conforms
    codes = {finding.mnemonic for finding in lineage.check("reproducible").findings}
    assert "private-dataset-digest-missing" in codes


def test_no_path_of_a_machine_gets_into_the_graph() -> None:
    lineage = _example("bare-adapter")
    assert "/data/models" not in lineage.to_turtle() + lineage.to_evidence()
    assert "Qwen2.5-1.5B-Instruct" in lineage.to_turtle()


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_evidence_names_every_source(folder: Path) -> None:
    from pyoxigraph import RdfFormat, parse

    lineage = read(folder)
    quads = list(parse(lineage.to_evidence().encode(), RdfFormat.TRIG)) if lineage.claims else []
    named = {q.object.value for q in quads if q.predicate.value == "https://w3id.org/ftl#fileName"}
    assert {claim.source.path for claim in lineage.claims} == named


@pytest.mark.parametrize("path", sorted(WRITTEN), ids=lambda path: path.name)
def test_the_written_lineages_are_what_is_read(path: Path) -> None:
    """A change of what is read shows here; `python -m tools.examples` writes the files anew."""
    assert path.read_text(encoding="utf-8") == WRITTEN[path]


# These ask for what `terms align` adds, and for DOIs, which a made-up data set cannot have.
CASRAI = ("casrai-alignment", "casrai-model-record")


def test_the_complete_example_once_aligned_lacks_for_casrai_nothing_but_dois() -> None:
    quads = _example("complete").quads
    aligned = [*quads, *align(quads).quads]
    found = {f.code for token in CASRAI for f in check_quads(aligned, token).findings}
    assert found == {"FTL-C061", "FTL-C062"}


def test_the_complete_example_meets_every_profile_without_a_note() -> None:
    lineage = _example("complete")
    for profile in profiles():
        if profile.token in CASRAI:
            continue
        report = lineage.check(profile.token)
        assert report.conforms
        assert report.findings == ()
    (comparison, _) = [c for a in lineage.record.activities for c in a.comparisons]
    assert comparison.role in ("target-task", "safety")
