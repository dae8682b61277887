"""The terms of the matrix, and what others have in their place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from attrs import frozen
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from lineage_rdf.terms.files import alignment_files
from lineage_rdf.vocabulary.namespaces import FTL, ONTOLOGY, SCHEMES, SKOS, prefixed, scheme_namespace
from lineage_rdf.vocabulary.schemes import members
from tools.vocabulary.core import label_of
from tools.vocabulary.graph import ALL_PREFIXES, expand
from tools.vocabulary.source import Source

KINDS: Final = {"class": "class", "object": "object property", "data": "data property"}
_MATCHES: Final = {f"{SKOS}{kind}Match": kind for kind in ("exact", "close", "broad", "narrow", "related")}


@frozen
class Term:
    """A term of the vocabulary.

    Args:
        name: `ftl:X`, or `scheme/member`.
        iri: its IRI.
        kind: class, object property, data property, or the scheme it is a member of.
        label: its label.
        extends: what it is a kind of in PROV-O or schema.org.
    """

    name: str
    iri: str
    kind: str
    label: str
    extends: tuple[str, ...] = ()

    @property
    def is_member(self) -> bool:
        """Whether it is a member of a scheme."""
        return self.kind not in KINDS.values()


@frozen(order=True)
class Match:
    """What a term of ours is to a term of a neighbour.

    Args:
        neighbour: the name of the alignment.
        kind: exact, close, broad, narrow, related or notation.
        target: the neighbour's term.
    """

    neighbour: str
    kind: str
    target: str


def terms() -> Iterator[Term]:
    """Yield the classes and properties in order of their names, then the members of the schemes."""
    rows = sorted(Source().core_terms(), key=lambda row: (list(KINDS).index(row[0]), row[1]))
    for kind, name, row in rows:
        foreign = tuple(parent for parent in row.get("parents", []) if ":" in parent)
        yield Term(f"ftl:{name}", FTL + name, KINDS[kind], label_of(name, row), foreign)
    for scheme in SCHEMES:
        for notation, member in members(scheme).items():
            yield Term(f"{scheme}/{notation}", scheme_namespace(scheme) + notation, scheme, member.label)


def matches() -> dict[str, tuple[Match, ...]]:
    """Return IRI of a term -> what it is to terms of neighbours, from the alignments."""
    kinds = {**_MATCHES, f"{SKOS}notation": "notation"}
    found: dict[str, set[Match]] = {}
    for path in alignment_files():
        for quad in parse(path=path, format=RdfFormat.TURTLE):
            kind = kinds.get(quad.predicate.value)
            if kind and isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                match = Match(path.stem, kind, shorten(quad.object.value))
                found.setdefault(quad.subject.value, set()).add(match)
    return {iri: tuple(sorted(several)) for iri, several in found.items()}


def shorten(iri: str) -> str:
    """Return an IRI with the longest prefix that fits, or as it is."""
    return prefixed(iri, ALL_PREFIXES)


def ours(iri: str) -> bool:
    """Tell whether an IRI may be a term of ours."""
    return iri.startswith((FTL, f"{ONTOLOGY}/"))


def full(name: str) -> str:
    """Return the IRI of a name as records, shapes and tables write it: `X`, `ftl:X` or `prov:X`."""
    return expand(name)
