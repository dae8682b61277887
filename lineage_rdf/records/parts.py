"""Records that belong to one step or activity and are never shared."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from attrs import frozen

from lineage_rdf.records.fields import Kind, code, codes, link, links, parts, value, values
from lineage_rdf.records.node import Node


@frozen(kw_only=True)
class Setting(Node):
    """The value of one hyperparameter; exactly one of the four values is given."""

    KINDS: ClassVar = ("HyperparameterSetting",)

    name: str | None = value("schema:name")
    hyperparameter: str | None = code("settingOf", "hyperparameter")
    real: Decimal | None = value("realValue", Kind.DECIMAL)
    integer: int | None = value("integerValue", Kind.INTEGER)
    boolean: bool | None = value("booleanValue", Kind.BOOLEAN)
    texts: tuple[str, ...] = values("stringValue")

    @property
    def values(self) -> tuple[Decimal | int | bool | str, ...]:
        """The value or values, whichever kind they are."""
        single = [item for item in (self.real, self.integer, self.boolean) if item is not None]
        return (*single, *self.texts)

    @property
    def label(self) -> str:
        """The canonical name, or the name the source uses."""
        return self.hyperparameter or self.name or ""


@frozen(kw_only=True)
class DatasetUse(Node):
    """The use of one dataset in one activity."""

    KINDS: ClassVar = ("DatasetUse",)

    dataset: str | None = link("usesDataset")
    roles: tuple[str, ...] = codes("hasDatasetRole", "dataset-role")
    configuration: str | None = value("datasetConfiguration")
    splits: tuple[str, ...] = values("datasetSplit")
    example_count: int | None = value("exampleCount", Kind.INTEGER)
    token_count: int | None = value("tokenCount", Kind.INTEGER)
    mixture_share: Decimal | None = value("mixtureShare", Kind.DECIMAL)
    used_share: Decimal | None = value("usedShare", Kind.DECIMAL)


@frozen(kw_only=True)
class MergeContribution(Node):
    """The part that one model, or a slice of one, plays in a merge."""

    KINDS: ClassVar = ("MergeContribution",)

    model: str | None = link("contributesModel")
    weight: Decimal | None = value("mergeWeight", Kind.DECIMAL)
    density: Decimal | None = value("mergeDensity", Kind.DECIMAL)
    layer_range: str | None = value("layerRange")
    parameters: tuple[str, ...] = values("mergeParameters")


@frozen(kw_only=True)
class SoftwareComponent(Node):
    """One library at one version."""

    KINDS: ClassVar = ("SoftwareComponent",)

    name: str | None = value("schema:name")
    version: str | None = value("schema:softwareVersion")


@frozen(kw_only=True)
class ComputeEnvironment(Node):
    """The hardware and software of an activity."""

    KINDS: ClassVar = ("ComputeEnvironment",)

    hardware: str | None = value("hardware")
    accelerator_count: int | None = value("acceleratorCount", Kind.INTEGER)
    components: tuple[SoftwareComponent, ...] = parts("hasComponent", SoftwareComponent)


@frozen(kw_only=True)
class CodeRevision(Node):
    """Source code at one revision."""

    KINDS: ClassVar = ("CodeRevision",)

    name: str | None = value("schema:name")
    repository: str | None = link("schema:codeRepository")
    revision: str | None = value("revision")
    digest: str | None = value("digest")
    licence: str | None = value("codeLicence")
    licences_as_found: tuple[str, ...] = values("licenceAsFound")


@frozen(kw_only=True)
class Association(Node):
    """The involvement of one agent in one activity, with its roles (prov:Association)."""

    KINDS: ClassVar = ("prov:Association",)

    agent: str | None = link("prov:agent")
    roles: tuple[str, ...] = codes("prov:hadRole", "agent-role")


@frozen(kw_only=True)
class EvaluationResult(Node):
    """One measured value."""

    KINDS: ClassVar = ("EvaluationResult",)

    model: str | None = link("measuredModel")
    dataset: str | None = link("measuredOnDataset")
    split: str | None = value("resultSplit")
    metric: str | None = code("usesMetric", "metric")
    metric_name: str | None = value("metricName")
    metric_value: Decimal | None = value("metricValue", Kind.DECIMAL)


@frozen(kw_only=True)
class EvaluationComparison(Node):
    """Two results, before and after."""

    KINDS: ClassVar = ("EvaluationComparison",)

    baseline: str | None = link("baselineResult")
    candidate: str | None = link("candidateResult")
    role: str | None = code("hasComparisonRole", "comparison-role")


@frozen(kw_only=True)
class SignOff(Node):
    """The statement a review ends in."""

    KINDS: ClassVar = ("SignOff",)

    decision: str | None = value("signOffDecision")
    description: str | None = value("schema:description")
    attributed_to: tuple[str, ...] = links("prov:wasAttributedTo")


@frozen(kw_only=True)
class WeightFile(Node):
    """One file of weights."""

    KINDS: ClassVar = ("WeightFile",)

    file_name: str | None = value("fileName")
    digest: str | None = value("digest")
    size: str | None = value("schema:contentSize")


@frozen(kw_only=True)
class FactStatus(Node):
    """How far one fact can be relied on, or why it is missing (decisions: exactly one per subject, element and value)."""

    KINDS: ClassVar = ("FactStatus",)

    subject: str | None = link("statusSubject")
    element: str | None = code("statusElement", "element")
    status: str | None = code("statusKind", "status")
    object_meant: str | None = link("objectMeant")
    value_meant: str | None = value("valueMeant")
    rule: str | None = value("byRule")
    reason: str | None = value("statusReason")
