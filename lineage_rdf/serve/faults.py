"""Why a request is not answered, with the status of HTTP that says so."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from lineage_rdf.errors import LineageError, NoVerdictError


class Refusal(LineageError):
    """A request that is not answered as asked.

    Args:
        status: the status of the answer.
        what: see `LineageError`.
        fix: see `LineageError`.
        headers: more headers of the answer, such as `retry-after`.
    """

    def __init__(
        self, status: int, what: str, fix: str = "", headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(what, "", fix)
        self.status = status
        self.headers = dict(headers or {})

    def __reduce__(self) -> tuple[type[Refusal], tuple[int, str, str, dict[str, str]]]:
        """Let it travel from a worker process."""
        return Refusal, (self.status, self.what, self.fix, self.headers)


def busy(what: str) -> Refusal:
    """Return the refusal of a server that has too much to do.

    Args:
        what: what there is too much of.
    """
    return Refusal(HTTPStatus.SERVICE_UNAVAILABLE, what, "ask again in a moment", {"retry-after": "2"})


def out_of_time(seconds: float) -> Refusal:
    """Return the refusal of a question that took too long.

    Args:
        seconds: how long it was allowed to take.
    """
    what = f"the answer was not found within the {seconds:g} seconds that this server gives to a question"
    return Refusal(HTTPStatus.GATEWAY_TIMEOUT, what, "ask for less, or add a LIMIT without ORDER BY")


def out_of_memory(mebibytes: int) -> Refusal:
    """Return the refusal of a question that took too much memory.

    Args:
        mebibytes: how much it was allowed to take.
    """
    what = f"the question needs more than the {mebibytes} MiB of memory that this server gives to one, or is nested too deeply"
    return Refusal(HTTPStatus.INSUFFICIENT_STORAGE, what, "ask for less")


def too_large(mebibytes: int) -> Refusal:
    """Return the refusal of an answer that is too large.

    Args:
        mebibytes: how large answers may be.
    """
    what = f"the answer is larger than the {mebibytes} MiB that this server sends"
    return Refusal(HTTPStatus.INSUFFICIENT_STORAGE, what, "ask for parts of it with LIMIT and OFFSET")


def status_of(error: LineageError) -> int:
    """Return the status of HTTP that an error stands for.

    Args:
        error: the error.
    """
    if isinstance(error, Refusal):
        return error.status
    return HTTPStatus.INTERNAL_SERVER_ERROR if isinstance(error, NoVerdictError) else HTTPStatus.BAD_REQUEST
