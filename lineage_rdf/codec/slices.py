"""Which statements of a document belong to which of its lineages (decisions section 1.5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set

from pyoxigraph import Quad

from lineage_rdf.codec.names import node, text

_TYPE, _LINEAGE, _MADE_BY = node("rdf:type"), node("FineTuneLineage"), node("prov:wasGeneratedBy")


def slices(quads: Sequence[Quad], lineages: Sequence[str]) -> dict[str, list[Quad]]:
    """Return lineage -> its statements, in the order of the document.

    A lineage alone in its document or in its named graph has all statements there. Of lineages in one graph each has what its
    own node leads to. They meet at models: a step that made a shared model belongs to the lineage that counts the step.

    Args:
        quads: the statements of the document.
        lineages: the IRIs of its lineages.
    """
    if len(lineages) == 1:
        return {lineages[0]: list(quads)}
    document = _Document(quads, lineages)
    return {iri: document.slice(iri) for iri in lineages}


def strangers(quads: Sequence[Quad], own: Mapping[str, Sequence[Quad]]) -> tuple[list[Quad], frozenset[str]]:
    """Return what no lineage leads to in the graphs that lineages share.

    Args:
        quads: the statements of the document.
        own: lineage -> its statements, as `slices` gives them.

    Returns:
        The statements about those nodes and about all that they lead to, and the names of those nodes.
    """
    if len(own) < 2:
        return [], frozenset()
    document = _Document(quads, list(own))
    shared = frozenset(graph for graph, tenants in document.tenants.items() if len(tenants) > 1)
    if not shared:
        return [], frozenset()
    taken = {quad.subject for part in own.values() for quad in part}
    alone = {quad.subject for quad in quads if quad.graph_name in shared} - taken
    if not alone:
        return [], frozenset()
    index = document.index(shared)
    places = index.places_of(index.reached(alone, frozenset()))
    return [quads[place] for place in places], frozenset(text(subject) for subject in alone)


class _Document:
    """The graphs of a document and the lineages they hold."""

    def __init__(self, quads: Sequence[Quad], lineages: Sequence[str]) -> None:
        self.quads = quads
        self.tenants: dict[object, set[object]] = defaultdict(set)
        self.nodes: dict[str, object] = {}
        self._homes: dict[str, set[object]] = {iri: set() for iri in lineages}
        self._indexes: dict[frozenset[object], _Index] = {}
        self._places: dict[object, list[int]] = {}
        for quad in quads:
            if quad.predicate == _TYPE and quad.object == _LINEAGE:
                name = text(quad.subject)
                self.nodes[name] = quad.subject
                self._homes.setdefault(name, set()).add(quad.graph_name)
                self.tenants[quad.graph_name].add(quad.subject)

    def index(self, graphs: frozenset[object]) -> _Index:
        """Return the index of some graphs, made once: a file of many lineages must not cost a pass for each."""
        if not self._places:
            for place, quad in enumerate(self.quads):
                self._places.setdefault(quad.graph_name, []).append(place)
        if graphs not in self._indexes:
            here = sorted(place for graph in graphs for place in self._places.get(graph, ()))
            self._indexes[graphs] = _Index(self.quads, here)
        return self._indexes[graphs]

    def slice(self, iri: str) -> list[Quad]:
        home = frozenset(self._homes[iri])
        others = set().union(*(self.tenants[graph] for graph in home)) - {self.nodes.get(iri)}
        index = self.index(home)
        if not others:
            return [self.quads[place] for place in index.here]
        return [self.quads[place] for place in index.places_of(index.reached([self.nodes[iri]], others))]


class _Index:
    """Finds the statements about a node among those of some graphs."""

    def __init__(self, quads: Sequence[Quad], here: Sequence[int]) -> None:
        self.here = here
        self._quads = quads
        self._about: dict[object, list[int]] = defaultdict(list)
        for place in here:
            self._about[quads[place].subject].append(place)

    def reached(self, start: Iterable[object], closed: Set[object]) -> dict[object, None]:
        """Return the nodes that some nodes lead to, themselves included, without entering some others."""
        queue = list(start)
        seen = dict.fromkeys(queue)
        for here in queue:
            for place in self._about.get(here, ()):
                quad = self._quads[place]
                if quad.predicate != _MADE_BY and quad.object not in seen and quad.object not in closed:
                    seen[quad.object] = None
                    queue.append(quad.object)
        return seen

    def places_of(self, reached: Mapping[object, None]) -> list[int]:
        """Return the places of the statements about some nodes; who made a model is told where that step belongs."""
        return sorted(
            place
            for here in reached
            for place in self._about.get(here, ())
            if self._quads[place].predicate != _MADE_BY or self._quads[place].object in reached
        )
