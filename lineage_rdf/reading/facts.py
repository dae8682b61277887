"""Claims of one stage, and which of them win (decisions section 2.3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from attrs import define, field, frozen

from lineage_rdf.claims import Claim, Trust, Undisclosed
from lineage_rdf.claims.address import without_secrets
from lineage_rdf.claims.private import last_part
from lineage_rdf.codec.numbers import plain

V = TypeVar("V")


@frozen
class Choice:
    """The claim that wins for one fact, and those that disagree with it.

    Args:
        claim: the winner.
        rivals: stated claims whose value differs, the strongest first.
    """

    claim: Claim
    rivals: tuple[Claim, ...] = ()

    @property
    def status(self) -> str:
        """`stated`, `inferred`, `conflicting` or `undisclosed`."""
        if isinstance(self.claim.value, Undisclosed):
            return "undisclosed"
        if self.rivals:
            return "conflicting"
        return "inferred" if self.claim.inferred else "stated"

    @property
    def reason(self) -> str:
        """Why the status is what it is; a conflict names each losing value and its file."""
        if isinstance(self.claim.value, Undisclosed):
            return self.claim.value.reason
        if self.rivals:
            others = "; ".join(f"{shown(rival.value)} in {_place(rival)}" for rival in self.rivals)
            return f"{_place(self.claim)} says {shown(self.claim.value)}, but there is also {others}"
        return self.claim.reason


def _place(claim: Claim) -> str:
    """Return the file; where in it the fact stands is told by the evidence, and would change with every edit."""
    return claim.source.path


def shown(value: object) -> str:
    """Return a claim's value for a person to read; of a path only the last segment is shown, of an address no key."""
    raw = getattr(value, "raw", None)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return plain(value) if value.is_finite() else str(value)
    if raw is None:
        return without_secrets(", ".join(value) if isinstance(value, tuple) else str(value))
    text = without_secrets(str(raw))
    last = last_part(text)
    is_path = text[:1] in "/~." or "\\" in text or text.count("/") > 1
    return last if is_path else text


@define
class StageFacts:
    """All claims of one stage.

    Args:
        key: the stage: a relative folder, with `#n` for the n-th stage of one text.
        claims: its claims; they do not change any more.
    """

    key: str
    claims: list[Claim] = field(factory=list)

    @cached_property
    def folder(self) -> str:
        """The relative folder of the stage."""
        return self.key.partition("#")[0]

    def all(self, element: str, key: str | None = None) -> list[Claim]:
        """Return the claims for an element, the strongest first."""
        found = self._by_element.get(element, ())
        return [claim for claim in found if key is None or claim.key == key]

    @cached_property
    def _by_element(self) -> dict[str, list[Claim]]:
        """Element -> its claims, the strongest first; made once, for a stage is asked for some forty elements."""
        groups: dict[str, list[Claim]] = {}
        for claim in sorted(self.claims, key=strength):
            groups.setdefault(claim.element, []).append(claim)
        return groups

    def keys(self, element: str) -> list[str]:
        """Return the keys under which claims for an element stand, each once, sorted."""
        return sorted({claim.key for claim in self._by_element.get(element, ())})

    def choose(
        self,
        element: str,
        *,
        key: str | None = None,
        same: Callable[[object, object], bool] = lambda one, other: one == other,
        better: Callable[[object, object], bool] = lambda one, other: False,
    ) -> Choice | None:
        """Return the winning claim for a single-valued element, or None if nothing claims it.

        Args:
            element: notation of the element.
            key: only claims under this key.
            same: whether two values agree.
            better: whether the second of two agreeing values says more than the first.
        """
        return choose(self.all(element, key), same, better)


def strength(claim: Claim) -> tuple[int, bool, str, str]:
    """Return the sort key of a claim: trust, stated before inferred, then a fixed order."""
    return (claim.trust, claim.inferred, claim.source.path, claim.locator)


def choose(
    claims: list[Claim],
    same: Callable[[object, object], bool] = lambda one, other: one == other,
    better: Callable[[object, object], bool] = lambda one, other: False,
) -> Choice | None:
    """Return the winner among claims for one fact, and the stated claims that disagree with it.

    A stated claim wins over an inferred one. Among agreeing claims one that says more replaces one that says less. What the
    edited lineage.yaml says is final: nothing contradicts it.
    """
    if not claims:
        return None
    if len(claims) == 1:
        return Choice(claims[0])
    winner = min(claims, key=lambda claim: (claim.inferred, *strength(claim)))
    for claim in claims:
        if (
            same(winner.value, claim.value)
            and better(winner.value, claim.value)
            and claim.inferred <= winner.inferred
        ):
            winner = claim
    if winner.trust is Trust.LINEAGE_FILE:
        return Choice(winner)
    rivals = [c for c in claims if not c.inferred and not same(winner.value, c.value) and not _empty(c)]
    return Choice(winner, tuple(rivals) if not winner.inferred else ())


def _empty(claim: Claim) -> bool:
    return isinstance(claim.value, Undisclosed) or claim.value == ""


def stages_of(claims: Iterable[Claim]) -> dict[str, StageFacts]:
    """Return stage key -> its claims, in the order of the keys."""
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(claim.stage, []).append(claim)
    return {key: StageFacts(key, groups[key]) for key in sorted(groups, key=natural)}


def natural(key: str) -> list[tuple[int, str]]:
    """Return a sort key in which `#10` comes after `#9`."""
    parts: list[tuple[int, str]] = []
    for word in key.replace("#", "/#").split("/"):
        digits = word.lstrip("#")
        parts.append((int(digits), "") if word.startswith("#") and digits.isdigit() else (0, word))
    return parts
