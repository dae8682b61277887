"""Check statements against a profile: the verdict, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from attrs import frozen
from pyoxigraph import NamedNode, Quad

from lineage_rdf.check.codes import codes
from lineage_rdf.check.findings import Finding, at_least, from_result, merge
from lineage_rdf.check.labels import labels
from lineage_rdf.check.profiles import Profile, profile
from lineage_rdf.check.compiled import validate
from lineage_rdf.check.results import Engine, Outcome, restrict
from lineage_rdf.check.shapes import ShapesGraph, load_shapes, vocabulary_facts
from lineage_rdf.codec.decode import decode
from lineage_rdf.codec.turtle import write_turtle
from lineage_rdf.errors import NoVerdictError, UsageError
from lineage_rdf.vocabulary.namespaces import RDF, RDFS

NOTHING = "FTL-W001"


@frozen
class CheckReport:
    """The outcome of checking one lineage against one profile.

    Args:
        profile: token of the profile, or the names of the user's shapes files.
        findings: the findings, the worst first.
        passed: whether an anchor shape had a focus node and no finding reaches the severity that fails.
        nodes_checked: how many focus nodes the anchor shapes had.
        report: the statements of the sh:ValidationReport graph.
    """

    profile: str
    findings: tuple[Finding, ...]
    passed: bool
    nodes_checked: int
    report: tuple[Quad, ...] = ()

    @property
    def turtle(self) -> str:
        """The sh:ValidationReport graph in Turtle; its sh:conforms is SHACL's own and false on any result."""
        return write_turtle(self.report)

    @property
    def conforms(self) -> bool:
        """The same as `passed`."""
        return self.passed


def check_quads(
    quads: Sequence[Quad],
    token: str,
    *,
    fail_on: str = "violation",
    shapes: Sequence[Path] = (),
    engine: Engine = validate,
) -> CheckReport:
    """Check statements against a profile and, if given, shapes of the user.

    Args:
        quads: the statements of one lineage.
        token: the profile.
        fail_on: the severity from which a finding fails: violation, warning or info.
        shapes: more shapes files, checked together with the profile.
        engine: what does the SHACL validation.

    Raises:
        UsageError: for an unknown profile or severity, or a shape that cannot be used.
        NoVerdictError: if the validation could not be completed.
    """
    if fail_on not in ("violation", "warning", "info"):
        raise UsageError(f"there is no severity {fail_on!r}", fix="use violation, warning or info")
    asked = profile(token)
    graph = load_shapes((*_files(asked), *shapes))
    anchored = count_anchors(quads, asked, graph)
    if not anchored:
        return CheckReport(token, (_nothing(token),), False, 0)
    try:
        outcome = engine(quads, graph)
    except NoVerdictError as error:
        if not shapes:
            raise
        # Our own shapes come to an end on any data, so it is the user's that did not.
        what = f"a shape cannot be used: {error.what.removeprefix('the validation stopped: ')}"
        raise UsageError(what, fix="mend the shapes file") from None
    return _report(quads, token, fail_on, anchored, outcome, graph)


def check_ladder(quads: Sequence[Quad], top: str, engine: Engine = validate) -> dict[str, CheckReport]:
    """Check statements against a profile and all it builds on, by one run of the engine.

    The shapes of a lower profile are among those of the upper one, so its report is a part of the upper one's.

    Args:
        quads: the statements of one lineage.
        top: token of the highest profile.
        engine: what does the SHACL validation.

    Returns:
        Token -> report, the same as `check_quads` gives for each.
    """
    asked = profile(top)
    outcome = engine(quads, load_shapes(_files(asked)))
    reports = {}
    for item in asked.stack:
        graph = load_shapes(_files(item))
        anchored = count_anchors(quads, item, graph)
        part = restrict(outcome, graph.names)
        nothing = CheckReport(item.token, (_nothing(item.token),), False, 0)
        reports[item.token] = (
            _report(quads, item.token, "violation", anchored, part, graph) if anchored else nothing
        )
    return reports


def _files(item: Profile) -> tuple[Path, ...]:
    return tuple(path for member in item.stack for path in member.files)


def _report(
    quads: Sequence[Quad], token: str, fail_on: str, anchored: int, outcome: Outcome, graph: ShapesGraph
) -> CheckReport:
    findings = merge(_findings(outcome, graph, quads, token))
    return CheckReport(token, findings, not at_least(findings, fail_on), anchored, outcome.report)


def _findings(outcome: Outcome, graph: ShapesGraph, quads: Sequence[Quad], token: str) -> list[Finding]:
    names = labels(decode(quads)) if outcome.results else {}
    return [
        from_result(result, graph.codes.get(result.shape, ""), names.get(result.focus, result.focus), token)
        for result in outcome.results
    ]


def count_anchors(quads: Sequence[Quad], asked: Profile, graph: ShapesGraph) -> int:
    """Return how many nodes the anchor shapes of a profile look at; a profile without an anchor asks its base profile."""
    owner = next((item for item in reversed(asked.stack) if item.anchors), asked)
    classes = {name for anchor in owner.anchors for name in graph.targets.get(anchor, ())}
    wanted = subclasses(classes)
    typed = (quad for quad in quads if quad.predicate.value == f"{RDF}type")
    return len(
        {str(q.subject) for q in typed if isinstance(q.object, NamedNode) and q.object.value in wanted}
    )


def subclasses(classes: set[str]) -> set[str]:
    """Return the classes and all their subclasses in our vocabulary."""
    pairs = [
        (quad.subject.value, quad.object.value)
        for quad in vocabulary_facts()
        if quad.predicate.value == f"{RDFS}subClassOf"
        and isinstance(quad.subject, NamedNode)
        and isinstance(quad.object, NamedNode)
    ]
    found, size = set(classes), -1
    while len(found) != size:
        size = len(found)
        found |= {below for below, above in pairs if above in found}
    return found


def _nothing(token: str) -> Finding:
    known = codes()[NOTHING]
    message = f"Nothing was checked: the data holds no node that the profile {token} is about."
    return Finding(
        NOTHING, known.mnemonic, "violation", "", "the whole input", "", "", message, known.fix, "", token
    )
