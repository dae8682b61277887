"""Compares two versions of a vocabulary, term by term."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from lineage_rdf.terms.versions import aspects
from lineage_rdf.terms.versions.difference import Change, Impact, TermChange, VersionDifference, What
from lineage_rdf.terms.versions.impact import Difference, judge
from lineage_rdf.terms.versions.vocabulary import Vocabulary
from lineage_rdf.vocabulary.namespaces import prefixed

# A literal, in which nothing is an IRI, or an IRI.
_IRI: Final = re.compile(r'"(?:[^"\\]|\\.)*"|<(?P<iri>[^<>\s]*)>', re.DOTALL)
_ONTOLOGY: Final = "ontology"


def compare(old: Vocabulary, new: Vocabulary) -> VersionDifference:
    """Return what differs between two versions.

    Declarations of other people's terms about which nothing else is said do not count; everything else does.

    Args:
        old: the version before.
        new: the version now.
    """
    prefixes = {**old.prefixes, **new.prefixes}
    comparison = _Comparison(old, new, prefixes)
    found = sorted(comparison.changes(), key=lambda change: (change.name.casefold(), change.iri))
    return VersionDifference(_version(old, new), _version(new, old), tuple(found), prefixes)


def shorten(text: str, prefixes: Mapping[str, str]) -> str:
    """Return the text of a value in which every `<IRI>` outside literals has the longest prefix that fits."""
    return _IRI.sub(
        lambda found: found[0] if found["iri"] is None else short_name(found["iri"], prefixes), text
    )


def short_name(iri: str, prefixes: Mapping[str, str]) -> str:
    """Return an IRI with the longest prefix that fits, else in angle brackets."""
    short = prefixed(iri, prefixes)
    return f"<{iri}>" if short == iri and ":" in iri else short


def _version(version: Vocabulary, other: Vocabulary) -> str:
    """Return the version of the ontology that both have and whose IRI is the shortest, which is the core's."""
    shared = sorted(version.versions, key=lambda iri: (iri not in other.versions, len(iri), iri))
    return version.versions[shared[0]] if shared else ""


class _Comparison:
    """Two versions side by side."""

    def __init__(self, old: Vocabulary, new: Vocabulary, prefixes: Mapping[str, str]) -> None:
        self.old, self.new, self.prefixes = old, new, prefixes

    def changes(self) -> Iterator[TermChange]:
        """Yield the terms that differ."""
        before, after = self._terms(self.old), self._terms(self.new)
        for iri in before - after:
            yield self._removed(iri)
        for iri in after - before:
            yield self._added(iri)
        for iri in before & after:
            if self.old.terms[iri] != self.new.terms[iri]:
                yield self._changed(iri)

    def _terms(self, version: Vocabulary) -> set[str]:
        """Return what a version describes.

        That leaves out mere declarations of what neither version calls its own, and terms of which one version says what they are
        while this one only mentions them, as alignments do.
        """
        other = self.new if version is self.old else self.old
        sides = [side for side in (self.old, self.new) if side.spaces]
        return {
            iri
            for iri, row in version.terms.items()
            if (aspects.KIND in row or aspects.KIND not in other.terms.get(iri, {}))
            and (not version.is_stub(iri) or not sides or any(side.owns(iri) for side in sides))
        }

    def _short(self, texts: Iterable[str]) -> tuple[str, ...]:
        return tuple(shorten(text, self.prefixes) for text in sorted(texts))

    def _removed(self, iri: str) -> TermChange:
        impact, why = Impact.MAJOR, "removed without having been deprecated"
        if self.old.is_deprecated(iri):
            why = "removed, though data may still use what is deprecated"
        if not self.old.owns(iri):
            impact, why = Impact.MINOR, "a term of others, about which nothing is said any more"
        return self._term(iri, self.old, self.old.kind(iri), What.REMOVED, impact, why)

    def _added(self, iri: str) -> TermChange:
        return self._term(iri, self.new, self.new.kind(iri), What.ADDED, Impact.MINOR, "")

    def _changed(self, iri: str) -> TermChange:
        kind = self.new.kind(iri)
        changes = tuple(self._aspects(iri, is_header=kind == _ONTOLOGY))
        deprecated = self.new.is_deprecated(iri) and not self.old.is_deprecated(iri)
        impact = max(change.impact for change in changes)
        what = What.DEPRECATED if deprecated else What.CHANGED
        return self._term(iri, self.new, kind, what, impact, "", changes)

    def _aspects(self, iri: str, *, is_header: bool) -> Iterator[Change]:
        before, after = self.old.terms[iri], self.new.terms[iri]
        for aspect in sorted({*before, *after}):
            old, new = before.get(aspect, frozenset()), after.get(aspect, frozenset())
            if old != new:
                difference = Difference(old, new, self.old, self.new)
                found = judge(aspect, difference, is_header=is_header)
                yield Change(
                    shorten(aspect, self.prefixes),
                    self._short(difference.gone),
                    self._short(difference.came),
                    found.impact,
                    found.why,
                    found.review,
                )

    def _term(
        self,
        iri: str,
        version: Vocabulary,
        kind: str,
        what: What,
        impact: Impact,
        why: str,
        changes: tuple[Change, ...] = (),
    ) -> TermChange:
        row = version.terms[iri]
        told = sorted(row.get(aspects.DEFINITION, ()))
        deprecated = version.is_deprecated(iri) and what is not What.REMOVED
        return TermChange(
            iri,
            short_name(iri, self.prefixes),
            kind,
            version.label(iri),
            what,
            impact,
            why,
            told[0].rpartition('"')[0][1:] if told and what is What.ADDED else "",
            self._short(row.get(aspects.REPLACED_BY, ())) if deprecated else (),
            " ".join(text.rpartition('"')[0][1:] for text in sorted(row.get(aspects.REASON, ())))
            if deprecated
            else "",
            changes,
            tuple(_faults(row)) if deprecated else (),
        )


def _faults(row: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """Yield what a deprecated term lacks by docs/vocabulary-changes.md."""
    for aspect in (aspects.LABEL, aspects.DEFINITION):
        if not row.get(aspect):
            yield f"it has no {aspect} any more"
    if not row.get(aspects.REPLACED_BY) and not row.get(aspects.REASON):
        yield "it names neither a replacement nor a reason"
