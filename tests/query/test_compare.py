"""Models side by side: how steps are paired, sorting, and rungs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad

from lineage_rdf.bulk.rungs_in_place import with_rungs
from lineage_rdf.errors import UsageError
from lineage_rdf.lineage import read
from lineage_rdf.query import in_memory, run_query
from lineage_rdf.query.side_by_side import side_by_side
from tests.query.cases_compare import MEASURED
from tests.query.places import brief, quads

_DONE = st.lists(st.sampled_from("sdmq"), max_size=12)


@given(_DONE, _DONE)
def test_every_step_stands_once_and_in_order(one: list[str], other: list[str]) -> None:
    pairs = list(side_by_side(one, other))
    assert [left for left, _ in pairs if left is not None] == list(range(len(one)))
    assert [right for _, right in pairs if right is not None] == list(range(len(other)))
    assert (None, None) not in pairs


def test_equal_steps_are_paired_before_places_are() -> None:
    assert list(side_by_side("sd", "d")) == [(0, None), (1, 0)]
    assert list(side_by_side("ssd", "sd")) == [(0, 0), (1, None), (2, 1)]
    assert list(side_by_side("sdq", "smq")) == [(0, 0), (1, 1), (2, 2)]


def test_long_chains_are_paired_in_no_time() -> None:
    one, other = ["s"] * 20_000, ["s", "d"] * 10_000
    assert len(list(side_by_side(one, one))) == 20_000
    assert len(list(side_by_side(one, other))) == 20_000


def _chain(name: str, length: int) -> str:
    steps = (
        f"h:{name}{place} ftl:derivedFromModel h:{f'{name}{place - 1}' if place else 'root'} . "
        f"x:{name}{place} ftl:producedModel h:{name}{place} ; ftl:hasObjective objective:sft ."
        for place in range(length)
    )
    return f"x:g-{name} {{ {' '.join(steps)} }}"


@pytest.mark.parametrize("length", [2_000, pytest.param(20_000, marks=pytest.mark.full)])
def test_long_chains(length: int) -> None:
    found = run_query(
        in_memory(quads(_chain("a", length) + _chain("b", length - 1))),
        "compare-models",
        {"model": f"tide/a{length - 1}", "other": f"tide/b{length - 2}"},
    )
    # The root, then model and objective of each step, the last of which has nothing beside it.
    assert len(found) == 1 + 2 * length
    assert brief(found, "step what value same")[-1] == (str(length + 1), "objective", "sft", "model only")


def test_rows_are_sorted_by_a_column_with_the_empty_ones_last() -> None:
    def models(sort: str, **more: int) -> list[str]:
        found = run_query(
            in_memory(quads(MEASURED)), "compare-siblings", {"base": "tide/base"}, sort=sort, **more
        )
        return [row[0] for row in brief(found, "model")]

    assert models("delta") == models("-delta") == ["two", "three"]
    assert models("-model") == ["two", "three"]
    assert models("model") == ["three", "two"]
    assert models("-model", offset=1) == models("model", limit=1) == ["three"]
    with pytest.raises(UsageError, match="no column 'height' to sort by"):
        models("height")


def test_rungs_are_those_that_a_check_of_each_lineage_gives() -> None:
    lineages = [read(f"examples/{name}") for name in ("zephyr-like", "complete")]
    store = in_memory(
        Quad(quad.subject, quad.predicate, quad.object, NamedNode(lineage.iri))
        for lineage in lineages
        for quad in lineage.quads
    )
    found = with_rungs(store, run_query(store, "descendants", {"model": "mistralai/Mistral-7B-v0.1"}))
    rows = {row["model_id"]: (row["rung"], row["height"]) for row in found}
    assert lineages[0].check("lineage").conforms
    assert not lineages[0].check("reproducible").conforms
    assert rows["harbour-lab/harbour-7b-dpo"] == rows["harbour-lab/harbour-7b-sft"] == ("lineage", 4)


def test_a_lineage_in_no_named_graph_has_no_rung_and_results_without_models_are_refused() -> None:
    store = in_memory(quads("h:two ftl:derivedFromModel h:base ."))
    found = with_rungs(store, run_query(store, "descendants", {"model": "tide/base"}))
    assert [row["rung"] for row in found] == [None]
    assert "1 model" in found.told[0]
    with pytest.raises(UsageError, match="no column model"):
        with_rungs(store, run_query(store, "methods"))
