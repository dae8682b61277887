"""Writes the dataset of a request into an update, which the engine takes in no other way.

SPARQL 1.1 Protocol, section 2.2.3: it is what USING and USING NAMED would say in each operation that has a WHERE; an update that
has USING or WITH of its own is an error then.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lineage_rdf.errors import UsageError
from lineage_rdf.serve.sparql.dataset import Dataset, nodes
from lineage_rdf.store.outgoing import OTHER

_TOKEN: Final = re.compile(
    rf"{OTHER}|(?P<word>[A-Za-z]+)|(?P<open>[{{])|(?P<close>[}}])", re.VERBOSE | re.DOTALL
)


def with_dataset(update: str, dataset: Dataset) -> str:
    r"""Return an update that runs over a dataset.

    Args:
        update: the update, without `\u` escapes outside texts.
        dataset: the graphs that the request names.

    Raises:
        UsageError: if it names graphs by USING or WITH itself.
    """
    if not dataset:
        return update
    using = "".join(f" USING {node}" for node in nodes(dataset.default))
    using += "".join(f" USING NAMED {node}" for node in nodes(dataset.named))
    parts, done = [], 0
    for begin, end, is_short in _wheres(update):
        # DELETE WHERE { ... } has no place for USING; it means DELETE { ... } WHERE { ... }.
        pattern = f" {update[end : _closing(update, end)]}" if is_short else ""
        parts += [update[done:begin], pattern, using, " WHERE"]
        done = end
    return "".join([*parts, update[done:]])


def _wheres(update: str) -> Iterator[tuple[int, int, bool]]:
    """Yield where each WHERE of an operation stands, and whether it follows DELETE at once."""
    depth, before = 0, ""
    for token in _TOKEN.finditer(update):
        depth += bool(token["open"]) - bool(token["close"])
        word = (token["word"] or "").upper()
        if word and not depth:
            if word in ("USING", "WITH"):
                what = f"the update names graphs by {word}, and the request by its parameters"
                raise UsageError(what, fix="leave out one of them")
            if word == "WHERE":
                yield token.start(), token.end(), before == "DELETE"
        if word or token["close"]:
            before = word


def _closing(update: str, begin: int) -> int:
    """Return where the group ends that begins next."""
    depth = 0
    for token in _TOKEN.finditer(update, begin):
        depth += bool(token["open"]) - bool(token["close"])
        if token["close"] and depth <= 0:
            return token.end()
    return len(update)
