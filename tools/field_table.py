"""Writes docs/fields.md, the table of the fields that are read, from docs/fields.csv and what the readers do.

docs/fields.csv is edited by hand: a row for each field of each kind of file, with the element it becomes. This program reads all
fixtures and examples, adds a row for every field that it saw and no row covers, marks the rows that it did not see, and
writes the page. A test holds the two files against the readers, so that no row is made up and none is missing.

Usage: python -m tools.field_table
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import groupby
from typing import Final

from attrs import asdict, evolve, fields_dict, frozen
from pyoxigraph import NamedNode, RdfFormat, parse

from lineage_rdf.sources.registry import READERS
from lineage_rdf.vocabulary.namespaces import SKOS, prefixed, scheme_namespace
from lineage_rdf.vocabulary.resources import ontology_folder
from lineage_rdf.vocabulary.schemes import members
from tools.field_facts import ROOT, Fact, facts
from tools.vocabulary.graph import write_if_changed

TABLE: Final = ROOT / "docs" / "fields.csv"
PAGE: Final = ROOT / "docs" / "fields.md"
# What the column `hyperparameter` says of a setting, if it is not the name of one.
BY_NAME: Final = "by name"
ANY_NAME: Final = "any name"
UNKNOWN_NAME: Final = "unknown name"
STATED, INFERRED, EITHER = "stated", "inferred", "stated or inferred"
UNSEEN: Final = "not in a fixture"
# Where the scheme of elements names no property, or one that lineages hold only by a narrower one.
_PROPERTIES: Final = {
    "method": "ftl:methodText",
    "setting": "ftl:hasSetting",
    "model-id": "schema:identifier",
    "model-name": "schema:name",
    "publisher": "prov:wasAttributedTo",
    "started": "prov:startedAtTime",
    "ended": "prov:endedAtTime",
}
# One part of a path, and any text or none.
_WILD: Final = {"*": "[^./]+", "**": ".*"}
_OTHER_FILES: Final = {
    "shorthand": "a text on the command line, or in a model card",
    "folder": "the names of folders",
}


@frozen(order=True)
class Row:
    """A row of the table.

    Args:
        kind: the kind of file.
        field: the field; `*` stands for one part of it, `**` for any text or none.
        element: notation of the element it becomes.
        hyperparameter: of a setting its canonical name, `by name` for every name that the vocabulary knows,
            `unknown name` for every number and switch that it does not know, or `any name`.
        how: `stated`, `inferred` or `stated or inferred`.
        seen: empty, or `not in a fixture`.
        note: what else should be known.
    """

    kind: str
    field: str
    element: str
    hyperparameter: str = ""
    how: str = STATED
    seen: str = ""
    note: str = ""

    def covers(self, fact: Fact) -> bool:
        """Say whether the row tells of a fact, and tells the truth about it."""
        same = (self.kind, self.element) == (fact.kind, fact.element)
        return same and self._is_at(fact) and self._tells_how(fact) and self._names(fact)

    def _is_at(self, fact: Fact) -> bool:
        return bool(_pattern(self.field).fullmatch(fact.field))

    def _tells_how(self, fact: Fact) -> bool:
        return self.how in (EITHER, INFERRED if fact.inferred else STATED)

    def _names(self, fact: Fact) -> bool:
        if self.hyperparameter == BY_NAME:
            return fact.is_known and (fact.is_named or not self.field.endswith("*"))
        if self.hyperparameter == UNKNOWN_NAME:
            return not fact.is_known and self.how == STATED
        return self.hyperparameter in (ANY_NAME, fact.hyperparameter)


@cache
def _pattern(field: str) -> re.Pattern[str]:
    words = (_WILD.get(word) or re.escape(word) for word in re.split(r"(\*{1,2})", field))
    return re.compile("".join(words))


def read_rows(text: str) -> list[Row]:
    """Return the rows of the table."""
    return [Row(**row) for row in csv.DictReader(io.StringIO(text))]


def as_csv(rows: Iterable[Row]) -> str:
    """Return the table as it is kept."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, fieldnames=list(fields_dict(Row)), lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(row) for row in rows)
    return stream.getvalue()


def uncovered(rows: Sequence[Row], seen: Iterable[Fact]) -> list[Fact]:
    """Return the facts that no row covers, sorted."""
    return sorted(fact for fact in seen if not any(row.covers(fact) for row in rows))


def completed(rows: Sequence[Row], seen: Iterable[Fact]) -> list[Row]:
    """Return the rows in order, with one more for each field that was seen and stands nowhere, and with marks as they are now."""
    seen = list(seen)
    whole = _merged([*rows, *(_row_for(fact) for fact in uncovered(rows, seen))])
    marked = (
        evolve(row, seen="" if any(row.covers(fact) for fact in seen) else UNSEEN)
        for row in whole
        if row.kind in _kinds()
    )
    return sorted(marked, key=lambda row: (_kinds().index(row.kind), row.field, row.element, row))


def _merged(rows: Iterable[Row]) -> list[Row]:
    """Return the rows with one for what is sometimes stated and sometimes inferred."""
    found: dict[tuple[str, str, str, str], Row] = {}
    for row in rows:
        key = (row.kind, row.field, row.element, row.hyperparameter)
        old = found.setdefault(key, row)
        if old.how != row.how:
            found[key] = evolve(old, how=EITHER)
    return list(found.values())


def _row_for(fact: Fact) -> Row:
    """Return a row that covers one fact; a setting under its own name covers its neighbours that do the same."""
    how = INFERRED if fact.inferred else STATED
    if fact.is_named and fact.is_known:
        end = re.split(r"[./]", fact.field)[-1]
        return Row(fact.kind, f"{fact.field.removesuffix(end)}*", fact.element, BY_NAME, how)
    return Row(fact.kind, fact.field, fact.element, fact.hyperparameter, how)


@cache
def _kinds() -> list[str]:
    return [*(reader.kind for reader in READERS), *_OTHER_FILES]


@cache
def property_of(element: str) -> str:
    """Return the property that holds an element in a lineage, with its prefix, as the scheme of elements tells."""
    if element in _PROPERTIES:
        return _PROPERTIES[element]
    about = NamedNode(f"{scheme_namespace('element')}{element}")
    path = ontology_folder() / "schemes" / "element.ttl"
    related = (
        quad.object.value
        for quad in parse(path=path, format=RdfFormat.TURTLE)
        if quad.subject == about and quad.predicate.value == f"{SKOS}related"
    )
    return ", ".join(sorted(map(prefixed, related)))


def page(rows: Sequence[Row]) -> str:
    """Return docs/fields.md."""
    lines = [_INTRODUCTION.format(rows=len(rows), kinds=len({row.kind for row in rows}))]
    lines.append("| kind | file | field | becomes | property | how | note |\n|---|---|---|---|---|---|---|")
    for kind, own in groupby(rows, key=lambda row: row.kind):
        file = next(
            (reader.recognised_by for reader in READERS if reader.kind == kind), _OTHER_FILES.get(kind, "")
        )
        lines += [_line(row, "" if place else file) for place, row in enumerate(own)]
    return "\n".join(lines) + "\n"


def _line(row: Row, file: str) -> str:
    becomes = f"`{row.element}`"
    if row.element == "setting":
        listed = row.hyperparameter in (BY_NAME, ANY_NAME, UNKNOWN_NAME)
        own = "" if row.hyperparameter in members("hyperparameter") else " (own name)"
        becomes += f", {row.hyperparameter}" if listed else f" `{row.hyperparameter}`{own}"
    note = "; ".join(part for part in (row.note, row.seen) if part)
    cells = (row.kind, file, f"`{row.field}`", becomes, f"`{property_of(row.element)}`", row.how, note)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


_INTRODUCTION: Final = """# The fields that are read

Written by `python -m tools.field_table` from [fields.csv](fields.csv); change that file, not this page.

{rows} rows tell, for {kinds} kinds of input, which fields are read, which element of a lineage each becomes
(`lineage-rdf terms show` explains it), and the property that holds it. A test reads every fixture and example and finds
each claim in a row of this table.

* `a.b[].c` is the key `c` in each member of the list `b` under `a`. `*` is any name, `**` any path or none. In a list of
  records, and in the envelope `data` in which services return lists, a record is read like one that stands alone.
* In model cards, shorthand and headers the field is a key, or the name of the rule that reads a sentence, a list or the
  whole file.
* A setting becomes the hyperparameter named here. **by name**: every name that the vocabulary knows for a hyperparameter
  (`lineage-rdf terms list hyperparameter`) becomes that one, and no other name is read. **any name**: names that the
  vocabulary does not know are kept as they are. **own name**: this one is, too. **unknown name**: so is every number and
  switch under a name that is not about running, saving or measuring.
* **stated**: the file says so. **inferred**: the file only suggests it, and the lineage says why. Where sources disagree,
  or a fact is withheld, its [status](inputs.md#which-source-wins) says so.
* A configuration inside a model card is read like one in a file of its own.
* "not in a fixture": read by the code, and in no file of the tests yet.
"""


def main() -> None:
    """Complete the table, and write it and the page."""
    rows = completed(read_rows(TABLE.read_text(encoding="utf-8")) if TABLE.is_file() else [], facts())
    for path, text in ((TABLE, as_csv(rows)), (PAGE, page(rows))):
        if write_if_changed(path, text):
            sys.stdout.write(f"wrote {path.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
