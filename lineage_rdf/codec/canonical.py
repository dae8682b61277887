"""The one call of RDF Dataset Canonicalization (RDFC-1.0), and the text and hash that follow from it.

The algorithm is pyoxigraph's. Its worst case is exponential in the number of blank nodes that look alike, and no native code
hears an alarm: whoever calls it for statements of strangers sees to it that the work is small or can be ended.

Source: https://www.w3.org/TR/rdf-canon/
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad


def labelled(quads: Iterable[Quad]) -> list[Quad]:
    """Return statements, each once, with their blank nodes named `_:c14n0`... by what is said of them.

    Args:
        quads: the statements.
    """
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return list(dataset)


def sorted_lines(quads: Iterable[Quad]) -> list[str]:
    """Return the lines of N-Quads in the order of their code points, as the algorithm asks.

    Args:
        quads: the statements, each once.
    """
    return sorted(f"{quad} .\n" for quad in quads)


def digest(lines: Iterable[str]) -> str:
    """Return the SHA-256 of a text as 64 hexadecimal digits.

    Args:
        lines: the text.
    """
    return sha256("".join(lines).encode()).hexdigest()
