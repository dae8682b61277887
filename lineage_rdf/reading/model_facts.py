"""What is said of models and datasets rather than of steps: licences, digests, compute, statements."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from lineage_rdf.claims import Claim, Undisclosed
from lineage_rdf.claims.identity import Identity, identify
from lineage_rdf.codec.names import code_to_iri
from lineage_rdf.codec.numbers import plain
from lineage_rdf.reading.build import Build
from lineage_rdf.reading.draft import Draft
from lineage_rdf.reading.facts import choose
from lineage_rdf.records import Dataset, Model
from lineage_rdf.vocabulary.licences import spdx_expression
from lineage_rdf.vocabulary.namespaces import HUB

# Element -> field of the record.
_MODEL_FACTS = {
    "weights-digest": "digest",
    "weights-licence": "weights_licence",
    "training-compute": "training_compute_exaflop",
    "total-parameters": "total_parameter_count",
}
# Element -> field that holds everything that any source says.
_MODEL_LISTS = {"licence-link": "licence_links", "licence-notice": "licence_notices"}
_DATA_FACTS = {
    "data-licence": "licence",
    "personal-data": "personal_data_statement",
    "bias": "bias_statement",
    "dataset-digest": "digest",
    "access": "access",
}
_LICENCES = ("weights-licence", "data-licence")


def add_model_facts(build: Build, claims: Sequence[Claim], head: str | None) -> None:
    """Put licences, digests and numbers on the models they are about.

    Args:
        build: the lineage.
        claims: all claims.
        head: IRI of the head model, which is spoken of also where no step was found; None if several may be meant.
    """
    grouped: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        step_fact = claim.element == "total-parameters" and not claim.key
        if claim.element in (*_MODEL_FACTS, *_MODEL_LISTS) and not step_fact:
            iri = _model_of(build, claim, head)
            if iri is not None:
                grouped.setdefault((iri, claim.element), []).append(claim)
    for (iri, element), members in grouped.items():
        if element in _MODEL_LISTS:
            _add_all(members, element, build.draft, iri)
        else:
            _add_fact(members, element, build.draft, iri, build.draft.amend_model, _MODEL_FACTS[element])


def _add_all(claims: list[Claim], element: str, draft: Draft, iri: str) -> None:
    """Put everything that some claims say into a field of a model; where all only withhold it, that is told."""
    said = sorted({claim.value for claim in claims if isinstance(claim.value, str)})
    choice = choose(claims)
    if said:
        draft.amend_model(iri, **{_MODEL_LISTS[element]: tuple(said)})
    elif choice is not None:
        draft.choice(iri, element, choice)


def _add_fact(
    claims: list[Claim], element: str, draft: Draft, iri: str, amend: Callable[..., None], name: str
) -> None:
    """Put the winner of some claims into a field of a model or dataset, with its status; a licence with all words found."""
    licence = element in _LICENCES
    choice = choose(claims, same=_same_licence if licence else _equal)
    assert choice is not None  # groups are never empty
    value = choice.claim.value
    if isinstance(value, Undisclosed):
        draft.choice(iri, element, choice)
    elif isinstance(value, str | int | Decimal):
        if licence:
            amend(iri, licences_as_found=dict.fromkeys(c.value for c in claims if isinstance(c.value, str)))
        fact = spdx_expression(str(value)) if licence else value
        amend(iri, **{name: fact})
        if element == "access":
            draft.choice(iri, element, choice, about=code_to_iri(str(fact), element))
        else:
            draft.choice(iri, element, choice, value=_written(fact))


def _written(fact: str | int | Decimal | None) -> str | None:
    """Return a value as it stands in the graph."""
    return plain(fact) if isinstance(fact, Decimal) else None if fact is None else str(fact)


def _equal(one: object, other: object) -> bool:
    return one == other


def _same_licence(one: object, other: object) -> bool:
    both = isinstance(one, str) and isinstance(other, str)
    return both and spdx_expression(str(one)) == spdx_expression(str(other))


def _model_of(build: Build, claim: Claim, head: str | None) -> str | None:
    """Return the model a claim is about: the one its key names, else the result of its stage."""
    if not claim.key or claim.key == "head":
        step = (build.steps.get(claim.stage) if not claim.key else None) or build.last_step
        return step.produced_model if step else head
    wanted = identify(claim.key)
    return next((iri for iri, m in build.draft.models.items() if wanted.agrees_with(_known(m))), None)


def _known(thing: Model | Dataset) -> Identity:
    if thing.identifier:
        return Identity("hub", thing.identifier, thing.revision, thing.name or "")
    description = thing.description if isinstance(thing, Dataset) else None
    return Identity("bare-name", name=thing.name or description or "")


def add_publisher(build: Build, claims: Sequence[Claim], head: str | None) -> None:
    """Attribute the head model to who makes it available; the account of its Hub repository has a Hub address."""
    claim = next((c for c in claims if c.element == "publisher" and isinstance(c.value, str)), None)
    if claim is None or head is None:
        return
    name = str(claim.value).strip()
    account = (build.draft.models[head].identifier or "").partition("/")[0]
    agent = build.draft.agent(
        f"{HUB}{account}" if account and account.casefold() == name.casefold() else name
    )
    build.draft.amend_model(head, attributed_to=(agent,))


def add_dataset_facts(draft: Draft, claims: Sequence[Claim]) -> None:
    """Put licences, statements and digests on the datasets they are about."""
    grouped: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        if claim.element not in _DATA_FACTS or not claim.key:
            continue
        wanted = identify(claim.key, dataset=True)
        for iri, dataset in draft.datasets.items():
            if wanted.agrees_with(_known(dataset)):
                grouped.setdefault((iri, claim.element), []).append(claim)
    for (iri, element), members in grouped.items():
        _add_fact(members, element, draft, iri, draft.amend_dataset, _DATA_FACTS[element])
