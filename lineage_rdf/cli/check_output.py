"""What `check` prints: the report of a run, beside an older run if one is given."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from lineage_rdf.cli.checking import Task, check_inputs
from lineage_rdf.cli.console import put, put_data, save, tell, tell_error
from lineage_rdf.errors import ManyErrors

if TYPE_CHECKING:
    from lineage_rdf.check.baseline import Apart
    from lineage_rdf.check.compare import Comparison
    from lineage_rdf.check.verdicts import CheckRun


@frozen
class Older:
    """Runs of the past.

    Args:
        run: what to compare with.
        baseline: what is known already.
    """

    run: CheckRun | None = None
    baseline: CheckRun | None = None


def read_older(against: str, baseline: Path | None, task: Task) -> Older:
    """Read a baseline, and what to compare with: a JSON report, or older inputs, which are checked as the new ones are.

    Raises:
        InputError: if a report cannot be read.
        LineageError: if older inputs cannot be checked.
    """
    known = None
    if baseline is not None:
        from lineage_rdf.check.baseline import read_baseline

        known = read_baseline(baseline)
    if not against:
        return Older(None, known)
    from lineage_rdf.check.saved_run import is_saved_run, read_whole_run

    old = read_whole_run(against) if is_saved_run(against) else check_inputs([against], task)
    if old.errors and not old.verdicts:
        raise ManyErrors(old.errors)
    return Older(old, known)


@frozen
class Output:
    """Where and how a run is told.

    Args:
        form: one of `check.reports.FORMS`.
        path: the file; None for standard output.
        details: whether the table tells everything.
        matrix: whether the table and JSON tell how complete the whole collection is.
    """

    form: str
    path: Path | None = None
    details: bool = False
    matrix: bool = False

    def write(self, run: CheckRun, older: Older, fail_on: str) -> int:
        """Tell of a run and return the exit code.

        Raises:
            UsageError: if the form cannot hold the run.
        """
        apart = _apart(run, older.baseline, fail_on)
        left = apart.run if apart else run
        comparison = _compared(run, older.run, fail_on)
        self._put(self._text(self._told(left, comparison), apart, comparison))
        self._notes(left, apart, comparison)
        if comparison is None or older.run is None:
            return left.exit_code
        # What could not be read of the old inputs may be what has become worse.
        errors = (*left.errors, *older.run.errors)
        return max([int(comparison.worse), *(error.exit_code for error in errors)])

    def _told(self, run: CheckRun, comparison: Comparison | None) -> CheckRun:
        """Return what the form tells of a run: annotations beside a comparison are of what is new."""
        if comparison is None or self.form not in ("sarif", "junit", "github"):
            return run
        from lineage_rdf.check.compare_new import told_as_new

        return told_as_new(run, comparison)

    def _text(self, run: CheckRun, apart: Apart | None, comparison: Comparison | None) -> str:
        from lineage_rdf.check import reports

        if self.form == "json":
            from lineage_rdf.check.reports.safe_text import json_text

            return json_text(self._document(run, apart, comparison))
        text = reports.render(run, self.form, details=self.details, width=self._width())
        if self.form != "table":
            return text
        parts = [text]
        if self.matrix:
            from lineage_rdf.check import matrix, matrix_text

            parts.append(matrix_text.as_text(matrix.matrix_of(run.verdicts)))
        if comparison is not None:
            from lineage_rdf.check import compare_text

            parts.append(compare_text.as_text(comparison))
        return "\n".join(part for part in parts if part)

    def _width(self) -> int | None:
        """Return how wide the terminal is, None where the text goes anywhere else and must be the same on every run."""
        return shutil.get_terminal_size().columns if self.path is None and sys.stdout.isatty() else None

    def _document(
        self, run: CheckRun, apart: Apart | None, comparison: Comparison | None
    ) -> dict[str, object]:
        from lineage_rdf.check.reports import json
        from lineage_rdf.check.saved_run import TAKEN_OFF

        found: dict[str, object] = json.document(run)
        if apart is not None:
            found[TAKEN_OFF] = apart.row()
        if comparison is not None:
            from lineage_rdf.check import compare_text

            found["comparison"] = compare_text.as_rows(comparison)
        if self.matrix:
            from lineage_rdf.check import matrix, matrix_text

            found["matrix"] = matrix_text.as_rows(matrix.matrix_of(run.verdicts))
        return found

    def _put(self, text: str) -> None:
        if self.path is not None:
            save(self.path, text)
        elif self.form == "table":
            put(text)
        else:
            put_data(text)

    def _notes(self, run: CheckRun, apart: Apart | None, comparison: Comparison | None) -> None:
        """Say on standard error what the form has no place for."""
        for line in run.told:
            tell(line)
        if apart is not None:
            tell(str(apart))
        if comparison is not None and self.form not in ("table", "json"):
            from lineage_rdf.check import compare_text

            for line in compare_text.as_text(comparison).splitlines():
                tell(line)
        for error in run.errors:
            tell_error(error)


def _apart(run: CheckRun, baseline: CheckRun | None, fail_on: str) -> Apart | None:
    if baseline is None:
        return None
    from lineage_rdf.check.baseline import apart_from

    return apart_from(run, baseline, fail_on)


def _compared(run: CheckRun, old: CheckRun | None, fail_on: str) -> Comparison | None:
    if old is None:
        return None
    from lineage_rdf.check.compare import compare

    return compare(old, run, fail_on)
