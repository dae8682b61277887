"""Records of what was done: the ordered steps, and the activities beside them."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from attrs import frozen

from lineage_rdf.records.fields import Kind, code, codes, link, links, part, parts, value, values
from lineage_rdf.records.node import Node
from lineage_rdf.records.parts import (
    Association,
    CodeRevision,
    ComputeEnvironment,
    DatasetUse,
    EvaluationComparison,
    EvaluationResult,
    MergeContribution,
    Setting,
    SignOff,
)

TRAINING_KINDS = ("FineTuning", "RewardModelTraining", "Distilling")


@frozen(kw_only=True)
class Step(Node):
    """A transformation step: weights in, weights out."""

    KINDS: ClassVar = (
        *TRAINING_KINDS,
        "Merging",
        "AdapterFolding",
        "Quantizing",
        "Converting",
        "PreTraining",
        "TransformationStep",
    )

    name: str | None = value("schema:name")
    stage_name: str | None = value("stageName")
    ordinal: int | None = value("ordinal", Kind.INTEGER)
    follows: tuple[str, ...] = links("followsStep")
    base_models: tuple[str, ...] = links("baseModel")
    produced_model: str | None = link("producedModel")
    intermediate_checkpoints: tuple[str, ...] = links("intermediateCheckpoint")
    objectives: tuple[str, ...] = codes("hasObjective", "objective")
    parameterizations: tuple[str, ...] = codes("hasParameterization", "parameterization")
    method_texts: tuple[str, ...] = values("methodText")
    merge_method: str | None = code("usesMergeMethod", "merge-method")
    quantization_method: str | None = code("usesQuantizationMethod", "quantization-method")
    reference_model: str | None = link("referenceModel")
    reward_models: tuple[str, ...] = links("rewardModel")
    teacher_models: tuple[str, ...] = links("teacherModel")
    merge_base: str | None = link("mergeBase")
    contributions: tuple[MergeContribution, ...] = parts("hasMergeContribution", MergeContribution)
    dataset_uses: tuple[DatasetUse, ...] = parts("hasDatasetUse", DatasetUse)
    settings: tuple[Setting, ...] = parts("hasSetting", Setting)
    environment: ComputeEnvironment | None = part("ranIn", ComputeEnvironment)
    code_revisions: tuple[CodeRevision, ...] = parts("usesCode", CodeRevision)
    associations: tuple[Association, ...] = parts("prov:qualifiedAssociation", Association)
    outcome: str | None = code("hasOutcome", "outcome")
    started: str | None = value("prov:startedAtTime", Kind.TIME)
    ended: str | None = value("prov:endedAtTime", Kind.TIME)
    trainable_parameter_count: int | None = value("trainableParameterCount", Kind.INTEGER)
    total_parameter_count: int | None = value("totalParameterCount", Kind.INTEGER)
    compute_exaflop: Decimal | None = value("computeExaFlop", Kind.DECIMAL)
    gpu_hours: Decimal | None = value("gpuHours", Kind.DECIMAL)
    energy_kilowatt_hours: Decimal | None = value("energyKilowattHours", Kind.DECIMAL)
    emissions_kilograms: Decimal | None = value("emissionsKilograms", Kind.DECIMAL)
    intended_change: str | None = value("intendedChange")
    risk_note: str | None = value("riskNote")

    @property
    def label(self) -> str:
        """What a person calls the step, for example `step 2 (safety-DPO)`."""
        detail = self.stage_name or "+".join(self.objectives) or self.kind
        return f"step {self.ordinal} ({detail})" if self.ordinal else detail

    @property
    def is_training(self) -> bool:
        """Whether the step is fine-tuning or one of its kinds."""
        return self.kind in TRAINING_KINDS


@frozen(kw_only=True)
class Activity(Node):
    """An activity of a lineage that is not one of its steps."""

    KINDS: ClassVar = (
        "LineageActivity",
        "DatasetPreparation",
        "Evaluating",
        "Reviewing",
        "RollingBack",
        "Prompting",
        "RetrievalAugmentation",
    )

    name: str | None = value("schema:name")
    description: str | None = value("schema:description")
    stage_name: str | None = value("stageName")
    evaluated_models: tuple[str, ...] = links("evaluatedModel")
    results: tuple[EvaluationResult, ...] = parts("hasResult", EvaluationResult)
    comparisons: tuple[EvaluationComparison, ...] = parts("hasComparison", EvaluationComparison)
    reviewed_models: tuple[str, ...] = links("reviewsModel")
    sign_offs: tuple[SignOff, ...] = parts("hasSignOff", SignOff)
    rolls_back_to: str | None = link("rollsBackTo")
    withdraws: tuple[str, ...] = links("withdraws")
    generator_models: tuple[str, ...] = links("generatorModel")
    source_datasets: tuple[str, ...] = links("sourceDataset")
    produced_dataset: str | None = link("producedDataset")
    prompted_models: tuple[str, ...] = links("promptsModel")
    dataset_uses: tuple[DatasetUse, ...] = parts("hasDatasetUse", DatasetUse)
    settings: tuple[Setting, ...] = parts("hasSetting", Setting)
    associations: tuple[Association, ...] = parts("prov:qualifiedAssociation", Association)
    outcome: str | None = code("hasOutcome", "outcome")
    started: str | None = value("prov:startedAtTime", Kind.TIME)
    ended: str | None = value("prov:endedAtTime", Kind.TIME)
