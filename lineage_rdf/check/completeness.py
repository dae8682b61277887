"""How complete a lineage is for a profile: a fraction, and the list of what is missing (decisions section 6.6).

A profile asks for a fact by a shape whose code means that the fact is missing. The fact counts once for each node the shape
looks at, unless one of the shape's excuses holds there (a LoRA rank is not asked of full fine-tuning).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import TypeAlias

from attrs import frozen
from pyoxigraph import BlankNode, NamedNode, Quad

from lineage_rdf.check.check import subclasses
from lineage_rdf.check.codes import codes
from lineage_rdf.check.elements import ElementCount, Fact, fact_of, place_of
from lineage_rdf.check.engine import validate, validate_many
from lineage_rdf.check.findings import Finding, at_least
from lineage_rdf.check.labels import labels_of
from lineage_rdf.check.profiles import profile
from lineage_rdf.check.request import CheckReport, files_of
from lineage_rdf.check.results import Engine, Outcome
from lineage_rdf.check.shapes import ShapesGraph, load_shapes
from lineage_rdf.codec.names import text
from lineage_rdf.vocabulary.namespaces import RDF, SH

_ManyEngine: TypeAlias = Callable[[Sequence[Sequence[Quad]], ShapesGraph], Sequence[Outcome]]


@frozen
class Completeness:
    """How many of the facts that a profile asks for are there.

    Args:
        profile: token of the profile.
        have: how many are there as the profile wants them.
        of: how many it asks of this lineage.
        missing: one line for each that is not there.
        elements: the same element by element, in the order of the finding codes.
    """

    profile: str
    have: int
    of: int
    missing: tuple[str, ...]
    elements: tuple[ElementCount, ...] = ()

    def __str__(self) -> str:
        """Return for example `9 of 12`."""
        return f"{self.have} of {self.of}"


def completeness(
    quads: Sequence[Quad], token: str, findings: Sequence[Finding], engine: Engine = validate
) -> Completeness:
    """Return how complete a lineage is for a profile.

    Args:
        quads: the statements of the lineage.
        token: the profile.
        findings: what checking it against that profile found.
        engine: what tells where an excuse holds.
    """
    index = _Index(quads)
    (asked,) = _asked([quads], [index], token, lambda _lineages, shapes: [engine(quads, shapes)])
    return _complete(token, asked, findings, index)


def completeness_on_ladders(
    lineages: Sequence[Sequence[Quad]], ladders: Sequence[Mapping[str, CheckReport]]
) -> list[dict[str, Completeness]]:
    """Return how complete many lineages are for each profile they were checked against.

    Args:
        lineages: the statements of each lineage.
        ladders: what `check_ladders` found of each.

    Returns:
        For each lineage, token -> what `completeness` gives.
    """
    found: list[dict[str, Completeness]] = [{} for _ in lineages]
    indexes = [_Index(quads) for quads in lineages]
    for token in ladders[0] if ladders else ():
        for number, asked in enumerate(_asked(lineages, indexes, token, validate_many)):
            findings = ladders[number][token].findings
            found[number][token] = _complete(token, asked, findings, indexes[number])
    return found


def _complete(
    token: str, asked: set[tuple[str, Fact]], findings: Sequence[Finding], index: _Index
) -> Completeness:
    # What is missing is not there, however little that weighs in the profile; a weak fact counts as missing where it fails.
    weighty = set(at_least(findings, "violation"))
    failing = {
        (f.focus, fact): f
        for f in findings
        if (fact := fact_of(f.code)) is not None and (f in weighty or codes()[f.code].fault == "missing")
    }
    wanting = [pair for pair in asked if pair in failing]
    names = index.names if wanting else {}
    ordered = sorted(wanting, key=lambda item: (names.get(item[0], item[0]), item[1]))
    missing = [_line(failing[pair], names) for pair in ordered]
    elements = tuple(_by_element(asked, wanting))
    return Completeness(token, len(asked) - len(missing), len(asked), tuple(missing), elements)


def _by_element(asked: set[tuple[str, Fact]], wanting: Sequence[tuple[str, Fact]]) -> Iterator[ElementCount]:
    of = Counter(fact for _, fact in asked)
    without = Counter(fact for _, fact in wanting)
    for fact in sorted(of, key=place_of):
        yield ElementCount(*fact, of[fact] - without[fact], of[fact])


def _line(finding: Finding, names: dict[str, str]) -> str:
    """Return for example `step 1 (sft): no training data`."""
    title = codes()[finding.code].title
    return f"{names.get(finding.focus, finding.focus)}: {title[:1].lower()}{title[1:]}"


def _asked(
    lineages: Sequence[Sequence[Quad]], indexes: Sequence[_Index], token: str, engine: _ManyEngine
) -> list[set[tuple[str, Fact]]]:
    """Return the (node, fact) pairs that a profile asks for in each lineage."""
    files = files_of(profile(token))
    requirements = _requirements(files)
    conditional = tuple(item for item in requirements if item.excuses)
    asked = [
        {(node, item.fact) for item in requirements if not item.excuses for node in index.focus(item)}
        for index in indexes
    ]
    judged = [n for n, index in enumerate(indexes) if any(index.focus(item) for item in conditional)]
    if judged:
        by_shape = {item.shape: item.fact for item in conditional}
        outcomes = engine([lineages[n] for n in judged], _excuse_shapes(files, conditional))
        for number, outcome in zip(judged, outcomes, strict=True):
            asked[number] |= {(r.focus, by_shape[r.shape]) for r in outcome.results if r.shape in by_shape}
    return asked


@frozen
class _Requirement:
    """A shape whose code says that a fact is missing."""

    shape: str
    fact: Fact
    targets: tuple[tuple[str, str], ...]  # (kind of target, IRI)
    excuses: tuple[str, ...]  # shapes under which the fact is not asked for


@cache
def _requirements(files: tuple[Path, ...]) -> tuple[_Requirement, ...]:
    graph = load_shapes(files)
    by_subject = _by_subject(graph)
    found = []
    for shape, code in sorted(graph.codes.items()):
        fact = fact_of(code)
        if fact is None or codes()[code].fault != "missing":
            continue
        targets = tuple(sorted(_targets(by_subject[shape])))
        if targets:
            found.append(_Requirement(shape, fact, targets, _excuses(by_subject, shape)))
    return tuple(found)


def _by_subject(graph: ShapesGraph) -> dict[str, list[Quad]]:
    found: dict[str, list[Quad]] = {}
    for quad in graph.quads:
        found.setdefault(text(quad.subject), []).append(quad)
    return found


def _targets(statements: Sequence[Quad]) -> Iterator[tuple[str, str]]:
    for quad in statements:
        kind = quad.predicate.value.removeprefix(SH)
        if kind.startswith("target") and isinstance(quad.object, NamedNode):
            yield kind, quad.object.value


def _excuses(by_subject: dict[str, list[Quad]], shape: str) -> tuple[str, ...]:
    """Return the named branches of the shape's sh:or other than the one that says the fact is present."""

    def single(subject: str, predicate: str) -> object:
        statements = by_subject.get(subject, ())
        return next((quad.object for quad in statements if quad.predicate.value == predicate), None)

    node = single(shape, f"{SH}or")
    names = []
    while node is not None and text(node) != f"{RDF}nil":
        branch = single(text(node), f"{RDF}first")
        if isinstance(branch, NamedNode) and not branch.value.endswith("Present"):
            names.append(branch.value)
        node = single(text(node), f"{RDF}rest")
    return tuple(names)


@cache
def _excuse_shapes(files: tuple[Path, ...], conditional: tuple[_Requirement, ...]) -> ShapesGraph:
    """Return shapes that fail exactly where no excuse holds: the nodes of which the fact is asked."""
    excuses = {name for item in conditional for name in item.excuses}
    quads = _reachable(load_shapes(files), excuses)
    for number, item in enumerate(conditional):
        subject = NamedNode(item.shape)
        quads.append(Quad(subject, NamedNode(f"{RDF}type"), NamedNode(f"{SH}NodeShape")))
        quads += [Quad(subject, NamedNode(SH + kind), NamedNode(iri)) for kind, iri in item.targets]
        quads += _list(subject, item.excuses, f"excuse{number}")
    return ShapesGraph(tuple(quads), {}, {})


def _reachable(graph: ShapesGraph, names: set[str]) -> list[Quad]:
    """Return the statements of some shapes and of everything they lead to."""
    by_subject = _by_subject(graph)
    queue, seen = list(names), set(names)
    for name in queue:
        for target in {text(quad.object) for quad in by_subject.get(name, ())} - seen:
            seen.add(target)
            queue.append(target)
    return [quad for name in queue for quad in by_subject.get(name, ())]


def _list(subject: NamedNode, members: Sequence[str], label: str) -> Iterator[Quad]:
    """Yield `subject sh:or ( members )`."""
    cells = [BlankNode(f"{label}x{place}") for place in range(len(members))]
    yield Quad(subject, NamedNode(f"{SH}or"), cells[0])
    for place, member in enumerate(members):
        rest = cells[place + 1] if place + 1 < len(cells) else NamedNode(f"{RDF}nil")
        yield Quad(cells[place], NamedNode(f"{RDF}first"), NamedNode(member))
        yield Quad(cells[place], NamedNode(f"{RDF}rest"), rest)


class _Index:
    """Finds the focus nodes of targets, and what a person calls the nodes."""

    def __init__(self, quads: Sequence[Quad]) -> None:
        self._quads = quads
        self._found: dict[tuple[str, str], set[str]] = {}
        for quad in quads:
            subject, predicate = text(quad.subject), quad.predicate.value
            self._found.setdefault(("targetSubjectsOf", predicate), set()).add(subject)
            self._found.setdefault(("targetObjectsOf", predicate), set()).add(text(quad.object))
            if predicate == f"{RDF}type":
                self._found.setdefault(("targetClass", text(quad.object)), set()).add(subject)

    @cached_property
    def names(self) -> dict[str, str]:
        """The label of each node that has one."""
        return labels_of(self._quads)

    def focus(self, item: _Requirement) -> set[str]:
        return set().union(*(self._target(kind, iri) for kind, iri in item.targets))

    def _target(self, kind: str, iri: str) -> set[str]:
        wanted = subclasses(frozenset([iri])) if kind == "targetClass" else {iri}
        return set().union(*(self._found.get((kind, name), set()) for name in wanted))
