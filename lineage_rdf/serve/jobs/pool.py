"""The worker processes of a server: who works, who waits, and who is ended.

A question that is quick never waits for one that is not. A worker that is at a question for longer than a moment leaves the
quick lane, and a new process takes its place there; there are only so many places for long questions, and when they are
taken, a question that turns out to be long is ended as soon as somebody waits. A process that did something long is
replaced, which also gives back the memory that it took; one that was only slow, as it had to load what it needs, stays.

It is another pool than `bulk.pool`, which does all of a known work in order, as fast as the machine can, and fails as a whole.
Here nobody knows what comes next, each piece has limits of its own, and whatever becomes of one the others go on.

The file is long, as all of it keeps one promise: each process is idle, at work, or being ended, and none is forgotten.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any, Final, TypeAlias

from attrs import define, evolve

from lineage_rdf.errors import LineageError, NoVerdictError
from lineage_rdf.serve.faults import Refusal, busy, out_of_memory, out_of_time
from lineage_rdf.serve.jobs.changes import Changes
from lineage_rdf.serve.jobs.frames import packed
from lineage_rdf.serve.jobs.job import Answer, Job
from lineage_rdf.serve.jobs.lanes import Counts, Lanes
from lineage_rdf.serve.jobs.process import Gone, Process
from lineage_rdf.serve.jobs.start import Start
from lineage_rdf.serve.jobs.waiting import Waiting
from lineage_rdf.serve.jobs.writer import Writer
from lineage_rdf.serve.remembered import Remembered

Receive: TypeAlias = Callable[[], Awaitable[Mapping[str, Any]]]
_MOMENT: Final = 0.25  # seconds after which a question is no longer quick
_LONG: Final = 2.0  # seconds after which the process of a question is not used again
_LOOK: Final = 0.1  # seconds between two looks at a question that is not
_AGAIN: Final = 1.0  # seconds before a process that could not start is started again


@define(eq=False)
class _Running:
    """A question at work."""

    process: Process
    begun: float
    end: float
    limit: float
    client: Receive | None
    timer: asyncio.TimerHandle | None = None
    watch: asyncio.Task[None] | None = None
    why: LineageError | None = None


class Pool:
    """Processes that answer, and one that writes if that is allowed.

    Args:
        start: what the processes are told.
        lanes: how much is done at a time.
        time_limit: seconds that a question may take unless its caller says less.
        memory: bytes of small answers that are kept until the store changes; 0 for none.
        writes: whether there is a process that writes.
    """

    def __init__(
        self,
        start: Start,
        lanes: Lanes | None = None,
        *,
        time_limit: float = 30.0,
        memory: int = 64 << 20,
        writes: bool = False,
    ) -> None:
        self.counts = Counts()
        self.generation = 0
        self.time_limit = time_limit
        self._start = start
        self._lanes = lanes or Lanes()
        self._known: Remembered[Job, Answer] = Remembered(memory)
        self._listeners: list[Callable[[], None]] = [self._known.clear]
        self._all: set[Process] = set()
        self._ending: set[Process] = set()
        self._idle: list[Process] = []
        self._waiting: Waiting[Process] = Waiting(self._lanes.most_waiting)
        self._tasks: set[asyncio.Task[None]] = set()
        self._stopped = False
        self._writer = Writer(evolve(start, writes=True)) if writes else None
        self._changes = None if writes else Changes(start.place)

    async def start(self) -> None:
        """Start the processes, and wait until one can answer.

        Raises:
            LineageError: if the place cannot be opened.
        """
        self._loop = asyncio.get_running_loop()
        if self._writer is not None:
            await self._writer.start()
        await self._begin(self._new())
        self._fill()
        if self._changes is not None:
            self._keep(self._changes.watch(self.renew, self._forget))

    async def stop(self) -> None:
        """End all processes."""
        self._stopped = True
        for task in [*self._tasks]:
            task.cancel()
        processes = [*self._all]
        for process in processes:
            self._discard(process)
        if self._writer is not None:
            await self._writer.stop()
        for process in [*self._ending]:
            await process.ended()

    @property
    def is_running(self) -> bool:
        """Whether it was started and not stopped."""
        return hasattr(self, "_loop") and not self._stopped

    @property
    def processes(self) -> tuple[int, ...]:
        """The numbers of the processes that answer."""
        return tuple(sorted(process.pid for process in self._all))

    @property
    def waiting(self) -> int:
        """How many questions wait for a process."""
        return len(self._waiting)

    @property
    def long(self) -> int:
        """How many questions have been at work for longer than a moment."""
        return sum(process.is_slow for process in self._all)

    def renew(self) -> None:
        """Let every question from now on be answered from the store as it is now."""
        self.generation += 1
        self._forget()

    def when_changed(self, forget: Callable[[], None]) -> None:
        """Have something called whenever answers that were given are no longer true.

        Args:
            forget: what to call.
        """
        self._listeners.append(forget)

    def _forget(self) -> None:
        for listener in self._listeners:
            listener()

    async def run(self, job: Job, *, limit: float | None = None, client: Receive | None = None) -> Answer:
        """Return the answer to a job.

        Args:
            job: the job.
            limit: seconds that it may take once it is at work; never more than the limit of the server.
            client: `receive` of the request that asks, all of which was read; the job ends when its client has gone.

        Raises:
            Refusal: if it takes too long, takes too much memory, or too much is being done already.
            LineageError: as the function of the job does.
        """
        known = self._known.get(job)
        if known is not None:
            self.counts.remembered += 1
            return known
        process = self._idle.pop() if self._idle else await self._wait()
        generation = self.generation
        self._waiting.begin()
        try:
            answer = await self._at_work(process, job, min(limit or self.time_limit, self.time_limit), client)
        finally:
            self._waiting.end()
        self.counts.done += 1
        if answer.lasting and generation == self.generation:
            self._known.put(job, answer, _size(job, answer))
        return answer

    async def write(self, job: Job) -> Answer:
        """Do a job that writes; whatever is asked afterwards sees what it wrote.

        Args:
            job: the job; its function gets the store opened for writing.

        Raises:
            Refusal: if nothing may be written, it takes too long or too much memory.
            LineageError: as the function of the job does.
        """
        if self._writer is None:
            raise NoVerdictError("this server was started for reading only")
        try:
            return await self._writer.do(job, self.time_limit)
        finally:
            self.counts.updates += 1
            self.renew()

    async def _at_work(self, process: Process, job: Job, limit: float, client: Receive | None) -> Answer:
        now = self._loop.time()
        running = _Running(process, now, now + limit, limit, client)
        future = process.ask(self.generation, job.function, job.arguments)
        running.timer = self._loop.call_later(min(_MOMENT, limit), self._look, running)
        try:
            answer: Answer = await future
        except Gone:
            self._discard(process)
            raise self._died(running) from None
        except LineageError:
            self.counts.failed += 1
            self._free(process)
            raise
        except BaseException:  # the request was given up
            self._discard(process)
            raise
        finally:
            running.timer.cancel()
            if running.watch is not None:
                running.watch.cancel()
        self._free(process)
        return answer

    def _look(self, running: _Running) -> None:
        """Look at a question that was not answered in a moment."""
        now = self._loop.time()
        if now >= running.end:
            self.counts.out_of_time += 1
            self._give_up(running, out_of_time(running.limit))
            return
        if running.client is not None and running.watch is None:
            running.watch = self._loop.create_task(self._watch(running, running.client))
        if not running.process.is_slow:
            self._leave_lane(running)
        if now - running.begun >= _LONG:
            running.process.is_spent = True
            running.process.be_nice()
        running.timer = self._loop.call_later(min(_LOOK, running.end - now), self._look, running)

    def _leave_lane(self, running: _Running) -> None:
        if self.long < self._lanes.slow:
            running.process.is_slow = True
            self._fill()
        elif self._waiting:
            self.counts.refused += 1
            self._give_up(running, busy("this server is at work at as many long questions as it can be"))

    async def _watch(self, running: _Running, client: Receive) -> None:
        while (await client())["type"] != "http.disconnect":
            pass
        self.counts.left += 1
        self._give_up(running, busy("the client has gone"))

    def _give_up(self, running: _Running, why: LineageError) -> None:
        running.why = why
        running.process.end()

    def _died(self, running: _Running) -> LineageError:
        """Return why a process ended before it answered."""
        if running.why is not None:
            return running.why
        self.counts.out_of_memory += 1
        return out_of_memory(self._start.memory_limit >> 20)

    async def _wait(self) -> Process:
        if self._stopped:
            raise busy("this server is being ended")
        future: asyncio.Future[Process] = self._loop.create_future()
        try:
            self._waiting.append(future)
        except Refusal:
            self.counts.refused += 1
            raise
        timer = self._loop.call_later(self._lanes.patience, self._refuse, future)
        try:
            return await future
        except asyncio.CancelledError:
            if future.done() and not future.cancelled() and future.exception() is None:
                self._free(future.result())
            raise
        finally:
            timer.cancel()

    def _refuse(self, future: asyncio.Future[Process]) -> None:
        if not future.done():
            self.counts.refused += 1
            future.set_exception(busy("all worker processes are at work"))

    def _free(self, process: Process) -> None:
        """Give a process its next question; one that was at a question for long, or has grown large, gets none."""
        if self._stopped or (process.is_slow and (process.is_spent or process.is_large)):
            self._discard(process)
            return
        process.is_slow = False
        while self._waiting:
            future = self._waiting.popleft()
            if not future.done():
                future.set_result(process)
                return
        self._idle.append(process)
        if sum(not process.is_slow for process in self._all) > self._lanes.quick:
            # What has answered before has loaded what answers need.
            self._discard(min(self._idle, key=lambda idle: idle.answered))

    def _discard(self, process: Process) -> None:
        process.end()
        self._all.discard(process)
        with suppress(ValueError):
            self._idle.remove(process)
        self._ending.add(process)
        if not self._stopped:
            self._keep(self._reaped(process))
            self._fill()

    def _fill(self) -> None:
        """Start processes until the quick lane is full."""
        while not self._stopped and sum(not process.is_slow for process in self._all) < self._lanes.quick:
            self._keep(self._begin_or_retry(self._new()))

    def _new(self) -> Process:
        self.counts.started += 1
        process = Process(self._start, self._loop)
        self._all.add(process)
        return process

    async def _begin(self, process: Process) -> None:
        try:
            await process.ready
        except Gone:
            self._all.discard(process)
            raise NoVerdictError("a worker process cannot be started") from None
        except LineageError:
            process.end()
            self._all.discard(process)
            raise
        self._free(process)

    async def _begin_or_retry(self, process: Process) -> None:
        try:
            await self._begin(process)
        except LineageError:
            await asyncio.sleep(_AGAIN)
            self._fill()

    async def _reaped(self, process: Process) -> None:
        await process.ended()
        self._ending.discard(process)

    def _keep(self, work: Any) -> None:
        task: asyncio.Task[None] = self._loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _size(job: Job, answer: Answer) -> int:
    """Return how many bytes a job and its answer have; what a stranger asked is in there, also inside of other things."""
    return len(answer.body) + len(packed(job.arguments))
