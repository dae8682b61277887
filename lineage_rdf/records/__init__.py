"""Frozen classes for a lineage and its parts. A field is one property of the ontology (see `fields`)."""

from lineage_rdf.records.activities import TRAINING_KINDS, Activity, Step
from lineage_rdf.records.node import Node
from lineage_rdf.records.parts import (
    Association,
    CodeRevision,
    ComputeEnvironment,
    DatasetUse,
    EvaluationComparison,
    EvaluationResult,
    FactStatus,
    MergeContribution,
    Setting,
    SignOff,
    SoftwareComponent,
    WeightFile,
)
from lineage_rdf.records.record import LineageRecord
from lineage_rdf.records.things import Agent, Dataset, Model

__all__ = [
    "TRAINING_KINDS",
    "Activity",
    "Agent",
    "Association",
    "CodeRevision",
    "ComputeEnvironment",
    "Dataset",
    "DatasetUse",
    "EvaluationComparison",
    "EvaluationResult",
    "FactStatus",
    "LineageRecord",
    "MergeContribution",
    "Model",
    "Node",
    "Setting",
    "SignOff",
    "SoftwareComponent",
    "Step",
    "WeightFile",
]
