"""Stages to steps, in order."""

from __future__ import annotations

from lineage_rdf.claims import DatasetMention
from lineage_rdf.claims.identity import hub_iri, identify, is_commit
from lineage_rdf.reading.build import Build
from lineage_rdf.reading.data_uses import build_dataset_uses, strongest
from lineage_rdf.reading.facts import StageFacts
from lineage_rdf.reading.settings import build_settings
from lineage_rdf.reading.step_bases import find_bases, find_helpers
from lineage_rdf.reading.step_methods import find_kind, find_methods
from lineage_rdf.reading.step_parts import find_code, find_contributions, find_environment, find_numbers
from lineage_rdf.reading.step_result import (
    add_result,
    describe_folded,
    describe_result,
    intermediate_checkpoints,
)
from lineage_rdf.reading.withheld import is_withheld, withhold
from lineage_rdf.records import Step


def build_steps(build: Build) -> tuple[Step, ...]:
    """Return the steps of a chain with ordinals and order links, and keep them in `build.steps`."""
    data = {stage.key: _hub_datasets(stage) for stage in build.chain.stages}
    for ordinal, stage in enumerate(build.chain.stages, start=1):
        elsewhere = {iri for key, iris in data.items() if key != stage.key for iri in iris}
        step = _step(build, stage, ordinal, elsewhere)
        build.steps[stage.key] = step
        describe_result(build, stage, step)
    return tuple(build.steps.values())


def _step(build: Build, stage: StageFacts, ordinal: int, elsewhere: set[str]) -> Step:
    path = ("step", stage.key or ".")
    iri = build.draft.minter.iri(*path)
    kind = find_kind(build.draft, stage, iri)
    contributions = find_contributions(build, stage, iri, path)
    bases = find_bases(build, stage, iri, kind, contributions)
    describe_folded(build, stage, iri, bases)
    return Step(
        iri=iri,
        kind=kind,
        ordinal=ordinal,
        stage_name=_stage_name(build, stage, iri),
        follows=_follows(build, stage, ordinal),
        base_models=bases,
        produced_model=add_result(build, stage, iri, bases),
        intermediate_checkpoints=intermediate_checkpoints(build, stage, iri),
        contributions=contributions,
        dataset_uses=tuple(build_dataset_uses(build, stage, iri, path, elsewhere)),
        settings=tuple(build_settings(build, stage, iri, path)),
        environment=find_environment(build, stage, iri, path),
        code_revisions=find_code(build, stage, iri, path),
        **find_methods(build.draft, stage, iri),
        **find_helpers(build, stage, iri),
        **find_numbers(build, stage, iri),
    )


def _stage_name(build: Build, stage: StageFacts, step: str) -> str | None:
    told = stage.all("stage-name")
    if is_withheld(told):
        withhold(build, step, "stage-name", told)
        return None
    choice = stage.choose("stage-name")
    if choice is not None and isinstance(choice.claim.value, str):
        return choice.claim.value
    folder = stage.folder.rsplit("/", 1)[-1]
    # In the Hub cache the folder has the name of the commit, which says nothing to a person.
    return None if not folder or is_commit(folder) else folder


def _follows(build: Build, stage: StageFacts, ordinal: int) -> tuple[str, ...]:
    """Return the steps that a step comes after; one that starts from a root of its own still has its place in the order."""
    earlier = build.links_to(stage.key)
    if not earlier and ordinal > 1:
        earlier = [build.chain.stages[ordinal - 2].key]
    return tuple(build.steps[key].iri for key in earlier)


def _hub_datasets(stage: StageFacts) -> set[str]:
    """Return the Hub addresses of the datasets that the strongest source of a stage names."""
    mentions = [claim for claim in stage.all("dataset") if isinstance(claim.value, DatasetMention)]
    found = set()
    for claim in strongest(mentions) if mentions else ():
        assert isinstance(claim.value, DatasetMention)
        dataset = identify(claim.value.raw, claim.value.revision, dataset=True)
        if dataset.is_hub:
            found.add(hub_iri(dataset, dataset=True))
    return found
