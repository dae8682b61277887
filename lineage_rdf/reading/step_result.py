"""The model that a step resulted in: its identity, its adapter base and its weight files."""

from __future__ import annotations

from typing import Any

from attrs import evolve

from lineage_rdf.claims import Claim, ModelReference, Trust, Undisclosed
from lineage_rdf.claims.identity import Identity, hub_iri
from lineage_rdf.reading.build import Build, names_something, reference_of
from lineage_rdf.reading.facts import Choice, StageFacts, choose
from lineage_rdf.reading.own_models import own_files, own_model, shares_folder
from lineage_rdf.reading.references import base_claims, identity, more_specific, result_claims, same_model
from lineage_rdf.reading.weights import Weights, manifest_digest, model_files
from lineage_rdf.reading.withheld import is_withheld, withhold
from lineage_rdf.records import Model, Step, WeightFile


def add_result(build: Build, stage: StageFacts, step: str, bases: tuple[str, ...]) -> str:
    """Add the result of a stage and return its IRI.

    Where base and result would share the unpinned Hub address, the result is the step's own node, a specialization of the
    repository (decisions section 1.6); so is one of several models that lie in one repository.
    """
    choice, found = _identity(build, stage)
    path = ("step", stage.key or ".", "result")
    facts: dict[str, Any] = {"derived_from": bases, **_adapter(build, stage, step)}
    shared = shares_folder(build.weights, stage)
    if found is not None and found.is_hub and (shared or hub_iri(found) in bases):
        facts["specialization_of"] = hub_iri(found, pinned=False)
        found, choice = Identity("none", name=found.name), None
    claim = choice.claim if choice else None
    if claim is not None and isinstance(claim.value, ModelReference):
        facts["digest"] = claim.value.digest
    model = build.draft.model(found or _unnamed(stage), *path, **facts)
    _qualify(build, stage, step, model, choice, found)
    return model


def _qualify(
    build: Build, stage: StageFacts, step: str, model: str, choice: Choice | None, found: Identity | None
) -> None:
    if choice is not None:
        undisclosed = isinstance(choice.claim.value, Undisclosed)
        build.draft.choice(step, "checkpoint", choice, about=None if undisclosed else model)
    elif found is not None and found.is_hub and stage is not build.chain.stages[-1]:
        reason = "the stage that starts from it names it so"
        build.draft.status(step, "checkpoint", "inferred", about=model, rule="next-base", reason=reason)


def _identity(build: Build, stage: StageFacts) -> tuple[Choice | None, Identity | None]:
    """Return claim and identity of the result: `--id`, a Hub id, what the next stage calls it, or a local name."""
    if stage is build.chain.stages[-1] and build.head is not None:
        return None, build.head
    hub = [claim for claim in result_claims(stage) if identity(reference_of(claim)).is_hub]
    choice = choose(hub, same_model, more_specific)
    if choice is not None:
        return choice, identity(reference_of(choice.claim))
    called = _called_by_next(build, stage)
    if called is not None:
        return None, called
    undisclosed = [claim for claim in stage.all("checkpoint") if isinstance(claim.value, Undisclosed)]
    if undisclosed:
        return Choice(undisclosed[0]), None
    local = result_claims(stage)
    if stage.choose("model-name") and all(claim.inferred for claim in local):
        return None, None  # a name of the model says more than the folder it was written to
    return None, identity(reference_of(local[0])) if local else None


def _called_by_next(build: Build, stage: StageFacts) -> Identity | None:
    references = [link.reference for link in build.chain.links if link.earlier == stage.key]
    found = [identity(reference_of(claim)) for claim in references if isinstance(claim, Claim)]
    return next((item for item in found if item.is_hub), None)


def _unnamed(stage: StageFacts) -> Identity:
    name = stage.choose("model-name")
    return Identity("none", name=str(name.claim.value) if name else "")


def _adapter(build: Build, stage: StageFacts, step: str) -> dict[str, Any]:
    """Return that the result is an adapter, and for what, where a source says what it must be loaded with."""
    told = stage.all("adapter-for")
    if _folds(stage):
        return {}
    if is_withheld(told):
        withhold(build, step, "adapter-for", told)
        return {"kind": "Adapter"}
    claims = [claim for claim in told if names_something(claim)]
    if is_withheld(stage.all("base-model")):
        claims = [claim for claim in claims if claim.trust is Trust.LINEAGE_FILE]
    choice = choose(claims, same_model, more_specific)
    if choice is None:
        return {"kind": "Adapter"} if told else {}
    choice = _found_elsewhere(choice, stage)
    loaded = build.add_model(reference_of(choice.claim))
    build.draft.choice(step, "adapter-for", choice, about=loaded)
    return {"kind": "Adapter", "adapter_for": loaded}


def _folds(stage: StageFacts) -> bool:
    kind = stage.choose("step-kind")
    return kind is not None and kind.claim.value == "AdapterFolding"


def describe_folded(build: Build, stage: StageFacts, step: str, bases: tuple[str, ...]) -> None:
    """Say of the adapters that a step folds what they are loaded with, where no earlier stage has said so of its result."""
    claims = [claim for claim in stage.all("adapter-for") if names_something(claim)] if _folds(stage) else []
    choice = choose(claims, same_model, more_specific)
    if choice is None:
        return
    loaded = build.add_model(reference_of(choice.claim))
    for adapter in bases:
        if adapter != loaded and not build.draft.models[adapter].adapter_for:
            build.draft.choice(step, "adapter-for", choice, about=loaded)
            build.draft.amend_model(adapter, kind="Adapter", adapter_for=loaded)


def _found_elsewhere(choice: Choice, stage: StageFacts) -> Choice:
    """Replace a place on a disk by the Hub repository that another source names in its stead, as an inference."""
    if identity(reference_of(choice.claim)).is_hub:
        return choice
    for claim in base_claims(stage):
        if same_model(choice.claim.value, claim.value) and identity(reference_of(claim)).is_hub:
            reason = f"{claim.source.path} names a repository that ends like the place in {choice.claim.source.path}"
            return Choice(evolve(claim, inferred=True, reason=reason))
    return choice


def describe_result(build: Build, stage: StageFacts, step: Step) -> None:
    """Add weight files, their digests and intermediate checkpoints of a stage to its result."""
    assert step.produced_model is not None  # every step has a result node
    reached = stage.choose("setting", key="global_step")
    if reached is not None and isinstance(reached.claim.value, int):
        build.draft.amend_model(step.produced_model, optimizer_step=reached.claim.value)
    is_adapter = build.draft.models[step.produced_model].kind == "Adapter"
    own = own_model(stage.key)
    files = (
        own_files(build.weights, stage)
        if own
        else model_files(build.weights, stage.folder, adapter=is_adapter)
    )
    if files and _owns_folder(build, stage):
        records = tuple(_weight_file(build, stage, file) for file in files)
        build.draft.amend_model(step.produced_model, weight_files=records, digest=manifest_digest(files))


def _weight_file(build: Build, stage: StageFacts, file: Weights) -> WeightFile:
    return WeightFile(
        iri=build.draft.minter.iri("step", stage.key or ".", "weights", file.name),
        file_name=file.name,
        digest=f"sha256:{file.digest}" if file.digest else None,
        size=str(file.size) if file.size is not None else None,
    )


def _owns_folder(build: Build, stage: StageFacts) -> bool:
    """Say whether the weights in a stage's folder are that stage's result: it is the only stage there, or the last one."""
    later = build.chain.stages[build.chain.stages.index(stage) + 1 :]
    return bool(own_model(stage.key)) or not any(
        other.folder == stage.folder and not own_model(other.key) for other in later
    )


def intermediate_checkpoints(build: Build, stage: StageFacts, step: str) -> tuple[str, ...]:
    """Add the checkpoints that were saved on the way and return their IRIs, by training step."""
    told = stage.all("intermediate-checkpoint")
    if is_withheld(told):
        withhold(build, step, "intermediate-checkpoint", told)
        return ()
    found = []
    for claim in sorted(told, key=lambda c: (str(c.value), c.key)):
        name = claim.key or identity(reference_of(claim)).name
        iri = build.draft.minter.iri("step", stage.key or ".", "checkpoint", name)
        number = claim.value if isinstance(claim.value, int) else None
        build.draft.models[iri] = Model(iri=iri, kind="Checkpoint", name=name, optimizer_step=number)
        found.append(iri)
    return tuple(dict.fromkeys(found))
