"""How the answer to a question is printed or written: as a table, as SPARQL results, as RDF, or as columns."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lineage_rdf.cli.console import put, put_data, save, tell
from lineage_rdf.errors import UsageError

if TYPE_CHECKING:
    from lineage_rdf.query.results import Results, Statements

    Answer = Results | Statements | bool


class Form(StrEnum):
    """How an answer is written."""

    table = "table"
    csv = "csv"
    tsv = "tsv"
    json = "json"
    xml = "xml"
    turtle = "turtle"
    jsonld = "jsonld"
    ntriples = "ntriples"
    arrow = "arrow"
    parquet = "parquet"


_RESULTS: Final = (Form.csv, Form.tsv, Form.json, Form.xml)
_RDF: Final = (Form.turtle, Form.jsonld, Form.ntriples)
_COLUMNS: Final = (Form.arrow, Form.parquet)
_SUFFIXES: Final = {
    "csv": Form.csv,
    "tsv": Form.tsv,
    "json": Form.json,
    "srj": Form.json,
    "xml": Form.xml,
    "srx": Form.xml,
    "ttl": Form.turtle,
    "jsonld": Form.jsonld,
    "nt": Form.ntriples,
    "arrow": Form.arrow,
    "feather": Form.arrow,
    "parquet": Form.parquet,
    "txt": Form.table,
}


def form_of(asked: Form | None, out: str) -> Form:
    """Return the form that was asked for, or that the name of the file tells.

    Args:
        asked: what the option says; None if it was not given.
        out: the file; empty for standard output.

    Raises:
        UsageError: if the name tells none, or columns are to be printed.
    """
    form = asked or (_SUFFIXES.get(Path(out).suffix.lower().lstrip(".")) if out else Form.table)
    if form is None:
        raise UsageError("the name of the file does not tell its format", out, "add --format")
    if form in _COLUMNS and not out:
        raise UsageError(f"{form} is nothing to look at", fix=f"write it to a file: --output rows.{form}")
    return form


def put_answer(found: Answer, form: Form, out: str) -> int:
    """Print an answer or write it to a file, and return the exit code: 1 for no.

    Args:
        found: the answer.
        form: the form.
        out: the file; empty for standard output.

    Raises:
        UsageError: if the form is none for such an answer, or the file cannot be written.
    """
    from lineage_rdf.query.results import Results, Statements

    if isinstance(found, Results):
        for line in found.told:
            tell(f"lineage-rdf: {line}")
    if isinstance(found, Statements) and form is Form.table:
        form = Form.turtle
    code = (_put_rdf if form in _RDF else _put_text)(found, form, out)
    if isinstance(found, Results) and form is Form.table:
        tell("1 row" if len(found) == 1 else f"{len(found):,} rows")
    return code or int(found is False)


def _put_rdf(found: Answer, form: Form, out: str) -> int:
    from lineage_rdf.cli.rdf_files import put_written
    from lineage_rdf.codec.syntax import syntax_of
    from lineage_rdf.codec.write import write_quads
    from lineage_rdf.query.result_set import as_quads
    from lineage_rdf.query.results import Statements

    quads = found.quads if isinstance(found, Statements) else as_quads(found)
    return put_written(write_quads(quads, syntax_of(form)), out or "-", allow_loss=False)


def _put_text(found: Answer, form: Form, out: str) -> int:
    text = _text(found, form)
    if out:
        save(Path(out), text)
    elif form is Form.table and isinstance(text, str):
        put(text)
    elif isinstance(text, str):
        put_data(text)
    return 0


def _text(found: Answer, form: Form) -> str | bytes:
    from lineage_rdf.query.columnar import as_columns
    from lineage_rdf.query.forms import as_format, as_table
    from lineage_rdf.query.results import Results, Statements

    if isinstance(found, Statements):
        raise UsageError(f"statements cannot be written as {form}", fix="write turtle, jsonld or ntriples")
    if form in _RESULTS:
        return as_format(found, form)
    if isinstance(found, Results):
        return as_columns(found, form) if form in _COLUMNS else as_table(found) if found.rows else ""
    if form in _COLUMNS:
        raise UsageError(f"yes or no cannot be written as {form}", fix="write json, xml, turtle or jsonld")
    return "yes\n" if found else "no\n"
