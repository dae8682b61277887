"""Shapes files of users: what is said of them before and after a check, since a shape that looks at nothing passes everything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from lineage_rdf.check.check import subclasses
from lineage_rdf.check.compiled.targets import KINDS
from lineage_rdf.check.shapes import load_shapes
from lineage_rdf.errors import UsageError
from lineage_rdf.vocabulary.namespaces import OWL, RDF, RDFS, SH

_TARGETS = {f"{SH}{kind}": kind for kind in KINDS}
_TYPE = NamedNode(f"{RDF}type")


def refuse_idle(files: Sequence[Path]) -> None:
    """Refuse files that hold no shape, and files that together have no target: they would check nothing, and all would pass.

    Args:
        files: the files; one may hold shapes that another one's targets lead to.

    Raises:
        UsageError: with the name of the file.
        InputError: if a file cannot be read.
    """
    for path in files:
        if not any(quad.predicate.value.startswith(SH) for quad in load_shapes((path,)).quads):
            fix = f"name a file with SHACL shapes; their namespace is {SH}"
            raise UsageError("there is no shape in this file", str(path), fix)
    if files and not any(True for _ in _targets(files)):
        fix = "give a shape sh:targetClass, sh:targetNode, sh:targetSubjectsOf or sh:targetObjectsOf"
        raise UsageError("no shape has a target, so nothing would be checked", str(files[0]), fix)


def names_in(quads: Iterable[Quad]) -> set[str]:
    """Return what targets may ask for in some statements: predicates, and `a CLASS` for classes."""
    found: set[str] = set()
    for quad in quads:
        found.add(quad.predicate.value)
        if quad.predicate == _TYPE and isinstance(quad.object, NamedNode):
            found.add(f"a {quad.object.value}")
    return found


def told_of_idle(files: Sequence[Path], names: set[str]) -> list[str]:
    """Return a line for each target of the user that met no node.

    Args:
        files: the user's files.
        names: what occurs in all that was checked (see `names_in`).
    """
    lines = []
    for kind, name in dict.fromkeys(_targets(files)):
        asked = {f"a {iri}" for iri in subclasses(frozenset([name]))} if kind == "targetClass" else {name}
        if kind != "targetNode" and not asked & names:
            lines.append(
                f"no node was checked by shapes with sh:{kind} <{name}>: nothing of that kind is there"
            )
    return lines


def _targets(files: Sequence[Path]) -> Iterator[tuple[str, str]]:
    """Yield (kind, IRI or text) of the targets in some files; a shape that is a class targets its instances."""
    quads = load_shapes(tuple(files)).quads
    typed: dict[object, set[str]] = {}
    for quad in quads:
        if quad.predicate.value in _TARGETS and isinstance(quad.object, NamedNode | Literal):
            yield _TARGETS[quad.predicate.value], quad.object.value
        if quad.predicate == _TYPE and isinstance(quad.object, NamedNode):
            typed.setdefault(quad.subject, set()).add(quad.object.value)
    for node, kinds in typed.items():
        if kinds & {f"{RDFS}Class", f"{OWL}Class"} and kinds & {f"{SH}NodeShape", f"{SH}PropertyShape"}:
            yield "targetClass", str(getattr(node, "value", node))
