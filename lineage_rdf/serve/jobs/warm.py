"""What a worker process does while nobody asks it anything: it loads what the first page would otherwise wait for."""

from __future__ import annotations

import select
import socket
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from typing import Final

_REST: Final = 0.2  # seconds without a job before each piece
# The least that is a lineage: to judge it loads all shapes.
_LEAST: Final = b"<urn:x> a <https://w3id.org/ftl#FineTuneLineage> ."
_FIRST: Final = (
    "lineage_rdf.serve.things.job",
    "lineage_rdf.serve.things.whole_job",
    "lineage_rdf.serve.catalogue.job",
)
_LAST: Final = "lineage_rdf.serve.documents.job"


def pieces() -> Iterator[Callable[[], object]]:
    """Yield what there is to load, one piece after another."""
    yield from (partial(import_module, name) for name in _FIRST)
    yield _judge
    yield partial(import_module, _LAST)


def warm_up(link: socket.socket, left: Iterator[Callable[[], object]]) -> None:
    """Load one piece after another until there is a job.

    Args:
        link: where jobs come from.
        left: what is left to load.
    """
    while not select.select([link], [], [], _REST)[0]:
        piece = next(left, None)
        if piece is None:
            return
        try:
            piece()
        except Exception:  # the job that needs it will say what is wrong
            return


def _judge() -> None:
    from pyoxigraph import RdfFormat, parse

    from lineage_rdf.pages.verdicts import verdicts

    verdicts([list(parse(_LEAST, RdfFormat.TURTLE))])
