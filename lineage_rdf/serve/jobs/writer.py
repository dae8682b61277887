"""The one process that writes; updates come one after the other, each a transaction."""

from __future__ import annotations

import asyncio

from lineage_rdf.errors import LineageError, NoVerdictError
from lineage_rdf.serve.faults import out_of_memory, out_of_time
from lineage_rdf.serve.jobs.job import Answer, Job
from lineage_rdf.serve.jobs.process import Gone, Process
from lineage_rdf.serve.jobs.start import Start


class Writer:
    """A process that has the store open for writing, so that nobody else can write it.

    Args:
        start: what the process is told.
    """

    def __init__(self, start: Start) -> None:
        self._start = start
        self._lock = asyncio.Lock()
        self._process: Process | None = None

    async def start(self) -> None:
        """Start the process.

        Raises:
            LineageError: if the store cannot be opened for writing.
        """
        process = Process(self._start, asyncio.get_running_loop())
        try:
            await process.ready
        except (Gone, LineageError) as error:
            process.end()
            await process.ended()
            raise (
                error
                if isinstance(error, LineageError)
                else NoVerdictError("the process that writes cannot be started")
            ) from None
        self._process = process

    async def stop(self) -> None:
        """End the process, after the update at which it is."""
        async with self._lock:
            await self._end()

    async def do(self, job: Job, limit: float) -> Answer:
        """Do a job, all of it or nothing.

        Args:
            job: the job.
            limit: seconds that it may take.

        Raises:
            Refusal: if it takes too long or too much memory; nothing is written then.
            LineageError: as the function of the job does.
        """
        async with self._lock:
            if self._process is None:
                await self.start()
            assert self._process is not None
            future = self._process.ask(0, job.function, job.arguments)
            try:
                answer: Answer = await asyncio.wait_for(future, limit)
            except TimeoutError:
                await self._end()
                raise out_of_time(limit) from None
            except Gone:
                await self._end()
                raise out_of_memory(self._start.memory_limit >> 20) from None
            except asyncio.CancelledError:
                await self._end()  # or the next job would get the answer to this one
                raise
            return answer

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.end()
            await process.ended()
