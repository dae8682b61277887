"""A line for each request that failed or took long, or for each at all."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any, Final

from lineage_rdf.plain_text import clean

_LONG: Final = 1.0  # seconds
_SHOWN: Final = 200  # letters of an address


class Log:
    """Lines on stderr; no address of a client is among what they tell.

    Args:
        log_all: whether every request is told of.
    """

    def __init__(self, log_all: bool) -> None:
        self._log_all = log_all
        self.counts: dict[int, int] = {}

    def request(self, scope: Mapping[str, Any], status: int, seconds: float) -> None:
        """Take a request into account.

        Args:
            scope: the request.
            status: the status that it was answered with; 0 if it was not.
            seconds: how long it took.
        """
        self.counts[status] = self.counts.get(status, 0) + 1
        if self._log_all or status >= 500 or seconds > _LONG:
            line = f"{scope['method']} {scope['path'][:_SHOWN]} {status or 'no answer'} {seconds:.3f} s"
            sys.stderr.write(f"lineage-rdf: {clean(line)}\n")
