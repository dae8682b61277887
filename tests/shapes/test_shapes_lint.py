"""The shapes are what the tables say, mean something to SHACL and to the ontology, and the lint finds when they do not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from tools.shapes.build import out_of_date
from tools.shapes.lint import files, lint
from tools.shapes.shapesgraph import ShapesGraph
from tools.shapes.source import SHAPES
from tools.shapes.turtle import SHAPE
from tools.vocabulary.source import Source

# What it runs is in tools, whose lines are not counted.
pytestmark = pytest.mark.uncounted


def test_generated_files_are_up_to_date() -> None:
    assert out_of_date(SHAPES) == []


def test_the_shapes_pass_the_lint() -> None:
    assert lint() == []


# (file, text in it, text put in its place, what the lint says)
FAULTS = [
    ("wellformed/merge.ttl", "sh:minCount 2", "sh:minCuont 2", "sh:minCuont is no term of SHACL"),
    ("wellformed/merge.ttl", "sh:targetClass ftl:Merging", "sh:targetClass ftl:Mergin", "can never match"),
    (
        "wellformed/merge.ttl",
        "sh:path ftl:layerRange",
        "sh:path ftl:layerRang",
        "ftl#layerRang> is not in the ontology",
    ),
    (
        "wellformed/status.ttl",
        "status:unresolved",
        "status:unsolved",
        "status/unsolved> is not in the ontology",
    ),
    ("wellformed/merge.ttl", '"FTL-W052"', '"FTL-W052X"', "needs exactly one code"),
    ("wellformed/merge.ttl", '"FTL-W052"', '"FTL-W059"', "codes.csv: FTL-W059 is missing"),
    ("wellformed/merge.ttl", '"FTL-W052"', '"FTL-W053"', "codes.csv: FTL-W052 stands in the profiles ''"),
    ("wellformed/merge.ttl", "    sh:severity sh:Violation ;\n", "", "needs exactly one sh:severity"),
    (
        "wellformed/merge.ttl",
        "sh:severity sh:Violation",
        "sh:severity sh:Error",
        "severity that is none of SHACL's",
    ),
    ("wellformed/merge.ttl", "    sh:minInclusive 0", "    sh:closed true", "sh:closed is not used here"),
    (
        "wellformed/merge.ttl",
        "wellformed:LayerRange",
        "ftl:Merging",
        "does not belong to the shapes of this profile",
    ),
    (
        "wellformed/lineage.ttl",
        "wellformed:FailedStep\n",
        "wellformed:FailedSteps\n",
        "which is no shape of the profile",
    ),
    (
        "wellformed/lineage.ttl",
        "sh:not wellformed:FailedStep",
        "sh:not wellformed:FinishedStep",
        "refers to itself",
    ),
    ("wellformed/dataset.ttl", "wellformed:UseOfDataset", "wellformed:Other", ""),
    ("instance/lineage.ttl", "instance:TrainingStep\n", "instance:Training\n", "is no shape with a target"),
    (
        "instance/lineage.ttl",
        "sh:qualifiedValueShape instance:TellsProcedure",
        "sh:class ftl:FineTuning",
        "nothing refers to it",
    ),
    (
        "codes.csv",
        ",setting:seed,missing",
        ",setting:beta,missing",
        "are missing facts of one subject and element",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "said"), FAULTS)
def test_the_lint_finds_a_fault(tmp_path: Path, file: str, old: str, new: str, said: str) -> None:
    folder = tmp_path / "shapes"
    shutil.copytree(SHAPES, folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    found = lint(folder)
    assert any(said in line for line in found) if said else found == []


def below(scheme: str, top: str) -> set[str]:
    """Return a member of a scheme and all members below it."""
    rows = next(item for item in Source().schemes if item["scheme"] == scheme)["terms"]
    found = {top}
    while more := {row["id"] for row in rows if found & set(row.get("broader", []))} - found:
        found |= more
    return found


@pytest.mark.parametrize(
    ("profile", "shape", "scheme", "top"),
    [
        ("wellformed", "TrainingRole", "dataset-role", "training"),
        ("reproducible", "Lora", "parameterization", "lora"),
        ("reproducible", "Preference", "objective", "preference-optimisation"),
    ],
)
def test_lists_of_terms_follow_their_schemes(profile: str, shape: str, scheme: str, top: str) -> None:
    graph = ShapesGraph(files(SHAPES, profile))
    (head,) = graph.shacl(NamedNode(f"{SHAPE}{profile}/{shape}"), "in")
    listed = {str(item.value).rpartition("/")[2] for item in graph.members(head)}  # type: ignore[union-attr]
    assert listed == below(scheme, top)
