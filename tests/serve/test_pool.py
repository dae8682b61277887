"""The worker processes: their limits are held to, they are replaced, and they see what was written."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode, Quad

from lineage_rdf.errors import LineageError
from lineage_rdf.serve.faults import Refusal
from lineage_rdf.serve.jobs import Job, Pool
from lineage_rdf.serve.jobs.lanes import Lanes
from lineage_rdf.serve.jobs.start import Start
from lineage_rdf.serve.jobs.waiting import Waiting, asking
from lineage_rdf.serve.routes.health import alive
from lineage_rdf.serve.sparql.dataset import Dataset
from tests.serve.serving import store_at

NODE = NamedNode("http://example.org/x")
QUERY = "lineage_rdf.serve.sparql.query:answer_query"
UPDATE = "lineage_rdf.serve.sparql.update:answer_update"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o FILTER(?c > ?f) }"


def query(text: str) -> Job:
    return Job(QUERY, (text, "http://example.org/", Dataset(), "text/csv", "text/turtle"))


def update(text: str) -> Job:
    return Job(UPDATE, (text, "http://example.org/", Dataset()))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return store_at(tmp_path / "store", (Quad(NODE, NODE, Literal(n)) for n in range(300)))


def with_pool(
    place: Path, work: Callable[[Pool], Awaitable[Any]], lanes: Lanes | None = None, **more: Any
) -> Any:
    async def run() -> Any:
        pool = Pool(Start(str(place), memory_limit=256 << 20), lanes, **more)
        await pool.start()
        try:
            async with asyncio.timeout(120):
                return await work(pool)
        finally:
            await pool.stop()
            for process in pool.processes:
                with pytest.raises(ProcessLookupError):
                    os.kill(process, 0)

    return asyncio.run(run())


def test_a_question_is_ended_when_its_time_is_up(place: Path) -> None:
    async def work(pool: Pool) -> None:
        with pytest.raises(Refusal) as refused:
            await pool.run(query(ENDLESS), limit=0.5)
        assert refused.value.status == 504
        assert (await pool.run(query("ASK {}"))).body == b"true"
        assert pool.counts.out_of_time == 1

    with_pool(place, work)


def test_equal_questions_are_asked_once_until_the_store_changes(place: Path) -> None:
    async def work(pool: Pool) -> None:
        for _ in range(3):
            await pool.run(query("ASK {}"))
        assert (pool.counts.done, pool.counts.remembered) == (1, 2)
        pool.renew()
        await pool.run(query("ASK {}"))
        assert (pool.counts.done, pool.counts.remembered) == (2, 2)

    with_pool(place, work)


def test_what_another_program_wrote_is_seen(place: Path) -> None:
    async def work(pool: Pool) -> None:
        job = query("ASK { ?s ?p 'new' }")
        assert (await pool.run(job)).body == b"false"
        pyoxigraph.Store(str(place)).add(Quad(NODE, NODE, Literal("new")))
        end = time.monotonic() + 30
        while (await pool.run(job)).body == b"false":
            assert time.monotonic() < end
            await asyncio.sleep(0.05)

    with_pool(place, work)


def test_updates_are_seen_at_once_and_are_done_whole(place: Path) -> None:
    async def work(pool: Pool) -> None:
        for number in range(5):
            await pool.write(update(f"INSERT DATA {{ <x:x> <x:x> 'new {number}' }}"))
            assert (await pool.run(query(f"ASK {{ ?s ?p 'new {number}' }}"))).body == b"true"
        with pytest.raises(LineageError):
            await pool.write(update("INSERT DATA { <x:x> <x:x> 'half' } ; INSERT"))
        endless = (
            f"INSERT DATA {{ <x:x> <x:x> 'half' }} ; INSERT {{ <x:x> <x:x> ?n }} WHERE {{ {{ {ENDLESS} }} }}"
        )
        with pytest.raises(Refusal) as refused:
            await pool.write(update(endless))
        assert refused.value.status == 504
        assert (await pool.run(query("ASK { ?s ?p 'half' }"))).body == b"false"
        await pool.write(update("INSERT DATA { <x:x> <x:x> 'after' }"))
        assert (await pool.run(query("ASK { ?s ?p 'after' }"))).body == b"true"

    with_pool(place, work, writes=True, time_limit=2.0)


def test_an_update_that_is_given_up_or_loses_its_process_is_not_done(place: Path) -> None:
    endless = f"INSERT {{ <x:x> <x:x> ?n }} WHERE {{ {{ {ENDLESS} }} }}"

    async def work(pool: Pool) -> None:
        given_up = asyncio.create_task(pool.write(update(endless)))
        await asyncio.sleep(0.1)
        given_up.cancel()
        with pytest.raises(asyncio.CancelledError):
            await given_up
        lost = asyncio.create_task(pool.write(update(endless)))
        while pool._writer is None or pool._writer._process is None:
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.1)
        os.kill(pool._writer._process.pid, 9)
        with pytest.raises(Refusal) as refused:
            await lost
        assert refused.value.status == 507
        await pool.write(update("INSERT DATA { <x:x> <x:x> 'after' }"))
        assert (await pool.run(query("SELECT ?o { <x:x> ?p ?o }"))).body == b"o\r\nafter\r\n"

    with_pool(place, work, writes=True)


def test_a_store_that_cannot_be_written_is_told_at_the_start(place: Path) -> None:
    async def work(pool: Pool) -> None:
        raise AssertionError("it was opened")

    writing = pyoxigraph.Store(str(place))
    with pytest.raises(LineageError, match="another program"):
        with_pool(place, work, writes=True)
    assert len(writing) == 300


def test_a_reading_pool_does_not_write(place: Path) -> None:
    async def work(pool: Pool) -> None:
        with pytest.raises(LineageError, match="for reading only"):
            await pool.write(update("CLEAR ALL"))

    with_pool(place, work)


def test_a_worker_that_dies_is_replaced(place: Path) -> None:
    async def work(pool: Pool) -> None:
        for _ in range(3):
            for process in pool.processes:
                os.kill(process, 9)
            # Whoever had just been handed to a process that is dead is told so, and asks again.
            counted = query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
            with suppress(Refusal):
                await pool.run(counted)
            assert (await pool.run(counted)).body == b"n\r\n300\r\n"
            pool.renew()

    with_pool(place, work, Lanes(quick=1, slow=1, patience=60.0))


def test_a_question_that_was_given_up_ends(place: Path) -> None:
    async def work(pool: Pool) -> None:
        task = asyncio.create_task(pool.run(query(ENDLESS)))
        while not pool.long:
            await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert not pool.long
        assert (await pool.run(query("ASK {}"))).body == b"true"

    with_pool(place, work)


def test_too_many_questions_are_turned_away(place: Path) -> None:
    async def work(pool: Pool) -> None:
        tasks = [asyncio.create_task(pool.run(query(f"{ENDLESS} #{n}"))) for n in range(6)]
        found = await asyncio.gather(*tasks, return_exceptions=True)
        assert {error.status for error in found if isinstance(error, Refusal)} == {503, 504}
        assert pool.counts.refused > 0

    with_pool(place, work, Lanes(quick=1, slow=1, most_waiting=2, patience=1.0), time_limit=3.0)


def test_a_question_waits_no_longer_than_it_has_patience(place: Path) -> None:
    async def work(pool: Pool) -> None:
        task = asyncio.create_task(pool.run(query(ENDLESS)))
        await asyncio.sleep(0)  # until it has the only process
        with pytest.raises(Refusal, match="all worker processes"):
            await pool.run(query("ASK {}"))
        task.cancel()

    with_pool(place, work, Lanes(quick=1, slow=0, patience=0.05), time_limit=20.0)


def test_faults_of_ours_are_told_as_such(place: Path) -> None:
    async def work(pool: Pool) -> None:
        with pytest.raises(LineageError, match="a fault of ours: TypeError") as told:
            await pool.run(Job("lineage_rdf.serve.routes.health:alive", (1, 2, 3)))
        assert told.value.exit_code == 3
        with pytest.raises(LineageError, match="a fault of ours: ValueError"):
            await pool.run(Job("os:system", ("true",)))
        assert (await pool.run(Job.of(alive))).status == 200

    with_pool(place, work)


def test_a_place_that_cannot_be_opened_is_told_at_the_start(tmp_path: Path) -> None:
    async def work(pool: Pool) -> None:
        raise AssertionError("it was opened")

    with pytest.raises(LineageError, match="no such folder"):
        with_pool(tmp_path / "nowhere", work)


def test_large_questions_and_answers_travel_whole(place: Path) -> None:
    async def work(pool: Pool) -> None:
        text = "SELECT ?x { VALUES ?x { '" + "y" * 3_000_000 + "' } }"
        answer = await pool.run(query(text))
        assert answer.body == b"x\r\n" + b"y" * 3_000_000 + b"\r\n"

    with_pool(place, work)


def test_who_has_the_fewest_questions_at_work_comes_first() -> None:
    async def work() -> None:
        loop = asyncio.get_running_loop()
        waiting: Waiting[str] = Waiting(8)

        def ask(who: str) -> asyncio.Future[str]:
            asking.set(who)
            future: asyncio.Future[str] = loop.create_future()
            waiting.append(future)
            return future

        asking.set("many")
        waiting.begin()
        first, second, other = ask("many"), ask("many"), ask("one")
        assert waiting.popleft() is other
        second.cancel()
        await asyncio.sleep(0)
        assert waiting.popleft() is first
        assert len(waiting) == 0
        for _ in range(4):
            ask("many")
        with pytest.raises(Refusal, match="too many"):
            ask("many")
        asking.set("many")
        waiting.end()
        assert ask("one")

    asyncio.run(work())
