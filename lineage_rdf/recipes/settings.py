"""Settings to keys: the table by which a framework's configurations are read, turned around."""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal
from typing import Final

from lineage_rdf.recipes.draft import SEVERAL, Draft, shown
from lineage_rdf.recipes.recipe import Value
from lineage_rdf.records import Setting
from lineage_rdf.sources.config_settings import is_lora_key
from lineage_rdf.sources.framework_keys import FrameworkKey, framework_keys
from lineage_rdf.sources.yaml_scalar import plain_scalar
from lineage_rdf.vocabulary.schemes import hyperparameter_for, members

# These name a class or function of the framework, and a source may describe them in words instead.
_NAMES: Final = frozenset({"optimizer", "lr_scheduler_type"})
_NAME: Final = re.compile(r"[\w.-]+\Z")
_PLAIN_ITEM: Final = re.compile(r"[\w./-]+\Z")
_KINDS: Final = {"real": "a number", "integer": "a whole number", "boolean": "true or false"}


def assign_keys(draft: Draft) -> dict[str, Setting]:
    """Return key -> setting, and tell of the settings that no key is for.

    A hyperparameter that the scheme knows takes the first key of the framework for it, and a setting under a name of its own
    that name, if the framework has it. The former come first: of two keys of one file that may mean the same hyperparameter the
    first is read as it. Of several settings with one key the first in order of value is written.
    """
    settings = draft.facts.step.settings
    own = {item.key for item in framework_keys(draft.kind) if item.fits(draft.facts.objective)}
    apart = {s.name for s in settings if s.name in own and not s.hyperparameter}
    known = {s.hyperparameter for s in settings}
    chosen: dict[str, Setting] = {}
    for setting in sorted(settings, key=_place):
        if setting.hyperparameter:
            key = _first_key(draft, setting, apart)
        else:
            key = setting.name if setting.name in apart and setting.name not in known else None
            if key is None:
                draft.leave_out(
                    setting.label,
                    _plain(setting),
                    f"{draft.name} is not known to have this key for such training",
                )
        if key in chosen:
            draft.leave_out(setting.label, _plain(setting), SEVERAL)
        elif key is not None and _is_in_use(draft, key, setting):
            chosen[key] = setting
    order = {item.key: place for place, item in enumerate(framework_keys(draft.kind))}
    return dict(sorted(chosen.items(), key=lambda pair: (not pair[1].hyperparameter, order[pair[0]])))


def _place(setting: Setting) -> tuple[str, bool, Decimal, tuple[str, ...], str]:
    """Return what settings are ordered by: name, then numbers by size before texts, then the node."""
    numbers = [Decimal(item) for item in setting.values if not isinstance(item, str)]
    number = numbers[0] if numbers else Decimal(0)
    return setting.label, not numbers, number, setting.texts, setting.iri


def _first_key(draft: Draft, setting: Setting, apart: Collection[str | None]) -> str | None:
    """Return the first key for a hyperparameter that is free; None, and tell why, if there is none."""
    named = [item for item in framework_keys(draft.kind) if item.hyperparameter == setting.hyperparameter]
    fitting = [item for item in named if item.fits(draft.facts.objective) and item.key not in apart]
    if fitting:
        return fitting[0].key
    draft.leave_out(setting.label, _plain(setting), _why_not(draft, named))
    return None


def _why_not(draft: Draft, named: list[FrameworkKey]) -> str:
    if not named:
        return draft.no_key
    trainers = ", ".join(sorted({objective for item in named for objective in item.objectives}))
    return f"{draft.name} has a key for it only in training for {trainers}" if trainers else draft.no_key


def _is_in_use(draft: Draft, key: str, setting: Setting) -> bool:
    """Tell whether a key means something in this configuration, and with this value; say why if not."""
    if is_lora_key(key) and not draft.facts.is_lora:
        draft.leave_out(
            setting.label, _plain(setting), "a setting of LoRA, which this step is not told to use"
        )
        return False
    if setting.hyperparameter in _NAMES and not all(map(_NAME.match, setting.texts)):
        why = f"the words of a source, and not a name that {draft.name} has for it"
        draft.leave_out(setting.label, _plain(setting), why)
        return False
    return True


def put_settings(draft: Draft, keys: dict[str, Setting]) -> None:
    """Write the settings.

    Args:
        draft: the recipe.
        keys: key -> setting, as `assign_keys` gives it.
    """
    for key, setting in keys.items():
        draft.put(key, _written(draft, setting), setting.label, draft.facts.doubt_of(setting))
        term = hyperparameter_for(key)
        if not setting.hyperparameter and term is not None and term.kind in _KINDS and setting.texts:
            draft.remark(key, f"as its source has it, and not {_KINDS[term.kind]}")


def _plain(setting: Setting) -> Value:
    values = list(setting.values)
    return values[0] if len(values) == 1 else list(values)


def _written(draft: Draft, setting: Setting) -> Value:
    """Return a value as the framework wants it: lists as lists, for LLaMA-Factory as one text."""
    if not setting.texts:
        return _plain(setting)
    items = list(setting.texts)
    kind = _kind(setting)
    if kind != "list":
        return _as_meant(items[0], text=kind == "text") if len(items) == 1 else list(map(_as_meant, items))
    if draft.kind == "llamafactory" and (len(items) == 1 or all(map(_PLAIN_ITEM.match, items))):
        return ",".join(items)
    # A regular expression in a list would be taken for the end of a name.
    if draft.kind == "axolotl" and len(items) == 1 and not _PLAIN_ITEM.match(items[0]):
        return items[0]
    return list(map(_as_meant, items))


def _as_meant(item: str, *, text: bool = False) -> Value:
    """Return the number or truth value that a graph has as text because the scheme does not know its kind, else the text.

    Args:
        item: the text.
        text: whether the scheme says that it is one; a switch may stand in its place all the same.
    """
    value = plain_scalar(item)
    if isinstance(value, bool) or (isinstance(value, int | Decimal) and not text):
        return value if shown(value) == item else item
    return item


def _kind(setting: Setting) -> str:
    term = members("hyperparameter").get(setting.hyperparameter or "")
    return term.kind if term else ""
