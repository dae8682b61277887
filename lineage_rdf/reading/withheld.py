"""Facts that lineage.yaml says are not disclosed: they stay out of the graph, whatever other files tell."""

from __future__ import annotations

from collections.abc import Sequence

from lineage_rdf.claims import Claim, Problem, Undisclosed
from lineage_rdf.reading.build import Build

TOLD_ELSEWHERE = "FTL-R082"


def is_withheld(claims: Sequence[Claim]) -> bool:
    """Say whether the strongest claim is that the fact is not disclosed; claims come the strongest first."""
    return bool(claims) and isinstance(claims[0].value, Undisclosed)


def withhold(
    build: Build,
    subject: str,
    element: str,
    claims: Sequence[Claim],
    *,
    about: str | None = None,
    value: str | None = None,
    called: str = "",
) -> None:
    """Mark a fact undisclosed, and warn if another file tells it after all.

    Args:
        build: takes the status and the warning.
        subject: IRI of the step or other thing that the fact is about.
        element: notation of the element.
        claims: all claims that tell the fact, the one that withholds it first.
        about: IRI of the term that tells which of several facts of one element is meant.
        value: the same as a text, where there is no term.
        called: what a message calls the fact, the element unless given.
    """
    first = claims[0]
    assert isinstance(first.value, Undisclosed)
    build.draft.status(
        subject, element, "undisclosed", about=about, value=value, rule=first.rule, reason=first.value.reason
    )
    telling = sorted({claim.source.path for claim in claims if not isinstance(claim.value, Undisclosed)})
    if telling:
        name = called or element.replace("-", " ")
        message = (
            f"{first.source.path} says that the {name} is not disclosed, but {', '.join(telling)} tells it"
        )
        problem = Problem(code=TOLD_ELSEWHERE, message=message, source=first.source, locator=first.locator)
        build.problems.append(problem)
