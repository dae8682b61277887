"""Statements that use a term: taken from an example lineage if one uses it.

A snippet is of one of these origins, the first that gives any:

* `example`: what an example lineage says of one of its nodes;
* `illustration`: the same of `illustrations.ttl`, which is made up for what no example lineage shows;
* `made`: made for a member of a scheme from its pattern (`made`);
* `vocabulary`: what the vocabulary says of one of its own things.

Of several nodes the one is taken that says about as much as a person reads at a glance. Of a property with many values three are
shown, and how many are left out is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from attrs import frozen
from pyoxigraph import Literal, Quad

from lineage_rdf.codec.jsonld_write import write_jsonld
from lineage_rdf.codec.names import text as name_of
from lineage_rdf.codec.turtle import write_turtle
from lineage_rdf.terms.docs.graph import TYPE, Graph
from lineage_rdf.terms.docs.made import EXAMPLE, made_for
from lineage_rdf.terms.docs.material import Material
from lineage_rdf.terms.docs.model import Snippet
from lineage_rdf.vocabulary.namespaces import FTL, GLOSSARY, ONTOLOGY, PREFIXES, PROV, RDFS

_GLANCE: Final = 12
_MOST: Final = 3
_UPWARDS: Final = (f"{RDFS}subClassOf", f"{RDFS}subPropertyOf")
_MEANT: Final = f"{FTL}objectMeant"
_PREFIXES: Final = {**PREFIXES, "ex": EXAMPLE}


@frozen
class _Node:
    """A node that uses a term: where it stands, and what is said of it."""

    origin: str
    source: str
    subject: str
    quads: tuple[Quad, ...]


class Snippets:
    """Finds a snippet for each term.

    Args:
        material: what is known.
    """

    def __init__(self, material: Material) -> None:
        self._graph = material.graph
        examples = [("example", name, graph) for name, graph in material.examples.items()]
        self._examples = _table(examples)
        self._illustrations = _table([("illustration", "", material.illustrations)])
        self._vocabulary = _table([("vocabulary", "", material.graph)])

    def of(self, iri: str, page: str) -> Snippet | None:
        """Return a snippet, or None if there is nothing to show.

        Args:
            iri: the term.
            page: `terms`, or the name of its scheme.
        """
        node = self._node(iri, page)
        if node is not None:
            return _snippet(node, iri)
        for upwards in _UPWARDS:
            for narrower in self._graph.below(iri, upwards):
                node = self._node(narrower, page)
                if node is not None:
                    return _snippet(node, narrower, narrower)
        own = tuple(self._graph.quads.get(iri, ()))
        return _snippet(_Node("vocabulary", "", iri, own), iri) if own and page != "terms" else None

    def _node(self, iri: str, page: str) -> _Node | None:
        for table in (self._examples, self._illustrations):
            if iri in table:
                return table[iri]
        made = tuple(made_for(iri, page, self._graph))
        if made:
            return _Node("made", "", "", made)
        return self._vocabulary.get(iri)


def _table(graphs: Iterable[tuple[str, str, Graph]]) -> Mapping[str, _Node]:
    """Return IRI of a term -> the best node that uses it."""
    found: dict[str, list[_Node]] = defaultdict(list)
    for origin, source, graph in graphs:
        for subject, quads in graph.quads.items():
            node = _Node(origin, source, subject, tuple(quads))
            for term in dict.fromkeys(_used(quads)):
                found[term].append(node)
    return {term: min(nodes, key=_distance) for term, nodes in found.items()}


def _distance(node: _Node) -> tuple[int, str, str]:
    """Order nodes: about as long as a person reads at a glance, with few names that say nothing, then by name."""
    shown = _shown(node.quads)
    nameless = sum(name_of(quad.object).startswith("urn:uuid:") for quad in shown)
    more = len(shown) - _GLANCE
    return max(more, -2 * more) + 2 * nameless, node.source, node.subject


def _used(quads: Iterable[Quad]) -> Iterator[str]:
    """Yield the terms that statements use: properties, classes by their instances, members by what points at them."""
    for quad in quads:
        predicate, target = quad.predicate.value, name_of(quad.object)
        if predicate.startswith((FTL, GLOSSARY)):
            yield predicate
        if isinstance(quad.object, Literal) or not target.startswith(ONTOLOGY):
            continue
        # What a source seems to mean is told of a fact's status, and uses no term.
        member = not target.startswith(FTL) and predicate.startswith((FTL, PROV)) and predicate != _MEANT
        if predicate == TYPE or member:
            yield target


def _shown(quads: Iterable[Quad], term: str = "") -> list[Quad]:
    """Return the types and of each property the first values, the one that is the term before all others."""
    shown: dict[str, list[Quad]] = defaultdict(list)
    for quad in sorted(quads, key=lambda quad: (name_of(quad.object) != term, str(quad.object))):
        kept = shown[quad.predicate.value]
        if quad.predicate.value == TYPE or len(kept) < _MOST:
            kept.append(quad)
    return [quad for kept in shown.values() for quad in kept]


def _snippet(node: _Node, term: str, through: str = "") -> Snippet:
    quads = _shown(node.quads, term)
    return Snippet(
        write_turtle(quads, _PREFIXES),
        write_jsonld(quads, context_url=True),
        node.origin,
        node.source,
        through,
        len(node.quads) - len(quads),
    )
