"""RDF Dataset Canonicalization (RDFC-1.0, W3C Recommendation of 21 May 2024): one text for one dataset.

The algorithm itself is pyoxigraph's. Its worst case is exponential in the number of blank nodes that look alike, so whoever
hands in statements of strangers that have blank nodes sees to it that the work can be ended (`lineage-rdf canon --limit`).
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Literal, Quad, Triple

from lineage_rdf.errors import InputError
from lineage_rdf.transform.terms import terms


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
    return "".join(_sorted_lines(_labelled(statements)))


def canonical_quads(quads: Iterable[Quad]) -> list[Quad]:
    """Return a dataset with canonical labels, statements of RDF 1.2 included unless a triple term has a blank node.

    Args:
        quads: the statements.

    Raises:
        InputError: if there is a blank node inside a triple term.
    """
    statements = list(quads)
    _refuse_blank_triple_terms(statements)
    return list(_labelled(statements))


def canonical_lines(quads: Iterable[Quad]) -> list[str]:
    """Return the sorted lines of N-Quads of a dataset; see `canonical_quads`."""
    return _sorted_lines(canonical_quads(quads))


def canonical_hash(quads: Iterable[Quad]) -> str:
    """Return the SHA-256 of the canonical N-Quads as 64 hexadecimal digits.

    Raises:
        InputError: as `canonical`.
    """
    return sha256(canonical(quads).encode()).hexdigest()


def _labelled(quads: Iterable[Quad]) -> Dataset:
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def _sorted_lines(quads: Iterable[Quad]) -> list[str]:
    return sorted(f"{quad} .\n" for quad in quads)


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
        if isinstance(quad.object, Triple) and any(isinstance(term, BlankNode) for term in terms([quad])):
            raise InputError(
                "RDFC-1.0 gives no labels to blank nodes of a statement with a triple term",
                str(quad),
                "give the nodes IRIs",
            )
