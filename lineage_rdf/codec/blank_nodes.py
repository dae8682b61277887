"""Names for blank nodes that follow from the document alone, so that strangers do not merge (decisions section 5.9)."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeAlias
from uuid import uuid5

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Triple,
    parse,
)

from lineage_rdf.errors import InputError
from lineage_rdf.vocabulary.namespaces import FTL_UUID

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple | DefaultGraph

# Blank nodes that differ in nothing but each other make the algorithm try all orders, and no native code hears an alarm.
SECONDS: Final = 30.0
_MEMORY: Final = 4 << 30
_CHILD: Final = f"""
import sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, ({_MEMORY}, {_MEMORY}))
    resource.setrlimit(resource.RLIMIT_CPU, ({SECONDS:.0f}, {SECONDS:.0f}))  # for a parent that is killed
except (ImportError, ValueError, OSError):
    pass
from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse, serialize
data = Dataset(parse(sys.stdin.buffer.read(), RdfFormat.N_QUADS))
data.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
sys.stdout.buffer.write(serialize(data, format=RdfFormat.N_QUADS))
"""


def without_blank_nodes(quads: Sequence[Quad], where: str = "document") -> tuple[list[Quad], int]:
    """Return the statements with an IRI in place of every blank node, and how many blank nodes there were.

    The IRI is `urn:uuid:` + uuid5(FTL, SHA-256 of the canonical document in hexadecimal + NUL + canonical label). Documents
    that say the same get the same names, whatever their labels; documents that differ never share one.

    Args:
        quads: all statements of one document.
        where: the name of the document, for messages.

    Returns:
        The statements, each once and sorted; as they came if there is no blank node.

    Raises:
        InputError: if the canonical document cannot be found within 30 seconds and 4 GiB.

    Source: RDF Dataset Canonicalization (RDFC-1.0), https://www.w3.org/TR/rdf-canon/
    """
    if not any(True for quad in quads for _ in _blanks(quad)):
        return list(quads), 0
    return named(_canonical(quads, where))


def named(quads: Iterable[Quad]) -> tuple[list[Quad], int]:
    """Return a canonical document with an IRI in place of every blank node, sorted, and how many blank nodes there were.

    Args:
        quads: all statements of the document, with the labels that RDFC-1.0 gives.
    """
    # `str` of a quad is its canonical N-Quads form, and Python sorts by code points, as the algorithm asks.
    canonical = sorted(quads, key=str)
    text = "".join(f"{quad} .\n" for quad in canonical)
    digest = hashlib.sha256(text.encode()).hexdigest()
    labels = {label for quad in canonical for label in _blanks(quad)}
    names = {label: NamedNode(f"urn:uuid:{uuid5(FTL_UUID, f'{digest}{chr(0)}{label}')}") for label in labels}
    return sorted((_renamed(quad, names) for quad in canonical), key=str), len(names)


def _canonical(quads: Sequence[Quad], where: str) -> list[Quad]:
    if _is_easy(quads):
        data = Dataset(quads)
        data.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        return list(data)
    return _in_a_process(quads, where)


def _is_easy(quads: Iterable[Quad]) -> bool:
    """Tell whether every blank node differs from all others in its own statements, so that no order has to be tried.

    This is what section 4.6 of RDFC-1.0 hashes: the statements of a node, itself written as one label and others as another.
    """
    about: defaultdict[str, list[str]] = defaultdict(list)
    for quad in quads:
        found = set(_blanks(quad))
        for label in found:
            marks = {other: NamedNode("urn:this" if other == label else "urn:other") for other in found}
            about[label].append(str(_renamed(quad, marks)))
    signs = {tuple(sorted(lines)) for lines in about.values()}
    return len(signs) == len(about)


def _in_a_process(quads: Sequence[Quad], where: str) -> list[Quad]:
    """Return the canonical document from a process that can be ended."""
    data = "".join(f"{quad} .\n" for quad in quads).encode()
    command = [sys.executable, "-P", "-c", _CHILD]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        raise _too_hard(where) from None
    if done.returncode:
        raise _too_hard(where)
    return list(parse(done.stdout, RdfFormat.N_QUADS))


def _too_hard(where: str) -> InputError:
    what = "its blank nodes are too much alike to be named within the limits of time and memory"
    return InputError(what, where, "give the blank nodes IRIs")


def _blanks(part: Quad | Triple) -> Iterator[str]:
    """Yield the labels of the blank nodes in a statement, those in triple terms too."""
    graph = (part.graph_name,) if isinstance(part, Quad) else ()
    for term in (part.subject, part.object, *graph):
        if isinstance(term, BlankNode):
            yield term.value
        elif isinstance(term, Triple):
            yield from _blanks(term)


def _renamed(quad: Quad, names: dict[str, NamedNode]) -> Quad:
    subject, target, graph = (_named(term, names) for term in (quad.subject, quad.object, quad.graph_name))
    return Quad(subject, quad.predicate, target, graph)  # type: ignore[arg-type]


def _named(term: Term, names: dict[str, NamedNode]) -> Term:
    if isinstance(term, BlankNode):
        return names[term.value]
    if isinstance(term, Triple):
        inner = (_named(term.subject, names), _named(term.object, names))
        return Triple(inner[0], term.predicate, inner[1])  # type: ignore[arg-type]
    return term
