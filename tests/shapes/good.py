"""A complete lineage that passes every profile: two training steps, a folding, a merge and a quantisation."""

from __future__ import annotations

from decimal import Decimal

from attrs import evolve

from lineage_rdf.records import (
    Activity,
    Agent,
    Association,
    CodeRevision,
    ComputeEnvironment,
    Dataset,
    DatasetUse,
    EvaluationComparison,
    EvaluationResult,
    FactStatus,
    LineageRecord,
    MergeContribution,
    Model,
    Setting,
    SignOff,
    SoftwareComponent,
    Step,
)

BASE = "https://example.org/good/"
COMMIT = "0123456789abcdef0123456789abcdef01234567"


def at(name: str) -> str:
    """Return the IRI of a node of the lineage."""
    return BASE + name


def digest(number: int) -> str:
    return f"sha256:{number:064x}"


def setting(step: str, name: str, **value: object) -> Setting:
    return Setting(iri=at(f"{step}-{name}"), hyperparameter=name, **value)  # type: ignore[arg-type]


def settings(step: str, *more: Setting) -> tuple[Setting, ...]:
    return (
        setting(step, "seed", integer=42),
        setting(step, "learning_rate", real=Decimal("0.00002")),
        setting(step, "lr_scheduler_type", texts=("cosine",)),
        setting(step, "num_epochs", real=Decimal("3")),
        setting(step, "train_batch_size", integer=8),
        setting(step, "lora_r", integer=64),
        setting(step, "lora_alpha", real=Decimal("16")),
        setting(step, "lora_target_modules", texts=("k_proj", "q_proj")),
        *more,
    )


def training(step: str, ordinal: int, base: str, objective: str, role: str, **more: object) -> Step:
    return Step(
        iri=at(step),
        kind="FineTuning",
        ordinal=ordinal,
        stage_name=step,
        base_models=(at(base),),
        produced_model=at(f"{step}-model"),
        objectives=(objective,),
        parameterizations=("lora",),
        dataset_uses=(
            DatasetUse(
                iri=at(f"{step}-use"),
                dataset=at(f"{step}-data"),
                roles=(role,),
                splits=("train",),
                example_count=1000,
                mixture_share=Decimal("0.8"),
            ),
            DatasetUse(
                iri=at(f"{step}-mix"), dataset=at("mix-data"), roles=("replay",), mixture_share=Decimal("0.2")
            ),
        ),
        environment=ComputeEnvironment(
            iri=at(f"{step}-machine"),
            hardware="eight accelerators",
            accelerator_count=8,
            components=(SoftwareComponent(iri=at(f"{step}-trl"), name="trl", version="0.20.0"),),
        ),
        code_revisions=(CodeRevision(iri=at(f"{step}-code"), name="training scripts", revision=COMMIT),),
        associations=(Association(iri=at(f"{step}-association"), agent=at("lab"), roles=("trainer",)),),
        trainable_parameter_count=100,
        total_parameter_count=1000,
        compute_exaflop=Decimal("5"),
        started=f"2026-01-0{ordinal}T00:00:00Z",
        ended=f"2026-01-0{ordinal}T08:00:00Z",
        **more,  # type: ignore[arg-type]
    )


def steps() -> tuple[Step, ...]:
    sft = training("sft", 1, "root", "sft", "instruction", settings=settings("sft"))
    dpo = training(
        "dpo",
        2,
        "sft-model",
        "dpo",
        "preference",
        follows=(at("sft"),),
        reference_model=at("sft-model"),
        settings=settings("dpo", setting("dpo", "beta", real=Decimal("0.1"))),
    )
    fold = Step(
        iri=at("fold"),
        kind="AdapterFolding",
        ordinal=3,
        follows=(at("dpo"),),
        base_models=(at("dpo-model"),),
        produced_model=at("fold-model"),
    )
    merge = Step(
        iri=at("merge"),
        kind="Merging",
        ordinal=4,
        follows=(at("fold"),),
        produced_model=at("merge-model"),
        merge_method="ties",
        merge_base=at("root"),
        contributions=(
            MergeContribution(
                iri=at("part-1"),
                model=at("fold-model"),
                weight=Decimal("0.6"),
                density=Decimal("0.5"),
                layer_range="0-16",
            ),
            MergeContribution(iri=at("part-2"), model=at("other"), weight=Decimal("0.4")),
        ),
    )
    quantize = Step(
        iri=at("quantize"),
        kind="Quantizing",
        ordinal=5,
        follows=(at("merge"),),
        base_models=(at("merge-model"),),
        produced_model=at("quantize-model"),
        quantization_method="gptq",
        settings=(setting("quantize", "bits", integer=4),),
    )
    return sft, dpo, fold, merge, quantize


def model(number: int, name: str, *parents: str, **more: object) -> Model:
    return Model(
        iri=at(name),
        name=name,
        identifier=f"example/{name}",
        digest=digest(number),
        derived_from=tuple(map(at, parents)),
        weights_licence="Apache-2.0",
        **more,  # type: ignore[arg-type]
    )


def models() -> tuple[Model, ...]:
    return (
        model(
            1,
            "root",
            revision=COMMIT,
            training_compute_exaflop=Decimal("10000000"),
            specialization_of=at("root-repo"),
        ),
        model(2, "other", revision=COMMIT),
        model(
            3, "sft-model", "root", kind="Adapter", adapter_for=at("root"), specialization_of=at("sft-repo")
        ),
        model(4, "dpo-model", "sft-model", kind="Adapter", adapter_for=at("root")),
        model(5, "fold-model", "dpo-model"),
        model(6, "merge-model", "fold-model", "other", total_parameter_count=1000),
        model(7, "quantize-model", "merge-model"),
    )


def dataset(name: str, **more: object) -> Dataset:
    return Dataset(
        iri=at(name),
        name=name,
        identifier=f"example/{name}",
        licence="CC-BY-4.0",
        example_count=2000,
        personal_data_statement="Names were replaced.",
        bias_statement="Mostly English.",
        **more,  # type: ignore[arg-type]
    )


def datasets() -> tuple[Dataset, ...]:
    return (
        dataset("sft-data", revision=COMMIT, access="public"),
        dataset("dpo-data", revision=COMMIT, access="public"),
        dataset("mix-data", digest=digest(20), access="private"),
        Dataset(iri=at("test-data"), name="test-data"),
    )


def result(name: str, model_name: str, metric: str, value: str) -> EvaluationResult:
    return EvaluationResult(
        iri=at(name),
        model=at(model_name),
        dataset=at("test-data"),
        split="test",
        metric=metric,
        metric_value=Decimal(value),
    )


def activities() -> tuple[Activity, ...]:
    evaluating = Activity(
        iri=at("evaluating"),
        kind="Evaluating",
        evaluated_models=(at("root"), at("sft-model"), at("dpo-model")),
        results=(
            result("task-before", "root", "accuracy", "0.5"),
            result("task-after", "dpo-model", "accuracy", "0.7"),
            result("safety-before", "root", "toxicity-rate", "0.02"),
            result("safety-after", "dpo-model", "toxicity-rate", "0.01"),
        ),
        comparisons=(
            EvaluationComparison(
                iri=at("task"), baseline=at("task-before"), candidate=at("task-after"), role="target-task"
            ),
            EvaluationComparison(
                iri=at("safety"), baseline=at("safety-before"), candidate=at("safety-after"), role="safety"
            ),
        ),
    )
    preparing = Activity(
        iri=at("preparing"),
        kind="DatasetPreparation",
        generator_models=(at("other"),),
        produced_dataset=at("mix-data"),
    )
    reviewing = Activity(
        iri=at("reviewing"),
        kind="Reviewing",
        reviewed_models=(at("quantize-model"),),
        sign_offs=(SignOff(iri=at("sign-off"), decision="approved", attributed_to=(at("board"),)),),
    )
    return evaluating, preparing, reviewing


def good() -> LineageRecord:
    """Return the lineage. One fact of it is inferred, which no profile minds."""
    return LineageRecord(
        iri=at("lineage"),
        name="A complete lineage",
        head_model=at("quantize-model"),
        root_models=(at("root"), at("other")),
        steps=steps(),
        activities=activities(),
        statuses=(
            FactStatus(
                iri=at("status"),
                subject=at("lineage"),
                element="intended-use",
                status="inferred",
                value_meant="internal questions and answers",
                rule="card:intended-use",
            ),
        ),
        accountable_agents=(at("lab"),),
        rollback_target=at("root"),
        intended_use="internal questions and answers",
        risk_note="Refusals may weaken.",
        models=models(),
        datasets=datasets(),
        agents=(
            Agent(iri=at("lab"), kind="prov:Organization", name="Lab"),
            Agent(iri=at("board"), name="Board"),
        ),
    )


def first_step() -> LineageRecord:
    """Return the lineage as it was after its first step; complete up to `reproducible`, for nothing was evaluated yet."""
    return evolve(
        good(),
        head_model=at("sft-model"),
        steps=steps()[:1],
        activities=(),
        models=models()[:3],
        datasets=(datasets()[0], datasets()[2]),
    )
