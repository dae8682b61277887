"""Which checks look at a term: the coded shapes in which it stands, however deep."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from pyoxigraph import Literal

from lineage_rdf.codec.names import text as name_of
from lineage_rdf.terms.docs.graph import Graph
from lineage_rdf.terms.docs.model import Use
from lineage_rdf.vocabulary.namespaces import DCTERMS, ONTOLOGY, PREFIXES, SH

# A name in a query, in full or with a prefix (SPARQL 1.1, section 4.1); a variable is none.
_NAME: Final = re.compile(r"<(?P<iri>[^>\s]+)>|(?<![\w:?$])(?P<prefix>[a-z][\w-]*):(?P<name>\w[\w-]*)")
# Where shapes have their queries (SHACL, sections 5 and 6).
_SPARQL: Final = (f"{SH}select", f"{SH}ask")
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
    """Yield the IRIs of ours in a shape and in what it is made of, helpers of other profiles among it."""
    seen, waiting = {shape}, [shape]
    while waiting:
        for quad in graph.quads.get(waiting.pop(), ()):
            name = name_of(quad.object)
            if isinstance(quad.object, Literal):
                found = names_in(name) if quad.predicate.value in _SPARQL else ()
                yield from (iri for iri in found if iri.startswith(ONTOLOGY))
            elif name in graph.quads and name not in seen:
                seen.add(name)
                waiting.append(name)
            elif name.startswith(ONTOLOGY):
                yield name


def names_in(query: str) -> set[str]:
    """Return the IRIs that a text in SPARQL names, in full or by one of our prefixes.

    Args:
        query: the text; comments of whole lines and declarations of prefixes do not count.
    """
    lines = (line for line in query.splitlines() if not line.lstrip().startswith(("#", "PREFIX")))
    found = [match for line in lines for match in _NAME.finditer(line)]
    return {
        match["iri"] or PREFIXES[match["prefix"]] + match["name"]
        for match in found
        if match["iri"] or match["prefix"] in PREFIXES
    }
