"""Files written whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import BinaryIO

from lineage_rdf.errors import LineageError, UsageError

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def write_whole(path: Path, text: str | bytes) -> None:
    """Write a text as UTF-8, or bytes; see `writing_whole`.

    Args:
        path: the target; its folder must exist.
        text: the content; line ends are written as they are.

    Raises:
        UsageError: if the target is a link or no ordinary file, or cannot be written.
    """
    with writing_whole(path) as write:
        write(text)


@contextmanager
def writing_whole(path: Path) -> Iterator[Callable[[str | bytes], None]]:
    """Give a function that writes text as UTF-8, or bytes: to a new file beside the target, forced to the disk, then renamed.

    A reader, or a machine that loses power, sees the old file or the new one and never a part of it. If the block ends by an
    exception, the target stays as it was and nothing is left beside it.

    Args:
        path: the target; its folder must exist.

    Raises:
        UsageError: if the target is a link or no ordinary file, or cannot be written.
    """
    refuse_special(path)
    beside = path.with_name(f".{path.name[:100]}.{secrets.token_hex(8)}.tmp")
    try:
        with _refusing(path):
            file = os.fdopen(os.open(beside, _NEW, 0o666), "wb")
        try:
            yield partial(_write, file, path)
            with _refusing(path):
                _finish(file, _mode_of(path))
        finally:
            with suppress(OSError):  # what could not be written was told already, and the rest is on the disk
                file.close()
        with _refusing(path):
            os.replace(beside, path)
            sync_folder(path.parent)
    finally:
        with suppress(OSError):  # a folder that does not exist, or a name that cannot be, was told already
            beside.unlink(missing_ok=True)


def make_folder(folder: Path) -> None:
    """Make a folder for results unless it is there.

    Raises:
        UsageError: if it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _cannot_write(folder, error) from None


def may_replace(path: Path) -> bool:
    """Say whether a file may be replaced unasked: it is absent, or it is our own writing of what it says.

    Args:
        path: an RDF file whose suffix tells its syntax.
    """
    from lineage_rdf.codec.read import read_quads
    from lineage_rdf.codec.syntax import syntax_of
    from lineage_rdf.codec.write import write_quads

    try:
        if not path.exists():
            return True
        refuse_special(path)
        found, syntax = path.read_bytes(), syntax_of(path.name)
        ours = write_quads(read_quads(found, syntax, path.name), syntax)
    except (LineageError, OSError):
        return False
    return not ours.lost and ours.text.encode() == found


def refuse_special(path: Path) -> None:
    """Refuse a target that is there and is a link, a folder, a pipe or a device.

    Raises:
        UsageError: if it is one, or if its name cannot be looked up.
    """
    try:
        linked, special = path.is_symlink(), path.exists() and not path.is_file()
    except (OSError, ValueError) as error:
        raise _cannot_write(path, error) from None
    if linked:
        raise UsageError(
            "the target is a link, and links are not followed", str(path), "name the file itself"
        )
    if special:
        raise UsageError("the target is not an ordinary file", str(path), "name a file")


def _mode_of(path: Path) -> int | None:
    return path.stat().st_mode & 0o777 if path.exists() else None


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    """Turn what the system says of a file into an error that names the target."""
    try:
        yield
    except OSError as error:
        raise _cannot_write(path, error) from None


def _write(file: BinaryIO, path: Path, text: str | bytes) -> None:
    data = text if isinstance(text, bytes) else text.encode()
    with _refusing(path):
        file.write(data)


def _finish(file: BinaryIO, mode: int | None) -> None:
    if mode is not None and hasattr(os, "fchmod"):
        os.fchmod(file.fileno(), mode)
    file.flush()
    os.fsync(file.fileno())


def sync_file(path: Path) -> None:
    """Force a file to the disk.

    Args:
        path: the file.

    Raises:
        OSError: if that fails.
    """
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Force the names in a folder to the disk, where the system can do that for folders.

    Args:
        folder: the folder.

    Raises:
        OSError: if the system cannot.
    """
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _cannot_write(path: Path, error: OSError | ValueError) -> UsageError:
    return UsageError(
        f"it cannot be written: {getattr(error, 'strerror', None) or error}",
        str(path),
        "choose another place with -o",
    )
