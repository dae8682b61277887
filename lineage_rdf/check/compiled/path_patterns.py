"""What SPARQL makes of property paths: patterns that follow one, and expressions that one leads somewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from lineage_rdf.check.compiled import facts
from lineage_rdf.check.compiled.paths import (
    Alternative,
    Path,
    Predicate,
    Repeated,
    Sequence,
    may_stand_still,
    predicates,
    written,
)
from lineage_rdf.check.compiled.scope import GRAPH, Scope
from lineage_rdf.errors import UsageError


def pattern(path: Path | None, start: str, end: str, scope: Scope) -> str:
    """Return the graph pattern of a path between two terms; no path leads from a value to itself."""
    if path is None:
        return f"BIND({start} AS {end}) "
    if scope.carries(predicates(path)):
        return with_facts(path, start, end, scope)
    return f"GRAPH {GRAPH} {{ {start} {written(path)} {end} }} "


def with_facts(path: Path, start: str, end: str, scope: Scope, *, bound: str = "") -> str:
    """Return the pattern of a path that may also lead along the vocabulary's facts, which the query carries with it.

    Args:
        path: the path.
        start: a variable.
        end: a variable or an IRI.
        scope: gives the names of variables.
        bound: the variable that stands for `start` in EXISTS, where a table cannot name what is bound outside.

    Raises:
        UsageError: if facts may be repeated in the path and they are no subclass axioms.
    """
    match path:
        case Sequence(parts):
            places = [start, *(scope.new() for _ in parts[1:]), end]
            hops = zip(parts, places[:-1], places[1:], strict=True)
            return "".join(pattern(part, here, there, scope) for part, here, there in hops)
        case Alternative(parts):
            return " UNION ".join(f"{{ {pattern(part, start, end, scope)}}}" for part in parts) + " "
        case Predicate(iri, inverse):
            pairs = [(o, s) if inverse else (s, o) for s, o in facts.fact_pairs(iri)]
        case Repeated(Predicate(facts.SUBCLASS, inverse), "*" | "+"):
            known = [(f"<{low}>", f"<{top}>") for top in scope.below for low in scope.below[top]]
            pairs = [(top, low) if inverse else (low, top) for low, top in known]
        case _:
            raise UsageError(
                f"the path {written(path)} repeats facts of the vocabulary, which no query on a store can carry"
            )
    table = _table(pairs, bound or start, end, scope if bound else None)
    return f"{{ GRAPH {GRAPH} {{ {start} {written(path)} {end} }} }} UNION {{ {table}}} "


def _table(pairs: Iterable[tuple[str, str]], start: str, end: str, inside: Scope | None) -> str:
    """Return the pattern of some (start, end) pairs; inside EXISTS the start is compared and not named."""
    pairs = dict.fromkeys(pairs)
    if not end.startswith("?"):
        pairs = {pair: None for pair in pairs if pair[1] == end}
        end = ""
    name = inside.new() if inside else start
    rows = " ".join(f"({first} {second})" if end else f"({first})" for first, second in pairs)
    kept = f"FILTER({name} = {start}) " if inside else ""
    return f"VALUES ({name}{f' {end}' if end else ''}) {{ {rows} }} {kept}"


def hop(begin: str, path: Path | None, start: str, end: str, scope: Scope) -> str:
    """Return a pattern followed by a path from one of its variables to a new one.

    A path that may stand still leads from a node to itself even if the graph does not know the node.

    Args:
        begin: a pattern that binds `start`.
        path: the path; None for no step.
        start: the variable where it begins.
        end: the new variable.
        scope: gives the names of variables.
    """
    if path is None or not may_stand_still(path):
        return begin + pattern(path, start, end, scope)
    return f"{{ {begin}BIND({start} AS {end}) }} UNION {{ {begin}{pattern(path, start, end, scope)}}} "


def exists(path: Path | None, start: str, test: Callable[[str], str], scope: Scope) -> str:
    """Return an expression that is true if a path leads from a bound term to one that passes a test.

    A chain inside EXISTS is quadratic in Oxigraph, so each hop is an EXISTS of its own.

    Args:
        path: the path; None for the term itself.
        start: the term.
        test: makes the expression of the test from a variable; empty text for no test.
        scope: gives the names of variables.
    """
    match path:
        case None:
            return test(start) or "true"
        case Alternative(parts):
            return f"({' || '.join(exists(part, start, test, scope) for part in parts)})"
        case Sequence(parts):
            rest = parts[1] if len(parts) == 2 else Sequence(parts[1:])
            return exists(parts[0], start, lambda middle: exists(rest, middle, test, scope), scope)
        case Repeated(inner, "?"):
            return f"({test(start) or 'true'} || {exists(inner, start, test, scope)})"
        case Repeated(inner, "*"):
            return f"({test(start) or 'true'} || {exists(Repeated(inner, '+'), start, test, scope)})"
        case _:
            end = scope.new()
            condition = test(end)
            kept = f"FILTER({condition}) " if condition else ""
            way = (
                with_facts(path, start, end, scope, bound=start)
                if scope.carries(predicates(path))
                else pattern(path, start, end, scope)
            )
            found = f"EXISTS {{ {way}{kept}}}"
            return f"({test(start) or 'true'} || {found})" if may_stand_still(path) else found
