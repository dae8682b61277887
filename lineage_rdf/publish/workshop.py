"""The hidden folder beside a site in which the next one is made; it is there only while somebody publishes.

The folder of the site is replaced as a whole: a reader sees the old site or the new one, whenever the run ends. Files that are as
they were have a second name in the new folder, so that nothing of them is copied, and so do the files of others.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from attrs import frozen

from lineage_rdf.errors import UsageError
from lineage_rdf.publish.exchange import aside, put_in_place
from lineage_rdf.publish.ledger import HIDDEN
from lineage_rdf.publish.placing import cannot_write, link

_LOCK: Final = "lock"
_NEW: Final = "new"
_ASIDE: Final = aside(Path(_NEW)).name  # where the old site is for a moment, if two names cannot be exchanged
_WORK: Final = "work"
_ATTEMPTS: Final = 5
# What others laid there might be a link to a file of ours.
_OPEN: Final = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)


@frozen
class Workshop:
    """Where a site is made.

    Args:
        site: the folder of the site.
        folder: the hidden folder beside it.
        since: when this run began, by the clock of the file system, in nanoseconds.
    """

    site: Path
    folder: Path
    since: int

    @property
    def new(self) -> Path:
        """The site as it will be."""
        return self.folder / _NEW

    @property
    def work(self) -> Path:
        """What is needed until then."""
        return self.folder / _WORK

    def switch(self) -> None:
        """Put the new site in the place of the old one, and take along what others wrote into the old one meanwhile.

        Raises:
            UsageError: if the system does not let us; then the old site is as it was.
        """
        try:
            if hasattr(os, "sync"):
                os.sync()  # once for all files, so that a machine that loses power has no names without content
            put_in_place(self.new, self.site)
        except OSError as error:
            raise cannot_write(self.site, error) from None
        _take_along(self.new, self.site, self.since)


@contextmanager
def workshop(site: Path) -> Iterator[Workshop]:
    """Make the workshop of a site, and clear it away in the end; what a killed run left there is cleared away before.

    Args:
        site: the folder of the site, which need not be there.

    Raises:
        UsageError: if it cannot be made, or somebody else publishes there at this moment.
    """
    place = Path(os.path.realpath(site))
    folder = place.with_name(f".{place.name}.lineage-rdf")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        lock = _lock(folder)
    except OSError as error:
        raise cannot_write(folder, error) from None
    try:
        yield _open(place, folder)
    finally:
        _clear(folder)
        with suppress(OSError):
            (folder / _LOCK).unlink()
            folder.rmdir()
        os.close(lock)


def _open(site: Path, folder: Path) -> Workshop:
    lock = folder / _LOCK
    try:
        _recover(site, folder, lock.read_text())
        _clear(folder)
        (folder / _NEW).mkdir()
        if site.is_dir():
            shutil.copymode(site, folder / _NEW)
        (folder / _WORK).mkdir(mode=0o700)
        since = (folder / _WORK).stat().st_ctime_ns
        lock.write_text(f"{since} {_number(site)}")
        return Workshop(site, folder, since)
    except OSError as error:
        raise cannot_write(folder, error) from None


def _recover(site: Path, folder: Path, left: str) -> None:
    """Finish what a killed run had begun: after the switch the old site lies where the new one was made."""
    with suppress(ValueError):
        since, number = map(int, left.split())
        if not site.exists() and _number(folder / _ASIDE) == number:
            os.rename(folder / _ASIDE, site)
        for old in (folder / _NEW, folder / _ASIDE):
            if number and _number(old) == number:
                _take_along(old, site, since)


def _number(folder: Path) -> int:
    """Return the number by which the file system knows a folder; 0 if there is none."""
    return folder.stat().st_ino if folder.exists() else 0


def _lock(folder: Path) -> int:
    """Return the lock of a workshop, open; the file may be gone when it is ours, if the one who had it has just ended."""
    while True:
        folder.mkdir(exist_ok=True)
        if folder.is_symlink():
            raise OSError(errno.ELOOP, "a link is where the next site is made, which could lead anywhere")
        try:
            handle = os.open(folder / _LOCK, _OPEN, 0o600)
        except FileNotFoundError:
            continue
        if not _is_locked(handle):
            os.close(handle)
            what = "another run publishes into this folder at this moment"
            raise UsageError(what, str(folder), "wait until it has ended")
        with suppress(FileNotFoundError):
            if os.fstat(handle).st_ino == (folder / _LOCK).stat().st_ino:
                return handle
        os.close(handle)


def _is_locked(handle: int) -> bool:
    try:
        import fcntl
    except ImportError:  # pragma: no cover (Windows)
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _take_along(old: Path, site: Path, since: int) -> None:
    """Move what was made in an old site after a moment, and is not in the new one, to the new one."""
    if not old.is_dir():
        return
    for path in _files(old):
        target = site / path.relative_to(old)
        with suppress(FileNotFoundError):
            if path.lstat().st_ctime_ns > since and not os.path.lexists(target):
                target.parent.mkdir(parents=True, exist_ok=True)
                os.rename(path, target)


def keep_foreign(old: Path, new: Path, gone: set[str]) -> None:
    """Give the files of others in an old site a second name in the new one.

    Args:
        old: the old site.
        new: the new one, with all its own files.
        gone: the names of files of the old site that are no longer part of it.

    Raises:
        UsageError: if a file of others is where the new site has a folder, or cannot be kept.
    """
    for folder, names, files in os.walk(old):
        if Path(folder) == old and HIDDEN in names:
            names.remove(HIDDEN)  # our own accounts
        here = new / Path(folder).relative_to(old)
        links = [name for name in names if (Path(folder) / name).is_symlink()]
        there = _entries(here)
        for name in [*files, *links]:
            path = Path(folder) / name
            if there.get(name):
                what = "a file of somebody else is where the site has a folder"
                raise UsageError(what, str(path), "name another folder with -o, or move the file")
            if name not in there and path.relative_to(old).as_posix() not in gone:
                _keep(path, here / name)
        if not (names or files):
            _make(here)


def _entries(folder: Path) -> dict[str, bool]:
    """Return what is in a folder, and of each whether it is a folder; nothing if there is none."""
    if not folder.is_dir():
        return {}
    with os.scandir(folder) as found:
        return {entry.name: entry.is_dir(follow_symlinks=False) for entry in found}


def _keep(path: Path, target: Path) -> None:
    _make(target.parent)
    try:
        link(path, target)
    except OSError as error:
        raise cannot_write(target, error) from None


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(folder, error) from None


def _files(folder: Path) -> Iterator[Path]:
    for here, _, files in os.walk(folder):
        yield from (Path(here) / name for name in files)


def _clear(folder: Path) -> None:
    """Remove what is in a workshop; processes of a killed run may still write for a moment."""
    for name in (_NEW, _WORK, _ASIDE):
        for _ in range(_ATTEMPTS):
            shutil.rmtree(folder / name, ignore_errors=True)
            if not (folder / name).exists():
                break
