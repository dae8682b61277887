"""`lineage-rdf terms model-record`: CASRAI's minimum metadata of a model record, from a lineage and into a model card."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from lineage_rdf.cli.console import put_data, save, tell
from lineage_rdf.plain_text import clean

if TYPE_CHECKING:
    from lineage_rdf.model_record import ModelRecord

HELP: Final = """Write the eleven fields that CASRAI names as the minimum metadata of a model record.

PATH is a model folder, a model card, a lineage or another input of `report`; or a record, as JSON or YAML, to be written as a
model card with --format card. What is not known is null, and is listed on standard error. The fields are: intended_use,
out_of_scope_use, training_data_doi, evaluation_data_doi, evaluation_metrics, model_architecture, base_model, parameter_count,
training_compute_estimate, ethical_considerations, license.

\b
Examples:
  lineage-rdf terms model-record ./my-model
  lineage-rdf terms model-record lineage.ttl --format yaml -o record.yaml
  lineage-rdf terms model-record record.yaml --format card -o README.md
"""


class Form(StrEnum):
    """How the record is written."""

    json = "json"
    yaml = "yaml"
    card = "card"


def register(terms: typer.Typer) -> None:
    """Add the command below `terms`."""
    terms.command("model-record", help=HELP, short_help="Write CASRAI's minimum metadata of a model.")(
        model_record
    )


def model_record(
    path: Annotated[str, typer.Argument(metavar="PATH", help="What tells of the model, or a record.")],
    form: Annotated[Form, typer.Option("--format", help="How to write the record.")] = Form.json,
    name: Annotated[str, typer.Option("--name", help="What a card calls the model.")] = "",
    out: Annotated[
        Path | None, typer.Option("-o", "--out", "--output", help="File to write instead of standard output.")
    ] = None,
) -> int:
    """Write the record; returns 0 whatever is missing."""
    from lineage_rdf.model_record import read_model_record

    record, called = read_model_record(path)
    text = _written(record, form, clean(name or called))
    if out is None:
        put_data(text)
    else:
        save(out, text)
    if record.missing:
        tell(f"lineage-rdf: not known: {', '.join(record.missing)}")
    return 0


def _written(record: ModelRecord, form: Form, name: str) -> str:
    if form is Form.card:
        from lineage_rdf.model_record import card_text

        return card_text(record, name)
    if form is Form.yaml:
        import yaml

        return yaml.safe_dump(record.to_dict(), sort_keys=False, allow_unicode=True)
    return json.dumps(record.to_dict(), indent=2, ensure_ascii=False) + "\n"
