"""Where a command's words go: results to stdout, everything else to stderr."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from lineage_rdf.errors import LineageError, ManyErrors
from lineage_rdf.plain_text import clean


def put(text: str) -> None:
    """Print a result; letters that the terminal does not have become `?`."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding))


def put_data(text: str) -> None:
    """Print a result that a program will read: UTF-8 and the same bytes on every system.

    Bytes of a file name that are no UTF-8 arrive as half surrogate pairs; they become escapes, which JSON understands.
    """
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(text)
        return
    sys.stdout.flush()
    buffer.write(text.encode("utf-8", "backslashreplace"))


def put_json(content: Any) -> None:
    """Print a result as JSON, keys in the order given."""
    put_data(as_json_text(content))


def as_json_text(content: Any) -> str:
    """Return JSON for a program or a person, keys in the order given."""
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def tell(text: str) -> None:
    """Say something on stderr, on one line and without control characters."""
    tell_lines(f"{clean(text)}\n")


def tell_lines(text: str) -> None:
    """Say several lines on stderr, blanks as they are; for text without control characters."""
    encoding = getattr(sys.stderr, "encoding", None) or "utf-8"
    try:
        sys.stderr.write(text.encode(encoding, "replace").decode(encoding))
    except BrokenPipeError:
        raise
    except OSError:
        return  # nobody is left to tell, and the exit code still says what became of it


def tell_error(error: LineageError) -> None:
    """Say what went wrong, where, and what to do: one line per fault."""
    for single in flat(error):
        tell(f"lineage-rdf: {single}")


def flat(error: LineageError) -> Iterator[LineageError]:
    """Yield the single faults of an error."""
    if not isinstance(error, ManyErrors):
        yield error
        return
    for single in error.errors:
        yield from flat(single)


def save(path: Path, text: str | bytes, *, quiet: bool = False) -> None:
    """Write a file whole and say so on stderr."""
    from lineage_rdf.files import write_whole

    write_whole(path, text)
    if not quiet:
        tell(f"wrote {path}")


class _Styled(Protocol):
    @property
    def kind(self) -> str: ...
    @property
    def text(self) -> str: ...


_STYLES = {
    "title": "bold",
    "head": "bold green",
    "step": "yellow",
    "detail": "dim",
    "line": "dim",
    "legend": "dim italic",
}


def put_lines(lines: Sequence[_Styled]) -> None:
    """Print a drawing: in colour on a terminal that wants it, in plain ASCII where there is nothing else."""
    if sys.stdout.isatty() and "NO_COLOR" not in os.environ:
        from rich.console import Console
        from rich.text import Text

        console = Console(highlight=False, soft_wrap=True)
        for line in lines:
            console.print(Text(line.text, style=_STYLES.get(line.kind, "")))
        return
    text = "".join(f"{line.text}\n" for line in lines)
    put(text if _has_boxes() else _ascii(text))


def _has_boxes() -> bool:
    try:
        "○●│├─▼▲·".encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _ascii(text: str) -> str:
    from lineage_rdf.picture.tree import ascii_only

    return ascii_only(text)


@contextmanager
def progress(title: str, total: int | None) -> Iterator[Any]:
    """Give a function to call after each piece of work, or with a number of pieces; on a terminal a bar on stderr follows it.

    Args:
        title: what is being done.
        total: number of pieces; None if nobody knows.
    """
    if (total is not None and total < 2) or not sys.stderr.isatty():
        yield lambda pieces=1: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=total)
        yield lambda pieces=1: bar.advance(task, pieces)
