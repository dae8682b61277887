"""sh:closed: no other property than those the shape names."""

from __future__ import annotations

from attrs import frozen

from lineage_rdf.check.compiled.focus import Focus
from lineage_rdf.check.compiled.model import Find
from lineage_rdf.check.compiled.path_patterns import exists, hop
from lineage_rdf.check.compiled.paths import Path
from lineage_rdf.check.compiled.scope import FOCUS, GRAPH, VALUE, Scope
from lineage_rdf.vocabulary.namespaces import SH


@frozen
class Closed:
    """sh:closed with sh:ignoredProperties.

    Args:
        allowed: IRIs of the properties that a node may have.
    """

    allowed: tuple[str, ...]
    name: str = f"{SH}ClosedConstraintComponent"

    def _other(self, predicate: str) -> str:
        names = ", ".join(f"<{iri}>" for iri in self.allowed)
        return f"{predicate} NOT IN ({names})"

    def holds(self, focus: str, path: Path | None, scope: Scope) -> str:
        """See `SetComponent`."""

        def clean(node: str) -> str:
            predicate, value = scope.new(), scope.new()
            return f"EXISTS {{ GRAPH {GRAPH} {{ {node} {predicate} {value} }} FILTER({self._other(predicate)}) }}"

        return f"!{exists(path, focus, clean, scope)}"

    def finds(self, focus: Focus, path: Path | None, scope: Scope) -> tuple[Find, ...]:
        """See `SetComponent`."""
        node, predicate = (scope.new() if path else FOCUS), scope.new()
        begin = hop(focus.block(scope), path, FOCUS, node, scope) if path else focus.block(scope)
        where = f"{begin}GRAPH {GRAPH} {{ {node} {predicate} {VALUE} }} FILTER({self._other(predicate)}) "
        return (Find(where, VALUE, predicate, needs=focus.needs(scope)),)
