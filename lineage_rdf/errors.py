"""The one family of errors: what went wrong, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


class LineageError(Exception):
    """Something the user can understand and mend.

    Args:
        what: the fault in one sentence without a full stop.
        where: the file, line, JSON path or node it was found at; empty if there is none.
        fix: what to do about it; empty if there is nothing to say.
    """

    exit_code = 2

    def __init__(self, what: str, where: str = "", fix: str = "") -> None:
        """Keep the three parts as fields; the text is built from them in `__str__`."""
        super().__init__(what, where, fix)
        self.what = what
        self.where = where
        self.fix = fix

    def __str__(self) -> str:
        """Return `where: what (fix)` on one line."""
        text = f"{self.where}: {self.what}" if self.where else self.what
        return f"{text} ({self.fix})" if self.fix else text


class InputError(LineageError):
    """The input cannot be read: missing, malformed, too large or of an unknown kind (exit code 2)."""


class UsageError(LineageError):
    """The command or function was called in a way that cannot work (exit code 2)."""


class NoVerdictError(LineageError):
    """A check could not be completed, so there is no verdict (exit code 3)."""

    exit_code = 3


class ManyErrors(LineageError):
    """Several errors of one run, none of them lost.

    Args:
        errors: the errors in the order in which they were met, at least one.
    """

    def __init__(self, errors: Iterable[LineageError]) -> None:
        """Keep all errors; the exit code is the highest of theirs."""
        self.errors = tuple(errors)
        super().__init__("; ".join(str(error) for error in self.errors))
        self.exit_code = max(error.exit_code for error in self.errors)


def raise_all(errors: Sequence[LineageError]) -> None:
    """Raise the errors that were met, and nothing if there are none.

    Args:
        errors: the errors in the order in which they were met.

    Raises:
        LineageError: the only one, or `ManyErrors`.
    """
    if errors:
        raise errors[0] if len(errors) == 1 else ManyErrors(errors)


class LeftOutWarning(UserWarning):
    """Something in a document is no statement, so what was read does not hold it; the text says what, and in which document."""
