"""Many texts in two arrays, which can lie in files and need not be read to find one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self, TypeAlias

import numpy as np
import numpy.typing as npt
from attrs import frozen

from lineage_rdf.integers.damage import Damaged, within

Bytes: TypeAlias = npt.NDArray[np.uint8]
Places: TypeAlias = npt.NDArray[np.int64]


@frozen(eq=False)
class Texts:
    """Texts by number.

    Args:
        ends: (n + 1,) where each text begins in `data`; it ends where the next begins.
        data: the UTF-8 of all texts, one after the other.
    """

    ends: npt.NDArray[np.int64]
    data: Bytes

    @classmethod
    def of(cls, texts: Iterable[str]) -> Self:
        """Return some texts, numbered in their order; to be found they must be sorted."""
        encoded = [text.encode() for text in texts]
        ends = np.zeros(len(encoded) + 1, np.int64)
        np.cumsum([len(text) for text in encoded], out=ends[1:])
        return cls(ends, np.frombuffer(b"".join(encoded), np.uint8))

    def __len__(self) -> int:
        """Return the number of texts."""
        return len(self.ends) - 1

    def __getitem__(self, number: int) -> str:
        """Return the text of a number."""
        return self.take(np.array([number]))[0]

    def take(self, numbers: npt.NDArray[np.int64]) -> list[str]:
        """Return the texts of some numbers.

        Args:
            numbers: (k,) the numbers.

        Raises:
            Damaged: if there are no such texts.
        """
        view = memoryview(self.data)  # type: ignore[arg-type]
        begins, ends = self.bounds(numbers)
        try:
            return [
                str(view[begin:end], "utf-8")
                for begin, end in zip(begins.tolist(), ends.tolist(), strict=True)
            ]
        except UnicodeDecodeError as error:
            raise Damaged(str(error)) from None

    def bounds(self, numbers: npt.NDArray[np.int64]) -> tuple[Places, Places]:
        """Return where the texts of some numbers begin in `data`, and where they end.

        Args:
            numbers: (k,) the numbers.

        Raises:
            Damaged: if there are no such texts.
        """
        begins, ends = self.ends[numbers], self.ends[numbers + 1]
        for places in (begins, ends - begins, ends):
            within(places, len(self.data) + 1)
        return begins, ends

    def find(self, text: str) -> int | None:
        """Return the number of a text, if the texts are sorted by code points; None if it is not among them.

        Args:
            text: the text.

        Raises:
            Damaged: if there are no such texts as are looked at.
        """
        wanted = text.encode()  # UTF-8 is in the order of code points too
        low = self._first_from(wanted, 0, len(self))
        return low if low < len(self) and self._bytes(low) == wanted else None

    def _first_from(self, wanted: bytes, low: int, high: int) -> int:
        """Return the number of the first text that is not before some bytes, of the numbers from `low` up to `high`."""
        while low < high:
            middle = (low + high) // 2
            if self._bytes(middle) < wanted:
                low = middle + 1
            else:
                high = middle
        return low

    def find_all(self, texts: Iterable[str]) -> list[int]:
        """Return the numbers of those texts that are there, in the order of the texts; see `find`.

        Args:
            texts: the texts.

        Raises:
            Damaged: as `find`.
        """
        given = list(texts)
        known: dict[str, int] = {}
        low = 0
        # Each is looked for from where the one before it stands, in steps that double: neighbours are found in few of them.
        for text in sorted(set(given)):
            wanted, high, step = text.encode(), low, 1
            while high < len(self) and self._bytes(high) < wanted:
                low, high, step = high + 1, high + step, 2 * step
            low = self._first_from(wanted, low, min(high, len(self)))
            if low < len(self) and self._bytes(low) == wanted:
                known[text] = low
        return [known[text] for text in given if text in known]

    def _bytes(self, number: int) -> bytes:
        begin, end = int(self.ends[number]), int(self.ends[number + 1])
        if not 0 <= begin <= end <= len(self.data):
            raise Damaged(f"text {number} is not within {len(self.data)} bytes")
        return self.data[begin:end].tobytes()
