"""One chain of stages to one record: the head's key, the steps, and what is said about the whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any

from attrs import frozen

from lineage_rdf.claims import Claim, ModelReference, Problem, Source, Undisclosed
from lineage_rdf.claims.aliases import Alias
from lineage_rdf.claims.identity import Identity, hub_iri, identify
from lineage_rdf.claims.mint import Minter
from lineage_rdf.errors import UsageError
from lineage_rdf.reading.activities import build_activities, other_activity
from lineage_rdf.reading.build import Build
from lineage_rdf.reading.chains import Chain, is_weightless
from lineage_rdf.reading.conflicts import conflict_problems
from lineage_rdf.reading.draft import Draft
from lineage_rdf.reading.facts import StageFacts, strength
from lineage_rdf.reading.job_stages import HOSTED_JOB
from lineage_rdf.reading.look_alikes import look_alike_problems
from lineage_rdf.reading.model_facts import add_dataset_facts, add_model_facts, add_publisher
from lineage_rdf.reading.own_models import own_model, shares_folder
from lineage_rdf.reading.references import identity, result_claims
from lineage_rdf.reading.steps import build_steps
from lineage_rdf.reading.weights import Weights
from lineage_rdf.records import Activity, LineageRecord, Step

# Kinds of files that people write and edit; they never decide the identity of a model (decisions section 1.3).
HAND_WRITTEN = frozenset(("model-card", "lineage-yaml", "folder"))
# Heads of weights decide it only where no other machine-written file does: weights are often not downloaded.
WEIGHT_HEADS = frozenset(("safetensors-header",))

_TEXTS = {
    "intended-use": "intended_use",
    "out-of-scope-use": "out_of_scope_use",
    "intended-change": "intended_change",
    "risk-note": "risk_note",
}


@frozen
class Options:
    """How to read.

    Args:
        model_id: `ORG/NAME[@REV]` of the head model, from `--id`.
        base: address under which local things get their IRIs, from `--base`.
        hash_weights: whether weight files are hashed.
        text: whether arguments are shorthand, never paths.
        aliases: other names of repositories, beside those that are known anyway.
    """

    model_id: str | None = None
    base: str = ""
    hash_weights: bool = False
    text: bool = False
    aliases: tuple[Alias, ...] = ()


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
    claims = sorted([*chain.extra, *(c for s in chain.stages for c in s.claims)], key=strength)
    head = _head(claims, options)
    own = chain.stages[-1] if chain.stages and shares_folder(weights, chain.stages[-1]) else None
    key = _key(chain, claims, head, sources)
    draft = Draft(Minter(f"{key}\n{own_model(own.key)}" if own else key, options.base))
    steps_chain, others = _without_weightless(chain)
    build = Build(steps_chain, draft, weights=weights, head=head)
    steps = build_steps(build)
    head_model = steps[-1].produced_model if steps else _only_model(build, claims)
    # Without a step nothing joins folders, and what one says of its model is about no other.
    spoken_of = head_model if steps or len({claim.stage for claim in claims}) == 1 else None
    build.alone = None if steps else spoken_of
    activities = [*build_activities(build, chain.extra), *(other_activity(build, s, k) for s, k in others)]
    add_model_facts(build, claims, spoken_of)
    add_publisher(build, claims, spoken_of)
    add_dataset_facts(draft, claims)
    record = _record(build, steps, tuple(activities), claims, head_model)
    problems = (*build.problems, *conflict_problems(record, claims), *look_alike_problems(claims))
    return Resolved(record, problems, {key: step.iri for key, step in build.steps.items()})


def _head(claims: Sequence[Claim], options: Options) -> Identity | None:
    """Return what `--id` or the id of lineage.yaml names, if it is a Hub id.

    Raises:
        UsageError: if `--id` is none.
    """
    if options.model_id is not None:
        found = identify(options.model_id)
        if not found.is_hub or "/" not in found.repository:
            raise UsageError("the id of a model on the Hub is ORG/NAME or ORG/NAME@REV", options.model_id)
        return found
    named = _text(claims, "model-id")
    known = identify(named) if named else None
    return known if known is not None and known.is_hub else None


def _key(chain: Chain, claims: Sequence[Claim], head: Identity | None, all_sources: Sequence[Source]) -> str:
    """Return the key of the head model: a Hub address, the id of lineage.yaml, or a fingerprint of machine-written files.

    Where people wrote every file there is, the fingerprint is of those; it changes when they are edited, so such a folder wants
    an id.
    """
    if head is not None:
        return hub_iri(head)
    named = _text(claims, "model-id")
    if named:
        return named
    for claim in result_claims(chain.stages[-1]) if chain.stages else ():
        assert isinstance(claim.value, ModelReference)
        if identity(claim.value).is_hub:
            return hub_iri(identity(claim.value))
    own = {claim.source for stage in chain.stages for claim in stage.claims} or set(all_sources)
    machine = {source for source in own if source.kind not in HAND_WRITTEN}
    settled = {source for source in machine if source.kind not in WEIGHT_HEADS}
    listing = sorted(f"{source.sha256}  {source.path}\n" for source in settled or machine or own)
    if any(source.kind == HOSTED_JOB for source in own) and chain.stages:
        # One list of jobs tells of several models.
        listing.append(chain.stages[-1].key.partition("#")[2])
    return f"sha256:{sha256(''.join(listing).encode()).hexdigest()}"


def _without_weightless(chain: Chain) -> tuple[Chain, list[tuple[StageFacts, str]]]:
    """Split off the stages that the sources themselves call prompting or retrieval augmentation."""
    steps = [stage for stage in chain.stages if not is_weightless(stage)]
    others = [
        (stage, str(choice.claim.value))
        for stage in chain.stages
        if is_weightless(stage) and (choice := stage.choose("step-kind"))
    ]
    kept = {stage.key for stage in steps}
    links = tuple(link for link in chain.links if link.earlier in kept and link.later in kept)
    return Chain(tuple(steps), links, chain.extra), others


def _record(
    build: Build,
    steps: tuple[Step, ...],
    activities: tuple[Activity, ...],
    claims: Sequence[Claim],
    head: str | None,
) -> LineageRecord:
    draft = build.draft
    iri = draft.minter.iri()
    made = {step.produced_model for step in steps}
    facts = _lineage_facts(build, claims, iri)
    last = next(reversed(build.steps), None)
    return LineageRecord(
        iri=iri,
        # A name that an earlier stage gives to its own result is not the head's.
        name=_text((c for c in claims if c.stage not in build.steps or c.stage == last), "model-name"),
        head_model=head,
        root_models=tuple(dict.fromkeys(b for step in steps for b in step.base_models if b not in made)),
        steps=steps,
        activities=activities,
        **facts,
        statuses=tuple(draft.statuses[key] for key in sorted(draft.statuses)),
        models=tuple(model for _, model in sorted(draft.models.items())),
        datasets=tuple(dataset for _, dataset in sorted(draft.datasets.items())),
        agents=tuple(agent for _, agent in sorted(draft.agents.items())),
    )


def _only_model(build: Build, claims: Sequence[Claim]) -> str:
    """Return the model that is spoken of where nothing was done to it."""
    if build.head is not None:
        return build.draft.model(build.head)
    for claim in claims:
        if claim.element == "checkpoint" and isinstance(claim.value, ModelReference):
            return build.add_model(claim.value)
    return build.draft.model(Identity("none", name=_text(claims, "model-name") or ""), "head")


def _lineage_facts(build: Build, claims: Sequence[Claim], iri: str) -> dict[str, Any]:
    facts: dict[str, Any] = {name: _text(claims, element) for element, name in _TEXTS.items()}
    agents = [str(c.value) for c in claims if c.element == "accountable-agent" and isinstance(c.value, str)]
    facts["accountable_agents"] = tuple(dict.fromkeys(build.draft.agent(name) for name in agents))
    rollback = _first(claims, "rollback-target")
    if rollback is not None and isinstance(rollback.value, ModelReference):
        facts["rollback_target"] = build.add_model(rollback.value)
    for element in (*_TEXTS, "accountable-agent", "rollback-target", "review"):
        claim = _first(claims, element)
        if element == "review":
            # A part of a review may be withheld beside what is told of it.
            claim = next(
                (c for c in claims if c.element == element and isinstance(c.value, Undisclosed)), claim
            )
        if claim is not None and isinstance(claim.value, Undisclosed):
            build.draft.status(iri, element, "undisclosed", rule=claim.rule, reason=claim.value.reason)
    return facts


def _first(claims: Iterable[Claim], element: str) -> Claim | None:
    return next((claim for claim in claims if claim.element == element), None)


def _text(claims: Iterable[Claim], element: str) -> str | None:
    claim = next((c for c in claims if c.element == element and isinstance(c.value, str)), None)
    return str(claim.value) if claim else None
