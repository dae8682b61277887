"""Which checks look at a term: the coded shapes in which it stands, however deep."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from pyoxigraph import Literal

from lineage_rdf.terms.docs.graph import Graph, name_of
from lineage_rdf.terms.docs.model import Use
from lineage_rdf.vocabulary.namespaces import DCTERMS, ONTOLOGY, PREFIXES, SH

# Prefixed names inside the queries of SPARQL constraints (SHACL, section 5).
_NAME: Final = re.compile(r"\b([a-z][a-z-]*):([A-Za-z_][\w-]*)")
# A shape is told by its own code, so what it says of severity and code ends the walk at other coded shapes.
_CODE: Final = f"{DCTERMS}identifier"


def uses_of_terms(profiles: Mapping[str, Graph]) -> dict[str, tuple[Use, ...]]:
    """Return IRI of a term -> the codes that look at it.

    Args:
        profiles: name of a profile -> its shapes.
    """
    everything = Graph(
        quad for graph in profiles.values() for quads in graph.quads.values() for quad in quads
    )
    found: dict[str, set[Use]] = defaultdict(set)
    for profile, graph in profiles.items():
        for shape in graph.quads:
            for code in graph.objects(shape, _CODE):
                use = Use(code, profile, graph.first(shape, f"{SH}severity").removeprefix(SH).lower())
                for term in _mentioned(shape, everything):
                    found[term].add(use)
    return {term: tuple(sorted(uses, key=_order)) for term, uses in found.items()}


def _order(use: Use) -> tuple[str, str, str]:
    return use.code, use.profile, use.severity


def _mentioned(shape: str, graph: Graph) -> Iterator[str]:
    """Yield the IRIs of ours in a shape and in what it is made of."""
    seen, waiting = {shape}, [shape]
    while waiting:
        for quad in graph.quads.get(waiting.pop(), ()):
            name = name_of(quad.object)
            if isinstance(quad.object, Literal):
                yield from _in_query(name) if quad.predicate.value == f"{SH}select" else ()
            elif name in graph.quads and name not in seen:
                seen.add(name)
                waiting.append(name)
            elif name.startswith(ONTOLOGY):
                yield name


def _in_query(text: str) -> Iterator[str]:
    for prefix, rest in _NAME.findall(text):
        if PREFIXES.get(prefix, "").startswith(ONTOLOGY):
            yield PREFIXES[prefix] + rest
