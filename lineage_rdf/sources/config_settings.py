"""Which values of a configuration are settings of training, and in what form they become claims.

Configurations also hold names of people, addresses, credentials, prompts and places on disks. So only keys
that are known to be settings pass, and among their values only those that are none of these.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from decimal import Decimal
from typing import Any

from lineage_rdf.claims import Value
from lineage_rdf.claims.private import last_part, without_private
from lineage_rdf.sources.config_facts import ConfigFacts
from lineage_rdf.sources.config_references import is_local
from lineage_rdf.sources.config_unknown import is_unknown_setting, is_unknown_text
from lineage_rdf.vocabulary.schemes import hyperparameter_for

MAX_TEXT = 500
MAX_LIST = 400
# Minus one is a value of its own here: a group is then a whole column (https://huggingface.co/docs/transformers/quantization/gptq).
_MINUS_ONE = frozenset({"group_size"})
_COMMIT = re.compile(r"\b[0-9a-f]{40}\b")
_TEMPLATE = re.compile(r"\{%|\{\{|\n")
_RELATIVE_FILE = re.compile(r"^[\w.-]+(?:/[\w.-]+)+\.(?:json|ya?ml|py|jinja2?|txt)$")


def say_settings(
    facts: ConfigFacts, extra: Collection[str] = (), skip: Collection[str] = (), *, unknown: bool = True
) -> None:
    """Add one `setting` claim for each setting of a configuration, with the name the configuration uses.

    Nested keys are named by their own last part, or by the whole path where the scheme knows it or the last
    part also stands at the top.

    Args:
        facts: the configuration.
        extra: names that are settings of this tool though the scheme hyperparameter does not know them.
        skip: keys of the top that are something else here.
        unknown: whether numbers and switches that no list knows are settings too, which they are not in a dump of all there is.
    """
    for key, value in facts.value.items():
        if facts.reading.is_cut:
            return
        if key in skip:
            continue
        if isinstance(value, dict):
            _say_nested(facts, key, value, extra, unknown=unknown)
        elif is_setting(key, extra) or (unknown and is_unknown_setting(key, value)):
            say_setting(facts, key, value)
        elif is_unknown_setting(key, value) or is_unknown_text(key, value):
            facts.reading.left_out.append(key)


def lora_keys(facts: ConfigFacts) -> frozenset[str]:
    """Return the keys of LoRA settings, which mean nothing in a configuration that trains without LoRA."""
    return frozenset(filter(is_lora_key, facts.value))


def is_lora_key(key: str) -> bool:
    """Return whether a key is that of a LoRA setting in any tool."""
    return key.startswith(("lora_", "loraplus_", "use_dora", "use_rslora", "peft_"))


def _say_nested(
    facts: ConfigFacts, parent: str, values: dict[str, Any], extra: Collection[str], *, unknown: bool
) -> None:
    for key, value in values.items():
        if facts.reading.is_cut:
            return
        path = f"{parent}.{key}"
        known = is_setting(key, extra) or is_setting(path, extra)
        if isinstance(value, dict) or not (known or (unknown and is_unknown_setting(path, value))):
            continue
        name = path if is_setting(path, extra) or key in facts.value or not known else str(key)
        say_setting(facts, path, value, name)


def is_setting(name: Any, extra: Collection[str] = ()) -> bool:
    """Return whether the scheme hyperparameter, or the tool's own list, knows a key as a setting."""
    return isinstance(name, str) and (name in extra or hyperparameter_for(name) is not None)


def say_setting(facts: ConfigFacts, key: str, value: Any, name: str = "") -> None:
    """Add the claim for one setting, unless it is not set or its value must not be passed on.

    Args:
        facts: the configuration.
        key: where the setting stands.
        value: its value.
        name: its name, if that is not the key.
    """
    name = name or key
    found = setting_value(value)
    if found is not None and not is_unset(name, found):
        facts.say("setting", found, key, name=name)


def is_unset(name: str, value: Value) -> bool:
    """Return whether a value says "not set": `none` for a number, minus one for a count without limit."""
    term = hyperparameter_for(name)
    kind = term.kind if term else ""
    if kind in {"integer", "real", "boolean"} and isinstance(value, str):
        return value.casefold() in {"none", "null"}
    return kind == "integer" and value == -1 and not (term and term.notation in _MINUS_ONE)


def setting_value(value: Any) -> Value | None:
    """Return a value as claims carry it: a scalar, or a tuple of texts for a list; None if it must not pass.

    Empty values say nothing. Credentials, addresses, templates and long texts are dropped. Of a path the last
    part is kept.
    """
    if isinstance(value, str):
        return _safe(value)
    if isinstance(value, bool | int | Decimal):
        return value
    if isinstance(value, float):
        return Decimal(repr(value)) if value == value and abs(value) != float("inf") else None
    if isinstance(value, list):
        return _listed(value)
    return _safe(compact(value)) if isinstance(value, dict) and value else None


def _listed(values: list[Any]) -> Value | None:
    if not values or len(values) > MAX_LIST:
        return None
    if any(isinstance(value, list | dict) for value in values):
        return _safe(compact(values))
    texts = (_safe(value if isinstance(value, str) else compact(value)) for value in values)
    return tuple(text for text in texts if text) or None


def compact(value: Any) -> str:
    """Return a value as one line of JSON with numbers as they were written."""
    return _unquoted(json.dumps(value, ensure_ascii=False, default=lambda item: f"\0{item}\0"))


def _unquoted(text: str) -> str:
    """Take the quotes from the numbers that the standard library could not write exactly."""
    return text.replace('"\\u0000', "").replace('\\u0000"', "")


def _safe(text: str) -> str | None:
    text = text.strip()
    if not text or text == "None" or len(text) > MAX_TEXT or _TEMPLATE.search(text) or _COMMIT.search(text):
        return None
    if without_private(text) != text:
        # Of a file in somebody's home folder the name may be told; of anything else nothing.
        return last_part(text) if without_private(text).startswith(("~/", "~\\")) else None
    if _RELATIVE_FILE.match(text) or (is_local(text) and " " not in text and not _is_pattern(text)):
        return last_part(text)
    return text


def _is_pattern(text: str) -> bool:
    """Return whether a text with backslashes is a regular expression, as target modules are written."""
    return any(sign in text for sign in ("(", "[", "*", "^", "$", "|"))
