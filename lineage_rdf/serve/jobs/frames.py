"""Messages on a socket: eight bytes that say how long a message is, then the message."""

from __future__ import annotations

import pickle
import socket
import struct
from typing import Any, Final

_LENGTH: Final = struct.Struct("!Q")
_LARGE: Final = 1 << 16


def packed(message: object) -> bytes:
    """Return a message as it is sent.

    Args:
        message: anything that can be pickled.
    """
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return _LENGTH.pack(len(data)) + data


def send(link: socket.socket, message: object) -> None:
    """Send a message, and wait until it is on its way.

    Args:
        link: a socket that blocks.
        message: anything that can be pickled.
    """
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    length = _LENGTH.pack(len(data))
    if len(data) < _LARGE:
        link.sendall(length + data)
    else:  # which is not copied once more
        link.sendall(length)
        link.sendall(data)


def receive(link: socket.socket) -> Any:
    """Wait for a message and return it.

    Args:
        link: a socket that blocks.

    Raises:
        EOFError: if the other side is gone.
    """
    (length,) = _LENGTH.unpack(_exactly(link, _LENGTH.size))
    return pickle.loads(_exactly(link, length))


def _exactly(link: socket.socket, length: int) -> bytearray:
    data = bytearray(length)
    view, done = memoryview(data), 0
    while done < length:
        count = link.recv_into(view[done:])
        if not count:
            raise EOFError
        done += count
    return data


class Incoming:
    """Messages that come in pieces, one after the other."""

    def __init__(self) -> None:
        self._data = bytearray()

    def add(self, piece: bytes) -> tuple[Any] | None:
        """Take a piece in, and return the message if it is whole.

        Args:
            piece: what came; never more than the rest of one message.
        """
        self._data += piece
        if len(self._data) < _LENGTH.size:
            return None
        (length,) = _LENGTH.unpack_from(self._data)
        if len(self._data) < _LENGTH.size + length:
            return None
        data, self._data = self._data, bytearray()
        return (pickle.loads(memoryview(data)[_LENGTH.size :]),)
