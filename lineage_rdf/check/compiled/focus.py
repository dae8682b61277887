"""The focus nodes of a shape: its targets, or what a path leads to from the focus nodes of the shape around it."""

from __future__ import annotations

from attrs import evolve, frozen

from lineage_rdf.check.compiled.paths import Path, repeats, needed, pattern
from lineage_rdf.check.compiled.scope import FOCUS, Scope
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
            end = scope.new()
            block = f"{{ SELECT DISTINCT ?_g ({end} AS {FOCUS}) {{ {block}{pattern(step, FOCUS, end)}}} }} "
        return block


@frozen
class Focus:
    """All focus nodes of a shape."""

    starts: tuple[Start, ...]

    def along(self, path: Path | None) -> Focus:
        """Return the nodes that a path leads to; the same nodes if there is no path."""
        if path is None:
            return self
        return Focus(tuple(evolve(start, steps=(*start.steps, path)) for start in self.starts))

    def block(self, scope: Scope) -> str:
        """Return the pattern that binds the graph and `?this` to the focus nodes."""
        parts = [start.block(scope) for start in self.starts]
        return parts[0] if len(parts) == 1 else " UNION ".join(f"{{ {part}}}" for part in parts) + " "

    def check(self, scope: Scope) -> str:
        """Return the expression that `?this` is a focus node; empty text if there is none that is cheap.

        Few nodes violate a constraint, so it is cheaper to ask this of the violations than to begin with all focus nodes.
        """
        if any(start.steps for start in self.starts):
            return ""
        check = is_target([target for start in self.starts for target in start.targets], FOCUS, scope)
        return f"({check})" if check else ""

    def needs(self, scope: Scope) -> tuple[frozenset[str], ...]:
        """Return sets of names; where one is wholly absent from the data, there is no focus node."""
        first = frozenset[str]().union(*(t.needs(scope) for s in self.starts for t in s.targets))
        clauses = () if ANY in first else (first,)
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
        check = self.check(scope) if path is not None and not repeats(path) else ""
        conditions = " && ".join(part for part in (test, check) if part)
        kept = f"FILTER({conditions}) " if conditions else ""
        begin = "" if check else self.block(scope)
        return f"{begin}{pattern(path, FOCUS, value)}{kept}"
