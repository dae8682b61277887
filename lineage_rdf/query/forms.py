"""Tables and answers as text: the four formats of SPARQL results, and a table for a person."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from attrs import evolve
from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, parse_query_results

from lineage_rdf.codec.names import text
from lineage_rdf.plain_text import clean
from lineage_rdf.query.results import Results
from lineage_rdf.store import Term
from lineage_rdf.vocabulary.namespaces import PREFIXES, XSD

_FORMATS: Final = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
_RIGHT: Final = (f"{XSD}integer", f"{XSD}decimal")


def as_format(found: Results | bool, form: str) -> str:
    """Return rows or an answer in a format of SPARQL 1.1 results; the same rows always give the same text.

    Args:
        found: the rows, or the answer to an ASK query.
        form: `json`, `xml`, `csv` or `tsv`; of an answer the last two, which have no form for it, give `true` or `false`.
    """
    if isinstance(found, bool) and form in ("csv", "tsv"):
        return f"{json.dumps(found)}\n"
    results: Any = parse_query_results(json.dumps(_document(found)), format=QueryResultsFormat.JSON)
    written = bytes(results.serialize(format=_FORMATS[form])).decode()
    return written if written.endswith("\n") else written + "\n"


def _document(found: Results | bool) -> dict[str, object]:
    """Return the SPARQL 1.1 Query Results JSON of rows or an answer, which the engine turns into all formats."""
    if isinstance(found, bool):
        return {"head": {}, "boolean": found}
    rows = [
        {name: _json(term) for name, term in zip(found.columns, row, strict=True) if term is not None}
        for row in found.rows
    ]
    return {"head": {"vars": list(found.columns)}, "results": {"bindings": rows}}


def _json(term: Term) -> dict[str, object]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Literal):
        if term.language:
            return {"type": "literal", "value": term.value, "xml:lang": term.language}
        if term.datatype.value == f"{XSD}string":
            return {"type": "literal", "value": term.value}
        return {"type": "literal", "value": term.value, "datatype": term.datatype.value}
    parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
    return {"type": "triple", "value": {name: _json(part) for name, part in parts.items()}}


def as_table(found: Results) -> str:
    """Return rows as a table for a person: a thing is called by its Hub id, else by its label and IRI.

    Args:
        found: the rows.
    """
    found = evolve(found, rows=tuple(found.rows))  # which are looked at several times
    shown = shown_columns(found)
    lines = [[name.replace("_", " ") for name in shown]]
    for row in found.rows:
        known = dict(zip(found.columns, row, strict=True))
        lines.append([words_of(name, known) for name in shown])
    if not shown:
        return ""
    widths = [max(len(line[place]) for line in lines) for place in range(len(shown))]
    numbers = [is_number_column(found, name) for name in shown]
    return "".join(_line(line, widths, numbers) for line in lines)


def shown_columns(found: Results) -> list[str]:
    """Return the columns that a person is shown: not those that only say what the node of another column is called.

    Args:
        found: the rows.
    """
    return [name for name in found.columns if not _beside(name, found.columns)]


def _beside(name: str, columns: tuple[str, ...]) -> bool:
    """Tell whether a column only says what the node of another column is called."""
    node, _, part = name.rpartition("_")
    return (
        part in ("id", "label") and f"{node}_id" in columns and f"{node}_label" in columns and node in columns
    )


def words_of(name: str, row: Mapping[str, Term | None]) -> str:
    """Return what a person reads in a column of a row: the Hub id of a node, or its label and IRI, or the term.

    Args:
        name: the column.
        row: column -> term.
    """
    term = row[name]
    if term is None:
        return ""
    if row.get(f"{name}_id") is not None:
        return clean(text(row[f"{name}_id"]))
    label = row.get(f"{name}_label")
    return clean(f"{text(label)} {short(term)}" if label is not None else short(term))


def short(term: Term) -> str:
    """Return a term as a person reads it: prefixed if it is of a vocabulary, an IRI in brackets, else its text.

    Args:
        term: the term.
    """
    if not isinstance(term, NamedNode):
        return text(term)
    namespaces = ((len(space), prefix) for prefix, space in PREFIXES.items() if term.value.startswith(space))
    length, prefix = max(namespaces, default=(0, ""))
    rest = term.value[length:]
    plain = prefix and rest.replace("-", "").replace("_", "").replace(".", "").isalnum()
    return f"{prefix}:{rest}" if plain else f"<{term.value}>"


def is_number_column(found: Results, name: str) -> bool:
    """Tell whether a column holds numbers and nothing else.

    Args:
        found: the rows.
        name: the column.
    """
    place = found.columns.index(name)
    terms = [row[place] for row in found.rows if row[place] is not None]
    return bool(terms) and all(isinstance(term, Literal) and term.datatype.value in _RIGHT for term in terms)


def _line(line: list[str], widths: list[int], numbers: list[bool]) -> str:
    def padded(cell: str, width: int, is_number: bool) -> str:
        return cell.rjust(width) if is_number else cell.ljust(width)

    return "  ".join(map(padded, line, widths, numbers)).rstrip() + "\n"
