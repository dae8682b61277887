"""Puts one folder in the place of another in a single step, so that at no moment there is none."""

from __future__ import annotations

import ctypes
import errno
import os
from pathlib import Path
from typing import Final

_AT_FDCWD: Final = -100
_RENAME_EXCHANGE: Final = 2
# What a system or a file system says that cannot do it.
_CANNOT: Final = frozenset((errno.ENOSYS, errno.EINVAL, errno.ENOTSUP))


def put_in_place(new: Path, target: Path) -> None:
    """Rename a folder so that it takes the place of another, which then has the name of the first.

    Where the system cannot exchange two names there are two steps, and a moment in which the target is not there.

    Args:
        new: the folder.
        target: where it belongs; it need not be there, and then nothing is left at the first name.

    Raises:
        OSError: if that fails; then everything is as it was.
    """
    if not target.exists():
        os.rename(new, target)
    elif not _exchanged(new, target):
        _in_two_steps(new, target)


def _exchanged(new: Path, target: Path) -> bool:
    """Exchange two names; return False if the system does not know how.

    Source: Linux manual pages, rename(2), RENAME_EXCHANGE.
    """
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if os.name == "posix" else None
    if rename is None:
        return False
    if rename(_AT_FDCWD, os.fsencode(new), _AT_FDCWD, os.fsencode(target), ctypes.c_uint(_RENAME_EXCHANGE)):
        code = ctypes.get_errno()
        if code in _CANNOT:
            return False
        raise OSError(code, os.strerror(code), str(target))
    return True


def _in_two_steps(new: Path, target: Path) -> None:
    old = aside(new)
    os.rename(target, old)
    try:
        os.rename(new, target)
    except OSError:
        os.rename(old, target)
        raise
    os.rename(old, new)


def aside(new: Path) -> Path:
    """Return where the old folder is for a moment, if there are two steps."""
    return new.with_name(f"{new.name}.old")
