"""One chain of stages to one record: the head's key, the steps, and what is said about the whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from hashlib import sha256
from typing import Any

from attrs import frozen

from lineage_rdf.claims import Claim, ModelReference, Problem, Source, Undisclosed
from lineage_rdf.claims.identity import Identity, hub_iri, identify
from lineage_rdf.claims.mint import Minter
from lineage_rdf.reading.activities import build_activities, other_activity
from lineage_rdf.reading.chains import Chain
from lineage_rdf.reading.draft import Draft
from lineage_rdf.reading.facts import StageFacts, choose, strength
from lineage_rdf.reading.references import identity, result_claims
from lineage_rdf.reading.steps import StepBuilder
from lineage_rdf.reading.weights import Weights
from lineage_rdf.records import Activity, LineageRecord, Step
from lineage_rdf.vocabulary.licences import spdx_expression

# Stages of these kinds leave the weights as they are and are no steps.
WEIGHTLESS = ("Prompting", "RetrievalAugmentation")

# Files that machines write and that do not change when somebody edits the documentation (decisions section 1.3).
MACHINE_KINDS = frozenset(
    "adapter-config trainer-state axolotl llamafactory trl-config mergekit model-config training-args results-json "
    "quantize-config shorthand text".split()
)


@frozen
class Options:
    """How to read.

    Args:
        model_id: `ORG/NAME[@REV]` of the head model, from `--id`.
        base: address under which local things get their IRIs, from `--base`.
        hash_weights: whether weight files are hashed.
        text: whether arguments are shorthand, never paths.
    """

    model_id: str | None = None
    base: str = ""
    hash_weights: bool = False
    text: bool = False


@frozen
class Resolved:
    """A record with the problems met while making it, and the IRI of the step of each stage."""

    record: LineageRecord
    problems: tuple[Problem, ...]
    step_of: dict[str, str]


def resolve(
    chain: Chain, options: Options, sources: Sequence[Source], weights: Sequence[Weights] = ()
) -> Resolved:
    """Return the record of one chain.

    Args:
        chain: the stages in order.
        options: how to read.
        sources: every file that was read.
        weights: the weight files that were seen.
    """
    problems: list[Problem] = []
    head = _head(chain, options)
    draft = Draft(Minter(_key(chain, head, sources), options.base))
    steps_chain, others = _without_weightless(chain)
    builder = StepBuilder(steps_chain, draft, problems, weights, head)
    steps = builder.build()
    whole = sorted([*chain.extra, *(c for s in chain.stages for c in s.claims)], key=strength)
    activities = [*build_activities(builder, chain.extra), *(other_activity(draft, s, k) for s, k in others)]
    _facts_about_models(builder, whole)
    _facts_about_datasets(draft, whole)
    record = _record(chain, builder, steps, activities, whole, head)
    step_of = {key: step.iri for key, step in builder.steps.items()}
    return Resolved(record, tuple(problems), step_of)


def _head(chain: Chain, options: Options) -> Identity | None:
    """Return what `--id` or the id of lineage.yaml names, if it is a Hub id."""
    claims = [c for c in (*chain.extra, *(c for s in chain.stages for c in s.claims)) if c.element == "model-id"]
    named = options.model_id or next((str(claim.value) for claim in claims), None)
    found = identify(named) if named else None
    return found if found is not None and found.is_hub else None


def _key(chain: Chain, head: Identity | None, all_sources: Sequence[Source]) -> str:
    """Return the key of the head model: a Hub address, the id of lineage.yaml, or a fingerprint of machine-written files."""
    if head is not None:
        return hub_iri(head)
    claims = [*chain.extra, *(c for s in chain.stages for c in s.claims)]
    for claim in claims:
        if claim.element == "model-id":
            return str(claim.value)
    last = chain.stages[-1] if chain.stages else None
    for claim in result_claims(last) if last else ():
        assert isinstance(claim.value, ModelReference)
        if identity(claim.value).is_hub:
            return hub_iri(identity(claim.value))
    sources = {claim.source for claim in claims} or set(all_sources)
    machine = {source for source in sources if source.kind in MACHINE_KINDS}
    listing = sorted(f"{source.sha256}  {source.path}\n" for source in machine or sources)
    return f"sha256:{sha256(''.join(listing).encode()).hexdigest()}"


def _without_weightless(chain: Chain) -> tuple[Chain, list[tuple[StageFacts, str]]]:
    """Split off the stages that the sources themselves call prompting or retrieval augmentation."""
    steps, others = [], []
    for stage in chain.stages:
        choice = stage.choose("step-kind")
        kind = str(choice.claim.value) if choice else ""
        if kind in WEIGHTLESS:
            others.append((stage, kind))
        else:
            steps.append(stage)
    kept = {stage.key for stage in steps}
    links = tuple(link for link in chain.links if link.earlier in kept and link.later in kept)
    return Chain(tuple(steps), links, chain.extra), others


def _record(
    chain: Chain,
    builder: StepBuilder,
    steps: Sequence[Step],
    activities: Sequence[Activity],
    claims: Sequence[Claim],
    head: Identity | None,
) -> LineageRecord:
    draft = builder.draft
    head_model = steps[-1].produced_model if steps else _only_model(chain, builder, head)
    made = {step.produced_model for step in steps}
    roots = tuple(dict.fromkeys(base for step in steps for base in step.base_models if base not in made))
    rollback = _first(claims, "rollback-target")
    iri = draft.minter.iri()
    facts = _lineage_facts(draft, claims, iri)
    return LineageRecord(
        iri=iri,
        name=_text(claims, "model-name"),
        head_model=head_model,
        root_models=roots,
        steps=steps,
        activities=activities,
        rollback_target=builder.add_model(rollback.value) if rollback and isinstance(rollback.value, ModelReference) else None,
        **facts,
        statuses=[draft.statuses[key] for key in sorted(draft.statuses)],
        models=[draft.models[key] for key in sorted(draft.models)],
        datasets=[draft.datasets[key] for key in sorted(draft.datasets)],
        agents=[draft.agents[key] for key in sorted(draft.agents)],
    )


def _only_model(chain: Chain, builder: StepBuilder, head: Identity | None) -> str:
    """Return the model that is spoken of where nothing was done to it."""
    if head is not None:
        return builder.draft.model(head)
    claims = [c for c in chain.extra if c.element in ("checkpoint", "model-name")]
    for claim in claims:
        if isinstance(claim.value, ModelReference):
            return builder.add_model(claim.value)
    name = next((str(claim.value) for claim in claims), "")
    return builder.draft.model(Identity("none", name=name), "head")


def _lineage_facts(draft: Draft, claims: Sequence[Claim], iri: str) -> dict[str, Any]:
    names = {
        "intended-use": "intended_use",
        "out-of-scope-use": "out_of_scope_use",
        "intended-change": "intended_change",
        "risk-note": "risk_note",
    }
    facts: dict[str, Any] = {name: _text(claims, element) for element, name in names.items()}
    agents = [claim for claim in claims if claim.element == "accountable-agent" and isinstance(claim.value, str)]
    facts["accountable_agents"] = tuple(dict.fromkeys(draft.agent(str(claim.value)) for claim in agents))
    for element in (*names, "accountable-agent", "rollback-target", "review"):
        claim = _first(claims, element)
        if claim is not None and isinstance(claim.value, Undisclosed):
            draft.status(iri, element, "undisclosed", rule=claim.rule, reason=claim.value.reason)
    return facts


def _first(claims: Iterable[Claim], element: str) -> Claim | None:
    return next((claim for claim in claims if claim.element == element), None)


def _text(claims: Sequence[Claim], element: str) -> str | None:
    claim = next((c for c in claims if c.element == element and isinstance(c.value, str)), None)
    return str(claim.value) if claim else None


_MODEL_FACTS = {
    "weights-digest": "digest",
    "training-compute": "training_compute_exaflop",
    "total-parameters": "total_parameter_count",
}


def _facts_about_models(builder: StepBuilder, claims: Sequence[Claim]) -> None:
    """Put licences, digests and numbers on the models they are about."""
    draft = builder.draft
    grouped: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        iri = _model_of(builder, claim) if claim.element in (*_MODEL_FACTS, "weights-licence") else None
        if iri is not None and not (claim.element == "total-parameters" and not claim.key):
            grouped.setdefault((iri, claim.element), []).append(claim)
    for (iri, element), members in grouped.items():
        choice = choose(members, same=_same_licence if element == "weights-licence" else lambda a, b: a == b)
        assert choice is not None  # groups are never empty
        value = choice.claim.value
        if element == "weights-licence" and isinstance(value, str):
            found = tuple(dict.fromkeys(str(c.value) for c in members if isinstance(c.value, str)))
            draft.amend_model(iri, weights_licence=spdx_expression(value), licences_as_found=found)
            draft.choice(iri, element, choice, value=spdx_expression(value))
        elif isinstance(value, str | int | Decimal) and element in _MODEL_FACTS:
            draft.amend_model(iri, **{_MODEL_FACTS[element]: value})
        elif isinstance(value, Undisclosed):
            draft.choice(iri, element, choice)


def _same_licence(one: object, other: object) -> bool:
    return isinstance(one, str) and isinstance(other, str) and spdx_expression(one) == spdx_expression(other)


def _model_of(builder: StepBuilder, claim: Claim) -> str | None:
    if not claim.key:
        step = builder.steps.get(claim.stage) or next(reversed(builder.steps.values()), None)
        return step.produced_model if step else None
    wanted = identify(claim.key)
    if claim.key == "head":
        return next((step.produced_model for step in reversed(builder.steps.values())), None)
    for iri, model in builder.draft.models.items():
        known = Identity("hub", model.identifier, model.revision, model.name or "") if model.identifier else Identity("bare-name", name=model.name or "")
        if wanted.agrees_with(known):
            return iri
    return None


_DATA_FACTS = {
    "data-licence": "licence",
    "personal-data": "personal_data_statement",
    "bias": "bias_statement",
    "dataset-digest": "digest",
    "access": "access",
}


def _facts_about_datasets(draft: Draft, claims: Sequence[Claim]) -> None:
    """Put licences, statements and digests on the datasets they are about."""
    for claim in claims:
        name = _DATA_FACTS.get(claim.element)
        wanted = identify(claim.key, dataset=True) if name and claim.key else None
        for iri, dataset in list(draft.datasets.items()) if wanted else ():
            assert wanted is not None and name is not None
            known = Identity("hub", dataset.identifier, dataset.revision, dataset.name or "") if dataset.identifier else Identity("bare-name", name=dataset.name or dataset.description or "")
            if not wanted.agrees_with(known):
                continue
            if isinstance(claim.value, Undisclosed):
                draft.status(iri, claim.element, "undisclosed", rule=claim.rule, reason=claim.value.reason)
            elif name == "licence":
                text = str(claim.value)
                draft.amend_dataset(iri, licence=spdx_expression(text), licences_as_found=(text,))
            else:
                draft.amend_dataset(iri, **{name: str(claim.value)})
