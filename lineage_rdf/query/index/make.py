"""Makes the index of a store on disk."""

from __future__ import annotations

from pathlib import Path

from lineage_rdf.query.index.beside import forget_index
from lineage_rdf.store.embedded import EmbeddedStore


def make_index(folder: Path) -> int:
    """Make the index of a store on disk and put it beside the store, in the place of an older one.

    Args:
        folder: the folder of the store, which nobody writes meanwhile.

    Returns:
        How many nodes the index knows.

    Raises:
        InputError: if there is no store, or the index cannot be written.
        NoVerdictError: if the store does not answer.
    """
    from lineage_rdf.query.index.build import build
    from lineage_rdf.query.index.files import write

    with EmbeddedStore.open(folder, union=True) as store:
        forget_index(store)  # it may be damaged
        index = build(store)
        files = store.files
    assert files is not None  # it lies on disk
    write(files, index)
    return len(index.nodes)
