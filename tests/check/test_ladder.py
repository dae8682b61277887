"""One run over the whole ladder says for each rung what a run for that rung alone says."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad

from lineage_rdf.check import check_ladder, check_quads
from lineage_rdf.check.profiles import LADDER
from tests.shapes.checking import spoiled
from tests.shapes.faults import drop, put, status, then

# What is wrong -> how it is brought about. The third leaves no anchor for the upper rungs.
FAULTS = {
    "nothing": "INSERT DATA {}",
    "facts and order": then(
        drop("n:sft", "ftl:baseModel", "ftl:hasDatasetUse"),
        drop("n:dpo-data", "ftl:revision"),
        put("n:sft ftl:followsStep n:quantize"),
    ),
    "weak facts": then(
        status("n:sft-seed", "setting", "inferred", "42"),
        status("n:dpo", "method", "conflicting", "dpo").replace("n:fault", "n:other-fault"),
        put('n:sft ftl:hasSetting [ a ftl:HyperparameterSetting ; schema:name "own" ]'),
    ),
    "no training": then(
        *(f"DELETE WHERE {{ n:{step} ?p ?o }}" for step in ("sft", "dpo")),
        drop("n:lineage", "ftl:hasStep"),
        drop("n:fold", "ftl:ordinal"),
    ),
}


def canonical(quads: Iterable[Quad]) -> set[str]:
    """Return the statements under canonical names of their blank nodes."""
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in dataset}


@pytest.mark.parametrize("fault", FAULTS)
def test_every_rung_is_what_its_own_check_says(fault: str) -> None:
    quads = spoiled(FAULTS[fault])
    ladder = check_ladder(quads, "reproducible")
    assert tuple(ladder) == LADDER
    for profile, report in ladder.items():
        alone = check_quads(quads, profile)
        assert report.findings == alone.findings, profile
        assert report.passed == alone.passed, profile
        assert (report.profile, report.nodes_checked) == (alone.profile, alone.nodes_checked)
        assert canonical(report.report) == canonical(alone.report), profile


def test_the_faults_tell_the_rungs_apart() -> None:
    """The comparison above would mean little if every rung found the same."""
    ladder = check_ladder(spoiled(FAULTS["facts and order"]), "reproducible")
    counts = [len(ladder[profile].findings) for profile in LADDER]
    assert counts[0] > 0
    assert counts[0] < counts[2] < counts[4]
    assert not any(report.passed for report in ladder.values())


def test_a_ladder_may_end_below_the_top() -> None:
    ladder = check_ladder(spoiled(drop("n:sft", "ftl:baseModel")), "disclosure")
    assert list(ladder) == ["wellformed", "instance", "disclosure"]
    assert [report.passed for report in ladder.values()] == [True, True, False]
