"""Notices that another program has written the store, or put another one in its place."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Final

from lineage_rdf.store.files import StoreFiles
from lineage_rdf.store.open import is_address

_EACH: Final = 1.0  # seconds
_KEPT: Final = 60.0  # seconds for which the answers of an endpoint are taken to be true


class Changes:
    """The state of the files of a store.

    Args:
        place: the folder of the store, or the address of an endpoint, whose changes nobody notices.
    """

    def __init__(self, place: str) -> None:
        self._place = place
        self._sign = self._now()

    async def watch(self, changed: Callable[[], None], forget: Callable[[], None]) -> None:
        """Look again and again.

        Args:
            changed: what to call when the store was written.
            forget: what to call when answers have been kept for long enough.
        """
        while is_address(self._place):
            await asyncio.sleep(_KEPT)
            forget()
        while True:
            await asyncio.sleep(_EACH)
            sign = self._now()
            if sign != self._sign:
                self._sign = sign
                changed()

    def _now(self) -> str:
        if is_address(self._place):
            return ""
        try:
            return StoreFiles.of(Path(self._place)).sign
        except OSError:  # the store is just being replaced, or there is none, which whoever opens it tells
            return ""
