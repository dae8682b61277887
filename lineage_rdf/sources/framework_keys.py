"""The keys under which a training framework takes settings: what its reader looks for, and what a recipe writes.

The table says which keys there are, the scheme hyperparameter what they mean. So reading a configuration and writing one are
the same table in two directions.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

from attrs import frozen

from lineage_rdf.vocabulary.schemes import hyperparameter_for, narrower_than

_TABLE: Final = "framework_keys.tsv"


@frozen
class FrameworkKey:
    """One key of a framework.

    Args:
        key: how it is written; a dot leads into a mapping.
        hyperparameter: notation of what it sets; empty if the scheme does not know it.
        objectives: notations of the objectives whose trainers have it; empty for all.
    """

    key: str
    hyperparameter: str
    objectives: tuple[str, ...]

    def fits(self, objective: str | None) -> bool:
        """Return whether training for an objective, or for one that is not known, takes the key."""
        if not self.objectives or objective is None:
            return True
        return any(objective in narrower_than("objective", above) for above in self.objectives)


@cache
def framework_keys(kind: str) -> tuple[FrameworkKey, ...]:
    """Return the keys of a framework in the order in which they are preferred and written.

    Args:
        kind: the kind of its configurations, such as `axolotl`.
    """
    text = files("lineage_rdf.sources").joinpath(_TABLE).read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(_key(*row) for row in rows[1:] if row[0] == kind)


def _key(_kind: str, key: str, objectives: str = "") -> FrameworkKey:
    term = hyperparameter_for(key) or hyperparameter_for(key.rpartition(".")[2])
    return FrameworkKey(key, term.notation if term else "", tuple(objectives.split()))


@cache
def own_settings(kind: str) -> frozenset[str]:
    """Return all keys of a framework that are settings, also those that the scheme does not know."""
    return frozenset(item.key for item in framework_keys(kind))
