"""Work comes back in order, faults come through, and a run that ends early leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from multiprocessing import active_children

import pytest

from lineage_rdf.bulk.pool import in_order
from lineage_rdf.errors import InputError, NoVerdictError
from tests.conftest import ROOT

LARGE = 1 << 20  # more than any pipe holds


def slow_first(number: int) -> tuple[int, int]:
    time.sleep(0.2 if number % 5 == 0 else 0)
    return number, os.getpid()


def large(number: int) -> str:
    return str(number) * LARGE


def refuse(number: int) -> int:
    if number == 7:
        raise InputError("seven is refused", "here", "take eight")
    return number


def end(number: int) -> int:
    if number == 7:
        os._exit(0)
    return number


def twice(piece: str) -> str:
    return piece * 2


class Odd(Exception):
    """An error that does not come out of a pickle."""

    def __init__(self, first: int, second: int) -> None:
        super().__init__(f"{first} and {second}")


class Panic(BaseException):
    """What native libraries raise; such a class is in no module."""


Panic.__module__ = "panic_of_native_code"


def odd(number: int) -> object:
    """Give back, or raise, what does not go through a pipe, and what ends a program."""
    if number == 7:
        return lambda: number
    errors = {
        17: Odd(1, 2),
        27: Panic("oh"),
        37: SystemExit(0),
        47: StopIteration("no more"),
        57: KeyboardInterrupt(),
    }
    if number in errors:
        raise errors[number]
    return number


class Deadly:
    """What ends the process that takes it in."""

    def __init__(self, code: int = 0) -> None:
        if code:
            os._exit(code)

    def __reduce__(self) -> tuple[type, tuple[int]]:
        return Deadly, (5,)

    def __call__(self, number: int) -> int:
        return number


def later_first(number: int) -> int:
    if number < 2:
        time.sleep(0.5 - number / 2)
        raise InputError(f"{number} is refused")
    return number


def endless(number: int) -> None:
    while True:
        time.sleep(60)


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_come_in_the_order_of_the_work(jobs):
    found = list(in_order(slow_first, range(23), jobs, lambda piece: 1))
    assert [number for number, _ in found] == list(range(23))
    assert len({process for _, process in found} - {os.getpid()}) == (jobs if jobs > 1 else 0)


def test_no_more_is_handed_out_than_may_wait():
    taken = []

    def pieces():
        for number in range(40):
            taken.append(number)
            yield number

    with closing(in_order(large, pieces(), 2, lambda piece: 32 << 20)) as results:
        for done, text in enumerate(results):
            assert text[0] == str(done)[0]
            assert len(taken) - done <= 4


def test_a_fault_comes_through_with_its_trace():
    with pytest.raises(InputError, match="seven is refused") as caught:
        list(in_order(refuse, range(20), 2, lambda piece: 1))
    assert (caught.value.where, caught.value.fix) == ("here", "take eight")
    assert "in refuse" in caught.value.__notes__[0]
    assert active_children() == []


def test_a_process_that_ends_is_a_fault():
    with pytest.raises(NoVerdictError, match="ended before its work was done"):
        list(in_order(end, range(20), 2, lambda piece: 1))
    assert active_children() == []


def test_a_run_that_ends_early_waits_for_no_half_written_result():
    for stop in range(3):
        with closing(in_order(large, range(100), 2, lambda piece: 1)) as results:
            for done, _ in enumerate(results):
                if done == stop:
                    break
        assert active_children() == []


def test_large_pieces_and_large_results_do_not_wait_for_each_other():
    pieces = [str(number) * LARGE for number in range(9)]
    assert list(in_order(twice, pieces, 2, lambda piece: 1)) == [piece * 2 for piece in pieces]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (7, "pickle"),
        (17, "Odd: 1 and 2"),
        (27, "Panic: oh"),
        (37, "SystemExit: 0"),
        (57, "KeyboardInterrupt"),
    ],
)
def test_what_does_not_go_through_a_pipe_is_told(number, said):
    with pytest.raises(Exception, match=said) as caught:
        list(in_order(odd, range(number - 5, number + 5), 2, lambda piece: 1))
    assert not isinstance(caught.value, NoVerdictError)
    assert any("_answer" in note for note in caught.value.__notes__)
    assert active_children() == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_no_error_ends_the_results_without_a_word(jobs):
    with pytest.raises(RuntimeError, match="StopIteration"):
        list(in_order(odd, range(42, 52), jobs, lambda piece: 1))


def test_of_several_faults_the_first_in_order_is_told():
    with pytest.raises(InputError, match="0 is refused"):
        list(in_order(later_first, range(9), 2, lambda piece: 1))


@pytest.mark.parametrize(("function", "work"), [(Deadly(), range(9)), (slow_first, [1, Deadly(), 3])])
def test_a_process_that_ends_while_it_starts_or_takes_work_in_is_a_fault(function, work):
    with pytest.raises(NoVerdictError, match="ended before its work was done"):
        list(in_order(function, work, 3, lambda piece: 1))
    assert active_children() == []


def test_a_process_that_cannot_be_started_is_a_fault(monkeypatch):
    def refused(*args):
        raise BlockingIOError(11, "too many")

    monkeypatch.setattr("multiprocessing.util.spawnv_passfds", refused)
    with pytest.raises(NoVerdictError, match="cannot be started: too many"):
        list(in_order(refuse, range(3), 2, lambda piece: 1))


def test_no_more_processes_are_started_than_there_are_pieces():
    with closing(in_order(slow_first, range(2), 40, lambda piece: 1)) as results:
        assert next(results)[0] == 0
        assert len(active_children()) == 2
    assert active_children() == []


@pytest.mark.parametrize("jobs", [0, -1])
def test_without_processes_the_work_is_done_here(jobs):
    assert list(in_order(slow_first, range(2), jobs, lambda piece: 1)) == [(0, os.getpid()), (1, os.getpid())]


INTERRUPTED = """
import sys
from contextlib import closing
from tests.bulk.test_pool import endless
from lineage_rdf.bulk.pool import in_order

if __name__ == "__main__":
    print("begun", flush=True)
    try:
        with closing(in_order(endless, range(9), 3, lambda piece: 1)) as results:
            list(results)
    except KeyboardInterrupt:
        sys.exit(130)
"""


@pytest.mark.parametrize("moment", [0.0, 0.02, 0.1, 0.5])
def test_ctrl_c_ends_it_at_any_moment(moment):
    process = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n"
    time.sleep(moment)
    os.killpg(process.pid, signal.SIGINT)
    # All that it started hold its stderr, so this comes to an end only when they have ended.
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (130, "")
