"""What was found out is kept as long as the store is not written, in a bounded piece of memory."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Final, Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
_EACH: Final = 512  # bytes that an entry takes beside its content, roughly


class Remembered(Generic[K, V]):
    """What was asked for last.

    Args:
        most: how many bytes there may be together; 0 to keep nothing.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        # One thing must not push out all others.
        self._largest = most // 64
        self._held = 0
        self._known: OrderedDict[K, tuple[V, int]] = OrderedDict()

    def get(self, key: K) -> V | None:
        """Return what is known.

        Args:
            key: what is asked for.
        """
        found = self._known.get(key)
        if found is None:
            return None
        self._known.move_to_end(key)
        return found[0]

    def put(self, key: K, value: V, size: int) -> None:
        """Keep something, if it is small.

        Args:
            key: what was asked for.
            value: what was found.
            size: bytes of both.
        """
        size += _EACH
        if size > self._largest:
            return
        before = self._known.pop(key, None)
        if before is not None:
            self._held -= before[1]
        self._known[key] = (value, size)
        self._held += size
        while self._held > self._most:
            _, (_, freed) = self._known.popitem(last=False)
            self._held -= freed

    def clear(self) -> None:
        """Forget everything."""
        self._known.clear()
        self._held = 0
