"""A process that reaches no network, whatever its code does (Linux).

A query that would fetch something is refused before it is run; this is the second bar. The system refuses to make any socket
but those between processes of this machine. Sources: seccomp(2); linux/filter.h, linux/seccomp.h, linux/audit.h.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import socket
import struct
import sys
from typing import Final

_PR_SET_NO_NEW_PRIVS: Final = 38
_PR_SET_SECCOMP: Final = 22
_FILTER: Final = 2  # SECCOMP_MODE_FILTER
_LOAD, _IF_EQUAL, _RETURN = 0x20, 0x15, 0x06  # instructions of the filter, on a word of 32 bits
_NUMBER, _MACHINE, _FIRST = 0, 4, 16  # where struct seccomp_data has them
_ALLOWED: Final = 0x7FFF0000
_REFUSED: Final = 0x00050000 | errno.EACCES
# Machine -> its number in the audit, and those of the calls socket and io_uring_setup, by which sockets are made, too.
_CALLS: Final = {"x86_64": (0xC000003E, 41, 425), "aarch64": (0xC00000B7, 198, 425)}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def go_offline() -> bool:
    """Let this process, and those it starts, make no socket of a network from now on.

    Returns:
        Whether the system sees to that.
    """
    calls = _CALLS.get(platform.machine()) if sys.platform == "linux" else None
    if calls is None:
        return False
    code = b"".join(struct.pack("HBBI", *line) for line in _instructions(*calls))
    program = _Program(len(code) // 8, code)
    system = ctypes.CDLL(None)
    if system.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        return False
    return not system.prctl(_PR_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0)


def _instructions(machine: int, make_socket: int, make_ring: int) -> list[tuple[int, int, int, int]]:
    """Return instructions: what to do, how many to pass over if it is so and if it is not, and with what."""
    return [
        (_LOAD, 0, 0, _MACHINE),
        (_IF_EQUAL, 0, 6, machine),
        (_LOAD, 0, 0, _NUMBER),
        (_IF_EQUAL, 3, 0, make_ring),
        (_IF_EQUAL, 0, 3, make_socket),
        (_LOAD, 0, 0, _FIRST),
        (_IF_EQUAL, 1, 0, socket.AF_UNIX),
        (_RETURN, 0, 0, _REFUSED),
        (_RETURN, 0, 0, _ALLOWED),
    ]
