"""What is kept in mind has bounds, and addresses get what is theirs."""

from __future__ import annotations

import pickle
import select
import socket
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from lineage_rdf.errors import InputError, NoVerdictError
from lineage_rdf.serve.faults import Refusal, busy, status_of
from lineage_rdf.serve.guard.rate import Rate
from lineage_rdf.serve.remembered import Remembered
from tests.serve.serving import serving, store_at
from tests.serve.test_attacks import connected, reply, taken_memory, wait_until


def test_a_bucket_fills_again() -> None:
    rate = Rate(2.0, 3)
    assert [rate.wait("a", 0.0) for _ in range(4)] == [0.0, 0.0, 0.0, 0.5]
    assert rate.wait("b", 0.0) == 0.0
    assert rate.wait("a", 0.5) == 0.0
    assert rate.wait("a", 0.5) > 0
    assert [rate.wait("a", 100.0) for _ in range(4)] == [0.0, 0.0, 0.0, 0.5]


def test_no_rate_is_no_limit() -> None:
    rate = Rate(0, 1)
    assert {rate.wait("a", 0.0) for _ in range(100)} == {0.0}


def test_a_network_of_version_6_is_one_client() -> None:
    rate = Rate(1.0, 1)
    assert rate.wait("2001:db8::1", 0.0) == 0.0
    assert rate.wait("2001:db8:0:0:ffff::2", 0.0) > 0
    assert rate.wait("2001:db8:0:1::1", 0.0) == 0.0


def test_the_addresses_that_are_kept_in_mind_are_bounded() -> None:
    rate = Rate(1.0, 1)
    for number in range(20_000):
        rate.wait(str(number), 0.0)
    assert len(rate._buckets) == 10_000


def test_what_was_used_least_is_forgotten_first() -> None:
    known: Remembered[str, str] = Remembered(64 << 10)
    for number in range(200):
        known.put(str(number), "x", 100)
        assert known.get("0") == "x"
    assert known.get("1") is None
    assert known.get("199") == "x"
    assert known._held <= 64 << 10


def test_what_is_large_is_not_kept() -> None:
    known: Remembered[str, str] = Remembered(64 << 10)
    known.put("a", "x", 1024)
    assert known.get("a") is None
    known.put("b", "x", 10)
    known.put("b", "y", 20)
    assert known.get("b") == "y"
    known.clear()
    assert known.get("b") is None
    nothing: Remembered[str, str] = Remembered(0)
    nothing.put("a", "x", 0)
    assert nothing.get("a") is None


def test_refusals_travel() -> None:
    error = pickle.loads(pickle.dumps(busy("too much")))
    assert isinstance(error, Refusal)
    assert (error.status, error.what, error.headers) == (503, "too much", {"retry-after": "2"})


@pytest.mark.parametrize(
    ("error", "status"), [(InputError("x"), 400), (NoVerdictError("x"), 500), (Refusal(406, "x"), 406)]
)
def test_errors_have_a_status(error: InputError, status: int) -> None:
    assert status_of(error) == status


def test_what_a_stranger_writes_at_length_is_not_kept_in_mind(tmp_path: Path) -> None:
    long = 3_000_000
    with serving(store_at(tmp_path / "store"), memory=64 << 20) as client:
        client.get("/health")
        before = taken_memory()
        for number in range(40):
            accept = f"text/csv, {number:0{long}}"
            assert (
                client.get(f"/sparql?query=ASK%7B%7D%20%23{number}", accept=accept, x_more="1").status == 200
            )
            form = f"query=ASK%7B%7D&default-graph-uri=urn:{number:0{long}}"
            path, media = "/sparql", "application/x-www-form-urlencoded"
            assert client.request("POST", path, form, content_type=media).status == 200
        assert taken_memory() - before < 100 << 20


def test_all_that_is_posted_together_is_bounded(tmp_path: Path) -> None:
    head = b"POST /check HTTP/1.1\r\nhost: x\r\ncontent-length: 1000000\r\n\r\n"
    with serving(store_at(tmp_path / "store"), taking=4 << 20) as client, ExitStack() as stack:
        links = [stack.enter_context(connected(client)) for _ in range(3)]
        for link in links:
            link.sendall(head + b"x" * 900_000)
        time.sleep(0.5)  # until all of it was taken in
        (refused,) = filter(_has_answer, links)
        assert reply(refused).startswith(b"HTTP/1.1 503 ")
        assert client.request("POST", "/check", b"x" * 100).status == 400
        next(link for link in links if link is not refused).close()
        wait_until(lambda: client.request("POST", "/check", b"x" * 1_000_000).status == 400)


def _has_answer(link: socket.socket) -> bool:
    return bool(select.select([link], [], [], 0)[0])
