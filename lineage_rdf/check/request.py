"""What is asked of data: profiles, shapes of the user, and the severity that fails; and the report on what was found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path

from attrs import frozen
from pyoxigraph import Quad

from lineage_rdf.check.codes import codes
from lineage_rdf.check.findings import Finding, at_least, from_result, merge
from lineage_rdf.check.profiles import Profile, profile
from lineage_rdf.check.results import Outcome, restrict
from lineage_rdf.check.shapes import ShapesGraph, load_shapes
from lineage_rdf.codec.turtle import write_turtle
from lineage_rdf.errors import UsageError

NOTHING = "FTL-W001"


@frozen
class CheckReport:
    """The outcome of checking one lineage against one profile.

    Args:
        profile: token of the profile.
        findings: the findings, the worst first.
        passed: whether an anchor shape had a focus node and no finding reaches the severity that fails.
        nodes_checked: how many focus nodes the anchor shapes had.
        report: the statements of the sh:ValidationReport graph.
    """

    profile: str
    findings: tuple[Finding, ...]
    passed: bool
    nodes_checked: int
    report: tuple[Quad, ...] = ()

    @property
    def turtle(self) -> str:
        """The sh:ValidationReport graph in Turtle; its sh:conforms is SHACL's own and false on any result."""
        return write_turtle(self.report)

    @property
    def conforms(self) -> bool:
        """The same as `passed`."""
        return self.passed


@frozen(slots=False)
class Request:
    """What is asked of data; a shape that several profiles share is looked at once.

    Args:
        profiles: the profiles.
        shapes: files of the user, checked together with each profile.
        fail_on: the severity from which a finding fails: violation, warning or info.
    """

    profiles: tuple[Profile, ...]
    shapes: tuple[Path, ...] = ()
    fail_on: str = "violation"

    @classmethod
    def of(cls, tokens: Iterable[str], *, fail_on: str = "violation", shapes: Sequence[Path] = ()) -> Request:
        """Return the request for some profiles.

        Args:
            tokens: tokens of the profiles, each counted once.
            fail_on: the severity from which a finding fails.
            shapes: files of the user.

        Raises:
            UsageError: for an unknown profile or severity.
        """
        if fail_on not in ("violation", "warning", "info"):
            raise UsageError(f"there is no severity {fail_on!r}", fix="use violation, warning or info")
        return cls(tuple(profile(token) for token in dict.fromkeys(tokens)), tuple(shapes), fail_on)

    @cached_property
    def whole(self) -> ShapesGraph:
        """The shapes of all profiles and of the user.

        Raises:
            InputError: if a file of the user cannot be read.
        """
        return load_shapes(self._files)

    def refuse_broken(self, *, compiled: bool) -> None:
        """Refuse shapes of the user that cannot be used, or that look at nothing; a fault is told with its file.

        Args:
            compiled: whether our own engine is to compile them.

        Raises:
            UsageError: with the file and what is wrong.
            InputError: if a file cannot be read.
        """
        from lineage_rdf.check.compiled.graph import PassedOverError
        from lineage_rdf.check.compiled.parse import read_shapes
        from lineage_rdf.check.compiled.plan import plan_of
        from lineage_rdf.check.own_shapes import refuse_idle

        refuse_idle(self.shapes)
        try:
            if compiled:
                plan_of(self.whole, frozenset())
            else:
                read_shapes(self.whole.quads)
        except UsageError as error:
            if compiled or isinstance(error, PassedOverError):
                raise UsageError(error.what, self._place_of(error.where), error.fix) from None

    def _place_of(self, where: str) -> str:
        """Return a shape with its file: a blank node is known by the number of its file (see `load_shapes`)."""
        number = re.match(r"_:f([0-9]+)x", where)
        if number:
            return f"{self._files[int(number[1])]}: a shape without a name"
        owners = [p for p in self.shapes if where in load_shapes((p,)).names]
        return f"{owners[0]}: {where}" if owners else where

    @cached_property
    def _files(self) -> tuple[Path, ...]:
        ours = (path for item in self.profiles for path in files_of(item))
        return tuple(dict.fromkeys((*ours, *self.shapes)))

    @cached_property
    def _names(self) -> dict[str, frozenset[str]]:
        """Token -> the names of the shapes of the profile and of the user, as they stand among all shapes."""
        numbers = {path: number for number, path in enumerate(self._files)}
        whole, found = self.whole.names, {}
        for item in self.profiles:
            files = (*files_of(item), *self.shapes)
            blank = tuple(f"_:f{numbers[path]}x" for path in files)  # see `load_shapes`
            own = load_shapes(files).names
            found[item.token] = frozenset(
                name for name in whole if (name.startswith(blank) if name.startswith("_:") else name in own)
            )
        return found

    def report(
        self, item: Profile, anchored: int, outcome: Outcome, labels: Mapping[str, str]
    ) -> CheckReport:
        """Return the report on one profile.

        Args:
            item: the profile.
            anchored: how many nodes its anchor shapes look at.
            outcome: what all shapes of the request found.
            labels: node -> what a person calls it.
        """
        if not anchored:
            return nothing_to_check(item.token)
        alone = len(self.profiles) == 1
        part = outcome if alone else restrict(outcome, self._names[item.token])
        known = self.whole.codes
        findings = merge(
            from_result(r, known.get(r.shape, ""), labels.get(r.focus, r.focus), item.token)
            for r in part.results
        )
        return CheckReport(item.token, findings, not at_least(findings, self.fail_on), anchored, part.report)


@cache
def files_of(item: Profile) -> tuple[Path, ...]:
    """Return the shapes files of a profile and of all it builds on."""
    return tuple(path for member in item.stack for path in member.files)


def nothing_to_check(token: str) -> CheckReport:
    """Return the report on data that hold no node which the profile is about."""
    known = codes()[NOTHING]
    message = f"Nothing was checked: the data holds no node that the profile {token} is about."
    finding = Finding(
        NOTHING, known.mnemonic, "violation", "", "the whole input", "", "", message, known.fix, "", token
    )
    return CheckReport(token, (finding,), False, 0)
