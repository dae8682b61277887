"""Stages into chains: what belongs to one lineage, in which order, and what the top folder's card is about."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve, frozen

from lineage_rdf.claims import Claim, Source, Trust
from lineage_rdf.reading.cache_layout import RULE as CACHE_RULE
from lineage_rdf.reading.facts import StageFacts, natural
from lineage_rdf.reading.own_models import only_stores, own_model
from lineage_rdf.reading.references import Link, find_links
from lineage_rdf.reading.result_digests import KnownDigests
from lineage_rdf.sources import accelerate_config, wandb_summary

# What shows that something was done to weights; a stage with none of these is no stage of its own.
STEP_ELEMENTS = frozenset(
    [
        "step-kind",
        "objective",
        "parameterization",
        "method",
        "merge-method",
        "quantization-method",
        "setting",
        "base-model",
        "dataset",
        "stage-name",
        "adapter-for",
        "teacher-model",
        "merge-weights",
    ]
)

# Sources that say how a run was started, or what was made for it: they complete a step that another file tells of.
_NO_STEP = frozenset((accelerate_config.KIND, wandb_summary.KIND))

_OWN_RUN = frozenset((wandb_summary.KIND,))

# Stages of these kinds leave the weights as they are and are no steps.
WEIGHTLESS = ("Prompting", "RetrievalAugmentation")


@frozen
class Chain:
    """The stages of one lineage in order, and the links between them.

    Args:
        stages: the stages; each comes after those it starts from.
        links: the links, each naming the later stage.
        extra: claims about the whole lineage, from stages that are no steps.
    """

    stages: tuple[StageFacts, ...]
    links: tuple[Link, ...]
    extra: tuple[Claim, ...] = ()


def make_chains(stages: dict[str, StageFacts], digests: KnownDigests) -> list[Chain]:
    """Return the chains: stages joined by links, each chain in topological order, ties by stage key.

    A folder whose only sources are a card or results describes the head of the chain that the folders below it tell; its claims
    then join the last stage of that chain. So does a card that tells of quantising, for each of the GGUF files beside it.

    Args:
        stages: stage key -> its claims.
        digests: digests of results and of bases.
    """
    steps = {key: stage for key, stage in stages.items() if _is_step(stage)}
    idle = {key: stage for key, stage in stages.items() if key not in steps}
    descriptions = _descriptions(steps)
    steps = {key: stage for key, stage in steps.items() if key not in descriptions}
    links = find_links(steps, digests)
    lines = [line for group in _groups(steps, links) for line in _lines(group, links)]
    chains = _with_weightless([_chain(line, links) for line in lines])
    for description in descriptions.values():
        chains = _described(chains, description)
    return _with_extra(chains, idle)


def _with_extra(chains: list[Chain], idle: dict[str, StageFacts]) -> list[Chain]:
    """Give each chain what is said of it in folders that tell of no step; models without a step become chains of their own."""
    apart = [stage for stage in idle.values() if _has_own_name(stage)] if chains or len(idle) > 1 else []
    # The metrics of a tracked run that is no step are about no other model than its own.
    idle = {k: s for k, s in idle.items() if s not in apart and not (chains and _kinds(s) <= _OWN_RUN)}
    return [*_with_idle(chains, idle), *(Chain((), (), tuple(stage.claims)) for stage in apart)]


def _kinds(stage: StageFacts) -> set[str]:
    return {claim.source.kind for claim in stage.claims}


def _has_own_name(stage: StageFacts) -> bool:
    """Say whether a folder is the entry of a repository in the Hub cache, and so about a model of its own."""
    return any(claim.rule == CACHE_RULE for claim in stage.claims)


def _with_idle(chains: list[Chain], idle: dict[str, StageFacts]) -> list[Chain]:
    if len(chains) <= 1:
        extra = tuple(claim for stage in idle.values() for claim in stage.claims)
        only = chains[0] if chains else Chain((), ())
        return [evolve(only, extra=extra)] if chains or extra else []
    found = []
    for chain in chains:
        near = [stage for stage in idle.values() if any(_related(stage, other) for other in chain.stages)]
        found.append(evolve(chain, extra=tuple(claim for stage in near for claim in stage.claims)))
    told = {id(claim) for chain in found for claim in chain.extra}
    for stage in idle.values():
        if _kinds(stage) & {"model-card", "model-config"} and not any(
            id(claim) in told for claim in stage.claims
        ):
            found.append(Chain((), (), tuple(stage.claims)))
    return found


def _related(one: StageFacts, other: StageFacts) -> bool:
    """Say whether one of two stages lies in the folder of the other, or above or below it."""
    return _is_below(one.folder, other.folder) or _is_below(other.folder, one.folder)


def _is_below(folder: str, above: str) -> bool:
    return folder == above or not above or folder.startswith(f"{above}/")


def is_weightless(stage: StageFacts) -> bool:
    """Say whether the sources themselves call a stage prompting or retrieval augmentation."""
    choice = stage.choose("step-kind")
    return choice is not None and choice.claim.value in WEIGHTLESS


def _with_weightless(chains: list[Chain]) -> list[Chain]:
    """Put what leaves the weights alone into the lineage of the steps that the same source tells of."""
    kept: list[Chain] = []
    for chain in sorted(chains, key=_is_idle):
        place = _with_its_source(chain, kept) if _is_idle(chain) else None
        if place is None:
            kept.append(chain)
        else:
            kept[place] = evolve(kept[place], stages=(*kept[place].stages, *chain.stages))
    return kept


def _with_its_source(chain: Chain, others: list[Chain]) -> int | None:
    """Return the place of the first chain that a source of this one tells of too."""
    own = _sources(chain)
    return next((place for place, other in enumerate(others) if own & _sources(other)), None)


def _is_idle(chain: Chain) -> bool:
    return all(map(is_weightless, chain.stages))


def _sources(chain: Chain) -> set[Source]:
    return {claim.source for stage in chain.stages for claim in stage.claims}


def _is_step(stage: StageFacts) -> bool:
    return any(c.element in STEP_ELEMENTS and c.source.kind not in _NO_STEP for c in stage.claims)


def _descriptions(steps: dict[str, StageFacts]) -> dict[str, StageFacts]:
    """Return the stages that have only card-like sources while folders below theirs tell of steps, the deepest first."""
    found = {
        key: stage
        for key, stage in steps.items()
        if "#" not in key
        and not any(claim.trust in _STRONG and claim.element in STEP_ELEMENTS for claim in stage.claims)
        and any(other != key and _is_below(steps[other].folder, stage.folder) for other in steps)
    }
    told = {key: stage for key, stage in found.items() if any(_tells(steps[o], stage, found) for o in steps)}
    return dict(sorted(told.items(), key=lambda item: -item[0].count("/") - bool(item[0])))


_STRONG = (Trust.TRAINING_CONFIG, Trust.MACHINE_STATE)


def _tells(other: StageFacts, stage: StageFacts, descriptions: dict[str, StageFacts]) -> bool:
    """Say whether another stage is a step below a stage's folder and no description itself."""
    if other.key in descriptions or not _is_below(other.folder, stage.folder):
        return False
    return only_stores(stage) if own_model(other.key) else other.folder != stage.folder


def _described(chains: list[Chain], description: StageFacts) -> list[Chain]:
    """Give a description's claims to the last stage below its folder, in every chain that goes through it."""
    moved = [claim for claim in description.claims if claim.element != "stage-name"]
    stores = only_stores(description)
    found = False
    for place, chain in enumerate(chains):
        below = [stage for stage in chain.stages if _is_below(stage.folder, description.folder)]
        below = below if stores else [stage for stage in below if not own_model(stage.key)]
        if below:
            found = True
            chains[place] = _with_claims(chain, below[-1], _fitting(moved, below[-1]))
    return chains if found else [*chains, Chain((description,), ())]


def _fitting(claims: list[Claim], stage: StageFacts) -> list[Claim]:
    """Leave out how a card says that its files were stored where the file itself has its type: not all of them are alike."""
    known = any(c.element == "step-kind" and c.rule == "gguf-header:general.file_type" for c in stage.claims)
    return [c for c in claims if not known or c.element not in ("step-kind", "quantization-method")]


def _with_claims(chain: Chain, last: StageFacts, claims: list[Claim]) -> Chain:
    """Return the chain with more claims on one of its stages."""
    joined = StageFacts(last.key, [*last.claims, *(evolve(claim, stage=last.key) for claim in claims)])
    return evolve(chain, stages=tuple(joined if stage is last else stage for stage in chain.stages))


def _groups(steps: dict[str, StageFacts], links: list[Link]) -> list[list[StageFacts]]:
    """Return the connected groups, in the order of their first keys."""
    group = {key: key for key in steps}

    def root(key: str) -> str:
        while group[key] != key:
            key = group[key]
        return key

    for link in links:
        one, other = sorted((root(link.earlier), root(link.later)), key=natural)
        group[other] = one
    members: dict[str, list[StageFacts]] = {}
    for key in steps:
        members.setdefault(root(key), []).append(steps[key])
    return list(members.values())


def _lines(group: list[StageFacts], links: list[Link]) -> list[list[StageFacts]]:
    """Return for each stage that nothing starts from the stages that lead to it: a lineage has one head.

    Stages that several heads share are told in each of their lineages.
    """
    starts = {link.earlier for link in links}
    heads = [stage.key for stage in group if stage.key not in starts]
    if len(heads) < 2:
        return [group]
    before: dict[str, set[str]] = {}
    for link in links:
        before.setdefault(link.later, set()).add(link.earlier)
    leading = (_leading_to(head, before) for head in heads)
    return [[stage for stage in group if stage.key in keys] for keys in leading]


def _leading_to(head: str, before: Mapping[str, set[str]]) -> set[str]:
    found, queue = {head}, [head]
    for key in queue:
        earlier = before.get(key, set()) - found
        found |= earlier
        queue += earlier
    return found


def _chain(members: list[StageFacts], links: list[Link]) -> Chain:
    keys = {stage.key for stage in members}
    own = tuple(link for link in links if link.later in keys)
    before = {key: {link.earlier for link in own if link.later == key} for key in keys}
    ordered: list[StageFacts] = []
    waiting = sorted(members, key=lambda stage: natural(stage.key))
    while waiting:
        done = {stage.key for stage in ordered}
        ready = next((stage for stage in waiting if before[stage.key] <= done), waiting[0])
        waiting.remove(ready)
        ordered.append(ready)
    return Chain(tuple(ordered), own)
