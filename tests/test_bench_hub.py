"""The made-up hub: the same bytes every time, of the size and kinds that were asked for, clean apart from its known faults."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Quad

from bench.hub.__main__ import main
from bench.hub.plan import DEEPEST, make_plan
from bench.hub.seeding import KINDS
from bench.hub.write import Hub, read_faults, write
from lineage_rdf.check.check import check_quads, files_of
from lineage_rdf.check.engine import validate, validate_many
from lineage_rdf.check.profiles import profile
from lineage_rdf.check.results import Outcome
from lineage_rdf.check.shapes import load_shapes
from lineage_rdf.codec.read import read_file
from lineage_rdf.codec.syntax import Syntax

MODELS = 400
SHAPES = load_shapes(files_of(profile("reproducible")))


def _codes(outcome: Outcome) -> set[tuple[str, str]]:
    return {(result.focus, SHAPES.codes[result.shape]) for result in outcome.results}


@pytest.fixture(scope="module")
def faulty() -> tuple[Hub, set[tuple[str, str]]]:
    """A hub with one fault of each kind, and what is found in it."""
    hub = Hub(MODELS, 1)
    return hub, _codes(validate(list(hub.graph()), SHAPES))


@pytest.mark.parametrize("ending", ["nt", "ttl", "nq"])
def test_the_same_bytes_twice(ending: str, tmp_path: Path) -> None:
    first, second, other = (tmp_path / f"{name}.{ending}" for name in ("first", "second", "other"))
    main(["--models", str(MODELS), str(first)])
    main(["--models", str(MODELS), str(second)])
    main(["--models", str(MODELS), "--seed", "1", str(other)])
    assert first.read_bytes() == second.read_bytes() != other.read_bytes()
    faults = (tmp_path / "first.faults.tsv").read_bytes()
    assert faults == (tmp_path / "second.faults.tsv").read_bytes()
    assert faults.count(b"\n") == len(KINDS)


def test_n_models_are_n_models() -> None:
    quads = list(Hub(MODELS, 0).graph())
    models = [q.subject for q in quads if q.object.value == "https://w3id.org/ftl#Model"]  # type: ignore[union-attr]
    assert len(models) == len(set(models)) == MODELS
    assert len(quads) == len(set(quads))
    assert not any(isinstance(term, BlankNode) for quad in quads for term in quad)


def test_both_graphs_and_graph_say_the_same(tmp_path: Path) -> None:
    hub = Hub(MODELS, 1)
    for name in ("hub.nt", "hub.ttl", "hub.nq"):
        write(hub, tmp_path / name)
    one = set(read_file(tmp_path / "hub.nt", Syntax.NTRIPLES))
    assert one == set(read_file(tmp_path / "hub.ttl", Syntax.TURTLE))
    many = read_file(tmp_path / "hub.nq", Syntax.NQUADS)
    assert len({quad.graph_name for quad in many}) == len(hub.plan.lineages)
    own = {quad for quad in one if quad.subject.value.startswith("urn:uuid:")}  # type: ignore[union-attr]
    assert own <= {Quad(quad.subject, quad.predicate, quad.object) for quad in many}


def test_kinds_come_in_their_shares() -> None:
    plan = make_plan(1000)
    stages = [stage for lineage in plan.lineages for stage in lineage]
    assert plan.bases == 600
    assert Counter(stage.kind for stage in stages) == {
        "merge": 24,
        "quantised": 80,
        "adapter": 116,
        "full": 180,
    }
    assert [stage.model for stage in stages] == list(range(600, 1000))


def test_chains_are_deep_and_bases_popular() -> None:
    plan = make_plan(4000)
    depth: dict[int, int] = {}
    children: Counter[int] = Counter()
    for stage in (stage for lineage in plan.lineages for stage in lineage):
        depth[stage.model] = 1 + max(depth.get(base, 0) for base in stage.bases)
        children.update(stage.bases)
        assert len(stage.bases) == 1 or stage.kind == "merge"
        assert all(base < stage.model for base in stage.bases)
    assert max(depth.values()) == DEEPEST
    assert children.most_common(1)[0][0] == 0
    assert children[0] > 10 * children[50]


def test_clean_data_pass() -> None:
    hub = Hub(MODELS, 0)
    report = check_quads(list(hub.graph()), "reproducible")
    assert report.passed
    assert report.findings == ()
    assert hub.faults == []


def test_each_clean_lineage_passes_alone() -> None:
    lineages = [quads for _, quads in Hub(MODELS, 0).graphs()]
    assert [outcome.results for outcome in validate_many(lineages, SHAPES)] == [()] * len(lineages)


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_a_fault_is_found_with_its_code(kind: str, faulty: tuple[Hub, set[tuple[str, str]]]) -> None:
    hub, found = faulty
    (fault,) = (fault for fault in hub.faults if fault.kind == kind)
    assert (fault.node, fault.code) in found


def test_faults_are_found_in_their_own_lineages_only() -> None:
    hub = Hub(MODELS, 1)
    outcomes = validate_many([quads for _, quads in hub.graphs()], SHAPES)
    assert {number for number, outcome in enumerate(outcomes) if outcome.results} == {
        fault.lineage for fault in hub.faults
    }
    for fault in hub.faults:
        assert (fault.node, fault.code) in _codes(outcomes[fault.lineage])


def test_faults_are_written_and_read(tmp_path: Path) -> None:
    main(["--models", str(MODELS), "--faults", "1", str(tmp_path / "hub.nq")])
    hub = Hub(MODELS, 1)
    assert list(hub.graphs())
    assert sorted(map(str, read_faults(tmp_path / "hub.faults.tsv"))) == sorted(map(str, hub.faults))


def test_a_hub_may_be_too_small_for_its_faults(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="too few lineages for 1 of each fault"):
        main(["--models", "50", str(tmp_path / "hub.nt")])


def test_other_endings_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"must end in \.nt, \.ttl, \.nq"):
        main(["--models", "50", "--faults", "0", str(tmp_path / "hub.xml")])
