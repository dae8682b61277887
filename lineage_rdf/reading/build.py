"""What the parts of a lineage need to know of each other while it is built."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import define, field

from lineage_rdf.claims import Claim, ModelReference, Problem
from lineage_rdf.claims.identity import Identity
from lineage_rdf.reading.chains import Chain
from lineage_rdf.reading.draft import Draft
from lineage_rdf.reading.references import identity
from lineage_rdf.reading.weights import Weights
from lineage_rdf.records import Step


@define
class Build:
    """One lineage under construction.

    Args:
        chain: the stages in order, and the links between them.
        draft: takes models, datasets and statuses.
        problems: takes what does not fit.
        weights: the weight files that were found.
        head: what `--id` or lineage.yaml names the head model, if anything.
        steps: stage key -> its step, filled in order.
        alone: IRI of the model that is spoken of where nothing was done to it.
    """

    chain: Chain
    draft: Draft
    problems: list[Problem] = field(factory=list)
    weights: Sequence[Weights] = ()
    head: Identity | None = None
    steps: dict[str, Step] = field(factory=dict)
    alone: str | None = None

    @property
    def last_step(self) -> Step | None:
        """The last step so far."""
        return next(reversed(self.steps.values()), None)

    def add_model(self, reference: ModelReference) -> str:
        """Add the model that a reference names and return its IRI; one name is one model within a lineage."""
        found = identity(reference)
        for step in self.steps.values():
            made = self.draft.models.get(step.produced_model or "")
            same = made is not None and (made.identifier, made.revision) == (found.repository, found.revision)
            if made is not None and same and found.is_hub:
                return made.iri
            for iri in () if found.is_hub else step.intermediate_checkpoints:
                if self.draft.models[iri].name == found.name:
                    return iri
        return self.draft.model(found, "model", found.name or "unnamed", digest=reference.digest)

    def linked_model(self, key: str, reference: ModelReference) -> str:
        """Return the IRI of a model that a stage names: the result of the stage it is linked to by this name, or its own."""
        for link in self.chain.links:
            named = link.reference is not None and link.reference.value == reference
            made = self.steps[link.earlier].produced_model if named and link.earlier in self.steps else None
            if link.later == key and made is not None:
                return made
        return self.add_model(reference)

    def links_to(self, key: str) -> list[str]:
        """Return the keys of the stages that a stage is linked to and that have a step already."""
        return [link.earlier for link in self.chain.links if link.later == key and link.earlier in self.steps]


def reference_of(claim: Claim) -> ModelReference:
    """Return the model reference of a claim that is known to hold one."""
    assert isinstance(claim.value, ModelReference)
    return claim.value


def names_something(claim: Claim) -> bool:
    """Say whether a claim names a model, not a placeholder and not nothing."""
    return isinstance(claim.value, ModelReference) and identity(claim.value).kind not in (
        "none",
        "placeholder",
    )
