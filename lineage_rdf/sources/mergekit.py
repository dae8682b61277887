"""Reads mergekit configurations: mergekit_config.yml, and those that mergekit puts into model cards.

The keys are those of https://github.com/arcee-ai/mergekit#merge-configuration. Several models in it are the
parts of one merge, not a sequence of steps; several documents in one file are merges that build on each other
(https://github.com/arcee-ai/mergekit/blob/main/docs/multimerge.md), each a stage.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from lineage_rdf.claims import ModelReference, Trust
from lineage_rdf.sources.config_facts import ConfigFacts
from lineage_rdf.sources.config_methods import warn_unknown_method
from lineage_rdf.sources.config_settings import compact, say_setting
from lineage_rdf.sources.config_text import prefix_of, read_mappings, top_level_keys
from lineage_rdf.sources.mergekit_models import MergeModels, parse_model
from lineage_rdf.sources.mergekit_moe import is_moe, say_moe
from lineage_rdf.sources.reader import InputFile, Reader, Reading
from lineage_rdf.vocabulary.schemes import lookup

KIND: Final = "mergekit"
_NAMES: Final = frozenset(
    f"mergekit_{name}.{suffix}" for name in ("config", "moe_config") for suffix in ("yml", "yaml")
)
_SETTINGS: Final = ("dtype", "out_dtype", "tokenizer_source", "chat_template")


def recognises(file: InputFile) -> bool:
    """Return whether a file is a mergekit configuration."""
    if file.name in _NAMES:
        return True
    keys = top_level_keys(file)
    if {"base_model", "experts"} <= keys:
        return bool(keys & {"gate_mode", "dtype", "experts_per_token", "shared_experts"})
    return "merge_method" in keys and bool(keys & {"models", "slices", "base_model", "modules"})


def read(reading: Reading) -> None:
    """Add what a mergekit configuration says; of several documents each is a stage, the last one that of the folder."""
    documents = read_mappings(reading)
    prefix = prefix_of(reading.file)
    if len(documents) < 2:
        for document in documents:
            claims_from(reading, document, prefix)
        return
    names = [ConfigFacts(reading, document, KIND).text("name") for document in documents]
    last = next((at for at, name in enumerate(names) if name is None), len(names) - 1)
    for at, document in enumerate(documents):
        stage = reading.file.folder if at == last else f"{reading.file.folder}#{at + 1}"
        facts = ConfigFacts(reading, document, KIND, f"document {at + 1}: {prefix}", stage=stage)
        _read_merge(facts, frozenset(name for name in names if name))
        name = names[at]
        if name:
            facts.say("stage-name", name, "name")
            facts.say("checkpoint", ModelReference(f"./{name}"), "name", name="name")


def claims_from(reading: Reading, value: Any, locator_prefix: str = "") -> None:
    """Add what a parsed mergekit configuration says.

    Args:
        reading: where claims and problems go.
        value: the configuration as plain values.
        locator_prefix: what stands before a key in a locator.
    """
    if not isinstance(value, dict) or not value:
        return
    _read_merge(ConfigFacts(reading, value, KIND, locator_prefix, Trust.TRAINING_CONFIG))


def _read_merge(facts: ConfigFacts, made: Collection[str] = ()) -> None:
    if is_moe(facts.value):
        say_moe(facts)
        return
    facts.say("step-kind", "Merging", "merge_method")
    method = _read_method(facts)
    models = MergeModels(facts, made)
    models.say_parts()
    models.say_base(method)
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


def _read_settings(facts: ConfigFacts) -> None:
    for key in _SETTINGS:
        say_setting(facts, key, facts.value.get(key))
    tokenizer = facts.value.get("tokenizer")
    if isinstance(tokenizer, dict):
        # The tokens listed beside the source may be texts of any kind and are left out.
        source, _ = parse_model(tokenizer.get("source"))
        say_setting(facts, "tokenizer.source", source.raw if source else None, name="tokenizer_source")
    parameters = facts.value.get("parameters")
    for key, value in parameters.items() if isinstance(parameters, dict) else ():
        # A row of values over the layers keeps its order only as one text.
        text = compact(value) if isinstance(value, list | dict) else value
        say_setting(facts, f"parameters.{key}", text, name=str(key))


READER = Reader(
    KIND,
    "mergekit configuration",
    recognises,
    read,
    Trust.TRAINING_CONFIG,
    recognised_by="the names mergekit_config and mergekit_moe_config (.yml, .yaml), or merge_method with models, slices,"
    " modules or base_model, or experts with base_model (.yaml, .yml, .json)",
)
