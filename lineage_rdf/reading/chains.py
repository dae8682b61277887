"""Stages into chains: what belongs to one lineage, in which order, and what the top folder's card is about."""

from __future__ import annotations

from attrs import evolve, frozen

from lineage_rdf.claims import Claim, Source, Trust
from lineage_rdf.reading.facts import StageFacts, natural
from lineage_rdf.reading.references import Link, find_links

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

    def link_to(self, key: str) -> Link | None:
        """Return the link that leads to a stage, or None for a first stage."""
        return next((link for link in self.links if link.later == key), None)


def make_chains(stages: dict[str, StageFacts]) -> list[Chain]:
    """Return the chains: stages joined by links, each chain in topological order, ties by stage key.

    The stage of the top folder, when its only sources are a card or results, describes the head of a chain that is told by the
    folders below it; its claims then join the last stage.
    """
    steps = {key: stage for key, stage in stages.items() if _is_step(stage)}
    extra = tuple(c for key, stage in stages.items() if key not in steps for c in stage.claims)
    top = _only_a_description(steps)
    if top is not None:
        del steps[top.key]
    links = find_links(steps)
    chains = _with_weightless([_chain(group, links, extra) for group in _groups(steps, links)])
    if top is not None:
        chains = _with_top(chains, top)
    return chains or ([Chain((), (), extra)] if extra else [])


def is_weightless(stage: StageFacts) -> bool:
    """Say whether the sources themselves call a stage prompting or retrieval augmentation."""
    choice = stage.choose("step-kind")
    return choice is not None and choice.claim.value in WEIGHTLESS


def _with_weightless(chains: list[Chain]) -> list[Chain]:
    """Put what leaves the weights alone into the lineage of the steps that the same source tells of."""
    kept: list[Chain] = []
    for chain in sorted(chains, key=_is_idle):
        place = next((n for n, other in enumerate(kept) if _sources(other) & _sources(chain)), None)
        if place is None or not _is_idle(chain):
            kept.append(chain)
        else:
            kept[place] = evolve(kept[place], stages=(*kept[place].stages, *chain.stages))
    return kept


def _is_idle(chain: Chain) -> bool:
    return all(map(is_weightless, chain.stages))


def _sources(chain: Chain) -> set[Source]:
    return {claim.source for stage in chain.stages for claim in stage.claims}


def _is_step(stage: StageFacts) -> bool:
    return any(claim.element in STEP_ELEMENTS for claim in stage.claims)


def _only_a_description(steps: dict[str, StageFacts]) -> StageFacts | None:
    """Return the top stage if it has only card-like sources while folders below it tell of steps."""
    top = steps.get("")
    if top is None or len(steps) < 2 or any(key.startswith("#") for key in steps):
        return None
    strong = (Trust.TRAINING_CONFIG, Trust.MACHINE_STATE)
    return (
        None if any(claim.trust in strong and claim.element in STEP_ELEMENTS for claim in top.claims) else top
    )


def _with_top(chains: list[Chain], top: StageFacts) -> list[Chain]:
    """Give the top stage's claims to the last stage of the first chain; ones about its beginning stay weaker."""
    if not chains:
        return [Chain((top,), ())]
    first, *others = chains
    *before, last = first.stages
    moved = [evolve(claim, stage=last.key) for claim in top.claims if claim.element != "stage-name"]
    return [evolve(first, stages=(*before, StageFacts(last.key, [*last.claims, *moved]))), *others]


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


def _chain(members: list[StageFacts], links: list[Link], extra: tuple[Claim, ...]) -> Chain:
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
    return Chain(tuple(ordered), own, extra)
