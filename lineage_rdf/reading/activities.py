"""Activities beside the steps: evaluations with their comparisons, reviews, and the making of datasets."""

from __future__ import annotations

from collections.abc import Sequence

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
        activities += _evaluations(build, told, step, stage.key or ".")
        activities += _preparations(build, stage, stage.key or ".")
    activities += _preparations(build, StageFacts("", list(claims)), "lineage")
    last = build.last_step
    if last is not None:
        results = sorted((c for c in claims if c.element == "evaluation-result"), key=strength)
        results = _told(build, results, _evaluated(build, last))
        activities += _evaluations(build, results, last, "lineage")
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


def _evaluations(build: Build, claims: Sequence[Claim], step: Step, key: str) -> list[Activity]:
    """Return one evaluation per stage that has results, with before-and-after pairs."""
    mentions = [claim.value for claim in claims if isinstance(claim.value, ResultMention)]
    if not mentions:
        return []
    results = tuple(
        _result(build, mention, step, key, place) for place, mention in enumerate(mentions, start=1)
    )
    models = tuple(dict.fromkeys(result.model for result in results if result.model))
    iri = build.draft.minter.iri("evaluation", key)
    comparisons = tuple(_comparisons(build.draft, mentions, results, step, key))
    return [
        Activity(
            iri=iri, kind="Evaluating", evaluated_models=models, results=results, comparisons=comparisons
        )
    ]


def _result(build: Build, mention: ResultMention, step: Step, key: str, place: int) -> EvaluationResult:
    model = _measured(build, mention, step)
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


def _measured(build: Build, mention: ResultMention, step: Step) -> str | None:
    if mention.model is None or mention.model.raw == "head":
        return step.produced_model
    if mention.model.raw == "base":
        return next(iter(step.base_models), None)
    return build.add_model(mention.model)


def _comparisons(
    draft: Draft, mentions: Sequence[ResultMention], results: Sequence[EvaluationResult], step: Step, key: str
) -> list[EvaluationComparison]:
    """Pair results of two models that have the same metric, dataset and split and of which one names a role."""
    pairs = []
    for mention, after in zip(mentions, results, strict=True):
        if after.model != step.produced_model:
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
        activities.append(
            Activity(
                iri=build.draft.minter.iri("preparation", key, dataset),
                kind="DatasetPreparation",
                generator_models=models,
                source_datasets=_sources(build, stage, dataset),
                produced_dataset=target,
            )
        )
    return activities


def _sources(build: Build, stage: StageFacts, dataset: str) -> tuple[str, ...]:
    """Return the datasets from which one was made."""
    told = (claim.value for claim in stage.all("source-dataset", dataset))
    mentions = [value for value in told if isinstance(value, DatasetMention)]
    return tuple(
        dict.fromkeys(add_dataset(build.draft, mention, "dataset", mention.raw) for mention in mentions)
    )
