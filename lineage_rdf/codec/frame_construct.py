"""A JSON-LD frame as a SPARQL CONSTRUCT query: what it returns, framed by the same frame, is the whole graph framed.

JSON-LD 1.1 Framing (https://www.w3.org/TR/json-ld11-framing/#framing-algorithm) shows a node whole, with all that it leads to,
unless a flag says less. So the query returns, for each node that the frame takes: with `@explicit` the properties that the frame
names, with `@embed: @never` the node itself, else all that can be reached from it. More than is shown does no harm, as conditions
of a frame only ever become true by more statements; but for `[]`, and of such properties all statements are returned.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any, Final

from lineage_rdf.codec.frame_conditions import TYPE, Condition, Conditions, Frame, flag, node, properties_of
from lineage_rdf.codec.jsonld_dropped import Dropped
from lineage_rdf.codec.jsonld_forms import expand_frame
from lineage_rdf.codec.jsonld_loader import NO_BASE
from lineage_rdf.codec.jsonld_options import DEFAULT, JsonLdOptions
from lineage_rdf.codec.sparql_text import SparqlText
from lineage_rdf.codec.write import Written
from lineage_rdf.errors import InputError, UsageError

_FLAGS: Final = {"@explicit", "@embed", "@requireAll", "@omitDefault", "@default"}
_PATTERNS: Final = {"@id", "@type", "@reverse", "@value", "@language"}
_EVERYTHING: Final = "?s ?p ?o ."


def construct_of_frame(frame: Any, where: str, options: JsonLdOptions = DEFAULT) -> Written:
    """Return the CONSTRUCT query for all that a frame shows of a graph; what its context does not know is lost, and named.

    Args:
        frame: the frame, parsed.
        where: its name, for messages.
        options: contexts of the user.

    Raises:
        InputError: if it is no frame.
        UsageError: if it holds what the query cannot say, such as `@graph`.
    """
    if isinstance(frame, dict) and "@graph" in frame:
        raise UsageError("@graph in a frame is not translated", where, "write what is in it in its place")
    dropped = Dropped()
    expanded = expand_frame(frame, where, options, dropped)
    _refuse(expanded, where)
    if relative := _relative(expanded):
        fix = "write it as the context knows it, or as an IRI"
        raise InputError(f"{relative!r} in the frame is relative to nothing", where, fix)
    return Written(_Query(where).text_of(_listed(expanded)), dropped.notes())


def _relative(part: Any) -> str:
    """Return a name in a frame that no context knows and no base makes whole; empty text if there is none."""
    if isinstance(part, str):
        return part.removeprefix(NO_BASE) if part.startswith(NO_BASE) else ""
    parts = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    return next((found for item in parts if (found := _relative(item))), "")


def _listed(frame: Frame) -> Frame:
    """Return a frame in which keywords have arrays as values; a value that a context has typed has none."""
    made: Frame = {}
    for key, value in frame.items():
        if key == "@reverse":
            made[key] = _listed(value)
        elif key.startswith("@"):
            made[key] = value if isinstance(value, list) else [value]
        else:
            made[key] = [_listed(pattern) for pattern in value]
    return made


def _refuse(frame: Frame, where: str) -> None:
    """Refuse, by name, what is not translated."""
    for key, value in frame.items():
        if key == "@reverse":
            for name, patterns in value.items():
                _refuse_patterns(name, patterns, where)
        elif key.startswith("@") and key not in _FLAGS | _PATTERNS:
            raise UsageError(
                f"{key} in a frame is not translated", where, "leave it out, or frame the whole graph"
            )
        elif not key.startswith("@"):
            _refuse_patterns(key, value, where)


def _refuse_patterns(name: str, patterns: list[Any], where: str) -> None:
    if name.startswith("_:"):
        raise UsageError(f"{name}: a blank node as a property is not translated", where)
    if len(patterns) > 1:
        raise UsageError(f"several patterns for {name} are not translated", where, "keep one of them")
    for pattern in patterns:
        if not isinstance(pattern, dict):
            raise UsageError(f"the pattern of {name} is not translated", where, "write an object")
        _refuse(pattern, where)


class _Query:
    """The parts of one query.

    Args:
        where: the name of the frame, for messages.
    """

    def __init__(self, where: str) -> None:
        self._where = where
        self._text = SparqlText()
        numbers = count()
        self._fresh: Callable[[], str] = lambda: f"?v{next(numbers)}"
        self._conditions = Conditions(self._text, where, self._fresh)
        self._blocks: dict[str, None] = {}

    def text_of(self, frame: Frame) -> str:
        """Return the query for an expanded frame."""
        root = self._fresh()
        condition = self._conditions.of(frame, root)
        if condition.alternatives:
            self._guard(frame)
            self._mention(frame, root)
            pattern = self._pattern(condition, root)
            self._level(frame, pattern, root, embedded=False, covered=False)
        else:
            self._add(_EVERYTHING)
        body = "\n  UNION\n".join(f"  {{ {block} }}" for block in self._blocks)
        return f"{self._text.prologue()}CONSTRUCT {{ ?s ?p ?o }} WHERE {{\n{body}\n}}\n"

    def _add(self, block: str) -> None:
        self._blocks[block] = None

    def _pattern(self, condition: Condition, variable: str) -> str:
        """Return the pattern of the nodes that are taken."""
        filters = [
            f"FILTER NOT EXISTS {{ {variable} {self._text.term(name)} {self._fresh()} }}"
            for name in condition.absent
        ]
        several = " UNION ".join(f"{{ {pattern} }}" for pattern in condition.alternatives)
        one = condition.alternatives[0] if len(condition.alternatives) == 1 else several
        return " ".join([*([one] if one else []), *filters])

    def _guard(self, frame: Frame) -> None:
        """Return all statements of properties that a node must not have, so that no node looks as if it had none."""
        names = sorted(_absent_names(frame))
        if names:
            terms = [node(name, self._where) for name in names]
            self._add(f"{self._conditions.values('?p', terms)} {_EVERYTHING}")

    def _mention(self, frame: Frame, root: str) -> None:
        """Return a node that is named, though nothing else of it may be shown, or it is only ever an object."""
        if "@id" not in frame:
            return
        for pattern in self._conditions.of({"@id": frame["@id"]}, root).alternatives:
            self._add(f"{pattern} {root} ?p ?o . BIND({root} AS ?s)")
            nothing = f"FILTER NOT EXISTS {{ {root} {self._fresh()} {self._fresh()} }}"
            self._add(
                f"{pattern} ?s ?p {root} . FILTER(?p != {self._text.term(TYPE)}) {nothing} BIND({root} AS ?o)"
            )

    def _level(self, frame: Frame, pattern: str, variable: str, *, embedded: bool, covered: bool) -> None:
        """Add what a frame shows of the nodes in a variable.

        Args:
            frame: the expanded frame.
            pattern: what binds the variable.
            variable: the variable.
            embedded: whether the nodes stand in others.
            covered: whether all that can be reached from them is there already.
        """
        embed, explicit = flag(frame, "@embed", "@once"), bool(flag(frame, "@explicit", False))
        shown = not embedded or embed not in ("@never", False)
        if not shown or explicit:
            names = [TYPE, *(node(name, self._where) for name in properties_of(frame))]
            wanted = self._conditions.values("?p", names)
            if not covered:
                self._add(f"{pattern} {wanted} {variable} ?p ?o . BIND({variable} AS ?s)")
        elif embed in ("@never", False):
            self._add(f"{pattern} {variable} ?p ?o . BIND({variable} AS ?s)")
        elif not covered:
            self._add(f"{pattern} {variable} (!{self._text.term(TYPE)})* ?s . {_EVERYTHING}")
            covered = True
        if shown:
            self._children(frame, pattern, variable, embedded=embedded, covered=covered)

    def _children(self, frame: Frame, pattern: str, variable: str, *, embedded: bool, covered: bool) -> None:
        for name, patterns in properties_of(frame).items():
            for child in patterns:
                if covered and not _has_reverse(child):
                    continue
                target = self._fresh()
                step = f"{pattern} {variable} {self._term(name)} {target} ."
                self._below(child, step, target, embedded=True, covered=covered)
        for name, patterns in frame.get("@reverse", {}).items():
            source = self._fresh()
            step = f"{pattern} {source} {self._term(name)} {variable} ."
            predicate = self._term(name)
            self._add(f"{step} BIND({source} AS ?s) BIND({predicate} AS ?p) BIND({variable} AS ?o)")
            for child in patterns:
                self._below(child, step, source, embedded=embedded, covered=False)

    def _below(self, frame: Frame, step: str, variable: str, *, embedded: bool, covered: bool) -> None:
        condition = self._conditions.of(frame, variable)
        # Which of several properties a nested node has shows in what is returned of it; asking before would only cost time.
        known = condition if len(condition.alternatives) == 1 else Condition(absent=condition.absent)
        pattern = f"{step} {self._pattern(known, variable)}".strip()
        self._level(frame, pattern, variable, embedded=embedded, covered=covered)

    def _term(self, name: str) -> str:
        return self._text.term(node(name, self._where))


def _absent_names(frame: Frame) -> set[str]:
    """Return the properties, at any depth, that a node must not have."""
    found = {TYPE.value} if frame.get("@type") == [] else set()
    for name, patterns in [*properties_of(frame).items(), *frame.get("@reverse", {}).items()]:
        if not patterns:
            found.add(name)
        for pattern in patterns:
            found |= _absent_names(pattern)
    return found


def _has_reverse(frame: Frame) -> bool:
    children = [child for patterns in properties_of(frame).values() for child in patterns]
    return "@reverse" in frame or any(map(_has_reverse, children))
