"""Which lineage of one run is which of another, and which finding is which: the base of comparisons and baselines.

A finding is known again by lineage, profile, focus node and code. IRIs do not always last: that of a local model follows from
its files, and the IRIs of its steps follow from it. So lineages without a partner of the same IRI are paired by the name of
the head model, then by the place they were read from, and in such pairs nodes are known again by their label. A pair by name
or place is only made where it is the only one possible: a finding taken for another would hide what is new. Where somebody
compares two runs of one lineage each, these two are meant, whatever they are called; a baseline takes no stranger for a friend.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import TypeAlias

from attrs import evolve, frozen

from lineage_rdf.check.codes import codes
from lineage_rdf.check.findings import Finding, weight
from lineage_rdf.check.request import CheckReport
from lineage_rdf.check.verdicts import CheckRun, Verdict
from lineage_rdf.vocabulary.naming import UNNAMED

# What a lineage is called whose head model has no name.
_NAMELESS = frozenset({"", UNNAMED})

# Rules under which a node has the same IRI on both sides, or there is only one side.
_SAME_IRIS = frozenset({"iri", "appeared", "vanished"})

Identity: TypeAlias = tuple[
    str, str, str
]  # (focus node or its label, code, what tells two such findings apart)
Key: TypeAlias = tuple[str, str]  # (IRI of a lineage, where it was read from if it is a blank node)


@frozen
class Told:
    """One lineage of a run, with what each profile found of it.

    Args:
        lineage: its IRI.
        name: what a person calls it.
        origin: the place it was read from, of several the first by name.
        reports: profile -> the reports; several if it was read from several places.
    """

    lineage: str
    name: str
    origin: str
    reports: dict[str, list[CheckReport]]

    @property
    def key(self) -> Key:
        """What no other lineage of the run has."""
        return key(self.lineage, self.origin)


@frozen
class Pair:
    """A lineage of the old run and the same lineage of the new run.

    Args:
        old: the lineage as it was; None if it appeared.
        new: the lineage as it is; None if it vanished.
        rule: what paired them: `iri`, `name`, `origin` or `only`; else `appeared` or `vanished`.
    """

    old: Told | None
    new: Told | None
    rule: str

    @property
    def told(self) -> Told:
        """The lineage as it is, or as it was if it vanished."""
        told = self.new or self.old
        assert told is not None
        return told


def lineages_of(run: CheckRun) -> list[Told]:
    """Return the lineages of a run in the order of its verdicts; one that was read from several places is told once.

    Args:
        run: the run.
    """
    found: dict[Key, Told] = {}
    for verdict in run.verdicts:
        new = Told(verdict.lineage, verdict.name, verdict.origin, {})
        told = found.setdefault(new.key, new)
        told.reports.setdefault(verdict.report.profile, []).append(verdict.report)
        if (verdict.origin, verdict.name) < (told.origin, told.name):
            found[told.key] = evolve(told, origin=verdict.origin, name=verdict.name)
    return list(found.values())


def called(name: str, origin: str) -> str:
    """Return the name of a lineage, and where it was read from if it has none.

    Args:
        name: what a person calls it.
        origin: the place it was read from.
    """
    return origin if name in _NAMELESS and origin else name


def key_of(verdict: Verdict) -> Key:
    """Return the `key` of the lineage that a verdict is about."""
    return key(verdict.lineage, verdict.origin)


def key(lineage: str, origin: str) -> Key:
    """Return what no other lineage of a run has.

    Args:
        lineage: its IRI, or the label of a blank node.
        origin: the place it was read from.
    """
    # The label of a blank node means something in its own document only.
    return (lineage, "" if _lasting(lineage) else origin)


def pair_lineages(old: Sequence[Told], new: Sequence[Told], *, only: bool = False) -> list[Pair]:
    """Return the lineages of two runs in pairs, those of the new run in its order and then those that vanished.

    Args:
        old: the lineages of the old run.
        new: the lineages of the new run.
        only: pair also two lineages that have nothing in common, if each is the only one of its run.
    """
    partner: dict[int, tuple[int, str]] = {}  # number in the new run -> (number in the old run, rule)
    for rule, key, fit in _RULES:
        taken = {number for number, _ in partner.values()}
        before = _alone(((n, told) for n, told in enumerate(old) if n not in taken), key)
        after = _alone(((n, told) for n, told in enumerate(new) if n not in partner), key)
        for value, number in after.items():
            if value in before and fit(old[before[value]], new[number]):
                partner[number] = (before[value], rule)
    if only and not partner and len(old) == len(new) == 1:
        partner[0] = (0, "only")
    return [*_told_pairs(old, new, partner)]


def _told_pairs(
    old: Sequence[Told], new: Sequence[Told], partner: dict[int, tuple[int, str]]
) -> Iterator[Pair]:
    for number, told in enumerate(new):
        before, rule = partner.get(number, (-1, "appeared"))
        yield Pair(old[before] if before >= 0 else None, told, rule)
    taken = {number for number, _ in partner.values()}
    yield from (Pair(told, None, "vanished") for n, told in enumerate(old) if n not in taken)


def _alone(lineages: Iterable[tuple[int, Told]], key: Callable[[Told], str]) -> dict[str, int]:
    """Return key -> number of the lineage, for the keys that exactly one lineage has."""
    found: dict[str, int] = {}
    for number, told in lineages:
        if value := key(told):
            found[value] = -1 if value in found else number
    return {value: number for value, number in found.items() if number >= 0}


def _iri(told: Told) -> str:
    return told.lineage if _lasting(told.lineage) else ""


def _name(told: Told) -> str:
    return "" if told.name in _NAMELESS else told.name


def _origin(told: Told) -> str:
    return told.origin


def _no_strangers(old: Told, new: Told) -> bool:
    """Two names at one place are two models, one put in the place of the other."""
    return not _name(old) or not _name(new) or old.name == new.name


_RULES: tuple[tuple[str, Callable[[Told], str], Callable[[Told, Told], bool]], ...] = (
    ("iri", _iri, lambda _old, _new: True),
    ("name", _name, lambda _old, _new: True),
    ("origin", _origin, _no_strangers),
)


def _lasting(iri: str) -> bool:
    return bool(iri) and not iri.startswith("_:")


def findings_by_identity(told: Told | None, profile: str, rule: str) -> dict[Identity, list[Finding]]:
    """Return identity -> the findings that have it, the worst first; nearly always there is one.

    Of several places that a lineage was read from, each finding counts once.

    Args:
        told: a lineage of a run; None for none.
        profile: token of the profile whose findings are wanted.
        rule: what paired the lineage; only by their IRI are its nodes known again by theirs.
    """
    renamed = told.lineage if told and rule not in _SAME_IRIS else None
    found: dict[Identity, list[Finding]] = {}
    for report in told.reports.get(profile, ()) if told else ():
        here: dict[Identity, list[Finding]] = {}
        for finding in sorted(report.findings, key=_worst_first):
            here.setdefault(_identity(finding, renamed), []).append(finding)
        for key, findings in here.items():
            found[key] = _worst_of(found.get(key, []), findings)
    return found


def _worst_of(first: Sequence[Finding], second: Sequence[Finding]) -> list[Finding]:
    """Return as many findings as the longer list has, at each place the worse of the two."""
    places = zip_longest(first, second)
    return [
        b if a is None or (b is not None and weight(b) > weight(a)) else a
        for a, b in places
        if a is not None or b is not None
    ]


def _worst_first(finding: Finding) -> tuple[int, str, str, str, str]:
    return (-weight(finding), finding.label, finding.focus, finding.value, finding.message)


def _identity(finding: Finding, renamed: str | None) -> Identity:
    """Return the identity of a finding; `renamed` is the lineage whose nodes are known by their labels."""
    focus = finding.focus
    if renamed is not None:
        focus = "the lineage" if focus == renamed else finding.label
        # A node without a label shows its IRI, and a minted one is another now.
        focus = "" if focus.startswith("urn:uuid:") else focus
    # A blank node has another label in every run, so such findings are only counted, and so are those above.
    return (_stable(focus), finding.code, _detail(finding))


def _detail(finding: Finding) -> str:
    """Return what tells two findings of one code at one node apart; see `findings.merge`."""
    if not finding.profile:
        return f"{finding.label} {finding.message}"
    known = codes().get(finding.code)
    if known is None:
        shape = _stable(finding.shape) or f"{finding.mnemonic} {finding.path}"
        return f"{shape} {_stable(finding.value)}"
    return finding.path if known.subject == "any" else ""


def _stable(text: str) -> str:
    return "" if text.startswith("_:") else text
