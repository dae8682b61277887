"""Datasets of a stage and how they were used."""

from __future__ import annotations

from collections.abc import Container

from attrs import asdict, evolve

from lineage_rdf.claims import Claim, DatasetMention, Trust
from lineage_rdf.claims.identity import Identity, identify
from lineage_rdf.codec.names import code_to_iri
from lineage_rdf.reading.build import Build
from lineage_rdf.reading.draft import Draft
from lineage_rdf.reading.facts import StageFacts, shown
from lineage_rdf.reading.withheld import is_withheld, withhold
from lineage_rdf.records import DatasetUse
from lineage_rdf.sources.llamafactory_data import NAME as TABLE
from lineage_rdf.vocabulary.licences import spdx_expression
from lineage_rdf.vocabulary.schemes import narrower_than

# Element -> the fields of a mention that lineage.yaml may say are not disclosed.
_PARTS = {
    "dataset-revision": ("revision",),
    "dataset-configuration": ("configuration",),
    "dataset-split": ("splits",),
    "example-count": ("example_count", "used_share"),
    "token-count": ("token_count",),
    "mixture-share": ("mixture_share",),
    "dataset-role": (),
    "generator-model": (),
}


def build_dataset_uses(
    build: Build, stage: StageFacts, step: str, path: tuple[str, ...], elsewhere: set[str]
) -> list[DatasetUse]:
    """Return the dataset uses of a step in the order of their sources.

    The strongest source that names datasets decides; a Hub dataset that only a weaker source names makes the element conflicting,
    unless another stage of the lineage uses it (a card lists the data of all stages).

    Args:
        build: takes datasets, statuses and problems.
        stage: the claims.
        step: IRI of the step.
        path: place of the step under the lineage.
        elsewhere: IRIs of datasets that other stages name in their strongest sources.
    """
    claims = stage.all("dataset")
    if is_withheld(claims):
        withhold(build, step, "dataset", claims)
        return []
    mentions = [claim for claim in claims if isinstance(claim.value, DatasetMention)]
    if not mentions:
        return []
    chosen = _chosen(mentions)
    chosen += _with_address(chosen, mentions, elsewhere)
    told = [_completed(claim, mentions) for claim in _distinct(chosen)]
    withheld = _withheld(stage)
    told = [_without(claim, withheld) for claim in told]
    stated = [claim for claim in told if not claim.inferred]
    uses = [
        _use(build.draft, claim, step, path, place, any(_same_data(claim, other) for other in stated))
        for place, claim in enumerate(told, start=1)
    ]
    for claim, use in zip(told, uses, strict=True):
        _withhold(build, claim, use, withheld, mentions)
    _note_rivals(build.draft, step, chosen, mentions, uses, elsewhere)
    return uses


def _withhold(
    build: Build,
    claim: Claim,
    use: DatasetUse,
    withheld: dict[tuple[str, str], list[Claim]],
    mentions: list[Claim],
) -> None:
    """Say which facts of one use are not disclosed."""
    for (name, element), claims in withheld.items():
        if name == _name(claim):
            # The revision is the dataset's wherever it is used; the rest is about this use.
            subject = use.dataset if element == "dataset-revision" else use.iri
            assert subject is not None  # every use is of a dataset
            telling = [m for m in mentions if _same_data(m, claim) and _tells(m, element)]
            withhold(build, subject, element, [*claims, *telling])


def _withheld(stage: StageFacts) -> dict[tuple[str, str], list[Claim]]:
    """Return (name of a dataset, element) -> the claims, for facts about it that are said not to be disclosed."""
    found = {}
    for element in _PARTS:
        for name in stage.keys(element):
            claims = stage.all(element, name)
            if is_withheld(claims):
                found[name.partition("@")[0], element] = claims
    return found


def _name(claim: Claim) -> str:
    assert isinstance(claim.value, DatasetMention)
    return claim.value.raw


def _tells(claim: Claim, element: str) -> bool:
    return any(getattr(claim.value, name) not in (None, ()) for name in _PARTS[element])


def _without(claim: Claim, withheld: Container[tuple[str, str]]) -> Claim:
    """Return the mention without what is not disclosed of its dataset, whichever file tells it."""
    fields = [names for element, names in _PARTS.items() if (_name(claim), element) in withheld]
    empty = {name: () if name == "splits" else None for names in fields for name in names}
    assert isinstance(claim.value, DatasetMention)
    return evolve(claim, value=evolve(claim.value, **empty))  # type: ignore[arg-type]


def _note_rivals(
    draft: Draft,
    step: str,
    chosen: list[Claim],
    mentions: list[Claim],
    uses: list[DatasetUse],
    elsewhere: set[str],
) -> None:
    """Mark the uses conflicting if a weaker source names a Hub dataset that the strongest one and the other stages do not."""
    if chosen[0].trust is Trust.LINEAGE_FILE or not all(_identity(claim).is_hub for claim in chosen):
        return
    named = {use.dataset for use in uses if use.dataset}
    rivals = [c for c in mentions if c not in chosen and not c.inferred and _is_news(c, named, elsewhere)]
    if not rivals:
        return
    names = "; ".join(f"{shown(rival.value)} in {rival.source.path}" for rival in rivals)
    reason = f"{chosen[0].source.path} does not name {names}"
    for use in uses:
        draft.status(step, "dataset", "conflicting", about=use.dataset, rule=chosen[0].rule, reason=reason)


def _chosen(mentions: list[Claim]) -> list[Claim]:
    """Return the mentions that decide: those of the strongest source.

    What a person writes into lineage.yaml about one dataset does not do away with the others that a configuration lists, so there
    the datasets of the next source that it does not speak of are kept.
    """
    first = strongest(mentions)
    rest = [claim for claim in mentions if claim.trust is not Trust.LINEAGE_FILE]
    if first[0].trust is not Trust.LINEAGE_FILE or not rest:
        return first
    return [*first, *(c for c in strongest(rest) if not any(_same_data(c, known) for known in first))]


def _with_address(chosen: list[Claim], mentions: list[Claim], elsewhere: set[str]) -> list[Claim]:
    """Return the Hub datasets of the next source, where a configuration names nothing but places on its own disk.

    Such a place does not tell which data lay there, so the two do not contradict each other.
    """
    first = chosen[0].trust
    if first is not Trust.TRAINING_CONFIG or not all(map(_is_only_a_place, chosen)):
        return []
    found = [c for c in mentions if c.trust > first and not c.inferred and _is_news(c, set(), elsewhere)]
    return strongest(found) if found else []


def _is_only_a_place(claim: Claim) -> bool:
    assert isinstance(claim.value, DatasetMention)
    return not (_identity(claim).is_hub or claim.value.digest or claim.value.access)


def _same_data(one: Claim, other: Claim) -> bool:
    return _identity(one).agrees_with(_identity(other))


def _completed(claim: Claim, mentions: list[Claim]) -> Claim:
    """Fill what a mention leaves open from weaker mentions of the same dataset."""
    mention = claim.value
    assert isinstance(mention, DatasetMention)
    for weaker in mentions:
        if weaker.source == claim.source or weaker.trust < claim.trust or not _same_data(claim, weaker):
            continue
        assert isinstance(weaker.value, DatasetMention)
        kinds = narrower_than("dataset-role", "training")
        if mention.roles == ("training",) and set(weaker.value.roles) <= kinds:
            # Said of any data that nobody gives a role; the weaker source may know that they are preference pairs.
            mention = evolve(mention, roles=weaker.value.roles)
        for name, value in asdict(weaker.value, recurse=False).items():
            if getattr(mention, name) in (None, ()) and value not in (None, ()):
                mention = evolve(mention, **{name: value})
    return evolve(claim, value=mention)


def strongest(mentions: list[Claim]) -> list[Claim]:
    """Return the mentions of the strongest source: stated ones first, then by trust.

    A configuration lists all its data, so what it only suggests of some of them stands beside the others; elsewhere what is
    inferred is another reading of what is stated.
    """
    first = min(mentions, key=lambda claim: (claim.inferred, claim.trust))
    lists_all = first.trust is Trust.TRAINING_CONFIG
    return [
        c
        for c in mentions
        if c.trust is first.trust and _same_source(c, first) and (lists_all or c.inferred == first.inferred)
    ]


def _same_source(one: Claim, other: Claim) -> bool:
    """Say whether two mentions come from one file, or one of them from the table in which that file looks names up."""
    looked_up = any(claim.source.path.rpartition("/")[2] == TABLE for claim in (one, other))
    return one.source == other.source or (looked_up and one.source.kind == other.source.kind)


def _distinct(claims: list[Claim]) -> list[Claim]:
    """Drop a mention that repeats another one with the same role, split and configuration."""
    seen: dict[object, Claim] = {}
    for claim in claims:
        mention = claim.value
        assert isinstance(mention, DatasetMention)
        key = evolve(
            mention,
            example_count=None,
            token_count=None,
            mixture_share=None,
            used_share=None,
            description=mention.description,
        )
        seen.setdefault(key, claim)
    return list(seen.values())


def _identity(claim: Claim) -> Identity:
    mention = claim.value
    assert isinstance(mention, DatasetMention)
    return identify(mention.raw, mention.revision, dataset=True)


def _is_news(claim: Claim, named: set[str], elsewhere: set[str]) -> bool:
    found = _identity(claim)
    if not found.is_hub:
        return False
    repository = f"/{found.repository.casefold()}"
    return not any(
        f"{iri.casefold()}/".partition("/tree/")[0].rstrip("/").endswith(repository)
        for iri in named | elsewhere
    )


def _use(
    draft: Draft, claim: Claim, step: str, path: tuple[str, ...], place: int, stated: bool
) -> DatasetUse:
    """Add a dataset and return its use; where the data are stated and this use of them is inferred, only its role is in doubt."""
    mention = claim.value
    assert isinstance(mention, DatasetMention)
    part = mention.raw or mention.description or "data"
    role = "+".join(mention.roles)
    dataset = add_dataset(draft, mention, *path, "dataset", part)
    iri = draft.minter.iri(*path, "use", role, part, str(place))
    if not (claim.inferred and stated):
        _qualify(draft, claim, mention, step, dataset)
    for one in mention.roles if claim.inferred and stated else ():
        about = code_to_iri(one, "dataset-role")
        draft.status(iri, "dataset-role", "inferred", about=about, rule=claim.rule, reason=claim.reason)
    return DatasetUse(
        iri=iri,
        dataset=dataset,
        roles=mention.roles,
        configuration=mention.configuration,
        splits=mention.splits,
        example_count=mention.example_count,
        token_count=mention.token_count,
        mixture_share=mention.mixture_share,
        used_share=mention.used_share,
    )


def add_dataset(draft: Draft, mention: DatasetMention, *path: str) -> str:
    """Add the dataset that a mention names and return its IRI."""
    identity = identify(mention.raw, mention.revision, dataset=True)
    return draft.dataset(
        identity,
        *path,
        description=mention.description,
        access=mention.access,
        digest=mention.digest,
        licence=spdx_expression(mention.licence) if mention.licence else None,
        licences_as_found=(mention.licence,) if mention.licence else (),
        personal_data_statement=mention.personal_data,
        bias_statement=mention.bias,
    )


def _qualify(draft: Draft, claim: Claim, mention: DatasetMention, step: str, dataset: str) -> None:
    """Mark a dataset that nobody can find: no Hub address, no digest, and not said to be private."""
    identity = identify(mention.raw, mention.revision, dataset=True)
    if not identity.is_hub and not mention.digest and mention.access != "private":
        what = f"{shown(mention)!r} is" if mention.raw else "the data is described but"
        reason = f"{what} not an address at which the dataset can be found"
        draft.status(step, "dataset", "unresolved", about=dataset, rule=claim.rule, reason=reason)
    elif claim.inferred:
        draft.status(step, "dataset", "inferred", about=dataset, rule=claim.rule, reason=claim.reason)
