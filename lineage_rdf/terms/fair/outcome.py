"""What came of one criterion."""

from __future__ import annotations

from attrs import frozen


@frozen
class Outcome:
    """What a criterion found, or why it was not run.

    Args:
        points: how many of its parts are there.
        of: how many parts it has; 0 if it was not run.
        found: what was found, or why it was not run.
        missing: what was not found.
        todo: what to do about that; empty if nothing is missing.
        optional: what could be added and costs nothing.
    """

    points: int
    of: int
    found: str = ""
    missing: tuple[str, ...] = ()
    todo: str = ""
    optional: tuple[str, ...] = ()

    @property
    def was_run(self) -> bool:
        """Whether there is a verdict."""
        return self.of > 0

    @property
    def passed(self) -> bool:
        """Whether it was run and all its parts are there."""
        return self.was_run and self.points == self.of


def not_run(why: str) -> Outcome:
    """Return the outcome of a criterion that was not run, with the reason."""
    return Outcome(0, 0, why)
