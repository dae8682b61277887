"""What kind of step a stage is, and by which methods it was done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lineage_rdf.claims import Undisclosed
from lineage_rdf.codec.names import code_to_iri, node
from lineage_rdf.reading.draft import Draft
from lineage_rdf.reading.facts import Choice, StageFacts
from lineage_rdf.records import TRAINING_KINDS
from lineage_rdf.vocabulary.schemes import narrower_than

_Test = Callable[[object, object], bool]


def find_kind(draft: Draft, stage: StageFacts, step: str) -> str:
    """Return the class of a stage's step; training with a reward-modelling or distillation objective is the narrower class."""
    choice = stage.choose("step-kind", same=_same_kind, better=_narrower_kind)
    if choice is not None:
        kind = str(choice.claim.value)
        draft.choice(step, "step-kind", choice, about=node(kind).value)
    else:
        kind = "Merging" if stage.all("merge-weights") or stage.all("merge-method") else "FineTuning"
        reason = "methods or settings of this kind of step were found"
        draft.status(step, "step-kind", "inferred", about=node(kind).value, rule="step-kind", reason=reason)
    return _by_objective(stage) if kind == "FineTuning" else kind


def _by_objective(stage: StageFacts) -> str:
    objectives = {claim.value for claim in stage.all("objective") if not claim.inferred}
    if objectives & narrower_than("objective", "reward-modelling"):
        return "RewardModelTraining"
    if objectives & narrower_than("objective", "distillation") or stage.all("teacher-model"):
        return "Distilling"
    return "FineTuning"


def _same_kind(one: object, other: object) -> bool:
    return one == other or {one, other} <= set(TRAINING_KINDS)


def _narrower_kind(one: object, other: object) -> bool:
    return one == "FineTuning" and other in TRAINING_KINDS and other != one


def find_methods(draft: Draft, stage: StageFacts, step: str) -> dict[str, Any]:
    """Return objectives, parameterizations, merge and quantisation method and method texts, as fields of a step."""
    found: dict[str, Any] = {}
    for element, name in (("objective", "objectives"), ("parameterization", "parameterizations")):
        choice = stage.choose(element, same=_related(element), better=_narrower(element))
        if _qualify(draft, step, element, choice):
            assert choice is not None
            found[name] = (str(choice.claim.value),)
    for element, name in (("merge-method", "merge_method"), ("quantization-method", "quantization_method")):
        choice = stage.choose(element)
        if _qualify(draft, step, element, choice):
            assert choice is not None
            found[name] = str(choice.claim.value)
    method = stage.choose("method", same=lambda one, other: True)
    _qualify(
        draft, step, "method", method if method and isinstance(method.claim.value, Undisclosed) else None
    )
    texts = {claim.value for claim in stage.all("method") if isinstance(claim.value, str)}
    return {**found, "method_texts": tuple(sorted(texts))}


def _qualify(draft: Draft, step: str, element: str, choice: Choice | None) -> bool:
    """Add the status of a chosen method; return whether there is a value."""
    if choice is None:
        return False
    disclosed = not isinstance(choice.claim.value, Undisclosed)
    # The scheme of a method has the name of the element that the method fills.
    draft.choice(
        step, element, choice, about=code_to_iri(str(choice.claim.value), element) if disclosed else None
    )
    return disclosed


def _related(scheme: str) -> _Test:
    """Return a test whether of two methods one is a kind of the other."""

    def related(one: object, other: object) -> bool:
        if not isinstance(one, str) or not isinstance(other, str):
            return one == other
        return other in narrower_than(scheme, one) or one in narrower_than(scheme, other)

    return related


def _narrower(scheme: str) -> _Test:
    def narrower(one: object, other: object) -> bool:
        both = isinstance(one, str) and isinstance(other, str) and one != other
        return both and other in narrower_than(scheme, str(one))

    return narrower
