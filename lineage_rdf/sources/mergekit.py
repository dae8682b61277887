"""Reads mergekit configurations: mergekit_config.yml, and those that mergekit puts into model cards.

The keys are those of https://github.com/arcee-ai/mergekit#merge-configuration. Several models in it are the
parts of one merge, not a sequence of steps.
"""

from __future__ import annotations

from typing import Any, Final

from lineage_rdf.claims import MergeMention, ModelReference, Trust
from lineage_rdf.claims.private import holds_address
from lineage_rdf.sources.config_facts import LOCAL_MODEL, NO_MODEL, ConfigFacts, mappings, number
from lineage_rdf.sources.config_methods import warn_unknown_method
from lineage_rdf.sources.config_references import is_followable, name_of
from lineage_rdf.sources.config_settings import compact, say_setting
from lineage_rdf.sources.config_text import prefix_of, read_mapping, top_level_keys
from lineage_rdf.sources.reader import InputFile, Reader, Reading
from lineage_rdf.vocabulary.schemes import lookup

KIND: Final = "mergekit"
# Methods that add differences from one model to it, which is then no part like the others.
_TASK_VECTORS: Final = frozenset(
    {"task-arithmetic", "ties", "dare-linear", "dare-ties", "della", "della-linear", "breadcrumbs",
     "breadcrumbs-ties", "sce", "model-stock", "ram", "ramplus-tl"}
)  # fmt: skip
_SETTINGS: Final = ("dtype", "out_dtype", "tokenizer_source", "chat_template")


def recognises(file: InputFile) -> bool:
    """Return whether a file is a mergekit configuration."""
    if file.name in {"mergekit_config.yml", "mergekit_config.yaml"}:
        return True
    keys = top_level_keys(file)
    return "merge_method" in keys and bool(keys & {"models", "slices", "base_model", "modules"})


def read(reading: Reading) -> None:
    """Add what a mergekit configuration says."""
    claims_from(reading, read_mapping(reading), prefix_of(reading.file))


def claims_from(reading: Reading, value: Any, locator_prefix: str = "") -> None:
    """Add what a parsed mergekit configuration says.

    Args:
        reading: where claims and problems go.
        value: the configuration as plain values.
        locator_prefix: what stands before a key in a locator.
    """
    if not isinstance(value, dict) or not value:
        return
    facts = ConfigFacts(reading, value, KIND, locator_prefix, Trust.TRAINING_CONFIG)
    facts.say("step-kind", "Merging", "merge_method")
    method = _read_method(facts)
    parts = _read_parts(facts)
    _read_base(facts, method, parts)
    _read_settings(facts)


def _read_method(facts: ConfigFacts) -> str | None:
    name = facts.text("merge_method")
    notation = lookup("merge-method", name) if name else None
    if notation:
        facts.say("merge-method", notation, "merge_method")
    elif name:
        facts.say("method", name, "merge_method")
        warn_unknown_method(facts, "merge method", name, "merge_method")
    return notation


def _read_parts(facts: ConfigFacts) -> list[MergeMention]:
    """Say every part of the merge in order, and every model among them once as a base."""
    parts: list[MergeMention] = []
    seen: set[ModelReference] = set()
    for key, entry in _entries(facts.value):
        part = _part(entry)
        if part is None:
            facts.warn(NO_MODEL, "a part of the merge names no model", key)
            continue
        parts.append(part)
        facts.say("merge-weights", part, key)
        if part.model not in seen:
            seen.add(part.model)
            _say_model(facts, "base-model", part.model, f"{key}.model")
    return parts


def _entries(value: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Return place and mapping of every part: of `models`, and of the `sources` of every slice."""
    found = [(f"models[{at}]", entry) for at, entry in mappings(value.get("models"))]
    for at, layers in mappings(value.get("slices")):
        found += [(f"slices[{at}].sources[{of}]", entry) for of, entry in mappings(layers.get("sources"))]
    modules = value.get("modules")
    for name, module in modules.items() if isinstance(modules, dict) else ():
        if isinstance(module, dict):
            found += [
                (f"modules.{name}.{key}", entry) for key, entry in _entries({**module, "modules": None})
            ]
    return found


def _part(entry: dict[str, Any]) -> MergeMention | None:
    model, adapter = parse_model(entry.get("model"))
    if model is None:
        return None
    given = entry.get("parameters")
    parameters = given if isinstance(given, dict) else {}
    layers = entry.get("layer_range")
    rest = [f"{key}: {compact(value)}" for key, value in sorted(parameters.items()) if not _plain(key, value)]
    return MergeMention(
        model=model,
        weight=number(parameters.get("weight")),
        density=number(parameters.get("density")),
        layer_range="-".join(map(str, layers))
        if isinstance(layers, list) and len(layers) == 2
        else name_of(layers),
        parameters=tuple(([f"lora: {adapter}"] if adapter else []) + rest),
    )


def _plain(key: str, value: Any) -> bool:
    return key in {"weight", "density"} and number(value) is not None


def parse_model(value: Any) -> tuple[ModelReference | None, str | None]:
    """Return the model and the adapter put on it, as mergekit writes them.

    Args:
        value: `org/name` or `org/name@revision`, with or without `+org/adapter`, or the same as a mapping.
    """
    if isinstance(value, dict):
        inner = value.get("model")
        path = inner.get("path") if isinstance(inner, dict) else inner
        revision = inner.get("revision") if isinstance(inner, dict) else None
        lora = value.get("lora")
        name = name_of(path)
        adapter = name_of(lora.get("path") if isinstance(lora, dict) else lora)
        return (ModelReference(name, revision=name_of(revision)) if name else None), adapter
    text = name_of(value)
    if text is None:
        return None, None
    name, _, adapter = text.partition("+")
    if holds_address(name):
        return ModelReference(name), adapter or None
    path, _, revision = name.partition("@")
    return ModelReference(path, revision=revision or None), adapter or None


def _read_base(facts: ConfigFacts, method: str | None, parts: list[MergeMention]) -> None:
    """Say the model that differences are taken from; other methods have it as one more part if not listed."""
    base, _ = parse_model(facts.value.get("base_model"))
    if base is None:
        return
    if method in _TASK_VECTORS:
        _say_model(facts, "merge-base", base, "base_model")
    elif base not in {part.model for part in parts}:
        facts.say("merge-weights", MergeMention(model=base), "base_model")
        _say_model(facts, "base-model", base, "base_model")


def _say_model(facts: ConfigFacts, element: str, model: ModelReference, key: str) -> None:
    if not is_followable(model.raw):
        facts.warn(
            LOCAL_MODEL, "a model of the merge is a place on a disk, which nobody else can follow", key
        )
    facts.say(element, model, key)


def _read_settings(facts: ConfigFacts) -> None:
    for key in _SETTINGS:
        say_setting(facts, key, facts.value.get(key))
    parameters = facts.value.get("parameters")
    for key, value in parameters.items() if isinstance(parameters, dict) else ():
        # A row of values over the layers keeps its order only as one text.
        text = compact(value) if isinstance(value, list | dict) else value
        say_setting(facts, f"parameters.{key}", text, name=str(key))


READER = Reader(KIND, "mergekit configuration", recognises, read, Trust.TRAINING_CONFIG)
