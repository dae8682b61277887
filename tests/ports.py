"""Ports for servers whose address has to be known before they start."""

from __future__ import annotations

import os
import socket
from contextlib import suppress

_FIRST, _COUNT = 20_000, 10_000


def free_port() -> int:
    """Return a port that nobody uses.

    It lies below those that Linux gives to connections, and each process of the tests begins elsewhere, so that nobody takes it
    before its server does.
    """
    for number in range(_COUNT):
        port = _FIRST + (os.getpid() * 97 + number) % _COUNT
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
    raise AssertionError("there is no free port")
