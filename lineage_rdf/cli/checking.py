"""The work of `check`: every input is attempted, and what fails does not stop the others."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import field, frozen

from lineage_rdf.cli.console import flat, progress
from lineage_rdf.errors import LineageError

if TYPE_CHECKING:
    from lineage_rdf.check import CheckReport
    from lineage_rdf.lineage import Lineage


@frozen
class Checked:
    """One lineage against one profile."""

    lineage: Lineage
    report: CheckReport


@frozen
class Outcome:
    """What came of all inputs.

    Args:
        checked: one row per lineage and profile, in the order of the inputs.
        errors: what could not be read or checked.
    """

    checked: list[Checked] = field(factory=list)
    errors: list[LineageError] = field(factory=list)

    @property
    def exit_code(self) -> int:
        """The highest code: 0 passed, 1 not passed, 2 unreadable, 3 no verdict."""
        failed = any(not row.report.passed for row in self.checked)
        return max([int(failed), *(error.exit_code for error in self.errors)])


def check_inputs(
    paths: Sequence[str], profiles: Sequence[str], shapes: Sequence[Path], fail_on: str, *, text: bool = False
) -> Outcome:
    """Check each input on its own against each profile.

    Args:
        paths: folders, files, shorthand or `-` for standard input.
        profiles: tokens of profiles; unknown ones are an error before anything is read.
        shapes: shapes files of the user.
        fail_on: violation, warning or info.
        text: take the inputs as shorthand.

    Raises:
        UsageError: for an unknown profile.
    """
    from lineage_rdf.check import profile as known_profile

    wanted = list(dict.fromkeys(known_profile(token).token for token in profiles))
    outcome = Outcome()
    with progress("checking", len(paths)) as advance:
        for path in paths:
            _check_input(path, wanted, shapes, fail_on, text, outcome)
            advance()
    return outcome


def _check_input(
    path: str, profiles: Sequence[str], shapes: Sequence[Path], fail_on: str, text: bool, outcome: Outcome
) -> None:
    try:
        lineages = read_input(path, text=text)
    except LineageError as error:
        outcome.errors.extend(flat(error))
        return
    from lineage_rdf.check import with_problems

    for lineage in lineages:
        for token in profiles:
            try:
                report = lineage.check(token, fail_on=fail_on, shapes=shapes)
            except LineageError as error:
                outcome.errors.extend(flat(error))
            else:
                outcome.checked.append(Checked(lineage, with_problems(report, lineage.problems, fail_on)))


def read_input(path: str, *, text: bool = False) -> list[Lineage]:
    """Return the lineages of one input; `-` is an RDF document on standard input.

    Raises:
        LineageError: if it cannot be read.
    """
    from lineage_rdf.codec.read import MAX_BYTES
    from lineage_rdf.lineage import read_all, read_document

    if path != "-":
        return read_all(path, text=text)
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    return read_document(data, syntax_of_stream(data), "<standard input>")


def syntax_of_stream(data: bytes) -> str:
    """Tell the syntax of a nameless document from its first letters.

    JSON-LD begins with a brace or bracket, RDF/XML with `<?xml` or `<rdf:RDF`. All else is read as TriG, of
    which Turtle and N-Triples are a part; N-Quads have to come as a file.
    """
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:200]
    if start.startswith((b"{", b"[")) and not start.startswith((b"[]", b"[ ]")):
        return "jsonld"
    return "rdfxml" if start.startswith((b"<?xml", b"<rdf:RDF", b"<!--")) else "trig"
