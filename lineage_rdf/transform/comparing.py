"""Compares two nodes field by field; what a record class has as a field is compared, so nothing is forgotten."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from attrs import frozen

from lineage_rdf.records import Node, Setting
from lineage_rdf.records.fields import Kind
from lineage_rdf.transform.difference import ADDED, CHANGED, REMOVED, Change, Value
from lineage_rdf.transform.identity import Sides, known_terms
from lineage_rdf.transform.pairing import parts
from lineage_rdf.transform.telling import Telling, shown
from lineage_rdf.transform.values import name_of, setting_values, summary, values
from lineage_rdf.transform.words import in_words

_SETTING_VALUES: Final = ("real", "integer", "boolean", "texts")
_ABOUT: Final = {
    "LineageRecord": "lineage",
    "FactStatus": "status",
    "EvaluationResult": "result",
    "EvaluationComparison": "comparison",
    "ComputeEnvironment": "environment",
    "CodeRevision": "code",
    "SoftwareComponent": "component",
}


@frozen
class Comparing:
    """Two tellings and what is known of which node is which.

    Args:
        sides: what the nodes are called.
        old: the telling before.
        new: the telling after.
    """

    sides: Sides
    old: Telling
    new: Telling

    def nodes(
        self, before: Node, after: Node, *, step: str = "", without: Sequence[str] = ()
    ) -> Iterator[Change]:
        """Yield what differs between two records of one thing, and between their parts.

        Args:
            before: the record before.
            after: the record after.
            step: the step or activity they belong to.
            without: fields that are compared elsewhere.
        """
        if before.kind != after.kind:
            yield self._changed(before, after, "kind", "rdf:type", step)
        if isinstance(before, Setting) and isinstance(after, Setting):
            yield from self._setting(before, after, step)
            without = (*without, *_SETTING_VALUES)
        for name, term in known_terms(type(before)).items():
            if name in without:
                continue
            if term.kind is Kind.PART:
                yield from self.parts(*_parts(before, after, name, many=term.many), step=step)
            elif self.sides.old.values(before, name) != self.sides.new.values(after, name):
                yield self._changed(before, after, name, term.name, step)

    def parts(self, old: Sequence[Node], new: Sequence[Node], *, step: str = "") -> Iterator[Change]:
        """Yield what differs between the parts of two nodes."""
        matched = parts(self.sides, old, new)
        for before, after in matched.pairs:
            yield from self.nodes(before, after, step=step)
        yield from self.alone(matched.removed, matched.added, step=step)

    def alone(self, removed: Sequence[Node], added: Sequence[Node], *, step: str = "") -> Iterator[Change]:
        """Yield things that only one side has."""
        for node in removed:
            told = summary(node, self.old)
            yield Change(
                REMOVED, about(node), name_of(node, self.old), step, old=told, old_iri=shown(node.iri)
            )
        for node in added:
            told = summary(node, self.new)
            yield Change(ADDED, about(node), name_of(node, self.new), step, new=told, new_iri=shown(node.iri))

    def _setting(self, before: Setting, after: Setting, step: str) -> Iterator[Change]:
        sides = self.sides
        contents = (
            [side.values(node, name) for name in _SETTING_VALUES]
            for side, node in ((sides.old, before), (sides.new, after))
        )
        old, new = ({value for values in content for value in values} for content in contents)
        if old == new:
            return
        plain = setting_values(before, with_kind=False), setting_values(after, with_kind=False)
        alike = [value.text for value in plain[0]] == [value.text for value in plain[1]]
        told = [setting_values(node, with_kind=alike) for node in (before, after)]
        yield self._change(before, after, "settingValue", told[0], told[1], step)

    def _changed(self, before: Node, after: Node, name: str, prop: str, step: str) -> Change:
        old, new = values(before, name, self.old), values(after, name, self.new)
        if [value.text for value in old] == [value.text for value in new]:  # two things of one name
            old, new = _by_iri(old), _by_iri(new)
        return self._change(before, after, prop, old, new, step)

    def _change(
        self, before: Node, after: Node, prop: str, old: tuple[Value, ...], new: tuple[Value, ...], step: str
    ) -> Change:
        iris = shown(before.iri), shown(after.iri)
        name = name_of(after, self.new)
        return Change(CHANGED, about(after), name, step, prop, old, new, *iris)


def about(node: Node) -> str:
    """Return the kind of thing a record is, in lower case with hyphens: `dataset-use` for a DatasetUse."""
    name = type(node).__name__
    return _ABOUT.get(name) or in_words(name, "-")


def _parts(before: Node, after: Node, name: str, *, many: bool) -> tuple[Sequence[Node], Sequence[Node]]:
    found = [getattr(node, name) for node in (before, after)]
    old, new = found if many else [() if part is None else (part,) for part in found]
    return old, new


def _by_iri(values: tuple[Value, ...]) -> tuple[Value, ...]:
    return tuple(Value(str(value.raw), value.raw) for value in values)
