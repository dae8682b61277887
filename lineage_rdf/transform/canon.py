"""RDF Dataset Canonicalization (RDFC-1.0, W3C Recommendation of 21 May 2024): one text for one dataset.

Whoever hands in statements of strangers that have blank nodes sees to it that the work can be ended (see `codec.canonical`);
`lineage-rdf canon --limit` does.
"""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Literal, Quad, Triple

from lineage_rdf.codec.canonical import digest, labelled, sorted_lines
from lineage_rdf.codec.terms import has_blank_nodes
from lineage_rdf.errors import InputError


def canonical(quads: Iterable[Quad]) -> str:
    """Return the canonical N-Quads of a dataset: blank nodes named `_:c14n0`..., lines sorted by code point, each once.

    Args:
        quads: the statements; their order and the labels of their blank nodes do not matter.

    Raises:
        InputError: if a statement has a triple term or a text with a direction. They are RDF 1.2, for which no canonical
            form is standardised (https://www.w3.org/TR/rdf-canon/#introduction speaks of RDF 1.1 datasets).
    """
    statements = list(quads)
    _refuse_rdf_1_2(statements)
    return "".join(sorted_lines(labelled(statements)))


def canonical_quads(quads: Iterable[Quad]) -> list[Quad]:
    """Return a dataset with canonical labels, statements of RDF 1.2 included unless a triple term has a blank node.

    Args:
        quads: the statements.

    Raises:
        InputError: if there is a blank node inside a triple term.
    """
    statements = list(quads)
    _refuse_blank_triple_terms(statements)
    return labelled(statements)


def canonical_lines(quads: Iterable[Quad]) -> list[str]:
    """Return the sorted lines of N-Quads of a dataset; see `canonical_quads`."""
    return sorted_lines(canonical_quads(quads))


def canonical_hash(quads: Iterable[Quad]) -> str:
    """Return the SHA-256 of the canonical N-Quads as 64 hexadecimal digits.

    Raises:
        InputError: as `canonical`.
    """
    return digest([canonical(quads)])


def _refuse_rdf_1_2(quads: Iterable[Quad]) -> None:
    for quad in quads:
        target = quad.object
        if isinstance(target, Triple) or (isinstance(target, Literal) and target.direction is not None):
            raise InputError(
                "RDFC-1.0 has no canonical form for triple terms and texts with a direction",
                str(quad),
                "leave out what is new in RDF 1.2",
            )


def _refuse_blank_triple_terms(quads: Iterable[Quad]) -> None:
    for quad in quads:
        if isinstance(quad.object, Triple) and has_blank_nodes([quad]):
            raise InputError(
                "RDFC-1.0 gives no labels to blank nodes of a statement with a triple term",
                str(quad),
                "give the nodes IRIs",
            )
