"""Datasets as configurations list them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from attrs import evolve

from lineage_rdf.claims import DatasetMention
from lineage_rdf.sources.config_facts import ConfigFacts, number
from lineage_rdf.sources.config_references import name_of

NO_DATASET: Final = "FTL-R038"
_HELD_OUT = re.compile(r"^(?:test|val|valid|validation|eval|dev)(?:_|$|\[)")
_RESPLIT = "the split is named as held-out data, though the configuration lists it with the training data"


def say_dataset(facts: ConfigFacts, mention: DatasetMention, key: str) -> None:
    """Add a `dataset` claim; a held-out split among training data is told as validation data, inferred.

    Args:
        facts: the configuration.
        mention: the dataset, with at most one split.
        key: where it stands.
    """
    held_out = mention.splits and all(_HELD_OUT.match(split) for split in mention.splits)
    if held_out and mention.roles != ("validation",):
        facts.infer("dataset", evolve(mention, roles=("validation",)), key, _RESPLIT)
    else:
        facts.say("dataset", mention, key)


def splits_of(value: Any) -> tuple[str, ...]:
    """Return the splits that a value names: text, or a list of texts."""
    names = value if isinstance(value, list) else [value]
    return tuple(name for item in names if (name := name_of(item)))


def say_named(
    facts: ConfigFacts,
    names: Iterable[tuple[str, Any]],
    roles: tuple[str, ...],
    **more: Any,
) -> None:
    """Add one `dataset` claim for each name.

    Args:
        facts: the configuration.
        names: key and name of each dataset.
        roles: notations of the scheme dataset-role.
        more: further attributes that all of them share.
    """
    for key, raw in names:
        name = name_of(raw)
        if name:
            say_dataset(facts, DatasetMention(raw=name, roles=roles, **more), key)
        else:
            facts.warn(NO_DATASET, "an entry of the list of datasets names no dataset", key)


def share_or_count(value: Any) -> dict[str, Any]:
    """Return what a number beside a dataset means: with a decimal point a share of it, else a count of examples.

    A share above one is data that are repeated.
    """
    found = number(value)
    if found is None or found < 0:
        return {}
    whole = isinstance(value, int) or (isinstance(value, str) and value.strip().isdecimal())
    if whole:
        return {"example_count": int(found)} if found else {}
    return {"used_share": Decimal(found)}


def words(value: Any) -> list[str]:
    """Return the parts of a text with commas, or the texts of a list."""
    parts = value if isinstance(value, list) else str(value).split(",") if isinstance(value, str) else []
    return [name for part in parts if (name := name_of(part))]
