"""Model references of a stage: its bases and its result, and whether one stage's result is another's base."""

from __future__ import annotations

from itertools import pairwise
from posixpath import normpath

from attrs import frozen

from lineage_rdf.claims import Claim, ModelReference
from lineage_rdf.claims.aliases import one_name
from lineage_rdf.claims.identity import Identity, identify
from lineage_rdf.reading.cache_layout import MAIN
from lineage_rdf.reading.facts import StageFacts
from lineage_rdf.reading.own_models import only_stores, own_model
from lineage_rdf.reading.result_digests import KnownDigests


@frozen
class Link:
    """Why one stage is taken to follow another.

    Args:
        earlier: key of the stage whose result is the base.
        later: key of the stage that starts from it.
        reference: the base claim that led to the link; None if the source itself orders the stages.
        inferred: whether the sources only suggest it.
        reason: the rule in words.
    """

    earlier: str
    later: str
    reference: Claim | None
    inferred: bool
    reason: str


def same_model(one: object, other: object) -> bool:
    """Say whether two references may name the same model."""
    return (
        isinstance(one, ModelReference)
        and isinstance(other, ModelReference)
        and identity(one).agrees_with(identity(other))
    )


def more_specific(one: object, other: object) -> bool:
    """Say whether the second of two agreeing references says more: a repository instead of a name, a revision, a digest."""
    return (
        isinstance(one, ModelReference)
        and isinstance(other, ModelReference)
        and _weight(other) > _weight(one)
    )


def _weight(reference: ModelReference) -> tuple[bool, bool, bool]:
    found = identity(reference)
    return (found.is_hub, found.revision is not None, reference.digest is not None)


def identity(reference: ModelReference) -> Identity:
    """Return what a model reference names."""
    return identify(reference.raw, reference.revision, hosted=reference.service is not None)


def base_claims(stage: StageFacts) -> list[Claim]:
    """Return the claims that name a base of the stage, the strongest first."""
    return [claim for claim in stage.all("base-model") if isinstance(claim.value, ModelReference)]


def result_claims(stage: StageFacts) -> list[Claim]:
    """Return the claims that name the result of the stage, the strongest first."""
    return [claim for claim in stage.all("checkpoint") if isinstance(claim.value, ModelReference)]


def find_links(stages: dict[str, StageFacts], digests: KnownDigests) -> list[Link]:
    """Return the links between stages, in the order of the later stage's key.

    Args:
        stages: stage key -> its claims.
        digests: digests of results and of bases.
    """
    links = [*_ordered_by_source(stages)]
    linked = {link.later for link in links}
    made = _by_result(stages)
    for later in stages.values():
        if later.key in linked:
            continue
        beside = _link_beside(later, stages)
        if beside is not None:
            links.append(beside)
            continue
        for claim in [*base_claims(later), *_taken_from(later)]:
            near = _candidates(claim, made, stages)
            link = _link_by_digest(claim, later, stages, digests) or _best_link(claim, later, near)
            if link is not None and link not in links:
                links.append(link)
                if not later.all("merge-weights"):
                    break
    return [link for link in links if not _closes_circle(link, links)]


def _taken_from(stage: StageFacts) -> list[Claim]:
    """Return the claims for the model that a merge takes differences from: one more model that it starts from."""
    told = stage.all("merge-base") if stage.all("merge-weights") else []
    return [claim for claim in told if isinstance(claim.value, ModelReference)]


def _ordered_by_source(stages: dict[str, StageFacts]) -> list[Link]:
    """Link stages that one text or file puts in order, unless the later one names a base of its own."""
    groups: dict[tuple[str, str], list[tuple[int, str]]] = {}
    # GGUF files of one folder are listed one after the other and still each made from the same model.
    for stage in (stage for stage in stages.values() if not own_model(stage.key)):
        for claim in stage.all("step-order")[:1]:
            if isinstance(claim.value, int):
                groups.setdefault((claim.source.path, claim.source.kind), []).append((claim.value, stage.key))
    links = []
    for (path, _), members in groups.items():
        ordered = [key for _, key in sorted(members)]
        for earlier, later in pairwise(ordered):
            if not base_claims(stages[later]):
                links.append(Link(earlier, later, None, False, f"{path} puts the stages in this order"))
    return links


def _link_beside(later: StageFacts, stages: dict[str, StageFacts]) -> Link | None:
    """Link a GGUF file to the training that its folder tells of, unless the file states itself what it was made from."""
    stated = any(not claim.inferred for claim in base_claims(later))
    if not own_model(later.key) or stated:
        return None
    beside = [s for s in stages.values() if s.folder == later.folder and not own_model(s.key)]
    if not beside or only_stores(beside[-1]):
        return None
    return Link(
        beside[-1].key, later.key, None, True, f"{own_model(later.key)} lies in the folder of the stage"
    )


def _link_by_digest(
    claim: Claim, later: StageFacts, stages: dict[str, StageFacts], digests: KnownDigests
) -> Link | None:
    """Link where a digest given for a base is that of the result of one other stage; of two with it neither is meant."""
    assert isinstance(claim.value, ModelReference)
    given = digests.of_base(claim.value)
    if not given:
        return None
    found = [key for key in stages if key != later.key and given & digests.results.get(key, frozenset())]
    if len(found) != 1:
        return None
    reason = f"the base has the digest of the result of stage {found[0] or 'at the top'}"
    return Link(found[0], later.key, claim, False, reason)


def _by_result(stages: dict[str, StageFacts]) -> dict[str, dict[str, StageFacts]]:
    """Return repository -> the stages that may have made it; under the empty text those with a result that is no repository."""
    found: dict[str, dict[str, StageFacts]] = {}
    for key, stage in stages.items():
        for claim in result_claims(stage):
            assert isinstance(claim.value, ModelReference)
            made = identity(claim.value)
            found.setdefault(one_name(made.repository) if made.is_hub else "", {})[key] = stage
    return found


def _candidates(
    claim: Claim, made: dict[str, dict[str, StageFacts]], stages: dict[str, StageFacts]
) -> dict[str, StageFacts]:
    """Return the stages whose result a base can be: of a repository those that made it, since no folder is meant."""
    assert isinstance(claim.value, ModelReference)
    base = identity(claim.value)
    if not base.is_hub:
        return stages
    return {**made.get(one_name(base.repository), {}), **made.get("", {})}


def _best_link(claim: Claim, later: StageFacts, stages: dict[str, StageFacts]) -> Link | None:
    candidates = [_link(claim, later, earlier) for earlier in stages.values() if earlier.key != later.key]
    found = _of_main(claim, [link for link in candidates if link is not None], stages)
    return min(found, key=lambda link: (link.inferred, link.earlier), default=None)


def _of_main(claim: Claim, found: list[Link], stages: dict[str, StageFacts]) -> list[Link]:
    """Leave of several revisions that an unpinned base may be the one that the Hub cache knows as main, else none."""
    base = identity(claim.value) if isinstance(claim.value, ModelReference) else Identity("none")
    if not base.is_hub or base.revision:
        return found
    named = [(link, result) for link in found for result in result_claims(stages[link.earlier])]
    made = {identity(r.value).revision for _, r in named if isinstance(r.value, ModelReference)}
    if len(made - {None}) < 2:
        return found
    return [link for link, result in named if result.key == MAIN]


def _link(claim: Claim, later: StageFacts, earlier: StageFacts) -> Link | None:
    """Return the link if the base that a claim names is the result of the earlier stage."""
    reference = claim.value
    assert isinstance(reference, ModelReference)
    base = identity(reference)
    for result in result_claims(earlier):
        assert isinstance(result.value, ModelReference)
        made = identity(result.value)
        named = base.kind == made.kind and base.kind in ("hub", "hosted")
        if named and base.agrees_with(made):
            reason = f"{made.repository or made.name} is the result of stage {earlier.key or 'at the top'}"
            return Link(earlier.key, later.key, claim, False, reason)
    by_folder = None if base.is_hub else _link_by_folder(claim, later, earlier, reference.raw)
    return by_folder or _link_by_name(claim, later, earlier, base)


def _link_by_folder(claim: Claim, later: StageFacts, earlier: StageFacts, raw: str) -> Link | None:
    """Link by a path that leads to the earlier stage's folder, or that the earlier stage names as its output."""
    path = raw.replace("\\", "/").rstrip("/")
    outputs = {
        r.value.raw.replace("\\", "/").rstrip("/")
        for r in result_claims(earlier)
        if isinstance(r.value, ModelReference)
    }
    if path in outputs and "/" in path:
        return Link(earlier.key, later.key, claim, False, f"stage {earlier.key} writes to that path")
    is_relative = not path.startswith(("/", "~")) and ":" not in path
    if (
        is_relative
        and earlier.folder
        and normpath(f"{later.folder or '.'}/{path}") == normpath(earlier.folder)
    ):
        return Link(earlier.key, later.key, claim, False, f"the path leads to the folder {earlier.folder}")
    if is_relative and earlier.folder and normpath(path) == normpath(earlier.folder):
        return Link(earlier.key, later.key, claim, True, f"the path ends like the folder {earlier.folder}")
    return None


def _link_by_name(claim: Claim, later: StageFacts, earlier: StageFacts, base: Identity) -> Link | None:
    """Link by the last segment where one side lacks the organisation or is a path: a guess that is marked as one."""
    for result in result_claims(earlier):
        assert isinstance(result.value, ModelReference)
        made = identity(result.value)
        both_hub = base.is_hub and made.is_hub
        if not both_hub and base.name and base.name.casefold() == made.name.casefold():
            reason = f"{base.name} has the last segment of the result of stage {earlier.key or 'at the top'}"
            return Link(earlier.key, later.key, claim, True, reason)
    return None


def _closes_circle(link: Link, links: list[Link]) -> bool:
    """Say whether following links back from the earlier stage comes to the later one, by a link that stands before this one."""
    above = {other.later: other.earlier for other in links[: links.index(link)]}
    current, seen = link.earlier, {link.later}
    while current in above and current not in seen:
        seen.add(current)
        current = above[current]
    return current == link.later
