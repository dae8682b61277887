"""A model that names itself: `config.json` keeps where weights were loaded from, which often is the model that lies here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lineage_rdf.claims import Claim, ModelReference
from lineage_rdf.claims.identity import Identity, identify
from lineage_rdf.reading.references import identity

_KIND = "model-config"


def without_own_name(claims: Sequence[Claim], model_id: str | None) -> list[Claim]:
    """Return the claims without those of `config.json` that name the model itself as what it was loaded from.

    What the model is comes from `--id`, from lineage.yaml, or from the path in a Hub cache; a folder that only has such a name
    says nothing of any step.

    Args:
        claims: all claims.
        model_id: the value of `--id`.
    """
    own = [identify(name) for name in _names(claims, model_id)]
    paths = [c for c in claims if c.source.kind == "folder" and c.element == "checkpoint"]
    return [claim for claim in claims if not _is_own(claim, [*own, *_at(paths, claim.stage)])]


def _names(claims: Iterable[Claim], model_id: str | None) -> list[str]:
    told = [str(claim.value) for claim in claims if claim.element == "model-id"]
    return [model_id, *told] if model_id else told


def _at(paths: Iterable[Claim], stage: str) -> list[Identity]:
    return [identity(c.value) for c in paths if c.stage == stage and isinstance(c.value, ModelReference)]


def _is_own(claim: Claim, own: Iterable[Identity]) -> bool:
    if claim.element != "base-model" or claim.source.kind != _KIND:
        return False
    assert isinstance(claim.value, ModelReference)
    found = identity(claim.value)
    return found.is_hub and any(found.agrees_with(one) for one in own)
