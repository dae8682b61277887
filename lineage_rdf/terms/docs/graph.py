"""Statements by subject, and by what they point at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from attrs import frozen
from pyoxigraph import Literal, Quad, RdfFormat, parse

from lineage_rdf.codec.names import text as name_of
from lineage_rdf.errors import InputError
from lineage_rdf.vocabulary.namespaces import ONTOLOGY, RDF

TYPE: Final = f"{RDF}type"


@frozen
class TurtleFile:
    """A Turtle file as it was read.

    Args:
        name: its name without the suffix.
        quads: its statements, in the order of the file.
        prefixes: the prefixes that it declares.
    """

    name: str
    quads: tuple[Quad, ...]
    prefixes: Mapping[str, str]


def read_turtle(path: Path) -> TurtleFile:
    """Return what a Turtle file of this package says.

    Raises:
        InputError: if it cannot be read, or is no Turtle.
    """
    try:
        parser = parse(path=path, format=RdfFormat.TURTLE, base_iri=f"{ONTOLOGY}/")
        quads = tuple(parser)
    except (OSError, SyntaxError) as error:
        raise InputError(f"not readable as Turtle: {error}", path.name, "install lineage-rdf again") from None
    return TurtleFile(path.stem, quads, dict(parser.prefixes))


class Graph:
    """Statements that can be asked for from both ends; every answer is in one fixed order.

    Args:
        quads: the statements; texts and IRIs are both given as plain text.
    """

    def __init__(self, quads: Iterable[Quad]) -> None:
        self.quads: dict[str, list[Quad]] = defaultdict(list)
        self._objects: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._subjects: dict[tuple[str, str], list[str]] = defaultdict(list)
        for quad in dict.fromkeys(quads):
            subject, predicate, target = name_of(quad.subject), quad.predicate.value, name_of(quad.object)
            self.quads[subject].append(quad)
            self._objects[subject, predicate].append(target)
            if not isinstance(quad.object, Literal):
                self._subjects[predicate, target].append(subject)

    def objects(self, subject: str, predicate: str) -> list[str]:
        """Return the values of a property, sorted."""
        return sorted(self._objects.get((subject, predicate), ()))

    def first(self, subject: str, predicate: str) -> str:
        """Return the first value of a property, or empty text."""
        return next(iter(self.objects(subject, predicate)), "")

    def subjects(self, predicate: str, target: str) -> list[str]:
        """Return what points at a thing by a property, sorted."""
        return sorted(self._subjects.get((predicate, target), ()))

    def typed(self, iri: str) -> list[str]:
        """Return the instances of a class, sorted."""
        return self.subjects(TYPE, iri)

    def below(self, iri: str, upwards: str) -> Iterator[str]:
        """Yield everything below a term by a property that points upwards, the nearest first, each once."""
        seen, level = {iri}, [iri]
        while level:
            found = dict.fromkeys(name for item in level for name in self.subjects(upwards, item))
            level = [name for name in found if name not in seen]
            seen.update(level)
            yield from level
