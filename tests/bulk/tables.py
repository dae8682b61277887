"""Tables of invented cards for the tests."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq


def tuned(base: str = "quay-lab/tide-base", tag: str = "sft") -> str:
    """Return a card that tells of one fine-tune."""
    return f"---\nbase_model: {base}\ntags: [trl, {tag}]\n---\n# A model for tide tables\n"


UNTOLD = "# Tide tables\n\nA model that knows when the water comes.\n"


def jsonl(path: Path, rows: Iterable[Mapping[str, Any] | str]) -> Path:
    """Write rows as JSON Lines; a text stands for itself."""
    lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def cards(path: Path, pairs: Iterable[tuple[Any, Any]]) -> Path:
    """Write pairs of id and card as JSON Lines."""
    return jsonl(path, ({"model_id": name, "card": card} for name, card in pairs))


def parquet(path: Path, columns: Mapping[str, Sequence[Any]], **how: Any) -> Path:
    """Write a Parquet table."""
    pq.write_table(pa.table(dict(columns)), path, **how)
    return path
