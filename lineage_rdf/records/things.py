"""Records of things that several lineages may share: models, datasets and agents."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from attrs import frozen

from lineage_rdf.records.fields import Kind, code, link, links, parts, value, values
from lineage_rdf.records.node import Node
from lineage_rdf.records.parts import WeightFile


@frozen(kw_only=True)
class Model(Node):
    """Weights with an identity: (repository, revision), a digest, or a place in one lineage."""

    KINDS: ClassVar = ("Model", "Checkpoint", "Adapter")

    name: str | None = value("schema:name")
    identifier: str | None = value("schema:identifier")
    revision: str | None = value("revision")
    digest: str | None = value("digest")
    reference_kind: str | None = value("referenceKind")
    specialization_of: str | None = link("prov:specializationOf")
    alternate_of: tuple[str, ...] = links("prov:alternateOf")
    derived_from: tuple[str, ...] = links("derivedFromModel")
    adapter_for: str | None = link("adapterFor")
    attributed_to: tuple[str, ...] = links("prov:wasAttributedTo")
    weights_licence: str | None = value("weightsLicence")
    licences_as_found: tuple[str, ...] = values("licenceAsFound")
    licence_links: tuple[str, ...] = values("licenceLink")
    licence_notices: tuple[str, ...] = values("licenceNotice")
    total_parameter_count: int | None = value("totalParameterCount", Kind.INTEGER)
    training_compute_exaflop: Decimal | None = value("trainingComputeExaFlop", Kind.DECIMAL)
    optimizer_step: int | None = value("optimizerStep", Kind.INTEGER)
    intended_use: str | None = value("intendedUse")
    out_of_scope_use: str | None = value("outOfScopeUse")
    weight_files: tuple[WeightFile, ...] = parts("hasWeightFile", WeightFile)


@frozen(kw_only=True)
class Dataset(Node):
    """A dataset, on the Hub or known to one lineage only."""

    KINDS: ClassVar = ("schema:Dataset",)

    name: str | None = value("schema:name")
    identifier: str | None = value("schema:identifier")
    description: str | None = value("schema:description")
    revision: str | None = value("revision")
    digest: str | None = value("digest")
    reference_kind: str | None = value("referenceKind")
    specialization_of: str | None = link("prov:specializationOf")
    alternate_of: tuple[str, ...] = links("prov:alternateOf")
    access: str | None = code("hasAccessLevel", "access")
    licence: str | None = value("dataLicence")
    licences_as_found: tuple[str, ...] = values("licenceAsFound")
    licence_links: tuple[str, ...] = values("licenceLink")
    example_count: int | None = value("exampleCount", Kind.INTEGER)
    token_count: int | None = value("tokenCount", Kind.INTEGER)
    personal_data_statement: str | None = value("personalDataStatement")
    bias_statement: str | None = value("biasStatement")


@frozen(kw_only=True)
class Agent(Node):
    """A person, organisation, account or program."""

    KINDS: ClassVar = ("prov:Agent", "prov:Person", "prov:Organization", "prov:SoftwareAgent")

    name: str | None = value("schema:name")
    identifier: str | None = value("schema:identifier")
