"""Readers that other distributions bring, by entry points of the group `lineage_rdf.readers`.

They are looked for once, when the first file is read. Nothing that is wrong with one of them leaves this module as an
exception: what cannot be loaded is a problem that names the distribution, and all other readers go on.

Entry points: https://packaging.python.org/specifications/entry-points/
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Final

from attrs import evolve, frozen

from lineage_rdf.claims import Problem, Source, Trust
from lineage_rdf.sources.reader import Reader

GROUP: Final = "lineage_rdf.readers"
NOT_LOADED: Final = "FTL-R165"
# What a person says in lineage.yaml wins over everything, so no program may read it or speak with its voice.
LINEAGE_FILE: Final = "lineage-yaml"
MAX_MESSAGE: Final = 200
_KIND = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")


class PlugInError(Exception):
    """An entry point that gives no reader; the text says why."""


@frozen
class PlugIn:
    """A reader of another distribution.

    Args:
        reader: the reader.
        distribution: name and version of the distribution, for example `tide-readers 0.2`.
        entry: name of the entry point.
    """

    reader: Reader
    distribution: str
    entry: str

    @property
    def source(self) -> Source:
        """What stands as the source of a problem with the plug-in itself."""
        return _source(self.distribution, self.entry)


@frozen
class PlugIns:
    """The readers of all plug-ins, and what is wrong with those that gave none.

    Args:
        readers: in the order of the names of distributions and entry points.
        problems: one for each entry point that gives no reader.
    """

    readers: tuple[PlugIn, ...] = ()
    problems: tuple[Problem, ...] = ()


@cache
def installed() -> tuple[EntryPoint, ...]:
    """Return the entry points of our group, in the order of their distributions and names."""
    return tuple(sorted(entry_points(group=GROUP), key=lambda entry: (_distribution(entry), entry.name)))


def load(entries: Iterable[EntryPoint], taken: Container[str]) -> PlugIns:
    """Return the readers that some entry points give.

    Args:
        entries: the entry points.
        taken: the kinds that other readers have already.
    """
    readers: list[PlugIn] = []
    problems: list[Problem] = []
    for entry in entries:
        distribution = _distribution(entry)
        try:
            reader = _reader(entry)
            if reader.kind in taken or any(reader.kind == other.reader.kind for other in readers):
                raise PlugInError(f"there is a reader of the kind {reader.kind!r} already")
            readers.append(PlugIn(reader, distribution, entry.name))
        except PlugInError as error:
            message = f"the reader {entry.name!r} of {distribution} cannot be used: {error}"
            problems.append(
                Problem(code=NOT_LOADED, message=message, source=_source(distribution, entry.name))
            )
    return PlugIns(tuple(readers), tuple(problems))


def _reader(entry: EntryPoint) -> Reader:
    """Import what an entry point names.

    Raises:
        PlugInError: if that fails in any way, or is no reader.
    """
    try:
        found = entry.load()
    except (Exception, SystemExit) as error:  # a module may do anything while it is imported
        raise PlugInError(f"loading {entry.value} failed with {told(error)}") from None
    if not isinstance(found, Reader):
        raise PlugInError(
            f"{entry.value} is a {type(found).__name__}, not a lineage_rdf.sources.reader.Reader"
        )
    fault = _fault(found)
    if fault:
        raise PlugInError(fault)
    return evolve(found, names=tuple(found.names), before=frozenset(found.before))


def _fault(reader: Reader) -> str:
    """Return what is wrong with the parts of a reader, empty if nothing is."""
    if not isinstance(reader.kind, str) or not _KIND.match(reader.kind):
        return "its kind is not a name of small letters, digits and hyphens"
    if not isinstance(reader.title, str) or not isinstance(reader.recognised_by, str) or not reader.title:
        return "title and recognised_by have to be texts"
    if not callable(reader.recognises) or not callable(reader.read):
        return "recognises and read have to be functions"
    if not isinstance(reader.trust, Trust) or reader.trust is Trust.LINEAGE_FILE:
        return "its trust is none of those from TRAINING_CONFIG to NAME"
    if not _are_texts(reader.names) or not _are_texts(reader.before):
        return "names and before have to be lists of texts"
    return f"it cannot go before {LINEAGE_FILE}" if LINEAGE_FILE in reader.before else ""


def _are_texts(values: object) -> bool:
    return isinstance(values, tuple | list | set | frozenset) and all(isinstance(v, str) for v in values)


def told(error: BaseException) -> str:
    """Return kind and message of an exception on one line, bounded in length."""
    try:
        message = " ".join(str(error).split())
    except Exception:  # an exception of a plug-in may not even know its own text
        message = ""
    message = message if len(message) <= MAX_MESSAGE else f"{message[:MAX_MESSAGE]}…"
    return f"{type(error).__name__}: {message}" if message else type(error).__name__


def _distribution(entry: EntryPoint) -> str:
    """Return name and version of the distribution that an entry point belongs to."""
    found = entry.dist
    return f"{found.name} {found.version}" if found is not None else "an unnamed distribution"


def _source(distribution: str, entry: str) -> Source:
    return Source(f"plug-in {distribution}, {entry}", "", "plug-in")
