"""The statements of a document by subject and property, with http and https forms of schema.org taken as one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar, cast

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from lineage_rdf.codec.names import text
from lineage_rdf.vocabulary.namespaces import RDF, SCHEMA, SCHEMA_HTTPS

T = TypeVar("T")


class Statements:
    """What a document says of each subject.

    Args:
        quads: its statements, graphs taken as one.
    """

    def __init__(self, quads: Iterable[Quad]) -> None:
        # A dictionary keeps the order and each object once, however many a scheme with all its terms has.
        self._rows: dict[str, dict[str, dict[object, None]]] = {}
        self._made: dict[object, object] = {}
        for quad in quads:
            name = quad.predicate.value
            if name.startswith(SCHEMA_HTTPS):
                name = SCHEMA + name[len(SCHEMA_HTTPS) :]
            self._rows.setdefault(text(quad.subject), {}).setdefault(name, {})[quad.object] = None

    def __iter__(self) -> Iterator[str]:
        """Yield the subjects, sorted."""
        return iter(sorted(self._rows))

    def made_of(self, subject: str, make: Callable[[Statements, str], T]) -> T:
        """Return what a function makes of a subject; it is made once, however many others point at the subject."""
        key = make, subject
        if key not in self._made:
            self._made[key] = make(self, subject)
        return cast("T", self._made[key])

    def typed(self, *classes: str) -> list[str]:
        """Return the subjects that have one of some classes, sorted."""
        wanted = {*classes, *(name.replace(SCHEMA, SCHEMA_HTTPS) for name in classes)}
        return [
            subject
            for subject in self
            if wanted & {text(kind) for kind in self._objects(subject, f"{RDF}type")}
        ]

    def links(self, subject: str, *properties: str) -> list[str]:
        """Return the IRIs and blank nodes under some properties, each once, sorted; triples name nothing."""
        found = (term for name in properties for term in self._objects(subject, name))
        return sorted({text(term) for term in found if isinstance(term, NamedNode | BlankNode)})

    def addresses(self, subject: str, *properties: str) -> list[str]:
        """Return what stands under some properties as text, be it an IRI or a literal, each once, sorted."""
        return sorted({text(term) for name in properties for term in self._objects(subject, name)})

    def texts(
        self, subject: str, *properties: str, language: str | None = None, tag: str | None = None
    ) -> list[str]:
        """Return the literals under some properties, each once, sorted.

        Args:
            subject: IRI or `_:label`.
            properties: any of these.
            language: only those in this language or in none; None for all.
            tag: only those with exactly this tag, the empty text for those without; None for all.
        """
        found = (
            term
            for name in properties
            for term in self._objects(subject, name)
            if isinstance(term, Literal)
            and (tag is None or (term.language or "") == tag)
            and (language is None or (term.language or language).split("-")[0] == language.split("-")[0])
        )
        return sorted({term.value for term in found})

    def languages(self, subject: str, *properties: str) -> list[str]:
        """Return the languages of the literals under some properties, sorted; the empty text for none."""
        found = (term for name in properties for term in self._objects(subject, name))
        return sorted({term.language or "" for term in found if isinstance(term, Literal)})

    def _objects(self, subject: str, name: str) -> Iterable[object]:
        return self._rows.get(subject, {}).get(name, ())


def first(values: Iterable[str]) -> str:
    """Return the first of some texts, the empty text if there is none."""
    return next(iter(values), "")
