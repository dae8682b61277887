"""What engines of SHACL must know of the vocabulary, in one small file: the checks need it at every start."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from lineage_rdf.vocabulary.namespaces import FTL, RDF, RDFS

_SUBCLASS: Final = f"{RDFS}subClassOf"
_WANTED: Final = (_SUBCLASS, f"{RDF}type", f"{FTL}valueKind")


def facts_ntriples(core: str, schemes: Iterable[str]) -> str:
    """Return the subclass axioms, and the members of the schemes with class and value kind, as sorted N-Triples.

    Args:
        core: the core in Turtle.
        schemes: the schemes in Turtle.
    """
    quads = [quad for quad in parse(core, RdfFormat.TURTLE) if quad.predicate.value == _SUBCLASS]
    for text in schemes:
        quads += _of_scheme(parse(text, RdfFormat.TURTLE))
    return "".join(f"{line} .\n" for line in sorted({str(quad) for quad in quads}))


def _of_scheme(quads: Iterable[Quad]) -> Iterator[Quad]:
    for quad in quads:
        typed = isinstance(quad.object, NamedNode) and quad.object.value.startswith(FTL)
        if quad.predicate.value in _WANTED and (quad.predicate.value != f"{RDF}type" or typed):
            yield quad
