"""Rows as files of columns: Arrow IPC and Parquet."""

from __future__ import annotations

from typing import Final

from lineage_rdf.query.results import Results

FORMS: Final = ("arrow", "parquet")


def as_columns(found: Results, form: str) -> bytes:
    """Return rows as a file that data frames read; columns as `Results.to_arrow` gives them.

    Args:
        found: the rows.
        form: `arrow` (the IPC file format, also known as Feather) or `parquet`.

    Raises:
        UsageError: if pyarrow is not installed, or there are rows without columns.
    """
    table = found.to_arrow()
    import pyarrow
    from pyarrow import ipc, parquet

    sink = pyarrow.BufferOutputStream()
    if form == "arrow":
        with ipc.new_file(sink, table.schema) as writer:
            writer.write_table(table)
    else:
        parquet.write_table(table, sink)
    return bytes(sink.getvalue())
