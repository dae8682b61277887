"""What shapes may speak of: terms of SHACL, of the ontology and its schemes, and foreign terms of lineages."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, parse

from lineage_rdf.vocabulary.namespaces import RDF, RDFS
from tools.shapes.source import ROOT, SHAPES, casrai
from tools.vocabulary.graph import expand
from tools.vocabulary.source import Source

# Advanced features, JavaScript and closed shapes: foreign statements pass through, and no engine runs code.
FORBIDDEN = frozenset(
    (
        "closed",
        "ignoredProperties",
        "rule",
        "js",
        "target",
        "expression",
        "filterShape",
        "entailment",
        "shapesGraph",
    )
)


@cache
def shacl_terms() -> frozenset[str]:
    """Return the local names of the SHACL vocabulary."""
    text = (Path(__file__).parent / "source" / "shacl_terms.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if not line.startswith("#"))


@cache
def ontology_terms() -> frozenset[str]:
    """Return the IRIs that the core and the schemes describe."""
    folder = ROOT / "ontology"
    files = [folder / "ftl.ttl", *sorted((folder / "schemes").glob("*.ttl"))]
    return frozenset(
        quad.subject.value
        for path in files
        for quad in parse(path=str(path), format=RdfFormat.TURTLE)
        if isinstance(quad.subject, NamedNode)
    )


@cache
def foreign_terms() -> frozenset[str]:
    """Return the classes and properties of other vocabularies that lineages use, and those of RDF itself."""
    core = Source().core
    parents = {name for row in core["classes"].values() for name in row.get("parents", []) if ":" in name}
    used = {row["iri"] for row in core["foreign"].values()} | {"schema:Dataset"}
    # Lineages of ours do not use these; identifiers of CASRAI stand there.
    used |= {
        *casrai()["properties"],
        *(name.partition(":")[2] for name in casrai()["nodes"]),
        "schema:version",
    }
    return frozenset(map(expand, parents | used)) | {f"{RDF}type", f"{RDFS}subClassOf"}


def codes(folder: Path = SHAPES) -> dict[str, dict[str, str]]:
    """Return code -> row of codes.csv."""
    with (folder / "codes.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file)}
