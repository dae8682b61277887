"""The focus nodes of a shape: its targets, or what a path leads to from the focus nodes of the shape around it."""

from __future__ import annotations

from attrs import evolve, frozen
from pyoxigraph import NamedNode

from lineage_rdf.check.compiled.path_patterns import hop
from lineage_rdf.check.compiled.paths import Path, Predicate, Sequence, needed, repeats
from lineage_rdf.check.compiled.scope import FOCUS, GRAPH, Scope
from lineage_rdf.check.compiled.targets import ANY, Target, is_target, target_blocks


@frozen
class Start:
    """Targets, and the paths from them to the focus nodes."""

    targets: tuple[Target, ...]
    steps: tuple[Path, ...] = ()

    def block(self, scope: Scope) -> str:
        """Return the pattern that binds the graph and `?this`."""
        parts = target_blocks(self.targets, scope)
        block = parts[0] if len(parts) == 1 else " UNION ".join(f"{{ {part}}}" for part in parts) + " "
        for step in self.steps:
            before, end = scope.new(), scope.new()
            inner = f"{{ SELECT DISTINCT {GRAPH} ({FOCUS} AS {before}) {{ {block}}} }} "
            block = f"{{ SELECT DISTINCT {GRAPH} ({end} AS {FOCUS}) {{ {hop(inner, step, before, end, scope)}}} }} "
        return block

    def routes(self, number: int, scope: Scope) -> str:
        """Return the pattern that binds the graph, `?this` and more, once for each way that leads to a focus node."""
        ways = [scope.new() for _ in self.steps]
        nodes = [*ways, FOCUS]
        begin = " UNION ".join(f"{{ {part}}}" for part in target_blocks(self.targets, scope))
        block = (
            f"{{ SELECT DISTINCT {GRAPH} ({FOCUS} AS {nodes[0]}) {{ {begin}}} }} " if ways else f"{begin} "
        )
        hops = zip(self.steps, nodes[:-1], nodes[1:], strict=True)
        for step, here, there in hops:
            block = f"{{ {hop(block, step, here, there, scope)}}} "
        named = " ".join(f"({way} AS ?_way{place})" for place, way in enumerate(ways))
        return f"{{ SELECT DISTINCT {GRAPH} {FOCUS} ({number} AS ?_way) {named} {{ {block}}} }}"


@frozen
class Focus:
    """All focus nodes of a shape."""

    starts: tuple[Start, ...]

    @property
    def by_name(self) -> bool:
        """Whether a target names a node: what is found there may depend on whether the data know it."""
        return any(target.kind == "targetNode" for start in self.starts for target in start.targets)

    def along(self, path: Path | None) -> Focus:
        """Return the nodes that a path leads to; the same nodes if there is no path."""
        if path is None:
            return self
        return Focus(tuple(evolve(start, steps=(*start.steps, path)) for start in self.starts))

    def block(self, scope: Scope) -> str:
        """Return the pattern that binds the graph and `?this` to the focus nodes."""
        parts = [start.block(scope) for start in self.starts]
        return parts[0] if len(parts) == 1 else " UNION ".join(f"{{ {part}}}" for part in parts) + " "

    def routes(self, scope: Scope) -> str:
        """Return the query of the ways to each focus node; empty text if there is one way to each.

        What a property shape finds at a node is reported for each way in which the shapes around it lead there.
        """
        if len(self.starts) == 1 and not self.starts[0].steps:
            return ""
        parts = [start.routes(number, scope) for number, start in enumerate(self.starts)]
        return f"SELECT * {{ {' UNION '.join(parts)} }}"

    def check(self, scope: Scope) -> str:
        """Return the expression that `?this` is a focus node; empty text if there is none that is cheap.

        Few nodes violate a constraint, so it is cheaper to ask this of the violations than to begin with all focus nodes.
        """
        if any(start.steps for start in self.starts):
            return ""
        check = is_target([target for start in self.starts for target in start.targets], FOCUS, scope)
        return f"({check})" if check else ""

    def _implied(self, path: Path) -> bool:
        """Tell whether every node that a path leads away from is a focus node, because a target says no more."""
        first = path.parts[0] if isinstance(path, Sequence) else path
        if not isinstance(first, Predicate):
            return False
        kind = "targetObjectsOf" if first.inverse else "targetSubjectsOf"
        target = Target(kind, NamedNode(first.iri))
        return any(target in start.targets for start in self.starts if not start.steps)

    def needs(self, scope: Scope) -> tuple[frozenset[str], ...]:
        """Return sets of names; where one is wholly absent from the data, there is no focus node."""
        first = frozenset[str]().union(*(t.needs(scope) for s in self.starts for t in s.targets))
        clauses: tuple[frozenset[str], ...] = () if ANY in first else (first,)
        if len(self.starts) == 1:
            clauses += tuple(clause for step in self.starts[0].steps for clause in needed(step))
        return clauses

    def values(self, path: Path | None, value: str, test: str, scope: Scope) -> str:
        """Return the pattern of all (focus node, value) pairs whose value passes a test.

        Args:
            path: the path to the values; None if the focus node itself is the value.
            value: the variable of the value.
            test: an expression about it; empty text for none.
            scope: gives the names of variables.
        """
        from_all = path is not None and not repeats(path)
        implied = path is not None and from_all and self._implied(path)
        check = self.check(scope) if from_all and not implied else ""
        conditions = " && ".join(part for part in (test, check) if part)
        kept = f"FILTER({conditions}) " if conditions else ""
        begin = "" if check or implied else self.block(scope)
        return f"{hop(begin, path, FOCUS, value, scope)}{kept}"
