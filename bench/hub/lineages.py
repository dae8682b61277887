"""The lineages of the hub as records, and the statements about them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from random import Random

from attrs import evolve

from bench.hub.plan import EVALUATED, WITH_STATUS, Plan, Stage
from bench.hub.steps import StepMaker
from bench.hub.things import Things
from lineage_rdf.claims.mint import Minter
from lineage_rdf.records import (
    Activity,
    EvaluationComparison,
    EvaluationResult,
    FactStatus,
    LineageRecord,
    Model,
    Step,
)


def lineage(number: int, plan: Plan, things: Things, seed: int = 0) -> LineageRecord:
    """Return a lineage with its own models; what else it mentions is not described.

    Args:
        number: its place in the plan.
        plan: who is made from whom.
        things: models, datasets and accounts.
        seed: that of the hub.
    """
    stages = plan.lineages[number]
    head = things.model_iri(stages[-1].model)
    owner = plan.owners[stages[-1].model]
    mint = Minter(head)
    steps = tuple(_steps(stages, StepMaker(things, mint, number, owner, Random(f"{seed} {number}"))))
    made = {stage.model for stage in stages}
    roots = sorted({base for stage in stages for base in stage.bases} - made)
    return LineageRecord(
        iri=mint.iri(),
        name=f"lineage {number}",
        head_model=head,
        root_models=tuple(map(things.model_iri, roots)),
        steps=steps,
        activities=(_evaluation(number, plan, things, mint),) if number % EVALUATED == 0 else (),
        statuses=(_status(head, mint),) if number % WITH_STATUS == 0 else (),
        accountable_agents=(things.agent_iri(owner),),
        models=tuple(_made(stage, things) for stage in stages),
    )


def mentioned(record: LineageRecord, number: int, plan: Plan, things: Things) -> LineageRecord:
    """Return a lineage as a graph of its own: with the models, datasets and accounts that it mentions."""
    stages = plan.lineages[number]
    own = {stage.model for stage in stages}
    others = {base for stage in stages for base in stage.bases}
    others |= {plan.adapters[model] for model in others | own if model in plan.adapters}
    datasets = {dataset for stage in stages for dataset in stage.datasets} | _tested(number, plan)
    return evolve(
        record,
        models=(*record.models, *(things.model(other) for other in sorted(others - own))),
        datasets=tuple(things.dataset(dataset) for dataset in sorted(datasets)),
        agents=(things.agent(plan.owners[stages[-1].model]),),
    )


def _steps(stages: tuple[Stage, ...], maker: StepMaker) -> Iterator[Step]:
    before = ""
    for place, stage in enumerate(stages, 1):
        step = maker.step(stage, place, before)
        before = step.iri
        yield step


def _made(stage: Stage, things: Things) -> Model:
    return evolve(things.model(stage.model), derived_from=tuple(map(things.model_iri, stage.bases)))


def _status(head: str, mint: Minter) -> FactStatus:
    return FactStatus(
        iri=mint.iri("status", "weights-licence"),
        subject=head,
        element="weights-licence",
        status="inferred",
        value_meant="apache-2.0",
        rule="card:license",
    )


def _tested(number: int, plan: Plan) -> set[int]:
    """Return the dataset that a lineage is evaluated on, if it is."""
    return {number % plan.datasets} if number % EVALUATED == 0 else set()


def _evaluation(number: int, plan: Plan, things: Things, mint: Minter) -> Activity:
    last = plan.lineages[number][-1]
    (dataset,) = _tested(number, plan)
    results = tuple(
        EvaluationResult(
            iri=mint.iri("evaluation", "result", key),
            model=things.model_iri(model),
            dataset=things.dataset_iri(dataset),
            split="test",
            metric="accuracy",
            metric_value=Decimal(model % 1000) / 1000,
        )
        for key, model in (("before", last.bases[0]), ("after", last.model))
    )
    comparison = EvaluationComparison(
        iri=mint.iri("evaluation", "comparison"),
        baseline=results[0].iri,
        candidate=results[1].iri,
        role="target-task",
    )
    return Activity(
        iri=mint.iri("evaluation"),
        kind="Evaluating",
        evaluated_models=(things.model_iri(last.bases[0]), things.model_iri(last.model)),
        results=results,
        comparisons=(comparison,),
    )
