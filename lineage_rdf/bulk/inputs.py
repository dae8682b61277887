"""The arguments of a run: tables, folders of models, and files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from attrs import frozen

from lineage_rdf.bulk import jsonl, parquet
from lineage_rdf.bulk.columns import Columns
from lineage_rdf.bulk.folders import model_paths
from lineage_rdf.bulk.items import Item, ModelPath
from lineage_rdf.errors import InputError, LineageError, raise_all


@frozen
class Input:
    """One argument that was looked at and can be read.

    Args:
        path: where it lies.
        columns: the columns, of a table.
    """

    path: Path
    columns: Columns | None = None

    @property
    def total(self) -> int | None:
        """How many rows it has, where that is known without reading them."""
        if self.columns is None:
            return None if self.path.is_dir() else 1
        return parquet.count_rows(self.path) if _is_parquet(self.path) else None

    def items(self) -> Iterator[Item]:
        """Yield its rows or its model folders.

        Raises:
            InputError: if it is damaged.
        """
        if self.columns is not None:
            table = parquet if _is_parquet(self.path) else jsonl
            yield from table.rows(self.path, self.columns)
        elif self.path.is_dir():
            yield from model_paths(self.path)
        else:
            yield ModelPath(str(self.path), self.path.as_posix())


def open_inputs(paths: Sequence[str], asked: Mapping[str, str]) -> list[Input]:
    """Return the inputs, each looked at before the first is read.

    Args:
        paths: the arguments.
        asked: the columns as the user maps them.

    Raises:
        InputError: if one is not there, is no table, or lacks a column.
        ManyErrors: if several are so.
    """
    found: list[Input] = []
    errors: list[LineageError] = []
    for path in paths:
        try:
            found.append(_open(Path(path), asked))
        except LineageError as error:
            errors.append(error)
    raise_all(errors)
    return found


def _open(path: Path, asked: Mapping[str, str]) -> Input:
    try:
        is_folder, is_file = path.is_dir(), path.is_file()
    except (OSError, ValueError):
        is_folder = is_file = False
    if is_folder:
        return Input(path)
    if not is_file:
        raise InputError("no such file or folder", str(path), "give a table of cards or a folder of models")
    if _is_parquet(path):
        return Input(path, parquet.find_columns(path, asked))
    if path.name.lower().endswith(jsonl.SUFFIXES):
        return Input(path, jsonl.find_columns(path, asked))
    return Input(path)


def _is_parquet(path: Path) -> bool:
    return path.name.lower().endswith(parquet.SUFFIXES)
