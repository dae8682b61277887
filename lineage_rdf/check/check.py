"""Check statements against a profile: the verdict, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from attrs import frozen
from pyoxigraph import NamedNode, Quad

from lineage_rdf.check.codes import codes
from lineage_rdf.check.compiled.facts import closure, known_pairs
from lineage_rdf.check.engine import validate, validate_many
from lineage_rdf.check.findings import Finding, at_least, from_result, merge
from lineage_rdf.check.labels import labels
from lineage_rdf.check.profiles import Profile, profile
from lineage_rdf.check.results import Engine, Outcome, restrict
from lineage_rdf.check.shapes import ShapesGraph, load_shapes
from lineage_rdf.codec.decode import decode
from lineage_rdf.codec.turtle import write_turtle
from lineage_rdf.errors import NoVerdictError, UsageError
from lineage_rdf.vocabulary.namespaces import RDF

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
    graph = load_shapes((*files_of(asked), *shapes))
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
    return _report(token, fail_on, anchored, outcome, graph, _names(quads, outcome))


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
    return _ladder(quads, asked, engine(quads, load_shapes(files_of(asked))))


def check_ladders(lineages: Sequence[Sequence[Quad]], top: str) -> list[dict[str, CheckReport]]:
    """Check many lineages, each by itself, against a profile and all it builds on.

    The queries are read once for many lineages, so this is several times as fast as one check after another.

    Args:
        lineages: the statements of each lineage.
        top: token of the highest profile.

    Returns:
        For each lineage what `check_ladder` gives, without the report graphs.
    """
    asked = profile(top)
    outcomes = validate_many(lineages, load_shapes(files_of(asked)))
    pairs = zip(lineages, outcomes, strict=True)
    return [_ladder(quads, asked, outcome) for quads, outcome in pairs]


def _ladder(quads: Sequence[Quad], asked: Profile, outcome: Outcome) -> dict[str, CheckReport]:
    names = _names(quads, outcome)
    reports = {}
    for item in asked.stack:
        graph = load_shapes(files_of(item))
        anchored = count_anchors(quads, item, graph)
        part = restrict(outcome, graph.names)
        nothing = CheckReport(item.token, (_nothing(item.token),), False, 0)
        report = _report(item.token, "violation", anchored, part, graph, names) if anchored else nothing
        reports[item.token] = report
    return reports


@cache
def files_of(item: Profile) -> tuple[Path, ...]:
    """Return the shapes files of a profile and of all it builds on."""
    return tuple(path for member in item.stack for path in member.files)


def _names(quads: Sequence[Quad], outcome: Outcome) -> dict[str, str]:
    return labels(decode(quads)) if outcome.results else {}


def _report(
    token: str, fail_on: str, anchored: int, outcome: Outcome, graph: ShapesGraph, names: dict[str, str]
) -> CheckReport:
    findings = merge(_findings(outcome, graph, token, names))
    return CheckReport(token, findings, not at_least(findings, fail_on), anchored, outcome.report)


def _findings(outcome: Outcome, graph: ShapesGraph, token: str, names: dict[str, str]) -> list[Finding]:
    return [
        from_result(result, graph.codes.get(result.shape, ""), names.get(result.focus, result.focus), token)
        for result in outcome.results
    ]


def count_anchors(quads: Sequence[Quad], asked: Profile, graph: ShapesGraph) -> int:
    """Return how many nodes the anchor shapes of a profile look at; a profile without an anchor asks its base profile."""
    owner = next((item for item in reversed(asked.stack) if item.anchors), asked)
    wanted = subclasses(frozenset(name for anchor in owner.anchors for name in graph.targets.get(anchor, ())))
    typed = (quad for quad in quads if quad.predicate.value == f"{RDF}type")
    return len(
        {str(q.subject) for q in typed if isinstance(q.object, NamedNode) and q.object.value in wanted}
    )


@cache
def subclasses(classes: frozenset[str]) -> frozenset[str]:
    """Return the classes and all their subclasses in our vocabulary."""
    below = closure(known_pairs())
    return classes.union(*(below.get(name, ()) for name in classes))


def _nothing(token: str) -> Finding:
    known = codes()[NOTHING]
    message = f"Nothing was checked: the data holds no node that the profile {token} is about."
    return Finding(
        NOTHING, known.mnemonic, "violation", "", "the whole input", "", "", message, known.fix, "", token
    )
