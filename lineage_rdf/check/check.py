"""Check lineages against profiles: the verdicts, and what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from lineage_rdf.check.compiled.facts import closure, known_pairs
from lineage_rdf.check.engine import validate_many
from lineage_rdf.check.profiles import Profile, profile
from lineage_rdf.check.request import CheckReport, Request, files_of
from lineage_rdf.check.results import Engine, Outcome, restrict_to
from lineage_rdf.check.shapes import ShapesGraph
from lineage_rdf.errors import NoVerdictError, UsageError
from lineage_rdf.vocabulary.namespaces import RDF

__all__ = ["CheckReport", "check_ladder", "check_ladders", "check_many", "check_quads", "files_of"]


def check_many(
    lineages: Sequence[Sequence[Quad]],
    request: Request,
    *,
    engine: Engine | None = None,
    with_reports: bool = True,
) -> list[dict[str, CheckReport]]:
    """Check many lineages, each by itself, against some profiles.

    The queries are read once for many lineages, so this is several times as fast as one check after another.

    Args:
        lineages: the statements of each.
        request: what is asked of them.
        engine: another engine than ours, run on one lineage after another.
        with_reports: whether reports carry their sh:ValidationReport graph.

    Returns:
        For each lineage, token -> report.

    Raises:
        UsageError: for a shape that cannot be used.
        NoVerdictError: if the validation could not be completed.
    """
    anchored = [count_anchors(lineage, request.profiles, request.whole) for lineage in lineages]
    # Where no profile has a node to look at nothing is checked, not even by shapes of the user.
    within = [number for number, counts in enumerate(anchored) if any(counts.values())]
    outcomes = _outcomes([lineages[number] for number in within], request, engine, with_reports)
    found = dict(zip(within, outcomes, strict=True))
    none = Outcome((), ())
    return [
        _reports(lineage, request, anchored[number], found.get(number, none))
        for number, lineage in enumerate(lineages)
    ]


def _outcomes(
    lineages: Sequence[Sequence[Quad]], request: Request, engine: Engine | None, with_reports: bool
) -> list[Outcome]:
    """Return what all shapes of a request find in each of some lineages."""
    try:
        if engine:
            return [engine(lineage, request.whole) for lineage in lineages]
        return validate_many(lineages, request.whole, with_reports=with_reports)
    except NoVerdictError as error:
        raise of_user(error, request) from None


def of_user(error: NoVerdictError, request: Request) -> NoVerdictError | UsageError:
    """Return the error to raise: our own shapes come to an end on any data, so where there are a user's it was one of these."""
    if not request.shapes:
        return error
    what = f"a shape cannot be used: {error.what.removeprefix('the validation stopped: ')}"
    return UsageError(what, fix="mend the shapes file")


def _reports(
    lineage: Sequence[Quad], request: Request, anchored: Mapping[str, int], outcome: Outcome
) -> dict[str, CheckReport]:
    names: dict[str, str] = {}
    if outcome.results:
        from lineage_rdf.check.labels import labels_of

        names = labels_of(lineage)
    return {
        item.token: request.report(item, anchored[item.token], outcome, names) for item in request.profiles
    }


def check_strangers(
    quads: Sequence[Quad],
    nodes: frozenset[str],
    request: Request,
    *,
    engine: Engine | None = None,
    with_reports: bool = True,
) -> dict[str, CheckReport]:
    """Check what no lineage leads to in a graph that several lineages share.

    Args:
        quads: the statements about some nodes and about all that they lead to.
        nodes: the names of the nodes whose findings count.
        request: what is asked of them.
        engine: another engine than ours.
        with_reports: whether reports carry their sh:ValidationReport graph.

    Returns:
        Token -> report of the profiles for which something was found; that there was nothing to check is no finding here.

    Raises:
        UsageError: for a shape that cannot be used.
        NoVerdictError: if the validation could not be completed.
    """
    (outcome,) = _outcomes([quads], request, engine, with_reports)
    anchored = {item.token: len(nodes) for item in request.profiles}
    reports = _reports(quads, request, anchored, restrict_to(outcome, nodes))
    return {token: report for token, report in reports.items() if report.findings}


def check_quads(
    quads: Sequence[Quad],
    token: str,
    *,
    fail_on: str = "violation",
    shapes: Sequence[Path] = (),
    engine: Engine | None = None,
) -> CheckReport:
    """Check statements against a profile and, if given, shapes of the user.

    Args:
        quads: the statements of one lineage.
        token: the profile.
        fail_on: the severity from which a finding fails: violation, warning or info.
        shapes: more shapes files, checked together with the profile.
        engine: another engine than ours.

    Raises:
        UsageError: for an unknown profile or severity, or a shape that cannot be used.
        NoVerdictError: if the validation could not be completed.
    """
    request = Request.of([token], fail_on=fail_on, shapes=shapes)
    (reports,) = check_many([quads], request, engine=engine)
    return reports[token]


def check_ladder(quads: Sequence[Quad], top: str, engine: Engine | None = None) -> dict[str, CheckReport]:
    """Check statements against a profile and all it builds on, by one run of the engine.

    Args:
        quads: the statements of one lineage.
        top: token of the highest profile.
        engine: another engine than ours.

    Returns:
        Token -> report, the same as `check_quads` gives for each.
    """
    (reports,) = check_many([quads], _ladder(top), engine=engine)
    return reports


def check_ladders(lineages: Sequence[Sequence[Quad]], top: str) -> list[dict[str, CheckReport]]:
    """Check many lineages, each by itself, against a profile and all it builds on.

    Args:
        lineages: the statements of each lineage.
        top: token of the highest profile.

    Returns:
        For each lineage what `check_ladder` gives, without the report graphs.
    """
    return check_many(lineages, _ladder(top), with_reports=False)


def _ladder(top: str) -> Request:
    return Request(profile(top).stack)


def count_anchors(quads: Sequence[Quad], profiles: Sequence[Profile], graph: ShapesGraph) -> dict[str, int]:
    """Return how many nodes the anchor shapes of each of some profiles look at.

    Args:
        quads: the statements.
        profiles: the profiles; one without an anchor asks what it builds on.
        graph: shapes, those of the profiles among them.

    Returns:
        Token -> number of nodes.
    """
    wanted = {item.token: anchor_classes(item, graph) for item in profiles}
    found: dict[str, set[object]] = {item.token: set() for item in profiles}
    for quad in quads:
        if quad.predicate == _TYPE and isinstance(quad.object, NamedNode):
            for token, classes in wanted.items():
                if quad.object.value in classes:
                    found[token].add(quad.subject)
    return {token: len(nodes) for token, nodes in found.items()}


_TYPE = NamedNode(f"{RDF}type")


def anchor_classes(asked: Profile, graph: ShapesGraph) -> frozenset[str]:
    """Return the classes, those below them among them, of the nodes that the anchor shapes of a profile look at."""
    owner = next((item for item in reversed(asked.stack) if item.anchors), asked)
    return subclasses(frozenset(name for anchor in owner.anchors for name in graph.targets.get(anchor, ())))


@cache
def subclasses(classes: frozenset[str]) -> frozenset[str]:
    """Return the classes and all their subclasses in our vocabulary."""
    below = closure(known_pairs())
    return classes.union(*(below.get(name, ()) for name in classes))
