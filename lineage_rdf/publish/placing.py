"""Puts the files of a site into a new folder beside the old one; what is as it was is not written but linked."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from hashlib import file_digest
from pathlib import Path
from typing import Final

from attrs import define, field

from lineage_rdf.errors import UsageError
from lineage_rdf.publish.ledger import DIGEST, digest

_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_MOST_TOLD: Final = 20


@define
class Counts:
    """What became of the files of a site.

    Args:
        files: how many there are now.
        written: how many of them are new or changed.
        removed: how many are gone.
        in_the_way: files of others, or files that were changed by others, where a file of the site belongs; the first of them.
        accounts: whether our own accounts of the files are others than before.
        kept: files of the site that were changed by others and are no longer part of it; the first of them.
    """

    files: int = 0
    written: int = 0
    removed: int = 0
    in_the_way: list[str] = field(factory=list)
    kept: list[str] = field(factory=list)
    accounts: bool = False

    def add(self, other: Counts) -> None:
        """Add the counts of another part of the site."""
        self.files += other.files
        self.written += other.written
        self.removed += other.removed
        self.accounts |= other.accounts
        self.in_the_way = [*self.in_the_way, *other.in_the_way][:_MOST_TOLD]
        self.kept = [*self.kept, *other.kept][:_MOST_TOLD]


@define
class Placing:
    """Places the files of one shard.

    Args:
        old: the folder of the site as it is; it need not be there.
        new: the folder of the site as it will be.
        known: name of a file -> its digest, of those that were written here before.
        force: whether files of others that are in the way are replaced.
    """

    old: Path
    new: Path
    known: Mapping[str, str]
    force: bool = False
    counts: Counts = field(factory=Counts, init=False)
    rows: dict[str, tuple[str, str]] = field(factory=dict, init=False)
    _made: set[str] = field(factory=set, init=False)

    def place(self, name: str, content: bytes, digits: str) -> None:
        """Put a file where it belongs.

        Args:
            name: its path in the site.
            content: its content.
            digits: the two digits of its document.

        Raises:
            UsageError: if it cannot be written.
        """
        before = _bytes(self.old / name)
        self.counts.files += 1
        self.rows[name] = (digits, digest(content))
        if before is not None and before != content and self._is_foreign(name, before):
            self._in_the_way(name)
        else:
            self.counts.written += before != content
            self._put(name, content, before)

    def hide(self, name: str, content: bytes) -> None:
        """Put a file of our own accounts where it belongs, which is in nobody's way and in no ledger.

        Args:
            name: its path in the site.
            content: its content.

        Raises:
            UsageError: if it cannot be written.
        """
        before = _bytes(self.old / name)
        self.counts.accounts |= before != content
        self._put(name, content, before)

    def _put(self, name: str, content: bytes, before: bytes | None) -> None:
        try:
            self._folder(name)
            if before == content and not (self.old / name).is_symlink():
                link(self.old / name, self.new / name)
            else:
                _write(self.new / name, content)
        except OSError as error:
            raise cannot_write(self.new / name, error) from None

    def move(self, name: str, made: Path) -> None:
        """Put a file that was made elsewhere, and may be large, where it belongs.

        Args:
            name: its path in the site.
            made: where it is now.

        Raises:
            UsageError: if that fails.
        """
        old = self.old / name
        self.counts.files += 1
        try:
            expected, before = _digest_of(made), _digest_of(old) if old.is_file() else None
            self.rows[name] = ("", expected)
            if before not in (None, expected, self.known.get(name)) and not self.force:
                self._in_the_way(name)
                return
            self._folder(name)
            self.counts.written += before != expected
            if before == expected:
                link(old, self.new / name)
            else:
                os.rename(made, self.new / name)
        except OSError as error:
            raise cannot_write(self.new / name, error) from None

    def gone(self) -> list[str]:
        """Return the files that were written here before, are no longer part of the site, and were not changed by others."""
        gone = []
        for name, expected in self.known.items():
            if name in self.rows:
                continue
            found = _bytes(self.old / name)
            if found is not None and digest(found) != expected:
                self.counts.kept = [*self.counts.kept, name][:_MOST_TOLD]
            else:
                gone.append(name)
                self.counts.removed += found is not None
        return gone

    def _is_foreign(self, name: str, before: bytes) -> bool:
        return not self.force and self.known.get(name) != digest(before)

    def _in_the_way(self, name: str) -> None:
        if len(self.counts.in_the_way) < _MOST_TOLD:
            self.counts.in_the_way.append(name)

    def _folder(self, name: str) -> None:
        folder = name.rpartition("/")[0]
        if folder not in self._made:
            (self.new / folder).mkdir(parents=True, exist_ok=True)
            self._made.add(folder)


def link(old: Path, new: Path) -> None:
    """Give a file a second name, or copy it where the system has no such thing; links are not followed.

    Raises:
        OSError: if that fails, or the new name is taken.
    """
    try:
        os.link(old, new, follow_symlinks=False)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):
        if os.path.lexists(new):
            raise
        shutil.copy2(old, new, follow_symlinks=False)


def cannot_write(path: Path, error: OSError) -> UsageError:
    """Return what to say of a file that cannot be written."""
    return UsageError(
        f"it cannot be written: {error.strerror or error}", str(path), "choose another place with -o"
    )


def _bytes(path: Path) -> bytes | None:
    """Return what a file holds; None for none, and nothing at all for what is no file and so is in the way."""
    with suppress(FileNotFoundError, NotADirectoryError):
        return path.read_bytes() if path.is_file() and not path.is_symlink() else _special(path)
    return None


def _special(path: Path) -> bytes | None:
    return b"" if os.path.lexists(path) else None


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()[:DIGEST]


def _write(path: Path, content: bytes) -> None:
    handle = os.open(path, _NEW, 0o666)
    try:
        view = memoryview(content)
        while view:
            view = view[os.write(handle, view) :]
    finally:
        os.close(handle)
