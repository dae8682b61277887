"""Which columns of a table hold the id of a model and its card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from attrs import frozen

from lineage_rdf.errors import InputError, UsageError

# The first of these that a table has is taken, unless --map names another.
USUAL: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("model_id", "id", "modelId", "repo_id"),
    "card": ("card", "text", "readme", "content"),
}
_MOST_SHOWN = 30


@frozen
class Columns:
    """The names of two columns.

    Args:
        id: the column with the Hub id of the model.
        card: the column with the text of its card.
    """

    id: str
    card: str


def parse_map(text: str) -> dict[str, str]:
    """Return what `id=model_id,card=card` says; either part may be left out.

    Raises:
        UsageError: if it is not of this form.
    """
    found: dict[str, str] = {}
    for part in text.split(",") if text.strip() else ():
        name, sign, column = part.strip().partition("=")
        if name not in USUAL or not sign or not column or name in found:
            what = f"--map takes id=COLUMN and card=COLUMN, not {part.strip()!r}"
            raise UsageError(what, fix="for example --map id=model_id,card=card")
        found[name] = column
    return found


def choose_columns(names: Sequence[str], asked: Mapping[str, str], table: str) -> Columns:
    """Return the columns of a table.

    Args:
        names: the names of its columns.
        asked: `id` and `card` as the user maps them, as far as he does.
        table: path of the table, for messages.

    Raises:
        InputError: if a column is not there; the message names those that are.
    """
    return Columns(_choose("id", names, asked, table), _choose("card", names, asked, table))


def _choose(part: str, names: Sequence[str], asked: Mapping[str, str], table: str) -> str:
    wanted = (asked[part],) if part in asked else USUAL[part]
    for name in wanted:
        if names.count(name) == 1:
            return name
    twice = next((name for name in wanted if name in names), "")
    shown = ", ".join(names[:_MOST_SHOWN]) + (", ..." if len(names) > _MOST_SHOWN else "")
    what = f"two columns are called {twice}" if twice else f"there is no column {' or '.join(wanted)}"
    raise InputError(
        f"{what} for the {part}; the columns are: {shown or 'none'}", table, "name it with --map"
    )
