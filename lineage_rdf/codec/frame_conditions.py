"""When a frame takes a node: the rules of JSON-LD 1.1 Framing as graph patterns of SPARQL.

https://www.w3.org/TR/json-ld11-framing/#frame-matching. A pattern may be wider than the rule, as the frame itself is applied to
what comes back; it is never narrower.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, TypeAlias

from attrs import frozen
from pyoxigraph import Literal, NamedNode

from lineage_rdf.codec.sparql_text import SparqlText
from lineage_rdf.errors import InputError
from lineage_rdf.vocabulary.namespaces import RDF, XSD

Frame: TypeAlias = dict[str, Any]
TYPE: Final = NamedNode(f"{RDF}type")


@frozen
class Condition:
    """What a node must have.

    Args:
        alternatives: patterns of which one must hold; empty if a node may have nothing at all.
        absent: properties that it must not have.
    """

    alternatives: tuple[str, ...] = ()
    absent: tuple[NamedNode, ...] = ()


def properties_of(frame: Frame) -> dict[str, list[Any]]:
    """Return the properties of an expanded frame, without keywords."""
    return {name: value for name, value in frame.items() if not name.startswith("@")}


def flag(frame: Frame, name: str, default: Any) -> Any:
    """Return the value of a flag in an expanded frame."""
    found = frame.get(name, [default])
    return found[0] if isinstance(found, list) and found else default


def node(iri: str, where: str) -> NamedNode:
    """Return an IRI of a frame as a term.

    Raises:
        InputError: if it is none.
    """
    try:
        return NamedNode(iri)
    except ValueError:
        raise InputError(f"{iri!r} in the frame is no IRI", where) from None


@frozen
class Conditions:
    """Makes the conditions of frames.

    Args:
        text: writes terms.
        where: the name of the frame, for messages.
        fresh: gives a variable that was not used before.
    """

    text: SparqlText
    where: str
    fresh: Callable[[], str]

    def of(self, frame: Frame, variable: str) -> Condition:
        """Return the condition under which an expanded frame takes the node in a variable.

        Raises:
            InputError: if something in the frame is no IRI.
        """
        every = bool(flag(frame, "@requireAll", False))
        if "@id" in frame and not every:
            return Condition(self._ids(frame["@id"], variable))
        types = frame.get("@type", [])
        if not every and any(isinstance(kind, dict) and "@default" in kind for kind in types):
            return Condition()
        if not every and any(isinstance(kind, str) for kind in types):
            return Condition(self._types(types, variable))
        return self._all(frame, variable) if every else self._any(frame, variable)

    def _any(self, frame: Frame, variable: str) -> Condition:
        """Return the condition of a frame of whose properties one is enough."""
        absent = self._absent(frame)
        found = [self._has(TYPE, variable)] if frame.get("@type") else []
        found += [
            self._property(name, value[0], variable) for name, value in properties_of(frame).items() if value
        ]
        # A property that a node does not have, as the frame wants it, is enough too.
        return Condition(() if absent else tuple(found), absent)

    def _all(self, frame: Frame, variable: str) -> Condition:
        """Return the condition of a frame that requires all of its properties, but for those with a default."""
        types = frame.get("@type", [])
        named = [kind for kind in types if isinstance(kind, str)]
        needed = list(self._ids(frame["@id"], variable)) if "@id" in frame else []
        if not any(isinstance(kind, dict) and "@default" in kind for kind in types):
            needed += self._types(named, variable) if named else [self._has(TYPE, variable)] if types else []
        defaults: list[str] = []
        open_to_all = "@id" in frame or bool(types) or not properties_of(frame)
        for name, value in properties_of(frame).items():
            if value:
                pattern = self._property(name, value[0], variable)
                (defaults if "@default" in value[0] else needed).append(pattern)
        absent = self._absent(frame)
        if needed:
            return Condition((" ".join(needed),), absent)
        return Condition(() if absent or open_to_all else tuple(defaults), absent)

    def _absent(self, frame: Frame) -> tuple[NamedNode, ...]:
        names = [node(name, self.where) for name, value in properties_of(frame).items() if not value]
        return tuple(names + ([TYPE] if frame.get("@type") == [] else []))

    def _ids(self, ids: Sequence[Any], variable: str) -> tuple[str, ...]:
        named = [item for item in ids if isinstance(item, str)]
        if len(named) < len(ids) or not ids:
            return ()
        return (self.values(variable, [node(name, self.where) for name in named]),)

    def _types(self, types: Sequence[Any], variable: str) -> tuple[str, ...]:
        kind = self.fresh()
        named = [node(name, self.where) for name in types if isinstance(name, str)]
        return (f"{self.values(kind, named)} {variable} {self.text.term(TYPE)} {kind} .",)

    def _property(self, name: str, pattern: Frame, variable: str) -> str:
        """Return what a node must have of a property, by the first pattern that the frame gives for it."""
        predicate, target = node(name, self.where), self.fresh()
        wanted = _literals(pattern) if "@value" in pattern else []
        if set(pattern) == {"@id"} and all(isinstance(item, str) for item in pattern["@id"]):
            wanted = [node(item, self.where) for item in pattern["@id"]]
        return " ".join(
            [*([self.values(target, wanted)] if wanted else []), self._has(predicate, variable, target)]
        )

    def _has(self, predicate: NamedNode, variable: str, target: str = "") -> str:
        return f"{variable} {self.text.term(predicate)} {target or self.fresh()} ."

    def values(self, variable: str, terms: Sequence[NamedNode | Literal]) -> str:
        """Return the pattern that a variable is one of some terms."""
        return f"VALUES {variable} {{ {' '.join(self.text.term(term) for term in terms)} }}"


def _literals(pattern: Frame) -> list[NamedNode | Literal]:
    """Return the literals that a value pattern takes, or none if it takes more than can be listed."""
    types, values = pattern.get("@type", []), pattern["@value"]
    if "@language" in pattern or "@direction" in pattern or len(types) > 1:
        return []
    kind = types[0] if types else f"{XSD}string"
    found: list[NamedNode | Literal] = []
    for value in values:
        # To Python, and so to PyLD, 1 is the same as true and as 1.0.
        listable = type(value) is str or (type(value) is int and value not in (0, 1) and types)
        if not listable or not isinstance(kind, str):
            return []
        try:
            found.append(Literal(str(value), datatype=NamedNode(kind)))
        except ValueError:
            return []
    return found
