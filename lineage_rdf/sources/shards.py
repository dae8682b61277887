"""Models that are spread over several files: how the files are named, and which of them are missing."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from attrs import frozen

MAX_SHARDS: Final = 10_000
MISSING_SHARD: Final = "FTL-R113"
_SHARD: Final = re.compile(r"(.{1,200})-(\d{5,6})-of-(\d{5,6})\.(safetensors|gguf)\Z", re.DOTALL)


@frozen
class Shard:
    """One file of a model that is spread over several.

    Args:
        stem: what stands before the number; the same for all files of the model.
        number: which file it is, as written.
        count: how many files there are, as written.
        suffix: what stands behind the dot.
    """

    stem: str
    number: str
    count: str
    suffix: str

    def names(self) -> list[str]:
        """Return the names of all files of the model."""
        width = len(self.number)
        return [
            f"{self.stem}-{place:0{width}d}-of-{self.count}.{self.suffix}"
            for place in range(1, int(self.count) + 1)
        ]


def shard_of(name: str) -> Shard | None:
    """Return what a file name says about its place in a set, or None if the file stands alone."""
    found = _SHARD.match(name)
    if not found or not 1 <= int(found[2]) <= int(found[3]) <= MAX_SHARDS:
        return None
    return Shard(found[1], found[2], found[3], found[4])


@lru_cache(maxsize=4096)
def set_name(name: str) -> str:
    """Return one name for all files of a set: the file name without its number."""
    shard = shard_of(name)
    return f"{shard.stem}-of-{shard.count}.{shard.suffix}" if shard else name


def few(names: list[str] | tuple[str, ...]) -> str:
    """Return some names for a message: the first three, and how many more there are."""
    shown = ", ".join(repr(name[:80]) for name in names[:3])
    return f"{shown} and {len(names) - 3} more" if len(names) > 3 else shown
