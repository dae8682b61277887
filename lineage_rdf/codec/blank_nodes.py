"""Names for blank nodes that follow from the document alone, so that strangers do not merge (decisions section 5.9)."""

from __future__ import annotations

import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final
from uuid import uuid5

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, parse

from lineage_rdf.codec.canonical import digest, labelled, sorted_lines
from lineage_rdf.codec.terms import Node, blanks, has_blank_nodes, mapped, relabelled
from lineage_rdf.errors import InputError
from lineage_rdf.vocabulary.namespaces import FTL_UUID

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
    if not has_blank_nodes(quads):
        return list(quads), 0
    return named(_canonical(quads, where))


def named(quads: Iterable[Quad]) -> tuple[list[Quad], int]:
    """Return a canonical document with an IRI in place of every blank node, sorted, and how many blank nodes there were.

    Args:
        quads: all statements of the document, with the labels that RDFC-1.0 gives.
    """
    canonical = list(quads)
    document = digest(sorted_lines(canonical))
    names = {
        blank: NamedNode(f"urn:uuid:{uuid5(FTL_UUID, f'{document}{chr(0)}{blank.value}')}")
        for blank in blanks(canonical)
    }

    def name(term: Node) -> Node:
        return names[term] if isinstance(term, BlankNode) else term

    return sorted(mapped(canonical, name), key=str), len(names)


def _canonical(quads: Sequence[Quad], where: str) -> list[Quad]:
    if _is_easy(quads):
        return labelled(quads)
    return _in_a_process(quads, where)


def _is_easy(quads: Iterable[Quad]) -> bool:
    """Tell whether every blank node differs from all others in its own statements, so that no order has to be tried.

    This is what section 4.6 of RDFC-1.0 hashes: the statements of a node, itself written as one label and others as another.
    """
    about: defaultdict[BlankNode, list[str]] = defaultdict(list)
    for quad in quads:
        for blank in set(blanks([quad])):
            about[blank].append(relabelled(quad, lambda other, this=blank: "a" if other == this else "z"))  # type: ignore[misc]
    signs = {tuple(sorted(lines)) for lines in about.values()}
    return len(signs) == len(about)


def _in_a_process(quads: Sequence[Quad], where: str) -> list[Quad]:
    """Return the canonical document from a process that can be ended."""
    data = "".join(sorted_lines(quads)).encode()
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
