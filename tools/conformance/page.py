"""docs/conformance.md, the matrix for people: a row for each class, property and scheme, and what is missing where."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Final

from lineage_rdf.codec.syntax import Syntax
from tools.conformance.exports import THOROUGH
from tools.conformance.table import Row
from tools.conformance.vocabulary import KINDS

_NAMED: Final = 3
_HEAD: Final = "| term | extends | who else has it | read from | shapes | forms | queries |\n|---|---|---|---|---|---|---|"
_SCHEME_HEAD: Final = (
    "| scheme | members | match a neighbour | in a fixture | in a shape | in a query | key in a recipe | JSON-LD key | forms |\n"
    "|---|---|---|---|---|---|---|---|---|"
)


def page(rows: Sequence[Row]) -> str:
    """Return the page."""
    own = [row for row in rows if row.kind in KINDS.values()]
    members = [row for row in rows if row.kind not in KINDS.values()]
    lines = [
        _INTRODUCTION.format(
            terms=len(own),
            members=len(members),
            tried=sum(THOROUGH),
            syntaxes=", ".join(syntax.title for syntax in Syntax),
        )
    ]
    for kind, table in groupby(own, key=lambda row: row.kind):
        title = {"class": "Classes", "object property": "Object properties"}.get(kind, "Data properties")
        lines += [f"## {title}\n", _HEAD, *map(_line, table), ""]
    lines += ["## Schemes\n", _SCHEME_HEAD]
    lines += [_scheme(name, list(table)) for name, table in groupby(members, key=lambda row: row.kind)]
    lines += ["", "## What is missing\n", *_gaps(own)]
    return "\n".join(lines) + "\n"


def parts(cell: str) -> list[str]:
    """Return the values of a cell."""
    return cell.split("; ") if cell else []


def _line(row: Row) -> str:
    cells = (
        f"`{row.term}`",
        _code(parts(row.extends)),
        _neighbours(row.neighbours),
        _few(parts(row.read_from)),
        ", ".join(f"{part.split()[0]} {len(part.split()) - 1}" for part in parts(row.shapes)),
        ", ".join(parts(row.exports)),
        ", ".join(parts(row.queries)),
    )
    return "| " + " | ".join(cells) + " |"


def _code(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _few(names: list[str]) -> str:
    return ", ".join(names) if len(names) <= _NAMED else f"{len(names)} kinds"


def _neighbours(cell: str) -> str:
    found = [part.split(" ", 2)[:2] for part in parts(cell)]
    return ", ".join(
        f"{name} ({'/'.join(dict.fromkeys(kind for _, kind in pairs))})"
        for name, pairs in groupby(found, key=lambda pair: pair[0])
    )


def _scheme(name: str, rows: Sequence[Row]) -> str:
    def count(has: Callable[[Row], str]) -> str:
        return str(sum(bool(has(row)) for row in rows))

    cells = (
        f"`{name}`",
        str(len(rows)),
        count(lambda row: row.neighbours),
        count(lambda row: row.read_from),
        count(lambda row: row.shapes),
        count(lambda row: row.queries),
        count(lambda row: row.keys) if name == "hyperparameter" else "",
        _code(parts(rows[0].jsonld_key)),
        ", ".join(parts(rows[0].exports)),
    )
    return "| " + " | ".join(cells) + " |"


def _gaps(rows: Sequence[Row]) -> list[str]:
    """Return what the classes and properties lack, with the names."""
    lacking = {
        "No reader fills": [row.term for row in rows if not row.read_from],
        "No shape uses": [row.term for row in rows if not row.shapes],
        "No neighbour has, and nothing of PROV-O or schema.org is directly above": [
            row.term for row in rows if not row.neighbours and not row.extends
        ],
    }
    return [f"* {title} ({len(names)} of {len(rows)}): {_code(names)}" for title, names in lacking.items()]


_INTRODUCTION: Final = """# What each term of the vocabulary is good for

Written by `make conformance`; change what it is made from, not this page. [conformance.csv](conformance.csv) has a row for each
of the {terms} classes and properties and of the {members} members of schemes, with every match, kind of input, code and query by
name.

* **extends**: what it is a kind of in PROV-O or schema.org.
* **who else has it**: the neighbours that the alignments name, and how the term stands to theirs: exact, close, broad (theirs is
  wider), narrow, related, or notation (a word or field of theirs that means it).
* **read from**: the kinds of input that fill it. A kind counts if [fields.csv](fields.csv) has a field of it for an element that
  this property holds, or if a fixture or example of that kind alone gives a lineage, or evidence, with the term.
* **shapes**: for each profile how many of its codes use the term, in a target, a path, a value or a query of their shapes or of
  the shapes that these are made of, whose profile may be another.
* **forms**: the forms beside RDF that carry it: the model card (`card`) and the recipes. A form carries a term if its text
  changes when the statements with the term are taken out of a lineage that has them; up to {tried} different lineages of the
  fixtures are tried for each term. A member of a scheme goes where the property goes that points at it.
* **queries**: the queries of the catalogue whose text names it. They also ask by walks and by parts that several queries share;
  those do not count.

Every syntax of RDF ({syntaxes}) carries every term, and each class and property has a key of its own name in the JSON-LD context.
The classes of codes, such as `ftl:Metric`, type the members of schemes and do not stand in lineages, so readers and shapes do
without them.
"""
