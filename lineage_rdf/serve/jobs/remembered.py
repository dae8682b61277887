"""Answers that were given, kept as long as the store is not written, in a bounded piece of memory."""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

from lineage_rdf.serve.jobs.job import Answer, Job

_EACH: Final = 1024  # bytes that an entry takes beside its content, roughly


class Remembered:
    """The answers that were asked for last.

    Args:
        most: how many bytes they may take together; 0 to keep none.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        # One answer must not push out all others.
        self._largest = most // 64
        self._held = 0
        self._answers: OrderedDict[Job, tuple[Answer, int]] = OrderedDict()

    def get(self, job: Job) -> Answer | None:
        """Return the answer to a job, if it is known.

        Args:
            job: the job.
        """
        found = self._answers.get(job)
        if found is None:
            return None
        self._answers.move_to_end(job)
        return found[0]

    def put(self, job: Job, answer: Answer) -> None:
        """Keep an answer, if it lasts and is small.

        Args:
            job: the job.
            answer: its answer.
        """
        size = (
            _EACH
            + len(answer.body)
            + sum(len(part) for part in job.arguments if isinstance(part, str | bytes))
        )
        if not answer.lasting or size > self._largest:
            return
        self._forget(job)
        self._answers[job] = (answer, size)
        self._held += size
        while self._held > self._most:
            _, (_, freed) = self._answers.popitem(last=False)
            self._held -= freed

    def clear(self) -> None:
        """Forget everything, as the store was written."""
        self._answers.clear()
        self._held = 0

    def _forget(self, job: Job) -> None:
        known = self._answers.pop(job, None)
        if known is not None:
            self._held -= known[1]
