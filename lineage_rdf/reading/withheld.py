"""Facts that lineage.yaml says are not disclosed: they stay out of the graph, whatever other files tell."""

from __future__ import annotations

from collections.abc import Sequence

from lineage_rdf.claims import Claim, Problem, Undisclosed
from lineage_rdf.reading.build import Build

TOLD_ELSEWHERE = "FTL-R082"


def is_withheld(claims: Sequence[Claim]) -> bool:
    """Say whether the strongest claim is that the fact is not disclosed; claims come the strongest first."""
    return bool(claims) and isinstance(claims[0].value, Undisclosed)


def withhold(build: Build, step: str, element: str, claims: Sequence[Claim]) -> None:
    """Mark a fact of a step undisclosed, and warn if another file tells it after all.

    Args:
        build: takes the status and the warning.
        step: IRI of the step.
        element: notation of the element.
        claims: all claims that tell the fact, the one that withholds it first.
    """
    first = claims[0]
    assert isinstance(first.value, Undisclosed)
    build.draft.status(step, element, "undisclosed", rule=first.rule, reason=first.value.reason)
    telling = sorted({claim.source.path for claim in claims if not isinstance(claim.value, Undisclosed)})
    if telling:
        name = element.replace("-", " ")
        message = (
            f"{first.source.path} says that the {name} is not disclosed, but {', '.join(telling)} tells it"
        )
        problem = Problem(code=TOLD_ELSEWHERE, message=message, source=first.source, locator=first.locator)
        build.problems.append(problem)
