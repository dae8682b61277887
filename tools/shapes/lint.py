"""Check the shapes against the SHACL vocabulary, the ontology, the profiles and the list of codes.

SHACL engines pass over a misspelt term or a target that matches nothing, and then everything conforms.

Usage: python -m tools.shapes.lint
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode

from lineage_rdf.vocabulary.namespaces import FTL, ONTOLOGY, PREFIXES, SCHEMES, SH
from tools.shapes.known import FORBIDDEN, codes, foreign_terms, ontology_terms, shacl_terms
from tools.shapes.shapesgraph import TARGETS, ShapesGraph
from tools.shapes.source import SEVERITIES, SHAPES, chain, profiles
from tools.shapes.turtle import prefixes

CODE = re.compile(r"FTL-[WNEGZC][0-9]{3}\Z")
LETTERS = "WNEGZC"
_SCHEMES = tuple(f"{ONTOLOGY}/{scheme}/" for scheme in SCHEMES)
_ONCE = ("name", "severity")


def lint(folder: Path = SHAPES) -> list[str]:
    """Return one line per fault of the shapes in a folder, sorted."""
    graphs = {name: ShapesGraph(files(folder, name)) for name in profiles()}
    found: list[str] = []
    for name, graph in graphs.items():
        below = [graphs[lower] for lower in chain(name)]
        for check in (terms, descriptions, homes):
            found += check(name, graph)
        found += references(name, graph, below)
        found += anchors(name, below)
    found += idle(graphs)
    found += code_list(graphs, codes(folder))
    return sorted(set(found))


def files(folder: Path, profile: str) -> list[Path]:
    """Return the shapes files of a profile."""
    return sorted(path for path in (folder / profile).glob("*.ttl") if path.name != "profile.ttl")


def terms(profile: str, graph: ShapesGraph) -> Iterator[str]:
    """Yield terms that SHACL, the ontology or the list of foreign terms does not have."""
    nodes = {
        node for quad in graph.quads for node in (quad.predicate, quad.object) if isinstance(node, NamedNode)
    }
    for node in nodes:
        iri = node.value
        if iri.startswith(SH):
            yield from _shacl_term(profile, iri.removeprefix(SH))
        elif iri.startswith((FTL, *_SCHEMES)) and iri not in ontology_terms():
            yield f"{profile}: <{iri}> is not in the ontology"
        elif iri.startswith((PREFIXES["prov"], PREFIXES["schema"])) and iri not in foreign_terms():
            yield f"{profile}: <{iri}> is no foreign term that lineages use"


def _shacl_term(profile: str, name: str) -> Iterator[str]:
    if name not in shacl_terms():
        yield f"{profile}: sh:{name} is no term of SHACL"
    elif name in FORBIDDEN:
        yield f"{profile}: sh:{name} is not used here (closed shapes, advanced features or JavaScript)"


def descriptions(profile: str, graph: ShapesGraph) -> Iterator[str]:
    """Yield what a shape with a target lacks: name, message, severity, code, and a target that can match."""
    for shape in graph.named_shapes():
        if not graph.shacl(shape, "name"):
            yield f"{profile}: {shape} has no sh:name"
        if not graph.has_target(shape):
            continue
        for name in _ONCE:
            if len(graph.shacl(shape, name)) != 1:
                yield f"{profile}: {shape} needs exactly one sh:{name}"
        yield from _messages(profile, graph, shape)
        if [str(item.value) for item in graph.shacl(shape, "severity") if isinstance(item, NamedNode)][
            :1
        ] not in ([SH + name] for name in SEVERITIES):
            yield f"{profile}: {shape} has a severity that is none of SHACL's"
        found = [item.value for item in graph.code(shape) if isinstance(item, Literal)]
        if len(found) != 1 or not CODE.match(found[0]):
            yield f"{profile}: {shape} needs exactly one code as dcterms:identifier"
        yield from _targets(profile, graph, shape)


def _messages(profile: str, graph: ShapesGraph, shape: NamedNode) -> Iterator[str]:
    """Yield a shape that does not say once what it finds: itself, or by a description and a message of each of its queries."""
    queries = graph.shacl(shape, "sparql")
    told = len(graph.shacl(shape, "message"))
    described = len(graph.shacl(shape, "description")) == 1 and queries
    if told == 0 and described and all(len(graph.shacl(query, "message")) == 1 for query in queries):
        return
    if told != 1:
        yield f"{profile}: {shape} needs exactly one sh:message"


def _targets(profile: str, graph: ShapesGraph, shape: NamedNode) -> Iterator[str]:
    for kind in TARGETS:
        for target in graph.shacl(shape, kind):
            iri = target.value if isinstance(target, NamedNode) else str(target)
            if iri not in ontology_terms() and iri not in foreign_terms():
                yield f"{profile}: {shape} can never match, its sh:{kind} {target} is unknown"


def homes(profile: str, graph: ShapesGraph) -> Iterator[str]:
    """Yield shapes that lie in the folder of another profile or take over the IRI of a class."""
    for shape in graph.named_shapes():
        if not shape.value.startswith(prefixes()[profile]):
            yield f"{profile}: {shape} does not belong to the shapes of this profile"


def references(profile: str, graph: ShapesGraph, below: list[ShapesGraph]) -> Iterator[str]:
    """Yield references to shapes that the profile does not load, and shapes that refer to themselves.

    An engine takes an unknown shape for one that everything meets; recursion is undefined in SHACL.
    """
    there = {shape for lower in below for shape in lower.named_shapes()}
    uses = {shape: set(lower.uses(shape)) for lower in below for shape in lower.named_shapes()}
    for shape in graph.named_shapes():
        for used in uses[shape] - there:
            yield f"{profile}: {shape} refers to {used}, which is no shape of the profile"
        if shape in _reached(shape, uses):
            yield f"{profile}: {shape} refers to itself"


def _reached(shape: NamedNode, uses: dict[NamedNode, set[NamedNode]]) -> set[NamedNode]:
    reached: set[NamedNode] = set()
    open_nodes = set(uses.get(shape, ()))
    while open_nodes:
        node = open_nodes.pop()
        reached.add(node)
        open_nodes |= uses.get(node, set()) - reached
    return reached


def anchors(profile: str, below: list[ShapesGraph]) -> Iterator[str]:
    """Yield a profile whose anchor is not a shape with a target."""
    prefix, _, name = profiles()[profile]["anchor"].partition(":")
    anchor = NamedNode(prefixes()[prefix] + name)
    if not any(lower.has_target(anchor) for lower in below):
        yield f"{profile}: the anchor {anchor} is no shape with a target"


def idle(graphs: dict[str, ShapesGraph]) -> Iterator[str]:
    """Yield helper shapes that no shape refers to, and blank shapes with a code that nobody sees."""
    used = {used for graph in graphs.values() for shape in graph.named_shapes() for used in graph.uses(shape)}
    for profile, graph in graphs.items():
        for shape in graph.named_shapes():
            if not graph.has_target(shape) and shape not in used:
                yield f"{profile}: {shape} has no target and nothing refers to it"
        for quad in graph.quads:
            if isinstance(quad.subject, BlankNode) and quad.predicate.value.endswith("/terms/identifier"):
                yield f"{profile}: a nested shape carries the code {quad.object}"


def code_list(graphs: dict[str, ShapesGraph], rows: dict[str, dict[str, str]]) -> Iterator[str]:
    """Yield codes that codes.csv and the shapes do not agree on."""
    where: dict[str, list[str]] = {}
    for profile, graph in graphs.items():
        for shape in graph.named_shapes():
            for item in graph.code(shape):
                where.setdefault(str(item.value), []).append(profile)  # type: ignore[union-attr]
    for code in where.keys() - rows.keys():
        yield f"codes.csv: {code} is missing"
    for code, row in rows.items():
        if code[4] not in LETTERS or code == "FTL-W001":
            continue
        there = " ".join(name for name in profiles() if name in where.get(code, ()))
        if row["profiles"] != there:
            yield f"codes.csv: {code} stands in the profiles '{there}', not '{row['profiles']}'"
    yield from _requirements(rows)
    yield from _texts(rows)


def _requirements(rows: dict[str, dict[str, str]]) -> Iterator[str]:
    """Yield codes of missing facts that share subject and element: completeness would count them as one fact."""
    seen: dict[tuple[str, str], str] = {}
    for code, row in rows.items():
        if code[4] in "NEGC" and row["fault"] == "missing":
            other = seen.setdefault((row["subject"], row["element"]), code)
            if other != code:
                yield f"codes.csv: {other} and {code} are missing facts of one subject and element"


def _texts(rows: dict[str, dict[str, str]]) -> Iterator[str]:
    """Yield rows without a title or a fix, and mnemonics given twice."""
    seen: dict[str, str] = {}
    for code, row in rows.items():
        if code[4] in LETTERS and not (row["title"] and row["fix"]):
            yield f"codes.csv: {code} needs a title and a fix"
        other = seen.setdefault(row["mnemonic"], code)
        if other != code:
            yield f"codes.csv: {other} and {code} have one mnemonic"


def main() -> int:
    """Print the faults; return 1 if there are any."""
    found = lint()
    sys.stdout.writelines(f"{line}\n" for line in found)
    return int(bool(found))


if __name__ == "__main__":
    raise SystemExit(main())
