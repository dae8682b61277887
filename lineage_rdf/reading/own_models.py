"""GGUF files: each one, or each set of files of one model, is a model of its own (decisions section 1.8)."""

from __future__ import annotations

from collections.abc import Iterable

from lineage_rdf.reading.facts import StageFacts
from lineage_rdf.reading.weights import Weights
from lineage_rdf.sources.gguf import MARK
from lineage_rdf.sources.shards import set_name

_TRAINING = ("dataset", "objective", "parameterization", "setting", "merge-method", "merge-weights")
_STORING = ("Quantizing", "Converting")


def own_model(key: str) -> str:
    """Return the name of the file, or of the set of files, that a stage made as a model of its own; else an empty text."""
    part = key.partition("#")[2]
    return part.removeprefix(MARK) if part.startswith(MARK) else ""


def own_files(weights: Iterable[Weights], stage: StageFacts) -> list[Weights]:
    """Return the weight files of a stage that made a model of its own, sorted by path."""
    wanted = own_model(stage.key)
    found = (w for w in weights if w.folder == stage.folder and set_name(w.name) == wanted)
    return sorted(found, key=lambda w: w.path)


def shares_folder(weights: Iterable[Weights], stage: StageFacts) -> bool:
    """Say whether a model of its own lies beside other weights, so that the repository names more than this model."""
    here = {set_name(w.name) for w in weights if w.folder == stage.folder}
    return bool(own_model(stage.key)) and len(here) > 1


def only_stores(stage: StageFacts) -> bool:
    """Say whether what is told of a stage is no more than that weights were stored in another form, and what from."""
    choice = stage.choose("step-kind")
    kind = choice.claim.value if choice else None
    trained = any(claim.element in _TRAINING for claim in stage.claims)
    return kind in _STORING or (kind is None and not trained)
