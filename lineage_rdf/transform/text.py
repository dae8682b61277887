"""A difference as text for people: what was before the arrow, what is after it, under the steps by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from lineage_rdf.plain_text import clean
from lineage_rdf.transform.difference import ADDED, CHANGED, MOVED, REMOVED, Change, Difference, Value
from lineage_rdf.transform.statements import StatementDifference
from lineage_rdf.transform.words import in_words

_SIGN: Final = {ADDED: "+", REMOVED: "-", CHANGED: "~", MOVED: ">"}
_LONGEST: Final = 160
_PROPERTIES: Final = {
    "rdf:type": "kind",
    "schema:name": "name",
    "settingValue": "value",
    "usesDataset": "data",
    "weightsLicence": "licence",
    "dataLicence": "licence",
    "codeLicence": "licence",
    "statusKind": "status",
}


def as_text(differences: Iterable[Difference]) -> str:
    """Return differences as text: one block for each lineage, and a last line with the count.

    Args:
        differences: what differs, lineage by lineage.
    """
    found = list(differences)
    lines = [line for difference in found if not difference.equal for line in _block(difference)]
    count = sum(len(difference.changes) or 1 for difference in found if not difference.equal)
    return "".join(f"{line}\n" for line in (*lines, _total(count)))


def statements_as_text(difference: StatementDifference) -> str:
    """Return the difference of statements as text: `- ` before what was removed, `+ ` before what was added.

    Args:
        difference: lines of N-Quads.
    """
    lines = [f"- {clean(line)}" for line in difference.removed] + [
        f"+ {clean(line)}" for line in difference.added
    ]
    return "".join(f"{line}\n" for line in (*lines, _total(len(lines))))


def _total(count: int) -> str:
    return f"{count} difference{'s' * (count != 1)}" if count else "no difference"


def _block(difference: Difference) -> Iterator[str]:
    name = clean(difference.name)
    if not difference.changes:
        yield f"{_SIGN[difference.paired_by]} lineage {name}"
        return
    yield name
    for step, changes in groupby(difference.changes, key=lambda change: change.step):
        if step:
            yield f"  {clean(step)}"
        yield from (f"{'    ' if step else '  '}{line(change)}" for change in changes)


def line(change: Change) -> str:
    """Return one difference on one line, safe for a terminal.

    Args:
        change: the difference.
    """
    what = "" if change.about in ("step", "activity") and change.step else _what(change)
    sign = _SIGN[change.change]
    if change.change in (ADDED, REMOVED):
        told = ", ".join(_short(value) for value in change.old or change.new)
        return f"{sign} {what}{': ' * bool(what and told)}{told}"
    of = change.property if change.about != "setting" or change.property != "settingValue" else ""
    words = " ".join(filter(None, (what, property_in_words(of))))
    moved = "moved from" if change.change == MOVED else f"{words}:"
    return f"{sign} {moved} {_side(change.old)} \N{RIGHTWARDS ARROW} {_side(change.new)}"


def _what(change: Change) -> str:
    """Return what a person calls the thing: a setting by its name alone, anything else with what it is."""
    name = clean(change.name)
    if change.about == "setting":
        return name or "setting"
    if change.about in ("lineage", "statement"):
        return "" if change.about == "lineage" else "statement"
    if change.property == "usesDataset":  # the one that was swapped stands before the arrow
        return ""
    kind = {"dataset-use": "data"}.get(change.about, change.about.replace("-", " "))
    return name if change.about == "step" else f"{kind} {name}".rstrip()


def property_in_words(name: str) -> str:
    """Return a property in words: `base model` for baseModel."""
    local = _PROPERTIES.get(name) or name.rpartition(":")[2]
    return re.sub(r"^(has|uses) ", "", in_words(local))


def _side(values: tuple[Value, ...]) -> str:
    return ", ".join(map(_short, values)) or "nothing"


def _short(value: Value) -> str:
    text = clean(value.text)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}\N{HORIZONTAL ELLIPSIS}"
