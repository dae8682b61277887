"""Reads the keys of the front matter that tell of lineage.

Keys: https://github.com/huggingface/hub-docs/blob/main/modelcard.md
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, Final

from lineage_rdf.claims import DatasetMention, ModelReference, Trust
from lineage_rdf.claims.private import last_part
from lineage_rdf.sources.model_card import codes
from lineage_rdf.sources.model_card.card import FINE_TUNING, MERGING, QUANTIZING, Card
from lineage_rdf.sources.model_card.mentions import hub_id, is_path
from lineage_rdf.sources.model_card.placeholders import LOADERS, is_placeholder

RELATIONS: Final = {
    "finetune": FINE_TUNING, "adapter": FINE_TUNING, "merge": MERGING, "quantized": QUANTIZING,
}  # fmt: skip
MISSPELT: Final = {"licence": "license", "-license": "license", "base model": "base_model", "basemodel": "base_model",
                   "dataset": "datasets", "model_index": "model-index"}  # fmt: skip
_REPOSITORY: Final = re.compile(r"[\w-][\w.-]{0,95}/[\w-][\w.-]{0,95}")
_LICENCE_PLACEHOLDERS: Final = frozenset({"license", "any valid license identifier", "licence"})


def read_metadata(card: Card) -> None:
    """Add what the front matter says, tags and evaluation results excepted."""
    _rename(card)
    _read_bases(card)
    _read_relation(card)
    _read_datasets(card)
    _read_licence(card)
    _read_names(card)
    if "co2_eq_emissions" in card.metadata:
        _read_emissions(card)


def _rename(card: Card) -> None:
    """Take misspelt keys for what they are meant to be, and say so."""
    for wrong, right in MISSPELT.items():
        if wrong not in card.metadata:
            continue
        value = card.metadata[wrong]
        where = card.key_locator(wrong)
        if right == "license" and str(value).strip().casefold() in _LICENCE_PLACEHOLDERS:
            message = f"`{wrong}: {value}` is a placeholder that a template leaves: the card gives no licence"
            card.warn(codes.LICENCE_PLACEHOLDER, message, where)
            continue
        read = f"left out, for {right!r} is there too" if right in card.metadata else f"read as {right!r}"
        card.warn(codes.MISSPELT_KEY, f"the key {wrong!r} is not one of a model card; it is {read}", where)
        if card.metadata.setdefault(right, value) is value:
            card.renamed[right] = wrong


def texts(card: Card, key: str) -> list[tuple[str, tuple[str | int, ...]]]:
    """Return the texts under a key with their paths; placeholders and other types are reported and left out.

    Args:
        card: the card.
        key: a key whose value is a text or a list of texts.
    """
    value = card.metadata.get(key)
    items = (
        [((key, at), item) for at, item in enumerate(value)] if isinstance(value, list) else [((key,), value)]
    )
    found: list[tuple[str, tuple[str | int, ...]]] = []
    for path, item in items:
        if item is None:
            continue
        if isinstance(item, bool | dict | list):
            card.warn(codes.WRONG_TYPE, f"{key} should be a name or a list of names", card.key_locator(*path))
        elif is_placeholder(str(item)) and not (key == "license" and str(item) == "unknown"):
            code = codes.LICENCE_PLACEHOLDER if key == "license" else codes.PLACEHOLDER
            card.warn(code, f"{item!r} is a placeholder, not a value of {key}", card.key_locator(*path))
        else:
            found.append((str(item).strip(), path))
    return found


def _read_bases(card: Card) -> None:
    if "base_model" not in card.metadata:
        return
    found = texts(card, "base_model")
    if not found:
        card.warn(codes.EMPTY_BASE, "the key base_model names no model", card.key_locator("base_model"))
    for raw, path in found:
        if raw in card.bases:
            continue
        card.bases.append(raw)
        card.say_key("base-model", reference(raw), *path)
        warn_of_base(card, raw, card.key_locator(*path))


def reference(raw: str) -> ModelReference:
    """Return a reference, with the revision where the name is an address that holds one."""
    found = hub_id(raw) if "://" in raw else None
    return ModelReference(raw, revision=found[1] if found else None)


def warn_of_base(card: Card, raw: str, where: str) -> None:
    """Report a base that nobody else can follow, or that is the model itself."""
    if is_path(raw):
        last = last_part(raw)
        message = f"the base model is a place on a disk, of which {last!r} is the last part; give its Hub identifier"
        card.warn(codes.LOCAL_BASE, message, where)
    elif raw.rsplit("/", 1)[-1] in own_names(card.metadata):
        message = f"the base model {raw!r} goes by the name that the card gives the model; if they are one, give its revision"
        card.warn(codes.OWN_BASE, message, where)


def own_names(metadata: dict[str, Any]) -> set[str]:
    """Return the names that the front matter gives the model itself."""
    index = metadata.get("model-index")
    entries = index if isinstance(index, list) else [index]
    names = [entry.get("name") for entry in entries if isinstance(entry, dict)]
    return {str(name).rsplit("/", 1)[-1] for name in (*names, metadata.get("model_name")) if name}


def _read_relation(card: Card) -> None:
    value = card.metadata.get("base_model_relation")
    if value is None:
        return
    relation = str(value).strip().casefold()
    where = card.key_locator("base_model_relation")
    if relation not in RELATIONS:
        card.warn(
            codes.UNKNOWN_RELATION,
            f"{value!r} is no relation that the Hub knows: {', '.join(RELATIONS)}",
            where,
        )
        return
    card.note(RELATIONS[relation], where, "yaml-base_model_relation", Trust.CARD_YAML)
    if relation == "adapter":
        card.uses_adapter = True


def _read_datasets(card: Card) -> None:
    for raw, path in texts(card, "datasets"):
        if raw.casefold() in LOADERS:
            message = f"{raw!r} tells how the data were loaded, not which they are"
            card.warn(codes.UNKNOWN_DATASET, message, card.key_locator(*path))
            continue
        found = hub_id(raw, dataset=True) if "://" in raw else None
        name = found[0] if found else raw.removeprefix("datasets/") if raw.count("/") == 2 else raw
        if name not in card.datasets:
            card.datasets.append(name)
            card.say_key("dataset", DatasetMention(raw=name, revision=found[1] if found else None), *path)


def _read_licence(card: Card) -> None:
    name, link = card.metadata.get("license_name"), card.metadata.get("license_link")
    if isinstance(link, str) and link.strip() and not is_placeholder(link):
        card.say_key("licence-link", link.strip(), "license_link")
    for raw, path in texts(card, "license"):
        where = card.key_locator(*path)
        if raw.casefold() in _LICENCE_PLACEHOLDERS:
            card.warn(codes.LICENCE_PLACEHOLDER, f"{raw!r} is a placeholder, not a licence", where)
        elif raw.casefold() != "other":
            card.say_key("weights-licence", raw, *path)
        elif name or link:
            key = "license_name" if name else "license_link"
            card.say_key("weights-licence", str(name or link).strip(), key)
        else:
            card.say_key("weights-licence", raw, *path)
            card.warn(
                codes.LICENCE_UNNAMED,
                "the licence is `other`, and neither license_name nor license_link tells which",
                where,
            )


def _read_names(card: Card) -> None:
    name = card.metadata.get("model_name")
    if isinstance(name, int | Decimal) and not isinstance(name, bool):
        name = str(name)  # A version that stands alone is a number for YAML.
    if isinstance(name, str) and not is_placeholder(name):
        card.say_key("model-name", name.strip(), "model_name")
        return
    names = [str(entry["name"]) for entry in _entries(card.metadata) if entry.get("name")]
    if len(names) == 1 and not is_placeholder(names[0]):
        reason = "the only entry of model-index goes by this name"
        card.say_key("model-name", names[0].strip(), "model-index", inferred=True, reason=reason)
        if _REPOSITORY.fullmatch(names[0]) and names[0] not in card.bases:
            result = ModelReference(names[0])
            card.say_key("checkpoint", result, "model-index", inferred=True, reason=reason)


def _entries(metadata: dict[str, Any]) -> list[dict[str, Any]]:
    index = metadata.get("model-index")
    return [entry for entry in (index if isinstance(index, list) else [index]) if isinstance(entry, dict)]


def tasks(metadata: dict[str, Any]) -> set[str]:
    """Return the tasks that `pipeline_tag` and the results in `model-index` name."""
    found = {str(metadata.get("pipeline_tag") or "")}
    for entry in _entries(metadata):
        results = entry.get("results")
        for result in results if isinstance(results, list) else []:
            task = result.get("task") if isinstance(result, dict) else None
            found.add(str(task.get("type") or "") if isinstance(task, dict) else "")
    return found - {""}


def _read_emissions(card: Card) -> None:
    """Read `co2_eq_emissions`, which is in grams, alone or under `emissions`."""
    value, path = card.metadata["co2_eq_emissions"], ["co2_eq_emissions"]
    if isinstance(value, dict):
        value, path = value.get("emissions"), [*path, "emissions"]
    if isinstance(value, int | Decimal) and not isinstance(value, bool) and value >= 0:
        card.say_key("emissions", Decimal(value) / 1000, *path)
