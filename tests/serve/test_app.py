"""The application by itself, as another server of the kind (ASGI) would run it."""

from __future__ import annotations

import asyncio
import signal
import socket
import threading
from collections.abc import MutableMapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from attrs import evolve
from starlette.types import Receive, Scope, Send

from lineage_rdf.errors import UsageError
from lineage_rdf.serve.app import make_app
from lineage_rdf.serve.direct.desk import Desk
from lineage_rdf.serve.guard.guard import Guard
from lineage_rdf.serve.jobs import Pool
from lineage_rdf.serve.run import Running, run
from lineage_rdf.serve.settings import pool_of
from tests.serve.serving import QUICK, serving, store_at


async def asked(
    app: Any, path: str, *, method: str = "GET", query: bytes = b""
) -> list[MutableMapping[str, Any]]:
    """Return what the application sends for a request."""
    found: list[MutableMapping[str, Any]] = []
    scope: dict[str, Any] = {
        "type": "http", "method": method, "path": path, "raw_path": path.encode(), "query_string": query,
        "headers": [(b"host", b"example.org")], "scheme": "http", "client": ("192.0.2.1", 1), "root_path": "",
    }  # fmt: skip

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        found.append(message)

    await app(scope, receive, send)
    return found


def test_its_workers_live_as_long_as_it_does(tmp_path: Path) -> None:
    settings = evolve(QUICK, place=str(store_at(tmp_path / "store")), token="")
    pool = pool_of(settings)

    async def life() -> None:
        app = make_app(settings, pool)
        async with app.router.lifespan_context(app):
            assert pool.is_running
            start, body = await asked(app, "/sparql", query=b"query=ASK%7B%7D")
            assert (start["status"], body["body"]) == (200, b'{"head":{},"boolean":true}')
        assert not pool.is_running

    asyncio.run(life())


def guarded(inside: Any, **more: Any) -> Guard:
    settings = evolve(QUICK, place="", token="", **more)
    return Guard(inside, settings, make_app(settings, pool_of(settings)).state.desk)


def test_a_fault_in_a_route_is_told_without_its_words() -> None:
    async def broken(scope: Scope, receive: Receive, send: Send) -> None:
        raise RuntimeError("a secret")

    async def work() -> None:
        start, body = await asked(guarded(broken), "/")
        assert start["status"] == 500
        assert b"secret" not in body["body"]
        assert (b"x-content-type-options", b"nosniff") in start["headers"]

    asyncio.run(work())


def test_what_was_begun_is_not_begun_again() -> None:
    async def broken(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise RuntimeError

    async def work() -> None:
        assert [message["type"] for message in await asked(guarded(broken), "/")] == ["http.response.start"]

    asyncio.run(work())


def test_only_so_much_is_on_its_way_at_a_time() -> None:
    size = 3 << 20

    async def work() -> None:
        may_go = asyncio.Event()

        async def large(scope: Scope, receive: Receive, send: Send) -> None:
            headers = [(b"content-length", b"%d" % size)]
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            await may_go.wait()
            await send({"type": "http.response.body", "body": b"x" * size})

        guard = guarded(large, sending=4 << 20)
        first = asyncio.create_task(asked(guard, "/"))
        await asyncio.sleep(0)
        (refused, _) = await asked(guard, "/")
        assert refused["status"] == 503
        may_go.set()
        assert (await first)[0]["status"] == 200
        assert (await asked(guard, "/"))[0]["status"] == 200

    asyncio.run(work())


def test_too_long_an_address_is_refused() -> None:
    async def inside(scope: Scope, receive: Receive, send: Send) -> None:
        raise AssertionError("it was asked")

    async def work() -> None:
        start, _ = await asked(guarded(inside, query_limit=10), "/", query=b"x" * 31)
        assert start["status"] == 414

    asyncio.run(work())


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it(tmp_path: Path, number: signal.Signals) -> None:
    settings = evolve(QUICK, place=str(store_at(tmp_path / "store")), token="")
    found: list[int] = []

    def ready(running: Running) -> None:
        found.append(urlsplit(running.url).port or 0)
        signal.raise_signal(number)
        signal.raise_signal(number)  # those who are in a hurry say it twice

    assert threading.current_thread() is threading.main_thread()
    with pytest.raises(KeyboardInterrupt) if number == signal.SIGINT else nullcontext():
        run(settings, ready)
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.1", found[0]), timeout=5)


def test_it_listens_at_addresses_of_version_6_too(tmp_path: Path) -> None:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        pytest.skip("this machine has no IPv6")
    with serving(store_at(tmp_path / "store"), host="::1", token="") as client:
        assert client.url.startswith("http://[::1]:")
        assert client.query("ASK {}").truth


def test_an_address_that_is_taken_is_told(tmp_path: Path) -> None:
    place = store_at(tmp_path / "store")
    with serving(place, token="") as client, pytest.raises(UsageError, match="cannot be listened at"):
        run(evolve(QUICK, place=str(place), token="", port=urlsplit(client.url).port or 0), print)


def desk_of(place: Path | str, **more: Any) -> tuple[Desk, Pool]:
    settings = evolve(QUICK, place=str(place), token="", **more)
    pool = pool_of(settings)
    return Desk(settings, pool), pool


SIMPLE = b"/sparql?query=SELECT%20?o%20{%20%3Chttp://example.org/s%3E%20?p%20?o%20}"


def test_what_is_answered_at_once_is_bounded_and_is_what_is_there_now(tmp_path: Path) -> None:
    desk, pool = desk_of(store_at(tmp_path / "store"), rate=0.001, burst=3)
    first = desk.answer(SIMPLE, [(b"host", b"x")], "a")
    assert first is not None and desk.answer(SIMPLE, [(b"host", b"x")], "a") == first
    for other in ([(b"range", b"bytes=0-1")], [(b"accept", b"text/html")], [(b"accept", b"image/png")]):
        assert desk.answer(SIMPLE, other, "a") is None
    assert desk.answer(b"/sparql?query=\xff", [], "a") is desk.answer(b"/sparql?query=%FF", [], "a") is None
    pool.renew()
    assert desk.answer(SIMPLE, [], "a") is None  # while the store may still be being written
    assert desk.answer(SIMPLE, [(b"host", b"y")], "b") is None
    fresh, _ = desk_of(tmp_path / "store", rate=0.001, burst=1)
    assert fresh.answer(SIMPLE, [], "a") is not None
    assert fresh.answer(SIMPLE, [], "a") is None
    assert fresh.answer(SIMPLE, [], "b") is not None


def test_nothing_is_answered_at_once_without_a_store(tmp_path: Path) -> None:
    for place in (tmp_path / "nowhere", "http://127.0.0.1:1/sparql"):
        desk, _ = desk_of(place)
        assert desk.answer(SIMPLE, [], "a") is None
