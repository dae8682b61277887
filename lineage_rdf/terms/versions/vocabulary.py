"""A version of a vocabulary: its terms, and what is said of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import islice
from typing import Final

from attrs import frozen
from pyoxigraph import NamedNode, Quad

from lineage_rdf.codec.read import with_http_schema
from lineage_rdf.terms.versions.aspects import (
    ASPECTS,
    CHARACTERISTICS,
    CONCLUDING,
    DEPRECATED,
    KIND,
    KINDS,
    LABEL,
    PARENTS,
    RESTRICTING,
    TYPE,
)
from lineage_rdf.terms.versions.values import Texts
from lineage_rdf.vocabulary.namespaces import OWL, PREFIXES, VANN

Row = Mapping[str, frozenset[str]]
# What nothing points at and has no name stands under this name.
AXIOMS: Final = "axioms without a name"
_DECLARATIONS: Final = frozenset(f"<{iri}>" for iri in KINDS)
_TRUE: Final = ('"true"^^', '"1"^^')


@frozen
class Vocabulary:
    """A version of a vocabulary.

    Args:
        terms: IRI -> aspect -> values as texts, for each thing that is described; ontologies are among them.
        spaces: how the IRIs of its own terms start; empty if it names no ontology.
        prefixes: prefix -> namespace, for messages.
        versions: IRI of an ontology -> its version.
    """

    terms: Mapping[str, Row]
    spaces: tuple[str, ...]
    prefixes: Mapping[str, str]
    versions: Mapping[str, str]

    def owns(self, iri: str) -> bool:
        """Tell whether a term is its own; one that names no ontology owns all it speaks of."""
        return not self.spaces or iri.startswith(self.spaces)

    def is_stub(self, iri: str) -> bool:
        """Tell whether a term is only declared: nothing is said about it but what kind of thing it is."""
        row = self.terms[iri]
        return set(row) == {KIND} and row[KIND] <= _DECLARATIONS

    def kind(self, iri: str) -> str:
        """Return in words what a term is."""
        found = [
            KINDS[value[1:-1]] for value in sorted(self.terms[iri].get(KIND, ())) if value[1:-1] in KINDS
        ]
        return next((kind for kind in found if kind != "concept"), found[0] if found else "thing")

    def label(self, iri: str) -> str:
        """Return a label of a term without its language, the English one if there is one; empty if there is none."""
        labels = sorted(self.terms[iri].get(LABEL, ()), key=lambda text: (not text.endswith("@en"), text))
        return labels[0].rpartition('"')[0][1:] if labels else ""

    def is_deprecated(self, iri: str) -> bool:
        """Tell whether a term is deprecated."""
        return any(value.startswith(_TRUE) for value in self.terms[iri].get(DEPRECATED, ()))

    def above(self, iri: str) -> frozenset[str]:
        """Return a class or property and all that it is a kind of."""
        return frozenset(self._upwards([iri]))

    def lead_to(self, below: Iterable[str], wanted: Iterable[str]) -> bool:
        """Tell whether each of some classes or properties lies above one of some others, or is one of them."""
        starts, missing = set(below), set(wanted)
        if not all(iri in starts or iri in self._parents for iri in missing):
            return False
        for iri in self._upwards(starts) if missing else ():
            missing.discard(iri)
            if not missing:
                break
        return not missing

    @cached_property
    def _parents(self) -> frozenset[str]:
        """Whatever something is a kind of."""
        rows = (row.get(PARENTS, ()) for row in self.terms.values())
        return frozenset(value[1:-1] for values in rows for value in values if value.startswith("<"))

    def _upwards(self, starts: Iterable[str]) -> Iterator[str]:
        """Yield classes or properties and all that they are a kind of, each once."""
        queue = list(starts)
        found = set(queue)
        while queue:
            one = queue.pop()
            yield one
            for value in self.terms.get(one, {}).get(PARENTS, ()):
                if value[:1] == "<" and value[1:-1] not in found:
                    found.add(value[1:-1])
                    queue.append(value[1:-1])


def vocabulary_of(quads: Iterable[Quad]) -> Vocabulary:
    """Return the vocabulary that some statements describe.

    Args:
        quads: the statements of all its files.
    """
    quads = list(dict.fromkeys(with_http_schema(quads)))
    texts = Texts(quads)
    terms: dict[str, dict[str, set[str]]] = {}
    headers: dict[str, set[str]] = {}
    for quad in quads:
        if not isinstance(quad.subject, NamedNode):
            continue
        iri, predicate, value = quad.subject.value, quad.predicate.value, texts.text(quad.object)
        terms.setdefault(iri, {}).setdefault(_aspect(predicate, value), set()).add(value)
        headers.setdefault(iri, set()).add(f"{predicate} {value}")
    axioms = frozenset(texts.axioms())
    if axioms:
        terms[AXIOMS] = {AXIOMS: set(axioms)}
    ontologies = sorted(iri for iri, said in headers.items() if f"{TYPE} <{OWL}Ontology>" in said)
    spaces = {space for iri in ontologies for space in (*_below(iri), *_values(headers[iri], _SPACE))}
    return Vocabulary(
        {iri: {aspect: frozenset(values) for aspect, values in row.items()} for iri, row in terms.items()},
        tuple(sorted(space for space in spaces if space)),
        PREFIXES | _prefixes(headers[iri] for iri in ontologies),
        {
            iri: version
            for iri in ontologies
            for version in sorted(_values(headers[iri], f"{OWL}versionInfo"))
        },
    )


# They are for messages only, and each IRI is held against all of them.
_MOST_PREFIXES: Final = 100
_SPACE: Final = f"{VANN}preferredNamespaceUri"


def _aspect(predicate: str, value: str) -> str:
    if predicate == TYPE:
        return CHARACTERISTICS if value in RESTRICTING | CONCLUDING else KIND
    return ASPECTS.get(predicate, f"<{predicate}>")


def _below(iri: str) -> tuple[str, ...]:
    bare = iri.rstrip("#/")
    return (iri, f"{bare}#", f"{bare}/")


def _values(said: Iterable[str], predicate: str) -> list[str]:
    """Return the values of a property of a header, without quotes or brackets."""
    found = [line[len(predicate) + 1 :] for line in said if line.startswith(f"{predicate} ")]
    return [value[1:].partition(">" if value[0] == "<" else '"')[0] for value in found if value[0] in '<"']


def _prefixes(headers: Iterable[set[str]]) -> dict[str, str]:
    """Return the prefixes that ontologies prefer, where a header gives one for one namespace."""
    found: dict[str, str] = {}
    for said in islice(headers, _MOST_PREFIXES):
        names, spaces = _values(said, f"{VANN}preferredNamespacePrefix"), _values(said, _SPACE)
        if len(names) == len(spaces) == 1 and spaces[0]:
            found.setdefault(names[0], spaces[0])
    return found
