"""Lineages and sites for the tests of publishing."""

from __future__ import annotations

from pathlib import Path

from lineage_rdf.loading import How
from lineage_rdf.publish import Plan, Published, publish

BASE = "https://lineages.example/l/"
_TURTLE = """@prefix ftl: <https://w3id.org/ftl#> . @prefix schema: <http://schema.org/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
<{iri}> a ftl:FineTuneLineage, prov:Entity ; ftl:headModel <{iri}/model> ; ftl:hasStep <{iri}/step> .
<{iri}/model> a ftl:Model, prov:Entity ; schema:identifier {label} ; ftl:derivedFromModel <{parent}> .
<{parent}> a ftl:Model, prov:Entity ; schema:name "the base" .
<{iri}/step> a ftl:FineTuning, ftl:TransformationStep, prov:Activity ; ftl:ordinal 1 ; ftl:baseModel <{parent}> ;
  ftl:producedModel <{iri}/model> ; ftl:hasObjective <https://w3id.org/ftl/objective/sft> .
"""


def turtle(
    iri: str, label: str = '"quay-lab/tide"', parent: str = "https://huggingface.co/quay-lab/base"
) -> str:
    """Return an invented lineage as Turtle."""
    return _TURTLE.format(iri=iri, label=label, parent=parent)


def write(folder: Path, **lineages: str) -> list[str]:
    """Write a file of each lineage, named by what it is called, and return their paths."""
    folder.mkdir(exist_ok=True)
    for name, text in lineages.items():
        (folder / f"{name}.ttl").write_text(text, encoding="utf-8")
    return [str(folder / f"{name}.ttl") for name in lineages]


def site(folder: Path, sources: list[str], jobs: int = 1, base: str = BASE, **more: object) -> Published:
    """Publish into a folder."""
    return publish(sources, Plan(base=base, how=How(jobs=jobs), **more), folder)


def content(folder: Path) -> dict[str, bytes]:
    """Return path -> content of all files of a folder."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}
