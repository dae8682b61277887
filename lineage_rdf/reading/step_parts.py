"""The parts of a step that hang under it alone: merge contributions, environment, code, and plain numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from lineage_rdf.claims import CodeMention, MergeMention, Undisclosed
from lineage_rdf.claims.address import web_address
from lineage_rdf.reading.build import Build
from lineage_rdf.reading.facts import StageFacts, natural
from lineage_rdf.reading.withheld import is_withheld, withhold
from lineage_rdf.records import CodeRevision, ComputeEnvironment, MergeContribution, SoftwareComponent
from lineage_rdf.vocabulary.licences import spdx_expression

Path = tuple[str, ...]

_NUMBERS: dict[str, tuple[str, type]] = {
    "trainable-parameters": ("trainable_parameter_count", int),
    "total-parameters": ("total_parameter_count", int),
    "compute": ("compute_exaflop", Decimal),
    "gpu-hours": ("gpu_hours", Decimal),
    "energy": ("energy_kilowatt_hours", Decimal),
    "emissions": ("emissions_kilograms", Decimal),
    "outcome": ("outcome", str),
    "started": ("started", str),
    "ended": ("ended", str),
    "intended-change": ("intended_change", str),
    "risk-note": ("risk_note", str),
}


def find_contributions(
    build: Build, stage: StageFacts, step: str, path: Path
) -> tuple[MergeContribution, ...]:
    """Return the contributions to a merge in the order of the strongest source that lists them."""
    told = stage.all("merge-weights")
    for claim in told:
        if isinstance(claim.value, Undisclosed) and claim.key:
            withhold(build, step, "merge-weights", [claim], value=claim.key)
    if is_withheld([claim for claim in told if not claim.key]):
        withhold(build, step, "merge-weights", sorted(told, key=lambda c: bool(c.key)))
        return ()
    claims = [claim for claim in told if isinstance(claim.value, MergeMention)]
    best = [claim for claim in claims if claim.source == claims[0].source]
    parts = []
    for place, claim in enumerate(sorted(best, key=lambda c: natural(f"#{c.key}")), start=1):
        mention = claim.value
        assert isinstance(mention, MergeMention)
        parts.append(
            MergeContribution(
                iri=build.draft.minter.iri(*path, "contribution", str(place)),
                model=build.linked_model(stage.key, mention.model),
                weight=mention.weight,
                density=mention.density,
                layer_range=mention.layer_range,
                parameters=mention.parameters,
            )
        )
    return tuple(parts)


def find_environment(build: Build, stage: StageFacts, step: str, path: Path) -> ComputeEnvironment | None:
    """Return the library versions of a stage, or None if no source gives one."""
    whole = stage.all("software-versions", key="")
    if is_withheld(whole):
        told = [claim for claim in stage.all("software-versions") if claim.key]
        withhold(build, step, "software-versions", [*whole, *told])
        return None
    components = []
    for library in stage.keys("software-versions"):
        claims = stage.all("software-versions", key=library)
        if is_withheld(claims):
            withhold(build, step, "software-versions", claims, value=library)
            continue
        choice = stage.choose("software-versions", key=library)
        if choice is not None and isinstance(choice.claim.value, str):
            iri = build.draft.minter.iri(*path, "software", library)
            components.append(SoftwareComponent(iri=iri, name=library, version=choice.claim.value))
    if not components:
        return None
    return ComputeEnvironment(iri=build.draft.minter.iri(*path, "environment"), components=tuple(components))


def find_code(build: Build, stage: StageFacts, step: str, path: Path) -> tuple[CodeRevision, ...]:
    """Return the code that a stage ran."""
    for key in stage.keys("code-revision"):
        parts = stage.all("code-revision", key=key)
        if key and isinstance(parts[0].value, Undisclosed):
            withhold(build, step, "code-revision", parts, value=key)
    choice = stage.choose("code-revision", key="")
    if choice is None:
        return ()
    build.draft.choice(step, "code-revision", choice)
    code = choice.claim.value
    if not isinstance(code, CodeMention):
        return ()
    address = web_address(code.repository)
    revision = CodeRevision(
        iri=build.draft.minter.iri(*path, "code"),
        name=code.name or (None if address else code.repository),
        repository=address,
        revision=code.revision,
        licence=spdx_expression(code.licence) if code.licence else None,
        licences_as_found=(code.licence,) if code.licence else (),
    )
    return (revision,)


def find_numbers(build: Build, stage: StageFacts, step: str) -> dict[str, Any]:
    """Return the counts, amounts, times and notes of a stage, as fields of a step; what was only worked out is marked."""
    found: dict[str, Any] = {}
    for element, (name, kind) in _NUMBERS.items():
        claims = stage.all(element, key="")
        if is_withheld(claims):
            withhold(build, step, element, claims)
            continue
        choice = stage.choose(element, key="")
        if choice is not None and isinstance(choice.claim.value, kind):
            found[name] = choice.claim.value
            if choice.status == "inferred":
                build.draft.choice(step, element, choice, value=str(choice.claim.value))
    return found
