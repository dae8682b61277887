"""A recipe while it is written."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from attrs import define, field

from lineage_rdf.codec.numbers import plain
from lineage_rdf.plain_text import clean
from lineage_rdf.recipes.facts import StepFacts
from lineage_rdf.recipes.recipe import Note, Value

SEVERAL: Final = "several are told, and a configuration takes one"


@define
class Draft:
    """The keys of a configuration as they are found, and what is to be said of them.

    Args:
        name: what people call the framework.
        kind: the kind of its configurations, as readers name it.
        facts: the step.
        file_name: what the file should be called.
    """

    name: str
    kind: str
    facts: StepFacts
    file_name: str
    config: dict[str, Value] = field(factory=dict)
    comments: dict[str, list[str]] = field(factory=dict)
    head: list[str] = field(factory=list)
    inferred: list[Note] = field(factory=list)
    lacking: list[Note] = field(factory=list)
    left_out: list[Note] = field(factory=list)

    def put(self, key: str, value: Value, what: str, doubt: str = "") -> None:
        """Write a key.

        Args:
            key: the key; a dot leads into a mapping.
            value: its value.
            what: the element or hyperparameter.
            doubt: how far it can be relied on, in words; empty if it is stated.
        """
        root, _, inner = key.partition(".")
        if inner:
            mapping = self.config.setdefault(root, {})
            assert isinstance(mapping, dict)
            mapping[inner] = value
        else:
            self.config[root] = value
        if doubt:
            self.remark(root, f"{inner}: {doubt}" if inner else doubt)
            self.inferred.append(Note(what, shown(value), clean(doubt)))

    def remark(self, key: str, comment: str) -> None:
        """Add a comment above a key."""
        self.comments.setdefault(key, []).append(clean(comment))

    def say(self, words: str, doubt: str = "") -> None:
        """Tell above all keys of a fact that no key says."""
        self.head.append(f"{words} ({doubt})" if doubt else words)

    def lack(self, key: str, what: str, why: str) -> None:
        """Write a key that the framework needs without a value, for nobody tells it."""
        self.config[key] = None
        self.remark(key, f"MISSING: {why}")
        self.lacking.append(Note(what, "", clean(why)))

    def lack_method(self, axis: str, otherwise: str) -> None:
        """Tell above all keys that a method is not told, and what the framework does then."""
        why = f"it is not told; without it {self.name} {otherwise}"
        self.head.append(f"MISSING {axis}: {why}")
        self.lacking.append(Note(axis, "", why))

    def method(self, axis: str, told: str | None, otherwise: str) -> tuple[str, str] | None:
        """Return a method and how far it can be relied on; None, and tell what the framework does then, if it is not told.

        Args:
            axis: `objective` or `parameterization`.
            told: the method, if it is told.
            otherwise: what the framework does without it.
        """
        if told is None:
            self.lack_method(axis, otherwise)
            return None
        return told, self.facts.method_doubt(axis, told)

    def leave_out(self, what: str, value: Value, why: str) -> None:
        """Tell of a fact that no key is written for."""
        self.left_out.append(Note(what, shown(value), clean(why)))

    @property
    def no_key(self) -> str:
        """Why a fact is left out, mostly."""
        return f"{self.name} has no key for it"


def shown(value: Any) -> str:
    """Return a value on one line, as a person would write it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return ", ".join(map(shown, value))
    if isinstance(value, dict):
        return ", ".join(f"{key}: {shown(item)}" for key, item in value.items())
    return "" if value is None else plain(value) if isinstance(value, Decimal) else clean(str(value))
