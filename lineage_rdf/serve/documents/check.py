"""Checks a document that was sent, and tells what was found as the command `check` does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from attrs import frozen

from lineage_rdf.check import Request, profile
from lineage_rdf.check.documents import verdicts_on_document
from lineage_rdf.check.reports import render
from lineage_rdf.check.verdicts import CheckRun
from lineage_rdf.codec.read import stream_normal
from lineage_rdf.codec.syntax import Syntax, syntax_of, syntax_of_stream
from lineage_rdf.serve.sparql.formats import syntax_sent

ORIGIN: Final = "document"
_WITH_GRAPHS: Final = ("turtle", "jsonld")


@frozen
class Checked:
    """What came of a check.

    Args:
        report: the report.
        passed: whether every verdict is that the lineage passed.
    """

    report: bytes
    passed: bool


def check_document(
    data: bytes, content_type: str, profiles: Sequence[str], fail_on: str, form: str
) -> Checked:
    """Check a document in any syntax of RDF.

    Args:
        data: the document.
        content_type: its media type; where that is none of RDF the first letters tell.
        profiles: tokens of the profiles.
        fail_on: the severity from which a finding fails: violation, warning or info.
        form: the form of the report, one of `check.reports.FORMS`.

    Raises:
        UsageError: for an unknown profile or severity.
        InputError: if the document is malformed or tells of no lineage.
        NoVerdictError: if the check could not be completed.
    """
    request = Request.of(profiles, fail_on=fail_on)
    quads = list(stream_normal(data, syntax_in(data, content_type), ORIGIN))
    verdicts = verdicts_on_document(quads, ORIGIN, request, with_reports=form in _WITH_GRAPHS)
    run = CheckRun(verdicts)
    return Checked(render(run, form, details=True).encode(), run.exit_code == 0)


def refuse_unknown(profiles: Sequence[str]) -> None:
    """Refuse profiles that there are not, before anything is sent to a worker.

    Raises:
        UsageError: for an unknown profile.
    """
    for token in profiles:
        profile(token)


def syntax_in(data: bytes, content_type: str) -> Syntax:
    """Return the syntax of a document that was sent.

    Args:
        data: the document.
        content_type: its media type, perhaps with parameters; empty if nobody said.
    """
    told = syntax_sent(content_type)
    # Clients call anything plain text.
    if told is None or content_type.lower().startswith("text/plain"):
        return syntax_of(syntax_of_stream(data))
    return told
