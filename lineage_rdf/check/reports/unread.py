"""What could not be read or checked, as a report that is published tells it: the file and the line apart."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Final

from attrs import frozen

from lineage_rdf.check.reports.places import Place, origin_name, relative
from lineage_rdf.check.reports.summary import single_errors
from lineage_rdf.check.verdicts import CheckRun
from lineage_rdf.errors import LineageError

# What follows the path in `LineageError.where`: a line, perhaps with a column, or a path inside of JSON.
_INSIDE: Final = re.compile(r"(?P<path>.+?)(?P<inside>:(?P<line>[0-9]{1,9})(?::[0-9]+)?| \$.*)", re.DOTALL)


@frozen
class Unread:
    """One fault of a run.

    Args:
        error: the fault.
        name: the input, without a place inside of it and without a path of the machine; empty if it is about none.
        inside: the place inside of it, as it follows the name; may be empty.
        place: the file and the line; None if it is no file that is there.
    """

    error: LineageError
    name: str
    inside: str
    place: Place | None

    @property
    def text(self) -> str:
        """The fault on one line: where, what, and what to do."""
        return str(LineageError(self.error.what, f"{self.name}{self.inside}", self.error.fix))


def unread(run: CheckRun) -> Iterator[Unread]:
    """Yield what could not be read or checked.

    Args:
        run: the run.
    """
    for error in single_errors(run):
        path, inside, line = _parted(error.where)
        place = Place(relative(path), line, path) if os.path.isfile(path) else None
        yield Unread(error, origin_name(path), inside, place)


def _parted(where: str) -> tuple[str, str, int]:
    """Return the input, the place inside of it and the line; the number of a port is no line."""
    found = _INSIDE.fullmatch(where)
    if not found or "://" in where or os.path.exists(where):
        return where, "", 1
    return found["path"], found["inside"], max(int(found["line"] or 1), 1)
