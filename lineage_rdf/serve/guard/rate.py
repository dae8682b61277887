"""How often an address may ask: a bucket that fills at an even rate and that each request takes a token from."""

from __future__ import annotations

from collections import OrderedDict
from ipaddress import ip_address
from typing import Final

_MOST: Final = 10_000  # addresses that are kept in mind


class Rate:
    """The buckets of the addresses that asked last.

    Args:
        each_second: tokens that a bucket gains in a second; 0 for no limit at all.
        burst: tokens that a bucket can hold.
    """

    def __init__(self, each_second: float, burst: int) -> None:
        self._each_second = each_second
        self._burst = float(burst)
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, address: str, now: float) -> float:
        """Take a token.

        Args:
            address: who asks.
            now: the time in seconds.

        Returns:
            0.0 if there was one; else how many seconds it takes until there is one.
        """
        if not self._each_second:
            return 0.0
        who = _network(address)
        left, then = self._buckets.pop(who, (self._burst, now))
        left = min(self._burst, left + (now - then) * self._each_second)
        taken = left >= 1
        self._buckets[who] = (left - 1 if taken else left, now)
        if len(self._buckets) > _MOST:
            self._buckets.popitem(last=False)
        return 0.0 if taken else (1 - left) / self._each_second


def _network(address: str) -> str:
    """Return what stands for one client: with version 6 everybody has a whole network of addresses."""
    if ":" not in address:
        return address
    try:
        return ip_address(address.partition("%")[0]).exploded[:19]
    except ValueError:
        return address
