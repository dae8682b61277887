"""The lineages of an RDF document, and the verdicts on lineages wherever they were read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from attrs import frozen
from pyoxigraph import Quad

from lineage_rdf.check.check import check_many, check_strangers
from lineage_rdf.check.names import head_names
from lineage_rdf.check.request import Request
from lineage_rdf.check.results import Engine
from lineage_rdf.check.verdicts import Verdict
from lineage_rdf.codec.names import node, text
from lineage_rdf.codec.slices import slices, strangers
from lineage_rdf.errors import InputError

if TYPE_CHECKING:
    from lineage_rdf.check.completeness import Completeness

OUTSIDE: Final = "statements outside any lineage"
_TYPE, _LINEAGE = node("rdf:type"), node("FineTuneLineage")


@frozen
class Subject:
    """One lineage to be checked.

    Args:
        origin: where it was read.
        iri: its IRI.
        name: what a person calls it.
        quads: its statements.
    """

    origin: str
    iri: str
    name: str
    quads: Sequence[Quad]


def subjects_of(quads: Sequence[Quad], origin: str) -> list[Subject]:
    """Return the lineages of a document, sorted by IRI, each with its own statements.

    Args:
        quads: the statements of the document (see `codec.read.stream_normal`).
        origin: what it is called.

    Raises:
        InputError: if the document tells of no lineage.
    """
    typed = (quad for quad in quads if quad.object == _LINEAGE and quad.predicate == _TYPE)
    iris = sorted({text(quad.subject) for quad in typed})
    if not iris:
        raise InputError(
            "there is no ftl:FineTuneLineage in this file",
            origin,
            "use `lineage-rdf convert` for other RDF, or name a file that holds a lineage",
        )
    own, names = slices(quads, iris), head_names(quads, iris)
    return [Subject(origin, iri, names[iri], own[iri]) for iri in iris]


def verdicts_on_document(
    quads: Sequence[Quad],
    origin: str,
    request: Request,
    *,
    engine: Engine | None = None,
    with_reports: bool = True,
    with_completeness: bool = False,
) -> list[Verdict]:
    """Check all that a document says: each of its lineages by itself, then what none of them leads to.

    Args:
        quads: the statements of the document (see `codec.read.stream_normal`).
        origin: what it is called.
        request: what is asked of them.
        engine: another engine than ours.
        with_reports: whether verdicts carry their sh:ValidationReport graph.
        with_completeness: whether verdicts say how complete the lineage is.

    Raises:
        InputError: if the document tells of no lineage.
        UsageError: for a shape that cannot be used.
        NoVerdictError: if the validation could not be completed.
    """
    subjects = subjects_of(quads, origin)
    found = verdicts_on(
        subjects, request, engine=engine, with_reports=with_reports, with_completeness=with_completeness
    )
    return [
        *(verdict for verdicts in found for verdict in verdicts),
        *verdicts_on_strangers(quads, subjects, request, engine=engine, with_reports=with_reports),
    ]


def verdicts_on_strangers(
    quads: Sequence[Quad],
    subjects: Sequence[Subject],
    request: Request,
    *,
    engine: Engine | None = None,
    with_reports: bool = True,
) -> list[Verdict]:
    """Check what no lineage of a document leads to, so that nothing in a graph that lineages share goes unchecked.

    Args:
        quads: the statements of the document.
        subjects: its lineages.
        request: what is asked of them.
        engine: another engine than ours.
        with_reports: whether verdicts carry their sh:ValidationReport graph.

    Returns:
        A verdict for each profile for which something was found; none if all is well.

    Raises:
        UsageError: for a shape that cannot be used.
        NoVerdictError: if the validation could not be completed.
    """
    rest, nodes = strangers(quads, {subject.iri: subject.quads for subject in subjects})
    if not nodes:
        return []
    reports = check_strangers(rest, nodes, request, engine=engine, with_reports=with_reports)
    origin = subjects[0].origin
    return [Verdict(origin, "", OUTSIDE, report) for report in reports.values()]


def verdicts_on(
    subjects: Sequence[Subject],
    request: Request,
    *,
    engine: Engine | None = None,
    with_reports: bool = True,
    with_completeness: bool = False,
) -> list[list[Verdict]]:
    """Check lineages, each by itself.

    Args:
        subjects: the lineages.
        request: what is asked of them.
        engine: another engine than ours.
        with_reports: whether verdicts carry their sh:ValidationReport graph.
        with_completeness: whether verdicts say how complete the lineage is.

    Returns:
        For each lineage its verdicts, one for each profile.

    Raises:
        UsageError: for a shape that cannot be used.
        NoVerdictError: if the validation could not be completed.
    """
    lineages = [subject.quads for subject in subjects]
    reports = check_many(lineages, request, engine=engine, with_reports=with_reports)
    complete: Sequence[Mapping[str, Completeness]] = [{} for _ in subjects]
    if with_completeness:
        from lineage_rdf.check.completeness import completeness_on_ladders

        complete = completeness_on_ladders(lineages, reports)
    return [
        [
            Verdict(subject.origin, subject.iri, subject.name, report, _part(found, token), subject.quads)
            for token, report in by_token.items()
        ]
        for subject, by_token, found in zip(subjects, reports, complete, strict=True)
    ]


def _part(found: Mapping[str, Completeness], token: str) -> tuple[Completeness, ...]:
    return (found[token],) if token in found else ()
