"""Work comes back in order, faults come through, and a run that ends early leaves nothing behind."""

from __future__ import annotations

import os
import time
from contextlib import closing
from multiprocessing import active_children

import pytest

from lineage_rdf.bulk.pool import in_order
from lineage_rdf.errors import InputError, NoVerdictError

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
