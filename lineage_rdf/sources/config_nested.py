"""Configurations in sections: every value under its dotted path, and the settings among them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from lineage_rdf.sources.config_facts import ConfigFacts
from lineage_rdf.sources.config_settings import is_setting, say_setting
from lineage_rdf.sources.config_unknown import is_unknown_setting

MAX_VALUES: Final = 20_000
MAX_DEPTH: Final = 12
MAX_KEY: Final = 100
MAX_TEXT: Final = 2_000
MAX_HOPS: Final = 20
_REFERENCE = re.compile(r"\$\{([^${}]{1,300})\}")


def flatten(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return dotted path -> value for whatever is no section; lists stay whole.

    Sections deeper than 12 levels, keys of more than 100 characters and values beyond the first 20,000 belong
    to no configuration that a trainer reads and are left out.
    """
    flat: dict[str, Any] = {}
    for path, item in _leaves(value, "", 0):
        if len(flat) >= MAX_VALUES:
            break
        flat[path] = item
    return flat


def _leaves(value: Mapping[str, Any], parent: str, depth: int) -> Iterator[tuple[str, Any]]:
    for key, item in value.items():
        name = str(key)
        if len(name) > MAX_KEY:
            continue
        path = f"{parent}{name}"
        if not isinstance(item, dict):
            yield path, item
        elif depth < MAX_DEPTH:
            yield from _leaves(item, f"{path}.", depth + 1)


def interpolate(flat: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values with references such as `${policy.model_name}` followed.

    The notation is that of OmegaConf (https://omegaconf.readthedocs.io/en/latest/usage.html). A reference that
    leads nowhere, in a circle, to the environment or to a computation leaves nothing: what the value was is not
    in the file.
    """
    known: dict[str, Any] = {}
    return {path: _followed(path, flat, known, 0) for path in flat}


def _followed(path: str, flat: Mapping[str, Any], known: dict[str, Any], hops: int) -> Any:
    value = flat.get(path)
    if not isinstance(value, str) or "${" not in value:
        return value
    if path in known or hops > MAX_HOPS or len(value) > MAX_TEXT:
        return known.get(path)
    known[path] = None  # so that a circle ends here
    known[path] = _substituted(value, path, flat, known, hops)
    return known[path]


def _substituted(text: str, path: str, flat: Mapping[str, Any], known: dict[str, Any], hops: int) -> Any:
    whole = _REFERENCE.fullmatch(text)
    if whole:
        return _followed(_target(whole[1], path), flat, known, hops + 1)
    parts = []
    for at, part in enumerate(_REFERENCE.split(text)):
        found = _followed(_target(part, path), flat, known, hops + 1) if at % 2 else part
        if not isinstance(found, str | int) or isinstance(found, bool):
            return None
        parts.append(str(found))
    joined = "".join(parts)
    return None if "${" in joined or len(joined) > MAX_TEXT else joined


def _target(reference: str, path: str) -> str:
    """Return the path that a reference means; one that begins with dots is relative to its own section."""
    name = reference.strip()
    dots = len(name) - len(name.lstrip("."))
    if not dots:
        return name
    return ".".join([*path.split(".")[:-dots], name[dots:]])


def switched_off(flat: Mapping[str, Any]) -> frozenset[str]:
    """Return the sections that say `enabled: false` of themselves."""
    return frozenset(
        path.removesuffix(".enabled")
        for path, value in flat.items()
        if path.endswith(".enabled") and value is False
    )


def is_within(path: str, sections: Collection[str]) -> bool:
    """Return whether a path is one of some sections or lies in one."""
    while path:
        if path in sections:
            return True
        path = path.rpartition(".")[0]
    return False


def say_nested_settings(facts: ConfigFacts, extra: Collection[str] = (), skip: Collection[str] = ()) -> None:
    """Add one `setting` claim for each setting of a configuration in sections.

    A setting has its own last name, or its whole path where the scheme hyperparameter knows that or where the
    last name stands in several sections. Sections that are switched off set nothing.

    Args:
        facts: the configuration, flattened.
        extra: names or paths that are settings of this tool though the scheme does not know them.
        skip: paths and sections that are something else here.
    """
    unused = switched_off(facts.value) | frozenset(skip)
    paths = [
        path for path in facts.value if _sets(path, facts.value[path], extra) and not is_within(path, unused)
    ]
    often = Counter(_last(path) for path in paths)
    for path in paths:
        value = facts.value[path]
        if isinstance(value, list) and any(isinstance(item, dict) for item in value):
            continue
        known = is_setting(path, extra) or is_setting(_last(path), extra)
        by_path = is_setting(path, extra) or often[_last(path)] > 1 or not known
        say_setting(facts, path, value, path if by_path else _last(path))


def _sets(path: str, value: Any, extra: Collection[str]) -> bool:
    return is_setting(path, extra) or is_setting(_last(path), extra) or is_unknown_setting(path, value)


def _last(path: str) -> str:
    return path.rsplit(".", 1)[-1]
