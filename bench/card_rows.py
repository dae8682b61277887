"""Rows of model cards from a Parquet or JSON Lines file with the columns `model_id` and `card`."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path

from attrs import frozen


@frozen
class CardRow:
    """A card.

    Args:
        model_id: `ORG/NAME`, or another name.
        data: the bytes of the card.
    """

    model_id: str
    data: bytes


def read_rows(path: Path, limit: int | None) -> list[CardRow]:
    """Return the cards of a file, at most `limit` of them.

    Raises:
        SystemExit: if there is no such file, or a Parquet file is given without pyarrow.
    """
    if not path.is_file():
        raise SystemExit(
            f"{path}: there is no such file; name a .parquet or .jsonl file with model_id and card"
        )
    rows = _parquet(path) if path.suffix == ".parquet" else _json_lines(path)
    return [CardRow(str(name), _bytes(card)) for name, card in islice(rows, limit)]


def _parquet(path: Path) -> zip[tuple[str, str | None]]:
    try:
        from pyarrow import parquet
    except ImportError:
        raise SystemExit("Parquet is read with pyarrow: pip install 'lineage-rdf[parquet]'") from None
    table = parquet.read_table(path, columns=["model_id", "card"])
    return zip(table["model_id"].to_pylist(), table["card"].to_pylist(), strict=True)


def _json_lines(path: Path) -> zip[tuple[str, str | None]]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return zip([row["model_id"] for row in rows], [row["card"] for row in rows], strict=True)


def _bytes(card: str | None) -> bytes:
    return (card or "").encode("utf-8", "surrogatepass")
