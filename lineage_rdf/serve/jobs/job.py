"""What a worker process is asked to do, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from importlib import import_module
from typing import Any, Final, TypeAlias

import pyoxigraph
from attrs import field, frozen

from lineage_rdf.store.interface import Store

_ROOM: Final = "lineage_rdf."


@frozen
class Opened:
    """What a worker process has open.

    Args:
        store: the place, whose default graph is the union of its graphs unless the server was told otherwise.
        native: the store of Oxigraph behind it; None if the place is an endpoint.
        union: whether the default graph of a query also holds what the named graphs hold.
        result_limit: how many bytes an answer may have.
    """

    store: Store
    native: pyoxigraph.Store | None
    union: bool = True
    result_limit: int = 64 << 20


@frozen
class Answer:
    """What a job gives.

    Args:
        body: the content.
        media_type: its media type.
        headers: more headers of the response, as (name in lower case, value).
        status: the status of the response.
        lasting: whether the same job gives the same answer as long as the store is not written.
    """

    body: bytes
    media_type: str
    headers: tuple[tuple[str, str], ...] = ()
    status: int = 200
    lasting: bool = True


Work: TypeAlias = Callable[..., Answer]


@frozen
class Job:
    """One piece of work for a worker process; equal jobs have equal answers.

    Args:
        function: the function as `module:name`, of this package; it takes an `Opened` and the arguments.
        arguments: its arguments, which can be pickled and hashed.
    """

    function: str
    arguments: tuple[Hashable, ...] = field(default=())

    @classmethod
    def of(cls, function: Work, *arguments: Hashable) -> Job:
        """Return the job of calling a function of a module.

        Args:
            function: the function; it takes an `Opened` and the arguments.
            arguments: its arguments.
        """
        return cls(f"{function.__module__}:{function.__qualname__}", arguments)


def function_of(name: str) -> Work:
    """Return the function of a job.

    Args:
        name: `module:name`.

    Raises:
        ValueError: if it is no function of this package.
    """
    module, _, function = name.partition(":")
    if not module.startswith(_ROOM):
        raise ValueError(f"{name} is no function of this package")
    found: Any = getattr(import_module(module), function)
    work: Work = found
    return work
