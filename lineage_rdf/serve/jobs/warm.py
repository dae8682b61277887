"""What a worker process does while nobody asks it anything: it loads what the first page would otherwise wait for."""

from __future__ import annotations

import select
import socket
from collections.abc import Callable
from importlib import import_module
from typing import Final

# The least that is a lineage: to judge it loads all shapes.
_LEAST: Final = b"<urn:x> a <https://w3id.org/ftl#FineTuneLineage> ."
_MODULES: Final = (
    "lineage_rdf.serve.things.job",
    "lineage_rdf.serve.things.whole_job",
    "lineage_rdf.serve.catalogue.job",
)


def warm_up(link: socket.socket) -> None:
    """Load what jobs need, one piece after another, until there is a job.

    Args:
        link: where jobs come from.
    """
    steps: tuple[Callable[[], object], ...] = (
        *(lambda name=name: import_module(name) for name in _MODULES),
        _judge,
        lambda: import_module("lineage_rdf.serve.documents.job"),
    )
    for step in steps:
        if select.select([link], [], [], 0)[0]:
            return
        try:
            step()
        except Exception:  # the job that needs it will say what is wrong
            return


def _judge() -> None:
    from pyoxigraph import RdfFormat, parse

    from lineage_rdf.pages.verdicts import verdicts

    verdicts([list(parse(_LEAST, RdfFormat.TURTLE))])
