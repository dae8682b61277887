"""The work behind `POST /check` and `POST /read`, done in a worker process; the store is not asked."""

from __future__ import annotations

from lineage_rdf.codec.syntax import syntax_of
from lineage_rdf.serve.documents.check import check_document
from lineage_rdf.serve.documents.read import read_upload
from lineage_rdf.serve.documents.sent import upload_sent
from lineage_rdf.serve.jobs.job import Answer, Opened


def check_sent(
    here: Opened,
    body: bytes,
    content_type: str,
    profiles: tuple[str, ...],
    fail_on: str,
    form: str,
    name: str,
) -> Answer:
    """Check a document that was sent.

    Args:
        here: what is open.
        body: the document.
        content_type: its media type; empty if nobody said.
        profiles: tokens of the profiles.
        fail_on: the severity from which a finding fails.
        form: the name of the form of the report.
        name: the media type by which the client knows that form.

    Raises:
        LineageError: if it cannot be read or checked.
    """
    found = check_document(body, content_type, profiles, fail_on, form)
    verdict = "passed" if found.passed else "failed"
    return Answer(found.report, name, (("lineage-verdict", verdict),), lasting=False)


def read_sent(here: Opened, body: bytes, content_type: str, form: str, name: str) -> Answer:
    """Read files that were sent, or shorthand.

    Args:
        here: what is open.
        body: what was sent.
        content_type: its media type with parameters.
        form: the name of the form of the answer.
        name: the media type by which the client knows that form.

    Raises:
        LineageError: if it cannot be read.
    """
    return Answer(read_upload(upload_sent(body, content_type), syntax_of(form)), name, lasting=False)
