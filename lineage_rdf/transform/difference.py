"""What differs between two tellings of a lineage, as plain data."""

from __future__ import annotations

from typing import Final, TypeAlias

from attrs import evolve, field, frozen

Raw: TypeAlias = str | int | bool

ADDED: Final = "added"
REMOVED: Final = "removed"
CHANGED: Final = "changed"
MOVED: Final = "moved"
_OTHER_WAY: Final = {ADDED: REMOVED, REMOVED: ADDED}


@frozen(order=True)
class Value:
    """One value on one side.

    Args:
        text: as a person would say it: the name of a model, a number in plain notation.
        raw: as it stands in the graph: an IRI, the notation of a scheme's member, a decimal as text, an integer, a truth value.
    """

    text: str
    raw: Raw = field(eq=True, order=str)


@frozen
class Change:
    """One difference.

    Args:
        change: `added`, `removed`, `changed` or `moved`.
        about: the kind of thing: lineage, step, activity, setting, dataset-use, model, dataset, status, statement...
        name: what a person calls the thing.
        step: the step or activity that the thing belongs to, by its name; empty if to none.
        property: the property whose values changed, in ftl: unless it has a prefix; empty if the whole thing is meant.
        old: the values before; none if the thing is added.
        new: the values after; none if the thing is removed.
        old_iri: IRI of the thing before; empty for none.
        new_iri: IRI of the thing after; empty for none.
    """

    change: str
    about: str
    name: str = ""
    step: str = ""
    property: str = ""
    old: tuple[Value, ...] = ()
    new: tuple[Value, ...] = ()
    old_iri: str = ""
    new_iri: str = ""

    def inverted(self) -> Change:
        """Return the same difference seen from the other side."""
        return evolve(
            self,
            change=_OTHER_WAY.get(self.change, self.change),
            old=self.new,
            new=self.old,
            old_iri=self.new_iri,
            new_iri=self.old_iri,
        )


@frozen
class Difference:
    """What differs between two lineages.

    Args:
        old: IRI of the lineage before; empty if there was none.
        new: IRI of the lineage after; empty if there is none.
        name: what a person calls the head model.
        paired_by: why the two are compared: `iri`, `name` or `only`; else `added` or `removed`.
        changes: the differences, in the order of the steps.
    """

    old: str
    new: str
    name: str
    paired_by: str = "iri"
    changes: tuple[Change, ...] = ()

    @property
    def equal(self) -> bool:
        """Whether both tell the same."""
        return bool(self.old and self.new) and not self.changes
