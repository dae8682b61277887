"""Which files of a site were written here: their names and digests, in one file for each shard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final

HIDDEN: Final = ".lineage-rdf"
FOLDER: Final = f"{HIDDEN}/ledger"
MARK: Final = f"{HIDDEN}/site.json"
WHOLE: Final = f"{HIDDEN}/whole.tsv"  # the ledger of the files that belong to no shard
DIGEST: Final = 32
_HEX: Final = "0123456789abcdef"
_DIGITS: Final = 2
_ALL: Final = "all"  # the name of the shard that holds everything
# From so many lineages on the documents are dealt with in so many shards: each is to be small, and none need be empty.
_SIXTEEN: Final = 16
_MANY: Final = 1000


def shard_of(key: str) -> str:
    """Return the two digits that tell in which shard a document is.

    Args:
        key: the key of the document.
    """
    return sha256(key.encode()).hexdigest()[:_DIGITS]


def number_of(text: str) -> int:
    """Return a number of 64 bits that hardly any other text has."""
    return int.from_bytes(sha256(text.encode()).digest()[:8])


def buckets() -> list[str]:
    """Return the finest shards there are."""
    return [first + second for first in _HEX for second in _HEX]


def shards(lineages: int) -> list[str]:
    """Return the beginnings of digits that stand for the shards of a site; the empty text is all of it.

    Args:
        lineages: how many lineages the site tells of.
    """
    if lineages < _SIXTEEN:
        return [""]
    return list(_HEX) if lineages < _MANY else buckets()


def digest(content: bytes) -> str:
    """Return the digest of the content of a file, as the ledger has it."""
    return sha256(content).hexdigest()[:DIGEST]


def ledger_name(shard: str) -> str:
    """Return where the ledger of a shard lies in a site."""
    return f"{FOLDER}/{shard or _ALL}.tsv"


def write_ledger(rows: Mapping[str, tuple[str, str]]) -> bytes:
    """Return a ledger.

    Args:
        rows: name of a file -> (the two digits of its document, its digest).
    """
    lines = (f"{digits}\t{found}\t{name}\n" for name, (digits, found) in sorted(rows.items()))
    return "".join(lines).encode()


def read_ledger(site: Path, shard: str) -> dict[str, str]:
    """Return name of a file -> its digest, of the files of a shard, however many shards the site had when it was written.

    Args:
        site: the folder of the site; it need not be there.
        shard: the beginning of the digits.
    """
    return {
        name: found
        for path in _ledgers(site, shard)
        for digits, found, name in _rows(path.read_bytes())
        if digits.startswith(shard)
    }


def read_whole(site: Path) -> dict[str, str]:
    """Return name of a file -> its digest, of the files that belong to no shard."""
    path = site / WHOLE
    return {name: found for _, found, name in _rows(path.read_bytes())} if path.is_file() else {}


def _ledgers(site: Path, shard: str) -> Iterator[Path]:
    for path in sorted((site / FOLDER).glob("*.tsv")):
        held = "" if path.stem == _ALL else path.stem
        if held.startswith(shard) or shard.startswith(held):
            yield path


def _rows(ledger: bytes) -> Iterable[tuple[str, str, str]]:
    """Yield the rows of a ledger; lines that are none are left out, so that the files they name count as files of others."""
    for line in ledger.decode("utf-8", "replace").split("\n"):
        parts = line.split("\t", 2)
        if len(parts) == 3:
            yield parts[0], parts[1], parts[2]
