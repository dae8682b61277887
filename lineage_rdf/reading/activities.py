"""Activities beside the steps: evaluations with their comparisons, reviews, and the making of datasets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from lineage_rdf.claims import (
    Claim,
    DatasetMention,
    ModelReference,
    ResultMention,
    ReviewMention,
    Undisclosed,
)
from lineage_rdf.reading.build import Build
from lineage_rdf.reading.data_uses import add_dataset
from lineage_rdf.reading.draft import Draft
from lineage_rdf.reading.facts import StageFacts, strength
from lineage_rdf.reading.withheld import is_withheld, withhold
from lineage_rdf.records import (
    Activity,
    Association,
    EvaluationComparison,
    EvaluationResult,
    SignOff,
    Step,
)
from lineage_rdf.vocabulary.schemes import lookup

# IRIs of the model that results are about, and of the base that it is compared with.
Measured: TypeAlias = tuple[str | None, str | None]


def build_activities(build: Build, claims: Sequence[Claim]) -> list[Activity]:
    """Return the activities of a lineage in a fixed order.

    Args:
        build: the steps that were built, with the draft they were built in.
        claims: claims about the lineage as a whole.
    """
    activities = []
    for stage in build.chain.stages:
        step = build.steps[stage.key]
        told = _told(build, stage.all("evaluation-result"), [step])
        activities += _evaluations(build, told, _measured_by(step), stage.key or ".")
        activities += _preparations(build, stage, stage.key or ".")
    activities += _preparations(build, StageFacts("", list(claims)), "lineage")
    last = build.last_step
    results = sorted((c for c in claims if c.element == "evaluation-result"), key=strength)
    if last is None:
        # Nothing was done to the model, and yet it was measured.
        activities += _evaluations(build, _told(build, results, []), (build.alone, None), "lineage")
    else:
        results = _told(build, results, _evaluated(build, last))
        activities += _evaluations(build, results, _measured_by(last), "lineage")
        reviews = [c for c in claims if c.element == "review"]
        reviews += [c for stage in build.chain.stages for c in stage.all("review")]
        activities += _reviews(build.draft, reviews, last)
    return activities


def other_activity(build: Build, stage: StageFacts, kind: str) -> Activity:
    """Return the activity of a stage that produced no weights: prompting or retrieval augmentation."""
    models = [c.value for c in stage.all("base-model") if isinstance(c.value, ModelReference)]
    iri = build.draft.minter.iri("activity", stage.key or ".")
    prompted = tuple(dict.fromkeys(build.add_model(model) for model in models))
    return Activity(iri=iri, kind=kind, stage_name=stage.folder or None, prompted_models=prompted)


def _told(build: Build, claims: Sequence[Claim], steps: Sequence[Step]) -> list[Claim]:
    """Return the claims of results that may be told; the steps get a status for those that are not disclosed.

    Args:
        build: takes the statuses.
        claims: claims for results, the strongest first; one that withholds a single result has its metric as key.
        steps: the steps whose results they are.
    """
    single = [claim for claim in claims if claim.key and isinstance(claim.value, Undisclosed)]
    rest = [claim for claim in claims if claim not in single]
    withheld = is_withheld(rest)
    for step in steps:
        for claim in single:
            withhold(build, step.iri, "evaluation-result", [claim], value=claim.key)
        if withheld:
            withhold(build, step.iri, "evaluation-result", rest)
    return [] if withheld else rest


def _evaluated(build: Build, last: Step) -> list[Step]:
    """Return the steps that a statement on all evaluations of the lineage is about: the training that tells none itself."""
    silent = {stage.key for stage in build.chain.stages if not stage.all("evaluation-result")}
    training = [step for key, step in build.steps.items() if step.is_training and key in silent]
    return training or [last]


def _measured_by(step: Step) -> Measured:
    return step.produced_model, next(iter(step.base_models), None)


def _evaluations(build: Build, claims: Sequence[Claim], of: Measured, key: str) -> list[Activity]:
    """Return one evaluation per stage that has results, with before-and-after pairs."""
    mentions = [claim.value for claim in claims if isinstance(claim.value, ResultMention)]
    if not mentions:
        return []
    results = tuple(
        _result(build, mention, of, key, place) for place, mention in enumerate(mentions, start=1)
    )
    models = tuple(dict.fromkeys(result.model for result in results if result.model))
    iri = build.draft.minter.iri("evaluation", key)
    comparisons = tuple(_comparisons(build.draft, mentions, results, of, key))
    return [
        Activity(
            iri=iri, kind="Evaluating", evaluated_models=models, results=results, comparisons=comparisons
        )
    ]


def _result(build: Build, mention: ResultMention, of: Measured, key: str, place: int) -> EvaluationResult:
    model = _measured(build, mention, of)
    dataset = None
    if mention.dataset:
        dataset = add_dataset(build.draft, DatasetMention(raw=mention.dataset), "dataset", mention.dataset)
    metric = lookup("metric", mention.metric)
    return EvaluationResult(
        iri=build.draft.minter.iri("evaluation", key, "result", str(place)),
        model=model,
        dataset=dataset,
        split=mention.split,
        metric=metric,
        metric_name=None if metric else mention.metric,
        metric_value=mention.value,
    )


def _measured(build: Build, mention: ResultMention, of: Measured) -> str | None:
    result, base = of
    if mention.model is None or mention.model.raw == "head":
        return result
    if mention.model.raw == "base":
        return base
    return build.add_model(mention.model)


def _comparisons(
    draft: Draft,
    mentions: Sequence[ResultMention],
    results: Sequence[EvaluationResult],
    of: Measured,
    key: str,
) -> list[EvaluationComparison]:
    """Pair results of two models that have the same metric, dataset and split and of which one names a role."""
    pairs = []
    for mention, after in zip(mentions, results, strict=True):
        if after.model != of[0]:
            continue
        for other, before in zip(mentions, results, strict=True):
            same = (before.metric, before.metric_name, before.dataset, before.split) == (
                after.metric,
                after.metric_name,
                after.dataset,
                after.split,
            )
            role = mention.role or other.role
            if before.model != after.model and same and role:
                iri = draft.minter.iri("evaluation", key, "comparison", before.iri, after.iri)
                pairs.append(
                    EvaluationComparison(iri=iri, baseline=before.iri, candidate=after.iri, role=role)
                )
    return pairs


def _reviews(draft: Draft, claims: Sequence[Claim], step: Step) -> list[Activity]:
    activities = []
    for place, claim in enumerate(claims, start=1):
        review = claim.value
        if not isinstance(review, ReviewMention):
            continue
        agent = draft.agent(review.reviewer) if review.reviewer else None
        key = ("review", str(place))
        sign_off = SignOff(
            iri=draft.minter.iri(*key, "sign-off"),
            decision=review.decision,
            description=review.note,
            attributed_to=(agent,) if agent else (),
        )
        association = Association(iri=draft.minter.iri(*key, "reviewer"), agent=agent, roles=("reviewer",))
        activities.append(
            Activity(
                iri=draft.minter.iri(*key),
                kind="Reviewing",
                reviewed_models=(step.produced_model,) if step.produced_model else (),
                sign_offs=(sign_off,),
                ended=review.date,
                associations=(association,) if agent else (),
            )
        )
    return activities


def _preparations(build: Build, stage: StageFacts, key: str) -> list[Activity]:
    """Return one preparation per dataset for which a generator model is named (decisions section 4.6)."""
    activities = []
    for dataset in stage.keys("generator-model"):
        told = stage.all("generator-model", dataset)
        if is_withheld(told):
            continue
        claims = [c for c in told if isinstance(c.value, ModelReference)]
        models = tuple(
            dict.fromkeys(build.add_model(c.value) for c in claims if isinstance(c.value, ModelReference))
        )
        target = (
            add_dataset(build.draft, DatasetMention(raw=dataset), "dataset", dataset) if dataset else None
        )
        iri = build.draft.minter.iri("preparation", key, dataset)
        _qualify(build, iri, claims)
        activities.append(
            Activity(
                iri=iri,
                kind="DatasetPreparation",
                generator_models=models,
                source_datasets=_sources(build, stage, dataset),
                produced_dataset=target,
            )
        )
    return activities


def _qualify(build: Build, preparation: str, claims: Sequence[Claim]) -> None:
    """Mark the models that no source plainly names as those that wrote the data."""
    stated = {
        build.add_model(c.value) for c in claims if not c.inferred and isinstance(c.value, ModelReference)
    }
    for claim in claims:
        if isinstance(claim.value, ModelReference) and (model := build.add_model(claim.value)) not in stated:
            build.draft.status(
                preparation, "generator-model", "inferred", about=model, rule=claim.rule, reason=claim.reason
            )


def _sources(build: Build, stage: StageFacts, dataset: str) -> tuple[str, ...]:
    """Return the datasets from which one was made."""
    told = (claim.value for claim in stage.all("source-dataset", dataset))
    mentions = [value for value in told if isinstance(value, DatasetMention)]
    return tuple(
        dict.fromkeys(add_dataset(build.draft, mention, "dataset", mention.raw) for mention in mentions)
    )
