"""Activities beside the steps: evaluations with their comparisons, reviews, and the making of datasets."""

from __future__ import annotations

from collections.abc import Sequence

from lineage_rdf.claims import Claim, DatasetMention, ModelReference, ResultMention, ReviewMention
from lineage_rdf.reading.data_uses import add_dataset
from lineage_rdf.reading.draft import Draft
from lineage_rdf.reading.facts import StageFacts
from lineage_rdf.reading.steps import StepBuilder
from lineage_rdf.records import (
    Activity,
    Association,
    EvaluationComparison,
    EvaluationResult,
    SignOff,
    Step,
)
from lineage_rdf.vocabulary.schemes import lookup


def build_activities(builder: StepBuilder, claims: Sequence[Claim]) -> list[Activity]:
    """Return the activities of a lineage in a fixed order.

    Args:
        builder: the steps that were built, with the draft they were built in.
        claims: claims about the lineage as a whole.
    """
    activities = []
    for stage in builder.chain.stages:
        step = builder.steps[stage.key]
        activities += _evaluations(builder, stage.all("evaluation-result"), step, stage.key or ".")
        activities += _preparations(builder, stage, stage.key or ".")
    last = next(reversed(builder.steps.values()), None)
    if last is not None:
        activities += _evaluations(builder, [c for c in claims if c.element == "evaluation-result"], last, "lineage")
        reviews = [c for c in claims if c.element == "review"]
        reviews += [c for stage in builder.chain.stages for c in stage.all("review")]
        activities += _reviews(builder.draft, reviews, last)
    return activities


def other_activity(draft: Draft, stage: StageFacts, kind: str) -> Activity:
    """Return the activity of a stage that produced no weights: prompting or retrieval augmentation."""
    models = [c.value for c in stage.all("base-model") if isinstance(c.value, ModelReference)]
    builder_models = tuple(draft.model(_identity(m), "model", m.raw) for m in models)
    iri = draft.minter.iri("activity", stage.key or ".")
    return Activity(iri=iri, kind=kind, stage_name=stage.folder or None, prompted_models=builder_models)


def _identity(reference: ModelReference):  # type: ignore[no-untyped-def]
    from lineage_rdf.reading.references import identity

    return identity(reference)


def _evaluations(builder: StepBuilder, claims: Sequence[Claim], step: Step, key: str) -> list[Activity]:
    """Return one evaluation per stage that has results, with before-and-after pairs."""
    mentions = [claim.value for claim in claims if isinstance(claim.value, ResultMention)]
    if not mentions:
        return []
    results = [_result(builder, mention, step, key, place) for place, mention in enumerate(mentions, start=1)]
    models = tuple(dict.fromkeys(result.model for result in results if result.model))
    iri = builder.draft.minter.iri("evaluation", key)
    comparisons = _comparisons(builder.draft, mentions, results, step, key)
    return [
        Activity(iri=iri, kind="Evaluating", evaluated_models=models, results=results, comparisons=comparisons)
    ]


def _result(builder: StepBuilder, mention: ResultMention, step: Step, key: str, place: int) -> EvaluationResult:
    model = _measured(builder, mention, step)
    dataset = None
    if mention.dataset:
        dataset = add_dataset(builder.draft, DatasetMention(raw=mention.dataset), "dataset", mention.dataset)
    metric = lookup("metric", mention.metric)
    return EvaluationResult(
        iri=builder.draft.minter.iri("evaluation", key, "result", str(place)),
        model=model,
        dataset=dataset,
        split=mention.split,
        metric=metric,
        metric_name=None if metric else mention.metric,
        metric_value=mention.value,
    )


def _measured(builder: StepBuilder, mention: ResultMention, step: Step) -> str | None:
    if mention.model is None or mention.model.raw == "head":
        return step.produced_model
    if mention.model.raw == "base":
        return next(iter(step.base_models), None)
    return builder.add_model(mention.model)


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
                pairs.append(EvaluationComparison(iri=iri, baseline=before.iri, candidate=after.iri, role=role))
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


def _preparations(builder: StepBuilder, stage: StageFacts, key: str) -> list[Activity]:
    """Return one preparation per dataset for which a generator model is named (decisions section 4.6)."""
    activities = []
    for dataset in stage.keys("generator-model"):
        claims = [c for c in stage.all("generator-model", dataset) if isinstance(c.value, ModelReference)]
        models = tuple(dict.fromkeys(builder.add_model(c.value) for c in claims if isinstance(c.value, ModelReference)))
        target = add_dataset(builder.draft, DatasetMention(raw=dataset), "dataset", dataset) if dataset else None
        iri = builder.draft.minter.iri("preparation", key, dataset)
        activities.append(
            Activity(iri=iri, kind="DatasetPreparation", generator_models=models, produced_dataset=target)
        )
    return activities
