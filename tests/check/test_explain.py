"""What is told of a finding code is true: its examples fail and pass, and its shape is the one that is checked."""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox
import pytest

from lineage_rdf.check import check_ladders, check_quads
from lineage_rdf.check.check import files_of
from lineage_rdf.check.codes import codes
from lineage_rdf.check.completeness import _reachable
from lineage_rdf.check.examples import example_of
from lineage_rdf.check.explain import OWN, explain, find, listed
from lineage_rdf.check.profiles import profiles
from lineage_rdf.check.shape_text import severities, shapes_with
from lineage_rdf.check.shapes import load_shapes
from lineage_rdf.codec.read import read_quads
from lineage_rdf.codec.syntax import Syntax
from lineage_rdf.errors import UsageError
from tests.shapes.checking import BESIDE
from tests.shapes.golden import codes as shape_codes
from tests.shapes.golden import owner

CODES = tuple(shape_codes())
# Without a lineage nothing would be checked; most examples are about a part of one.
AROUND = "<https://example.org/around> a <https://w3id.org/ftl#FineTuneLineage> ."


def read(turtle: str) -> list[ox.Quad]:
    return read_quads(turtle.encode(), Syntax.TURTLE, "example")


@cache
def found() -> dict[tuple[str, str], set[str]]:
    """Return (code, fails or passes) -> codes found in that example."""
    result = {}
    for top in ("reproducible", *BESIDE):
        own = [code for code in CODES if (owner(code) if owner(code) in BESIDE else "reproducible") == top]
        keys = [(code, side) for code in own for side in ("fails", "passes")]
        texts = [getattr(example_of(code), side) for code, side in keys]
        lineages = [read(text) + read(AROUND) for text in texts]
        for key, ladder in zip(keys, check_ladders(lineages, top), strict=True):
            result[key] = {f.code for f in ladder[top].findings if not f.focus.endswith("/around")}
    return result


@pytest.mark.uncounted  # the same few lines hundreds of times
@pytest.mark.parametrize("code", CODES)
def test_the_example_that_fails_fails_and_the_other_passes(code: str) -> None:
    assert code in found()[code, "fails"]
    assert code not in found()[code, "passes"]


def test_the_example_of_nothing_to_check() -> None:
    example = explain("FTL-W001").example
    assert example is not None
    assert {f.code for f in check_quads(read(example.fails), "wellformed").findings} == {"FTL-W001"}
    assert not check_quads(read(example.passes), "wellformed").findings


@pytest.mark.parametrize("code", CODES)
def test_the_shape_is_the_one_that_is_checked(code: str) -> None:
    graph = load_shapes(tuple(path for item in profiles() for path in item.files))
    own = {shape for shape, known in graph.codes.items() if known == code}
    told = read(explain(code).shapes_turtle())
    assert own == {q.subject.value for q in told if str(q.object) == f'"{code}"'}
    # The text may hold more, for a shape may be named in a comment or in the body of a query.
    wanted = {q.subject.value for q in _reachable(graph, own) if isinstance(q.subject, ox.NamedNode)}
    assert wanted <= {q.subject.value for q in told if isinstance(q.subject, ox.NamedNode)}
    assert same(_reachable(graph, wanted), _reachable(load(told), wanted))


def load(quads: list[ox.Quad]):  # type: ignore[no-untyped-def]
    from lineage_rdf.check.shapes import ShapesGraph

    return ShapesGraph(tuple(quads), {}, {})


def same(one: list[ox.Quad], other: list[ox.Quad]) -> bool:
    datasets = [ox.Dataset(quads) for quads in (one, other)]
    for dataset in datasets:
        dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return datasets[0] == datasets[1]


@pytest.mark.parametrize("code", CODES)
def test_the_weights_are_those_of_the_shapes(code: str) -> None:
    told = severities(code)
    for item in profiles():
        graph = load_shapes(files_of(item))
        assert (item.token in told) == (code in graph.codes.values())
    assert owner(code) in told
    assert set(codes()[code].profiles) <= set(told)


def test_the_weights_of_a_few_codes() -> None:
    assert severities("FTL-E012") == {
        "instance": "info",
        "disclosure": "warning",
        "lineage": "violation",
        "reproducible": "violation",
        "casrai-model-record": "info",
    }
    assert severities("FTL-G113") == {"governance": "info"}
    assert severities("FTL-R001") == {}


def test_what_a_shape_looks_at() -> None:
    assert explain("FTL-E021").looks_at == ("each ftl:FineTuning", "each ftl:PreTraining")
    assert explain("FTL-W063").looks_at == ("each value of ftl:producedModel",)
    assert explain("FTL-W060").looks_at == ("what has ftl:derivedFromModel",)
    assert explain("FTL-W037").looks_at == ("what has prov:endedAtTime",)
    assert all(explain(code).looks_at for code in CODES)


def test_names_in_the_lines_of_lineage_yaml_are_invented() -> None:
    assert "base_model: ORG/MODEL@9" in explain("FTL-E101").yaml
    assert "ORG/NAME:" in explain("FTL-G041").yaml
    assert not any("LABEL" in explain(code).yaml or "NAMED" in explain(code).yaml for code in CODES)


def test_every_code_can_be_explained() -> None:
    for code in codes():
        told = explain(code)
        assert told.code.code == code and told.found_when
        assert bool(told.shapes) == (code in CODES)
        assert (told.example is not None) == (code in CODES or code == "FTL-W001")
    assert len(shapes_with("FTL-W010")) > 20
    assert explain("FTL-W001").severities == {"all": "violation"}


@pytest.mark.parametrize(
    "name",
    [
        "FTL-E021",
        "E021",
        "e021",
        "dataset-missing",
        "Dataset-Missing",
        "missing-dataset",
        " ftl-e021  dataset-missing ",
    ],
)
def test_the_names_of_a_code(name: str) -> None:
    assert find(name).code == "FTL-E021"


def test_the_code_of_a_shape_of_ones_own_is_what_findings_show() -> None:
    from lineage_rdf.check.findings import from_result
    from lineage_rdf.check.results import Result

    found = from_result(Result("urn:s", "urn:x", "", "", "info", "?", "sparql"), "", "x", "wellformed")
    assert explain(found.code).code.code == found.code == OWN
    assert OWN not in codes()


def test_all_codes_are_listed_where_none_is_named() -> None:
    assert listed([]) == list(codes().values())


def test_no_two_codes_share_a_name() -> None:
    assert all(find(row.mnemonic) == row or row.code[4] == "R" for row in codes().values())


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("E0211", "FTL-E021 dataset-missing"),
        ("datset-missing", "FTL-E021 dataset-missing"),
        ("seed", "FTL-E201 seed-missing"),
    ],
)
def test_an_unknown_code_names_those_that_come_near(name: str, near: str) -> None:
    with pytest.raises(UsageError) as error:
        find(name)
    assert near in error.value.fix and error.value.exit_code == 2


@pytest.mark.parametrize("name", ["", "??", "zzzzzzzz"])
def test_an_unknown_code_that_comes_near_none(name: str) -> None:
    with pytest.raises(UsageError) as error:
        find(name)
    assert "--list" in error.value.fix
