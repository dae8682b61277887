"""A run of the check read back from the JSON report that was saved of it.

The file may come from anywhere, so its size is bounded and every value is looked at before it is used.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, TypeAlias

from lineage_rdf.check.completeness import Completeness
from lineage_rdf.check.findings import SEVERITIES, Finding
from lineage_rdf.check.request import CheckReport
from lineage_rdf.check.verdicts import CheckRun, Verdict
from lineage_rdf.errors import InputError, LineageError, NoVerdictError

FORMAT: Final = "lineage-rdf check 1"
# The key of a report that tells that a baseline was taken off it.
TAKEN_OFF: Final = "baseline"
MAX_BYTES: Final = 256 * 1024 * 1024
_NAME: Final = "lineage-rdf check"
_FIX: Final = "write it with: lineage-rdf check PATH... --format json > FILE"
_HEAD: Final = 4096

_Row: TypeAlias = dict[str, Any]


def is_saved_run(path: str | Path) -> bool:
    """Say whether a file is, by its first letters, a JSON report of a check and not something that tells of lineages.

    Args:
        path: a file or folder that may or may not be there.
    """
    try:
        with Path(path).open("rb") as stream:
            return f'"{_NAME} '.encode() in stream.read(_HEAD)
    except (OSError, ValueError):
        return False


def read_run(path: str | Path) -> CheckRun:
    """Read a run back from its JSON report; the report graphs are not in it, and keys it does not know are left alone.

    Args:
        path: the file that `lineage-rdf check --format json` wrote.

    Returns:
        The verdicts and errors of the run.

    Raises:
        InputError: if the file cannot be read, is larger than 256 MiB, is no such report or of another version of the format.
    """
    return run_of(read_report(path), str(path))


def read_whole_run(path: str | Path) -> CheckRun:
    """Read a run back that later runs are measured by; its report must hold all that was found.

    Args:
        path: the file that `lineage-rdf check --format json` wrote.

    Returns:
        The verdicts and errors of the run.

    Raises:
        InputError: as `read_run`, and if a baseline was taken off the report, because what that one hid would seem new.
    """
    report = read_report(path)
    if TAKEN_OFF in report:
        what = "a baseline was taken off this report, so it does not hold all that was found"
        raise InputError(what, str(path), "write the report by a run without --baseline")
    return run_of(report, str(path))


def read_report(path: str | Path) -> _Row:
    """Return the report in a file as JSON, with its format tested and nothing else.

    Args:
        path: the file.

    Raises:
        InputError: as `read_run`.
    """
    where = str(path)
    content = _parse(_bytes(path), where)
    if not isinstance(content, dict) or not isinstance(content.get("format"), str):
        raise InputError("it is no report of a check: it does not say which format it has", where, _FIX)
    if content["format"] != FORMAT:
        same = content["format"].startswith(_NAME)
        what = "the report is of another version" if same else "it is no report of a check"
        raise InputError(f"{what}: {content['format'][:60]!r} instead of {FORMAT!r}", where, _FIX)
    return content


def _bytes(path: str | Path) -> bytes:
    try:
        with Path(path).open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"the report cannot be read: {reason}", str(path), _FIX) from None
    if len(data) > MAX_BYTES:
        what = f"the report is larger than {MAX_BYTES // 1024**2} MiB"
        raise InputError(what, str(path), "check fewer lineages in one run")
    return data


def _parse(data: bytes, where: str) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        raise InputError(f"it is no JSON: {error.msg}", f"{where}:{error.lineno}", _FIX) from None
    except UnicodeDecodeError:
        raise InputError("it is no JSON: it is not in UTF-8", where, _FIX) from None
    except RecursionError:
        raise InputError("it is no report of a check: it is nested too deep", where, _FIX) from None
    except ValueError:
        raise InputError("it is no report of a check: it holds a number too long", where, _FIX) from None


def run_of(content: _Row, path: str) -> CheckRun:
    """Return the run that a report tells of.

    Args:
        content: what `read_report` gave.
        path: the name of its file, for messages.

    Raises:
        InputError: if something in it is not as the format wants it.
    """
    where = f"{path}: $"
    results = _rows(content, "results", where, must=True)
    errors = _rows(content, "errors", where)
    return CheckRun(
        [_verdict(row, place) for row, place in results],
        [_error(row, place) for row, place in errors],
        _text(content, "literals", where, "as written"),
        _text(content, "engine", where, "sparql"),
    )


def _verdict(row: _Row, where: str) -> Verdict:
    profile = _text(row, "profile", where)
    findings = tuple(_finding(item, place, profile) for item, place in _rows(row, "findings", where))
    nodes = _number(row, "nodes_checked", where)
    report = CheckReport(profile, findings, _truth(row, "passed", where), nodes)
    complete = tuple(_completeness(item, place) for item, place in _rows(row, "completeness", where))
    lineage, origin = _text(row, "lineage", where), _text(row, "origin", where)
    return Verdict(origin, lineage, _text(row, "name", where), report, complete)


def _finding(row: _Row, where: str, profile: str) -> Finding:
    severity, code = _text(row, "severity", where), _text(row, "code", where)
    if severity not in SEVERITIES:
        raise _wrong(f"{severity[:60]!r} is no severity", where, "severity")
    texts = {key: _text(row, key, where, "") for key in ("mnemonic", "label", "path", "value", "message")}
    return Finding(
        code=code,
        severity=severity,
        focus=_text(row, "focus", where),
        fix=_fix(row, where),
        shape=_text(row, "shape", where, ""),
        # What a reader noticed belongs to no profile.
        profile=_text(row, "profile", where, "" if code.startswith("FTL-R") else profile),
        claims=tuple(_texts(row, "claims", where)),
        **texts,
    )


def _fix(row: _Row, where: str) -> str:
    fix = row.get("fix")
    return _text(fix, "text", f"{where}.fix", "") if isinstance(fix, dict) else _text(row, "fix", where, "")


def _completeness(row: _Row, where: str) -> Completeness:
    have, of = _number(row, "have", where), _number(row, "of", where)
    return Completeness(_text(row, "profile", where), have, of, tuple(_texts(row, "missing", where)))


def _error(row: _Row, where: str) -> LineageError:
    kind = NoVerdictError if row.get("exit_code") == NoVerdictError.exit_code else InputError
    return kind(_text(row, "what", where, ""), _text(row, "where", where, ""), _text(row, "fix", where, ""))


def _rows(row: _Row, key: str, where: str, *, must: bool = False) -> Iterator[tuple[_Row, str]]:
    """Yield the objects of a list, each with where it stands; nothing if the key is absent and need not be there."""
    value = row.get(key, None if must else [])
    if not isinstance(value, list):
        raise _wrong("a list is missing", where, key)
    for number, item in enumerate(value):
        if not isinstance(item, dict):
            raise _wrong("an object is missing", where, f"{key}[{number}]")
        yield item, f"{where}.{key}[{number}]"


def _text(row: _Row, key: str, where: str, default: str | None = None) -> str:
    value = row.get(key, default)
    if not isinstance(value, str):
        raise _wrong("a text is missing", where, key)
    return value


def _texts(row: _Row, key: str, where: str) -> list[str]:
    value = row.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise _wrong("a list of texts is missing", where, key)
    return value


def _number(row: _Row, key: str, where: str) -> int:
    value = row.get(key)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise _wrong("a count is missing", where, key)
    return value


def _truth(row: _Row, key: str, where: str) -> bool:
    value = row.get(key)
    if not isinstance(value, bool):
        raise _wrong("true or false is missing", where, key)
    return value


def _wrong(what: str, where: str, key: str) -> InputError:
    return InputError(f"{what}, so the report cannot be used", f"{where}.{key}", _FIX)
