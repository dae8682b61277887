"""The peer: a plain reader of model cards as one writes it with PyYAML and regular expressions.

It does what such a script does, and no more:

* the front matter between two lines `---`, loaded by PyYAML with its C loader (`CSafeLoader`);
* from it base_model, datasets, license and tags;
* the sentence `fine-tuned version of [X](...) on the D dataset`;
* the items `- name: value` of the list below `hyperparameters were used during training`.

It keeps no line numbers, tells stated from inferred nowhere, repairs nothing, and reads no other sentence, table or section.
"""

from __future__ import annotations

import re
from typing import Any, Final

import yaml

_FRONT: Final = re.compile(r"^(\s*---[\r\n]+)([\S\s]*?)([\r\n]+---(\r\n|\r|\n|$))")
_SENTENCE: Final = re.compile(
    r"fine-?tuned version of \[([^\]]*)\]\(([^)]*)\)(?: on (?:the|an?) (.*?) dataset)?", re.IGNORECASE
)
_LIST: Final = re.compile(r"hyperparameters were used during training:\s*\n((?:\s*- [^\n]*\n?)*)")
_ITEM: Final = re.compile(r"- ([\w ]+): ([^\n]*)")
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_card(data: bytes) -> dict[str, Any]:
    """Return the facts in a card, by name; of front matter that is no YAML none."""
    text = data.decode("utf-8", "replace")
    front = _FRONT.match(text)
    facts: dict[str, Any] = {}
    if front:
        try:
            loaded = yaml.load(front[2], _LOADER)
        except (yaml.YAMLError, ValueError):
            loaded = None
        if isinstance(loaded, dict):
            facts = {key: loaded.get(key) for key in ("base_model", "datasets", "license", "tags")}
    sentence = _SENTENCE.search(text)
    if sentence:
        facts["sentence"] = sentence.groups()
    listed = _LIST.search(text)
    if listed:
        facts["hyperparameters"] = dict(_ITEM.findall(listed[1]))
    return facts
