"""What a clause of the shorthand comes to: the facts of one stage, with where each was read."""

from __future__ import annotations

from attrs import define, evolve, field, frozen

from lineage_rdf.claims import Value


@frozen(kw_only=True)
class Fact:
    """One fact read from a text.

    Args:
        element: notation of the scheme element.
        value: what the text says.
        start: position of its first character, from 0.
        end: position after its last character.
        rule: what in the grammar read it.
        key: which one of several.
        inferred: whether the text only suggests it.
        reason: why it follows.
    """

    element: str
    value: Value
    start: int
    end: int
    rule: str
    key: str = ""
    inferred: bool = False
    reason: str = ""

    def as_inferred(self, reason: str) -> Fact:
        """Return the same fact as one that only follows."""
        return evolve(self, inferred=True, reason=reason)


@define
class Stage:
    """One stage of a text.

    Args:
        kind: class of the step or activity; empty until it is known.
        start: position of its first character.
        end: position after its last character.
        facts: what the text says inside the stage.
        trailing: what it says in a clause of its own behind the stage.
        order_reason: why its place in the order is only inferred; empty if the text says so.
        kind_reason: why its kind is only inferred; empty if the text says so.
    """

    kind: str
    start: int
    end: int
    facts: list[Fact] = field(factory=list)
    trailing: list[Fact] = field(factory=list)
    order_reason: str = ""
    kind_reason: str = ""

    def values(self, element: str) -> list[Value]:
        """Return what the stage says of one element."""
        return [fact.value for fact in (*self.facts, *self.trailing) if fact.element == element]
