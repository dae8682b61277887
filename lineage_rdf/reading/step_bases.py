"""The models that a step starts from or needs beside its base."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attrs import evolve

from lineage_rdf.claims import Claim, ModelReference, Trust
from lineage_rdf.claims.aliases import repository_of
from lineage_rdf.reading.build import Build, names_something, reference_of
from lineage_rdf.reading.facts import Choice, StageFacts, choose
from lineage_rdf.reading.references import Link, base_claims, identity, more_specific, same_model
from lineage_rdf.reading.withheld import is_withheld, withhold
from lineage_rdf.records import MergeContribution

HELPERS = {
    "reference-model": "reference_model",
    "reward-model": "reward_models",
    "teacher-model": "teacher_models",
    "merge-base": "merge_base",
}


def find_bases(
    build: Build, stage: StageFacts, step: str, kind: str, contributions: Sequence[MergeContribution]
) -> tuple[str, ...]:
    """Return the IRIs of the models that a step starts from.

    For a merge these are its contributions; for a linked stage the result of the earlier stage, whatever a card says of the
    chain's beginning; else what the strongest claim names.
    """
    claims = stage.all("base-model")
    if is_withheld(claims):
        withhold(build, step, "base-model", [*claims, *_unsaid(stage)])
        return ()
    links = [link for link in build.chain.links if link.later == stage.key and link.earlier in build.steps]
    if kind == "Merging" and contributions:
        parts = tuple(dict.fromkeys(part.model for part in contributions if part.model))
        for link in links:
            if link.inferred and build.steps[link.earlier].produced_model in parts:
                _linked(build, link, step)
        return parts
    if links:
        return tuple(dict.fromkeys(_linked(build, link, step) for link in links))
    return _named(build, [c for c in base_claims(stage) if names_something(c)], step, kind)


def _unsaid(stage: StageFacts) -> list[Claim]:
    """Return the claims of other files than lineage.yaml that name the model an adapter is loaded with."""
    return [claim for claim in stage.all("adapter-for") if claim.trust is not Trust.LINEAGE_FILE]


def _linked(build: Build, link: Link, step: str) -> str:
    base = build.steps[link.earlier].produced_model
    assert base is not None  # every step has a result node
    rule = link.reference.rule if link.reference else "step-order"
    status = "inferred" if link.inferred else "stated"
    build.draft.status(step, "base-model", status, about=base, rule=rule, reason=link.reason)
    return base


def _named(build: Build, claims: list[Claim], step: str, kind: str) -> tuple[str, ...]:
    if kind in ("Merging", "PreTraining"):
        return tuple(dict.fromkeys(_base(build, Choice(claim), step) for claim in claims))
    choice = choose(claims, same_model, more_specific)
    if choice is None:
        return ()
    folded = _folded(choice, claims) if kind == "AdapterFolding" else []
    if folded:
        return tuple(dict.fromkeys(_base(build, Choice(claim), step) for claim in folded))
    return (_base(build, _without_carrier(choice), step),)


def _folded(choice: Choice, claims: list[Claim]) -> list[Claim]:
    """Return what one file says was folded, the model and its adapters, if it names more than one."""
    first = choice.claim
    told = [
        c for c in claims if (c.source, c.trust, c.inferred) == (first.source, first.trust, first.inferred)
    ]
    return told if len(told) > 1 else []


def _without_carrier(choice: Choice) -> Choice:
    """Drop adapter_config.json as a rival of a base that is a place on a disk.

    That place may hold an earlier adapter, and then both are right: training started from it, and both adapters are loaded with
    the model that adapter_config.json names.
    """
    if identity(reference_of(choice.claim)).is_hub:
        return choice
    return evolve(choice, rivals=tuple(r for r in choice.rivals if r.source.kind != "adapter-config"))


def _base(build: Build, choice: Choice, step: str) -> str:
    reference = reference_of(choice.claim)
    found = identity(reference)
    base = build.add_model(reference)
    other = repository_of(found.name, "model") if found.kind == "bare-name" else None
    if other is not None:
        reason = f"the table of other names has {found.name!r} for {other}"
        build.draft.status(step, "base-model", "inferred", about=base, rule="alias", reason=reason)
    elif not found.is_hub and not reference.digest:
        reason = f"{found.name!r} is not an address at which the model can be found"
        build.draft.status(
            step, "base-model", "unresolved", about=base, rule=choice.claim.rule, reason=reason
        )
    build.draft.choice(step, "base-model", choice, about=base)
    return base


def find_helpers(build: Build, stage: StageFacts, step: str) -> dict[str, Any]:
    """Return the reference, reward and teacher models and the base of a task-vector merge, as fields of a step."""
    found: dict[str, Any] = {}
    for element, name in HELPERS.items():
        told = stage.all(element)
        if is_withheld(told):
            withhold(build, step, element, told)
            continue
        claims = [claim for claim in told if names_something(claim)]
        choice = choose(claims, same_model, more_specific)
        if choice is not None and isinstance(choice.claim.value, ModelReference):
            model = build.linked_model(stage.key, choice.claim.value)
            build.draft.choice(step, element, choice, about=model)
            found[name] = (model,) if name.endswith("s") else model
    return found
