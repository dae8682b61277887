"""How much the worker processes do at a time, and what they have done."""

from __future__ import annotations

from attrs import define, frozen


@frozen
class Lanes:
    """How much is done at a time.

    Args:
        quick: how many processes are kept for questions that are quick.
        slow: how many more may be at work at questions that are not.
        most_waiting: how many questions may wait for a process.
        patience: seconds that a question waits for a process.
    """

    quick: int = 2
    slow: int = 2
    most_waiting: int = 256
    patience: float = 5.0


@define(eq=False)
class Counts:
    """What was done since the start."""

    done: int = 0
    remembered: int = 0
    failed: int = 0
    out_of_time: int = 0
    out_of_memory: int = 0
    refused: int = 0
    left: int = 0
    started: int = 0
    updates: int = 0
