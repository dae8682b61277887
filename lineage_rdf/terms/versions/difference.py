"""What differs between two versions, as records."""

from __future__ import annotations

from enum import IntEnum, StrEnum

from attrs import frozen


class Impact(IntEnum):
    """How much a change asks of those who use the vocabulary; each is the part of the version that it raises."""

    PATCH = 1
    MINOR = 2
    MAJOR = 3


class What(StrEnum):
    """What became of a term."""

    ADDED = "added"
    CHANGED = "changed"
    DEPRECATED = "deprecated"
    REMOVED = "removed"


@frozen
class Change:
    """One aspect of a term that differs.

    Args:
        aspect: which, in words.
        old: the values that are gone, as texts.
        new: the values that came.
        impact: how much that asks.
        why: what makes it so, in words; empty if it is plain.
        review: whether a person should look whether the meaning is still the same.
    """

    aspect: str
    old: tuple[str, ...]
    new: tuple[str, ...]
    impact: Impact
    why: str = ""
    review: bool = False


@frozen
class TermChange:
    """A term that differs.

    Args:
        iri: its IRI.
        name: its IRI in short.
        kind: what it is, in words.
        label: its label, empty if it has none.
        what: what became of it.
        impact: how much that asks.
        why: what makes it so, of terms that are not only changed.
        definition: its definition, of terms that were added.
        replaced_by: what to use instead, in short, of deprecated terms.
        reason: why it is deprecated.
        changes: the aspects that differ; none of terms that were added or removed.
        faults: what a deprecated term lacks.
    """

    iri: str
    name: str
    kind: str
    label: str
    what: What
    impact: Impact
    why: str = ""
    definition: str = ""
    replaced_by: tuple[str, ...] = ()
    reason: str = ""
    changes: tuple[Change, ...] = ()
    faults: tuple[str, ...] = ()


@frozen
class VersionDifference:
    """What differs between two versions.

    Args:
        old: the version that the old one says it is, empty if it does not say.
        new: the same of the new one.
        terms: the terms that differ, in order of their names.
        prefixes: prefix -> namespace, for messages.
    """

    old: str
    new: str
    terms: tuple[TermChange, ...]
    prefixes: dict[str, str]

    @property
    def equal(self) -> bool:
        """Whether nothing differs."""
        return not self.terms

    @property
    def impact(self) -> Impact | None:
        """The most that any change asks; None if nothing differs."""
        return max((term.impact for term in self.terms), default=None)

    @property
    def breaking(self) -> bool:
        """Whether something that was right by the old version may be wrong by the new one."""
        return self.impact is Impact.MAJOR

    def of(self, what: What) -> tuple[TermChange, ...]:
        """Return the terms of which something became."""
        return tuple(term for term in self.terms if term.what is what)
