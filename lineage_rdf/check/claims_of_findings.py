"""The claims behind findings: which file says the fact that a finding is about, and where in it.

A person who mends a finding wants to know where the value came from. Claims stand at stages; what a finding is about is a node of
the graph, so its step, model or dataset is looked up in the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from attrs import evolve

from lineage_rdf.check.codes import Code, codes
from lineage_rdf.check.findings import Finding
from lineage_rdf.check.nodes_of_claims import Nodes
from lineage_rdf.claims import Claim, Undisclosed
from lineage_rdf.records import LineageRecord
from lineage_rdf.vocabulary.schemes import hyperparameter_for

# How many places a finding names; of a fact on which sources disagree it names all.
MOST: Final = 5
# Hyperparameter that a code names -> others that a source may give in its place (tools/shapes/source/elements.yaml).
IN_PLACE: Final = {
    "learning_rate": ("learning_rate_multiplier",),
    "num_epochs": ("max_steps",),
    "train_batch_size": ("total_train_batch_size",),
    "lora_target_modules": ("lora_target_linear", "lora_target_parameters"),
    "bits": ("load_in_4bit", "load_in_8bit", "quantization_dtype"),
}
# Element of a code -> the elements of the claims that tell it, where they are not simply the same.
_TOLD_AS: Final = {
    "method": ("method", "objective", "parameterization"),
    "merge-method": ("merge-method", "method"),
    "quantization-method": ("quantization-method", "method"),
    "hyperparameters": ("hyperparameters", "setting"),
    "checkpoint": ("checkpoint", "model-id"),
    "checkpoint-revision": ("checkpoint", "model-id"),
    "head-model": ("checkpoint", "model-id"),
    "relation-to-base": ("base-model",),
    "dataset-revision": ("dataset", "dataset-revision"),
    "dataset-digest": ("dataset", "dataset-digest"),
    "data-licence": ("data-licence", "dataset"),
    "personal-data": ("personal-data", "dataset"),
    "bias": ("bias", "dataset"),
    "merge-contribution": ("merge-weights",),
    "merge-density": ("merge-weights",),
    "layer-range": ("merge-weights",),
    "comparison": ("evaluation-result",),
    "baseline-result": ("evaluation-result",),
    "evaluation-dataset": ("evaluation-result",),
    "metric": ("evaluation-result",),
    "sign-off": ("sign-off", "review"),
    "step": ("step-kind", "stage-name"),
    "start-time": ("started", "ended"),
    "end-time": ("started", "ended"),
    "trainable-parameter-count": ("trainable-parameters", "total-parameters"),
    "training-compute": ("training-compute", "compute"),
    # Whatever names a model may name its revision.
    "base-revision": (
        "base-model",
        "adapter-for",
        "reference-model",
        "reward-model",
        "teacher-model",
        "merge-base",
        "merge-weights",
    ),
}


def with_claims(
    findings: Iterable[Finding],
    claims: Iterable[Claim],
    step_of: Mapping[str, str],
    record: LineageRecord | None = None,
) -> tuple[Finding, ...]:
    """Return the findings with the places where sources tell the facts they are about, in `Finding.claims`.

    Args:
        findings: what a check found.
        claims: the claims behind the lineage; without any the findings stay as they are.
        step_of: stage key -> IRI of the step.
        record: the lineage; without it only findings about its steps and about the whole get their claims.

    Returns:
        The findings in their order; the strongest source of each comes first.
    """
    by_element: dict[str, list[Claim]] = {}
    for claim in sorted(claims, key=_strength):
        by_element.setdefault(claim.element, []).append(claim)
    nodes = Nodes(step_of, record)
    return tuple(_with_places(finding, by_element, nodes) for finding in findings)


def _strength(claim: Claim) -> tuple[int, bool, str, str, str]:
    return (claim.trust, claim.inferred, claim.source.path, claim.locator, claim.key)


def _with_places(finding: Finding, by_element: Mapping[str, list[Claim]], nodes: Nodes) -> Finding:
    known = codes().get(finding.code)
    if known is None or not finding.profile or not by_element:
        return finding
    told = [claim for name in _elements(known) for claim in by_element.get(name, ())]
    about = [
        claim for claim in told if nodes.is_about(claim, finding.focus) and _is_the_setting(claim, known)
    ]
    if known.fault == "conflicting":
        about = [c for c in about if not c.inferred and not isinstance(c.value, Undisclosed)]
    if known.fault == "inferred":
        # What states another part of the fact would seem to say that it was not inferred.
        about = [c for c in about if c.inferred] or about
    places = tuple(dict.fromkeys(place(claim) for claim in sorted(about, key=_strength)))
    return evolve(finding, claims=places if known.fault == "conflicting" else places[:MOST])


def _elements(known: Code) -> tuple[str, ...]:
    element = known.element.partition(":")[0]
    return _TOLD_AS.get(element, (element,))


def _is_the_setting(claim: Claim, known: Code) -> bool:
    """Say whether a claim is not about another hyperparameter than the code."""
    wanted = known.element.partition("setting:")[2]
    if not wanted:
        return True
    term = hyperparameter_for(claim.key)
    return term is not None and term.notation in (wanted, *IN_PLACE.get(wanted, ()))


def place(claim: Claim) -> str:
    """Return where a claim stands and how it was read, for example `README.md:base_model (stated)`."""
    where = f"{claim.source.path}:{claim.locator}" if claim.locator else claim.source.path
    return f"{where} ({'inferred' if claim.inferred else 'stated'})"
