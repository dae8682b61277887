"""What the web page of LLaMA-Factory saves of a run, `llamaboard_config.yaml`: keys that begin with `top.` and `train.`.

Beside the arguments of the training tool it has the name under which the page lists the model, earlier results to go on
from, and further arguments as one text of JSON (https://github.com/hiyouga/LLaMA-Factory, src/llamafactory/webui).
"""

from __future__ import annotations

from typing import Any, Final

from attrs import evolve

from lineage_rdf.claims import ModelReference, Trust
from lineage_rdf.sources.config_datasets import words
from lineage_rdf.sources.config_facts import ConfigFacts
from lineage_rdf.sources.config_references import is_local
from lineage_rdf.sources.json_text import JsonTextError, load_json
from lineage_rdf.sources.reader import Reading

_PARTS: Final = ("top.", "train.")
_MORE: Final = "train.extra_args"


def is_board(value: dict[str, Any]) -> bool:
    """Return whether a mapping is what the web page saves."""
    return any(key.startswith("train.") for key in value)


def without_parts(value: dict[str, Any]) -> dict[str, Any]:
    """Return the keys without their first part, and the further arguments among them; those of the page itself win."""
    own = {
        key.partition(".")[2]: item for key, item in value.items() if key.startswith(_PARTS) and key != _MORE
    }
    return {**_more(value.get(_MORE)), **own}


def _more(text: Any) -> dict[str, Any]:
    try:
        found = load_json(text).value if isinstance(text, str) and text.strip() else None
    except JsonTextError:
        return {}
    return found if isinstance(found, dict) else {}


def name_places(reading: Reading, value: dict[str, Any]) -> None:
    """Give the claims of a file the keys as they stand in it as their places."""
    places = {key.partition(".")[2]: key for key in value if key.startswith(_PARTS)}
    more = {key: f"{_MORE}: $.{key}" for key in _more(value.get(_MORE))}
    reading.claims[:] = [
        evolve(claim, locator=places.get(claim.locator) or more.get(claim.locator) or claim.locator)
        if claim.source == reading.source
        else claim
        for claim in reading.claims
    ]


def say_shown_base(facts: ConfigFacts) -> ModelReference | None:
    """Say what training started from: an earlier result, or the model by the name that the page shows.

    Returns:
        The model as the page shows it.
    """
    shown = facts.text("model_name")
    if shown is None:
        return None
    base = ModelReference(shown)
    earlier = words(facts.value.get("checkpoint_path"))
    if earlier:
        folder = f"saves/{shown}/{facts.text('finetuning_type') or 'lora'}"
        raw = earlier[-1] if is_local(earlier[-1]) else f"{folder}/{earlier[-1]}"
        reason = "the web page keeps its results in this folder, and training went on from one of them"
        facts.infer("base-model", ModelReference(raw), "checkpoint_path", reason)
    else:
        reason = "the name under which the web page lists the model, not an identifier"
        facts.infer("base-model", base, "model_name", reason, trust=Trust.NAME)
    return base
