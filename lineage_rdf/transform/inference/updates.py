"""The rules as SPARQL updates over a store of Oxigraph in memory.

The default graph holds the closed hierarchies of the plan, each named graph the statements of one graph of the data. A rule joins
within one graph. It adds what is not there yet, each statement once, and never more than a number it is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from pyoxigraph import NamedNode, Quad, Store

from lineage_rdf.errors import NoVerdictError
from lineage_rdf.transform.inference.axioms import TYPE, Pair
from lineage_rdf.transform.inference.plan import Plan, reached

_LARGEST: Final = 1 << 62  # numbers that the engine reads have 64 bits
_NS: Final = "urn:lineage-rdf:rule:"
_ABOVE, _FORWARDS, _BACKWARDS, _DOMAIN, _RANGE = (
    NamedNode(_NS + name) for name in ("above", "forwards", "backwards", "domain", "range")
)


def axiom_quads(plan: Plan) -> Iterator[Quad]:
    """Yield the statements of the default graph."""
    parts: Sequence[tuple[NamedNode, Iterable[Pair]]] = (
        (_ABOVE, plan.superclasses),
        (_FORWARDS, plan.forwards),
        (_BACKWARDS, plan.backwards),
        (_DOMAIN, plan.axioms.domains),
        (_RANGE, plan.axioms.ranges),
    )
    return (Quad(first, name, second) for name, pairs in parts for first, second in pairs)


def saturate(store: Store, plan: Plan, most: int, before: int = 0) -> None:
    """Add all that follows.

    Args:
        store: the store, with `axiom_quads`.
        plan: the axioms.
        most: how many statements may be added.
        before: how many of them are used already.

    Raises:
        NoVerdictError: if more follow; the store then holds some of them.
    """
    work = _Saturation(store, plan, most, before)
    while True:
        before = len(store)
        work.properties()
        work.classes()
        if not plan.again or len(store) == before:
            return


def too_many(most: int, why: str = "") -> NoVerdictError:
    """Return the error that says that more follows than may."""
    fix = "raise the bound with --most, or leave a rule out with --rules"
    return NoVerdictError(f"more than {most:,} statements follow{why}", fix=fix)


class _Saturation:
    """The rules of a plan at work in a store; see `saturate`."""

    def __init__(self, store: Store, plan: Plan, most: int, before: int) -> None:
        self._store = store
        self._plan = plan
        self._most = most
        self._limit = len(store) + most - before

    def properties(self) -> None:
        """Run the rules about properties."""
        self._hierarchy()
        before = len(self._store)
        for head, links in sorted(self._plan.axioms.chains, key=str):
            self._add(f"?s {head} ?o", f"GRAPH ?g {{ {_path(links)} }}")
        for name in sorted(self._plan.axioms.transitive, key=str):
            self._refuse_closure(name)
            self._add(f"?s {name} ?o", f"GRAPH ?g {{ ?s {name}+ ?o }}")
        if self._plan.after and len(self._store) > before:
            self._hierarchy()

    def classes(self) -> None:
        """Run the rules that give classes."""
        if self._plan.axioms.domains:
            self._add(f"?s {TYPE} ?o", f"?p {_DOMAIN} ?o . GRAPH ?g {{ ?s ?p ?x }}")
        if self._plan.axioms.ranges:
            self._add(f"?s {TYPE} ?o", f"?p {_RANGE} ?o . GRAPH ?g {{ ?x ?p ?s }}")
        if self._plan.superclasses:
            self._add(f"?s {TYPE} ?o", f"?c {_ABOVE} ?o . GRAPH ?g {{ ?s {TYPE} ?c }}")

    def _hierarchy(self) -> None:
        if self._plan.forwards:
            self._add("?s ?q ?o", f"?p {_FORWARDS} ?q . GRAPH ?g {{ ?s ?p ?o }}")
        if self._plan.backwards:
            self._add("?s ?q ?o", f"?p {_BACKWARDS} ?q . GRAPH ?g {{ ?o ?p ?s }}")

    def _add(self, conclusion: str, premises: str) -> None:
        """Add a conclusion in each graph in which it follows."""
        # The inner query counts each new statement once, so it comes to its limit only if there are as many.
        self._store.update(
            f"INSERT {{ GRAPH ?g {{ {conclusion} }} }} WHERE {{ SELECT DISTINCT ?g ?s ?q ?o WHERE {{ {premises} "
            f"FILTER NOT EXISTS {{ GRAPH ?g {{ {conclusion} }} }} }} LIMIT {min(self._room, _LARGEST) + 1} }}"
        )
        if self._room < 0:
            raise self._too_many()

    @property
    def _room(self) -> int:
        return self._limit - len(self._store)

    def _refuse_closure(self, name: NamedNode) -> None:
        """Refuse a transitive property whose closure is too large: the engine would look for all of it before it stops.

        A chain of 20,000 steps has 200 million pairs.
        """
        room = self._room
        graphs: dict[object, dict[object, list[object]]] = {}
        rows: Any = self._store.query(f"SELECT ?g ?s ?o WHERE {{ GRAPH ?g {{ ?s {name} ?o }} }}")
        for row in rows:
            graphs.setdefault(row["g"], {}).setdefault(row["s"], []).append(row["o"])
            room += 1
        for _ in (pair for links in graphs.values() for pair in _closure(links)):
            room -= 1
            if room < 0:
                raise self._too_many(f": {name} is transitive, and has long chains")

    def _too_many(self, why: str = "") -> NoVerdictError:
        return too_many(self._most, why)


def _path(links: Sequence[NamedNode]) -> str:
    """Return the pattern of one statement after the other from ?s to ?o."""
    nodes = ["?s", *(f"?x{number}" for number in range(1, len(links))), "?o"]
    return " . ".join(f"{nodes[at]} {link} {nodes[at + 1]}" for at, link in enumerate(links))


def _closure(links: Mapping[object, Sequence[object]]) -> Iterator[object]:
    for start in links:
        yield from reached(start, lambda at: links.get(at, ()))
