"""A recipe as YAML with comments.

PyYAML writes the values and knows what has to be quoted by YAML 1.1; what YAML 1.2 reads as something else than text, such as
`2e-5`, is quoted too, so that every reader takes a text for a text. A comment is always one line without hidden letters.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

import yaml

from lineage_rdf.codec.numbers import plain
from lineage_rdf.plain_text import HIDDEN, clean
from lineage_rdf.recipes.draft import Draft
from lineage_rdf.recipes.recipe import Note
from lineage_rdf.sources.yaml_scalar import plain_scalar

_FLOAT: Final = "tag:yaml.org,2002:float"
_TEXT: Final = "tag:yaml.org,2002:str"


class _Dumper(yaml.SafeDumper):
    """Writes numbers as the graph spells them."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write equal values out, never as aliases."""
        return True


def _number(dumper: _Dumper, value: Decimal) -> yaml.Node:
    text = plain(value)
    if "." not in text:
        return dumper.represent_int(int(value))
    return dumper.represent_scalar(_FLOAT, text)


def _string(dumper: _Dumper, value: str) -> yaml.Node:
    quoted = plain_scalar(value) != value or "\n" in value
    return dumper.represent_scalar(_TEXT, value, style='"' if quoted else None)


_Dumper.add_representer(Decimal, _number)
_Dumper.add_representer(str, _string)


def as_yaml(draft: Draft, title: str, missing: tuple[Note, ...]) -> str:
    """Return the text of a recipe.

    Args:
        draft: the recipe.
        title: what it is the recipe of.
        missing: what is missing beside the keys without a value.
    """
    lines = [f"# {clean(line)}" for line in (title, *draft.head)]
    lines.append("# Only what the lineage tells is written; no default is filled in.")
    for key, value in draft.config.items():
        lines += [f"# {comment}" for comment in draft.comments.get(key, ())]
        lines.append(_dumped(key, value))
    lines += _block("Missing for the profile reproducible", missing)
    lines += _block("Told, but not written", draft.left_out)
    return "\n".join(lines) + "\n"


def _dumped(key: str, value: Any) -> str:
    if value is None:
        return f"{key}:"
    # A letter that nobody sees, or that turns the direction of what follows, is written as an escape.
    text = _yaml(key, value, letters=True)
    return text if not HIDDEN.search(text) else _yaml(key, value, letters=False)


def _yaml(key: str, value: Any, *, letters: bool) -> str:
    text: str = yaml.dump(
        {key: value},
        Dumper=_Dumper,
        allow_unicode=letters,
        sort_keys=False,
        default_flow_style=False,
        width=1 << 20,
    )
    return text.rstrip("\n")


def _block(title: str, notes: tuple[Note, ...] | list[Note]) -> Iterator[str]:
    if notes:
        yield f"# {title}:"
    for note in notes:
        yield f"#   {clean(f'{note.what}: {note.value} ({note.why})' if note.value else f'{note.what}: {note.why}')}"
